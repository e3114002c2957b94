package cli

import (
	"fmt"
	"net"
	"strconv"
	"time"

	"banbao/internal/build"
	"banbao/internal/config"
	"banbao/internal/diag"
	"banbao/internal/output"
	"banbao/internal/serve"
)

type serveCmd struct {
	siteFlags `embed:""`
	Port      int    `short:"p" default:"1313" help:"端口，忙就用下一个 / port; the next one if it is busy"`
	Bind      string `default:"127.0.0.1" placeholder:"ADDR" help:"只给本机看就不要改 / address to listen on"`
	Poll      bool   `help:"不靠系统通知，每半秒看一遍文件 / look at the files twice a second"`
	Stay      bool   `help:"改了哪页也不跳过去 / do not go to the page just edited"`
}

// Run serves until it is interrupted, which is how serving ends.
func (c *serveCmd) Run(s *session) error {
	if c.Port < 0 || c.Port > 65535 {
		return usageError{fmt.Sprintf("--port 在 0 到 65535 之间，不是 %d；0 是随便哪个空着的", c.Port), fmt.Sprintf("--port is from 0 to 65535, not %d; 0 is any that is free", c.Port)}
	}
	r, done, err := c.open(s)
	if err != nil {
		return err
	}
	defer done()
	r.Sized, r.Later = nil, true
	serving()
	if !config.HasConfig(r.FS) {
		_, problems := config.Load(r.FS)
		problems.Print(s.Stderr, s.lang, diag.Paint(s.Terminal))
		return exitCode(exitUsage)
	}
	file := savedFile(s.abs(c.Source), "serve")
	r.Saved = loadBuild(file)
	first := r.Saved == nil
	return serve.Run(s.ctx, serve.Options{
		Dir:     s.abs(c.Source),
		Clock:   s.goesOn(s.Now(), r.Now),
		Machine: s.Now,
		Addr:    net.JoinHostPort(c.Bind, strconv.Itoa(c.Port)),
		Talk:    s.Stderr, Lang: s.lang, Style: diag.Paint(s.Terminal),
		Poll: c.Poll, Stay: c.Stay,
		Build: func(now time.Time, changed []string) (serve.Result, error) {
			if fsys, ok := r.FS.(*siteFS); ok {
				fsys.forget()
			}
			r.Now, r.Read, r.Changed = now, s.Now(), changed
			plan := build.Prepare(r)
			r.Kept, r.Saved = plan.Kept, nil
			if first && plan.Site != nil { // so that the next start is quick
				saveBuild(file, plan.Kept.Saved())
			}
			first = false
			result := serve.Result{Files: plan.Files, Problems: plan.Problems.Pressing()}
			if plan.Site != nil && !plan.Fails(false) {
				result.NextChange = plan.NextChange()
				result.PageOf = plan.PageOf
				result.Later = func() ([]output.File, diag.List) {
					files, problems := plan.Later()
					return files, problems.Pressing()
				}
			}
			return result, nil
		},
	})
}

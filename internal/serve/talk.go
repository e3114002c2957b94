package serve

import (
	"fmt"
	"time"

	"banbao/internal/diag"
	"banbao/internal/output"
)

// say writes one line to the terminal.
func (s *server) say(format diag.Words, args ...any) {
	fmt.Fprintf(s.opt.Talk, format.In(s.opt.Lang)+"\n", args...)
}

// report tells the terminal about a build.
func (s *server) report(problems diag.List, err error, changes output.Changes, took time.Duration) {
	s.complain(problems, err)
	n, ms := len(changes.Changed)+len(changes.Removed), took.Milliseconds()
	at := s.opt.Clock().Format("15:04:05")
	switch {
	case err != nil || problems.HasErrors():
		s.say(diag.Words{Zh: "%s 没有更新，网页还是上一次的", En: "%s not updated; the pages are those from before"}, at)
	case n == 0:
		s.say(diag.Words{Zh: "%s 没有变化（%d 毫秒）", En: "%s nothing changed (%d ms)"}, at, ms)
	default:
		s.say(diag.Words{Zh: "%s 更新了 %d 个文件（%d 毫秒）", En: "%s updated %d files (%d ms)"}, at, n, ms)
	}
}

// complain prints problems as build does.
func (s *server) complain(problems diag.List, err error) {
	problems.Print(s.opt.Talk, s.opt.Lang, s.opt.Style)
	if err != nil {
		s.say(diag.Words{Zh: "出错了：%v", En: "failed: %v"}, err)
	}
}

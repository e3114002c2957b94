package content

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"banbao/internal/config"
	"banbao/internal/decode"
	"banbao/internal/grid"
)

// FuzzImport imports what strangers keep: whatever a sheet holds, the ranking
// is still one that can be read.
func FuzzImport(f *testing.F) {
	f.Add("户主,地址,楼道,总分,说明\n王小芳,1幢,8,8,\"说 \"\"好\"\"\\\"\n")
	f.Add("户主,,\n,楼道,总分\n张三,８,8\n合计,8,8\n")
	f.Add("户主,楼道\n[[entries]],1\n\"李\n明\",2\n")
	const ranking = "title = \"x\"\nform = \"points\"\nunit = \"building\"\ndate = 2026-11-20\n[[categories]]\nid = \"a\"\nname = \"楼道\"\nmax = 10\n[[entries]]\nname = \"老\"\nscores = { a = 1 }\n[[history]]\nperiod = \"上期\"\nname = \"老\"\n"
	f.Fuzz(func(t *testing.T, sheet string) {
		rows, err := grid.Read("a.csv", []byte(sheet))
		if err != nil {
			return
		}
		fsys := fstest.MapFS{"content/rankings/a.toml": {Data: []byte(ranking)}}
		im, _ := ImportRanking(fsys, config.Config{}, "content/rankings/a.toml", "a.csv", rows, nil)
		if im.Text == nil {
			return
		}
		again, problems := decode.Parse("a.toml", im.Text, 1, time.UTC)
		if len(problems) > 0 || len(again.Tables("entries")) != im.Entries || len(again.Tables("history")) != 1 {
			t.Errorf("%v\n%s", problems, im.Text)
		}
		if strings.Contains(string(im.Text), "\"老\"\nscores") && im.Entries == 0 {
			t.Error("what was there before is still there")
		}
	})
}

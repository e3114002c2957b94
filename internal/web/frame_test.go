package web

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"banbao/internal/theme"
)

// TestSharedParts wants that a theme cannot put into the head of one page what
// would then stand over others.
func TestSharedParts(t *testing.T) {
	for _, c := range []struct{ part, want string }{
		{`{{define "masthead"}}{{.Section}} {{.Common.Site}}{{end}}`, ""},
		{`{{define "masthead"}}{{.Title}}{{end}}`, "Title"},
		{`{{define "footer"}}{{range .Crumbs}}{{.Text}}{{end}}{{end}}`, "Crumbs"},
	} {
		th, problems := theme.Load(fstest.MapFS{"templates/mine.html": {Data: []byte(c.part)}}, theme.Settings{})
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		files, _ := Render(testSite(), th, Texts{})
		for _, f := range files {
			if f.Path != "notices/index.html" {
				continue
			}
			err := f.Write(new(bytes.Buffer))
			if ok := err == nil; ok != (c.want == "") || !ok && !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: %v", c.part, err)
			}
		}
	}
}

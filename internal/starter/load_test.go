package starter_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/config"
	"banbao/internal/content"
	"banbao/internal/diag"
	"banbao/internal/starter"
)

// load reads a site as a build does, and reports every problem that is not
// about what nobody knows in advance: the holidays, the result of a publicity.
func load(t *testing.T, files map[string][]byte, now time.Time) {
	t.Helper()
	fsys := fstest.MapFS{}
	for path, text := range files {
		fsys[path] = &fstest.MapFile{Data: text}
	}
	cfg, problems := config.Load(fsys)
	if !problems.HasErrors() {
		_, _, more := content.Load(fsys, cfg, content.Options{Now: now})
		problems = append(problems, more...)
	}
	expected := []diag.Code{"no-holidays", "estimated-period", "no-base-url", "no-result", "missing-holidays"}
	for _, p := range problems {
		if !slices.Contains(expected, p.Code) {
			t.Errorf("%s: %s %v: %s", now.Format(time.DateOnly), p.Code, p.Pos, p.Line)
		}
	}
}

// A new site, and everything that can be begun in it, has no problems, on the
// day itself and a month later.
func TestLoads(t *testing.T) {
	for _, day := range []calendar.Day{calendar.Date(2026, 11, 22), calendar.Date(2026, 12, 31), calendar.Date(2027, 1, 1),
		calendar.Date(2026, 2, 28), calendar.Date(2026, 10, 3), calendar.Date(2028, 2, 29)} {
		site, err := starter.Site(day, "幸福里社区")
		if err != nil {
			t.Fatal(err)
		}
		noon := day.Start(time.FixedZone("", 8*3600)).Add(12 * time.Hour)
		load(t, site, noon)
		for _, noun := range starter.Nouns() {
			path, text, err := starter.Item(noun, "", `中秋"赏月"#1`, day)
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(path, ".md") {
				text = append(text, "正文。\n"...)
			}
			site[path] = text
		}
		load(t, site, noon)
		load(t, site, noon.AddDate(0, 1, 0))
	}
}

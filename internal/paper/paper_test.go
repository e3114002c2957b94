package paper

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/markdown"
	"banbao/internal/site"
	"banbao/internal/theme"
)

var china = time.FixedZone("", 8*60*60)

func at(day, hour int) time.Time { return time.Date(2026, 11, day, hour, 0, 0, 0, china) }

func notice(slug string, from, until time.Time) *site.Notice {
	n := &site.Notice{Item: site.Item{Noun: site.NounNotice, Kind: site.KindNotice, Slug: slug, Title: "停水", Window: calendar.Window{From: from, Until: until}}, Issuer: "居委会"}
	n.Date.Day = calendar.DayOf(from)
	n.Body = site.Body{File: "content/notices/" + slug + ".md", Size: 9}
	return n
}

// rendered is every sheet of a site, by path.
func rendered(t *testing.T, s *site.Site, own fstest.MapFS) map[string]string {
	t.Helper()
	if own == nil {
		own = fstest.MapFS{}
	}
	th, problems := theme.Load(own, theme.Settings{})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	read := func(_ []byte, b site.Body) ([]byte, error) { return []byte("见[通知](a.md)，14:00开始。"), nil }
	pages := map[string]string{}
	for _, f := range Render(s, th, Texts{Markdown: markdown.New(), Read: read}) {
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			t.Fatal(f.Path, err)
		}
		pages[f.Path] = b.String()
	}
	return pages
}

func testSite(notices ...*site.Notice) *site.Site {
	return &site.Site{
		Info: site.Info{Title: "新城社区", Language: "zh-Hans", Zone: china, BaseURL: "https://x.example/", AheadDays: 7},
		Now:  at(22, 9), Notices: notices,
	}
}

// TestWhatIsPrinted wants a sheet for what is current or about to be, and none
// for what is over, far ahead, a draft or withdrawn.
func TestWhatIsPrinted(t *testing.T) {
	draft, gone := notice("draft", at(20, 0), at(30, 0)), notice("gone", at(20, 0), at(30, 0))
	draft.Draft, gone.Withdrawn = true, &site.Withdrawal{}
	pages := rendered(t, testSite(
		notice("now", at(20, 0), at(25, 0)), notice("over", at(1, 0), at(22, 0)), notice("soon", at(24, 0), at(30, 0)),
		notice("far", at(30, 0), time.Time{}), draft, gone,
	), nil)
	var got []string
	for path := range pages {
		got = append(got, path)
	}
	slices.Sort(got)
	if want := "print/notices/now.html print/notices/soon.html"; strings.Join(got, " ") != want {
		t.Errorf("printed are %q, want %s", got, want)
	}
	for _, want := range []string{`data-sheet="plain" data-paper="A4"`, "11月20日张贴", "11月25日撤下", "x.example/notices/now.html", `class="qr"`, "见通知，14:00开始", "居委会"} {
		if !strings.Contains(pages["print/notices/now.html"], want) {
			t.Errorf("the sheet does not say %s", want)
		}
	}
}

// TestOfficial wants the grid where an author asks for it, and the way to the
// live page below it.
func TestOfficial(t *testing.T) {
	n := notice("a", at(20, 0), at(25, 0))
	n.Style = &site.PaperStyle{Sheet: site.SheetOfficial}
	page := rendered(t, testSite(n), nil)["print/notices/a.html"]
	for _, want := range []string{`class="official is-official"`, `<span class="n n3">14:00</span>`, `class="signed"`, `class="qr"`, "网页　x.example/notices/a.html"} {
		if !strings.Contains(page, want) {
			t.Errorf("the sheet has no %s", want)
		}
	}
}

// TestOff wants no paper in a theme without the template.
func TestOff(t *testing.T) {
	off := fstest.MapFS{"templates/sheet.html": &fstest.MapFile{Data: []byte("\n")}}
	if pages := rendered(t, testSite(notice("now", at(20, 0), at(25, 0))), off); len(pages) > 0 {
		t.Errorf("%d sheets without a template", len(pages))
	}
}

package browsertest

import (
	"bytes"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"banbao/internal/build"
	"banbao/internal/chrome"
	"banbao/internal/diag"
	"banbao/internal/output"
)

// farZones are where a phone or a box behind a television may believe to be:
// at home, nowhere, where the clock is changed, half an hour off, and a day
// ahead of half the world.
var farZones = []string{"Asia/Shanghai", "UTC", "America/New_York", "Asia/Kolkata", "Pacific/Kiritimati"}

// TestClockChanges leaves pages open over the nights in which New York puts its
// clock back and forward. In every zone they show what a page shows that is
// built at that moment.
func TestClockChanges(t *testing.T) {
	t.Parallel()
	const list = "notices/kinds/publicity.html" // which has one page, and its rows stay on it
	for _, c := range []struct{ name, opened string }{
		{"back", "2026-10-31T20:30:00"},    // 1 November, 06:00 UTC
		{"forward", "2027-03-13T20:30:00"}, // 14 March, 07:00 UTC
		{"usual", "2026-11-22T09:00:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			opened := chrome.Moment(t, c.opened)
			address := publishedAt(t, opened)
			var moments []time.Time
			y, m, d := opened.Date()
			for k := 1; k <= 2; k++ {
				midnight := time.Date(y, m, d+k, 0, 0, 0, 0, opened.Location())
				moments = append(moments, midnight.Add(-time.Second), midnight.Add(time.Second))
				for _, hours := range []int{8, 13, 14, 15, 20} { // around the change, and the usual edges
					moments = append(moments, midnight.Add(time.Duration(hours)*time.Hour+time.Second))
				}
			}
			want := map[string][]string{}
			for _, at := range moments {
				want[at.Format(time.DateTime)] = rowsBuiltAt(t, at, list)
			}
			var first []string
			for _, zone := range farZones {
				b := chrome.Open(t)
				b.StartAt(opened)
				b.Zone(zone)
				var seen []string
				for _, page := range []string{list, "index.html", "activities/index.html", "boards/index.html"} {
					b.Visit(address + page)
					for _, at := range moments {
						b.Clock(at)
						seen = append(seen, page+" at "+at.Format(time.DateTime)+"\n"+b.Text())
						if page != list {
							continue
						}
						rows := chrome.Eval[[]string](b, `Array.from(document.querySelectorAll("ol.rows > li.row")).filter((li) => li.checkVisibility() && !li.closest(".past-list")).map((li) => li.querySelector("h3 a").getAttribute("href"))`)
						slices.Sort(rows) // pins end and the order with them, which only a build knows
						if is := want[at.Format(time.DateTime)]; !slices.Equal(rows, is) {
							t.Errorf("in %s at %s: %v, not %v", zone, at.Format(time.DateTime), rows, is)
						}
					}
				}
				if first == nil {
					first = seen
				}
				for i := range seen {
					if seen[i] != first[i] {
						t.Errorf("in %s another than in %s: %s\n----\n%s", zone, farZones[0], seen[i], first[i])
					}
				}
			}
		})
	}
}

func planAt(t *testing.T, at time.Time) *build.Plan {
	t.Helper()
	plan := build.Prepare(build.Request{FS: os.DirFS(chrome.Root), Now: at, Version: "test", Kept: chrome.Site(t).Plan.Kept})
	if plan.Fails(false) {
		t.Fatal("the sample site does not build at ", at)
	}
	return plan
}

// publishedAt serves the sample's website as it is built at a moment, without
// paper, screens and the other script.
func publishedAt(t *testing.T, at time.Time) string {
	t.Helper()
	chrome.Need(t)
	if at.Equal(chrome.Built) {
		return chrome.Site(t).HTTP
	}
	dir := t.TempDir()
	web := slices.DeleteFunc(slices.Clone(planAt(t, at).Files), func(f output.File) bool {
		top, _, _ := strings.Cut(f.Path, "/")
		return slices.Contains([]string{"print", "screens", "search", "zh-Hant"}, top)
	})
	if _, err := output.Publish(dir, chrome.Shared(web), output.Options{Version: "test", Clock: at}); err != nil {
		t.Fatal(err)
	}
	return chrome.ServeFolder(t, dir)
}

// rowsBuiltAt are where the rows of a list lead that is built at a moment.
func rowsBuiltAt(t *testing.T, at time.Time, path string) []string {
	t.Helper()
	var rows []string
	for _, f := range planAt(t, at).Files {
		if f.Path != path {
			continue
		}
		var b bytes.Buffer
		var advice diag.List
		if err := f.Write(&b); err != nil && (!errors.As(err, &advice) || advice.HasErrors()) {
			t.Fatal(err)
		}
		doc, err := html.Parse(&b)
		if err != nil {
			t.Fatal(err)
		}
		for n := range doc.Descendants() {
			class, hidden := "", false
			for up := range n.Ancestors() {
				hidden = hidden || slices.ContainsFunc(up.Attr, func(a html.Attribute) bool { return a.Key == "class" && strings.Contains(a.Val, "past-list") })
			}
			for _, a := range n.Attr {
				switch a.Key {
				case "class":
					class = a.Val
				case "hidden":
					hidden = true
				}
			}
			if n.Data != "li" || hidden || !slices.Contains(strings.Fields(class), "row") {
				continue
			}
			for a := range n.Descendants() {
				if a.Data == "a" {
					for _, at := range a.Attr {
						if at.Key == "href" {
							rows = append(rows, at.Val)
						}
					}
					break
				}
			}
		}
	}
	slices.Sort(rows)
	return rows
}

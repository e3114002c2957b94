package feed

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"slices"
	"strings"
	"testing"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/output"
	"banbao/internal/site"
)

// noticeSite has a notice for everybody, a corrected publicity for one
// building that moved to a new address, one that has ended, and one to come.
func noticeSite() *site.Site {
	zone := time.FixedZone("", 8*3600)
	day := calendar.Date(2026, time.November, 20)
	s := &site.Site{Info: site.Info{
		Title: "新城", Description: "墙上贴的", Language: "zh-Hans", BaseURL: "https://a.example/b/", Zone: zone, Issuer: "居委会",
		Buildings: []site.Place{{ID: "gui", Name: "桂花苑"}, {ID: "he", Name: "河滨"}},
	}, Now: time.Date(2026, 11, 22, 9, 0, 0, 0, zone)}
	add := func(slug, title string, kind site.Kind, from, until calendar.Day, tags ...string) *site.Notice {
		n := &site.Notice{Item: site.Item{Noun: site.NounNotice, Slug: slug, Title: title, Kind: kind, Tags: tags, Date: calendar.Moment{Day: from}}}
		n.Window.From = from.Start(zone)
		if until > 0 {
			n.Window.Until = until.End(zone)
		}
		s.Notices = append(s.Notices, n)
		return n
	}
	n := add("water", "停水|通知", site.KindNotice, day, 0, "停水", "停水", "A&B")
	n.Issuer, n.Summary = "物业", "1 < 2"
	p := add("new-name", "候选人", site.KindPublicity, day, 0)
	p.Buildings, p.Aliases = []string{"gui"}, []string{"/notices/old", "notices/older.html"}
	p.Corrections = []site.Correction{{Date: calendar.Moment{Day: day + 1}, Text: "改了一个字"}}
	add("past", "旧的", site.KindStory, day-30, day-1, "好事")
	add("soon", "还没到", site.KindLetter, day+30, 0, "秘密")
	return s
}

func noticeTexts(n *site.Notice) Text {
	return Text{
		Key:   output.KeyOf(n.Slug),
		Files: []File{{"表", "https://a.example/b/files/x.pdf", "application/pdf", 12}},
		HTML:  func() (string, error) { return `<p>"` + n.Slug + "\" &amp; <br>\n</p>", nil },
	}
}

func writtenFeeds(t *testing.T, s *site.Site, texts Texts) map[string]string {
	t.Helper()
	files, problems := Render(s, s.Collect(), texts, Without{})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	all := map[string]string{}
	for _, f := range files {
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		all[f.Path] = b.String()
	}
	return all
}

// TestNoticeFeeds wants a feed of what there is and none of what there is not, and
// in both forms what the notices say.
func TestNoticeFeeds(t *testing.T) {
	files := writtenFeeds(t, noticeSite(), noticeTexts)
	want := []string{"feed", "feeds/building-gui", "feeds/kind-notice", "feeds/kind-publicity", "feeds/kind-story", "feeds/tag-a&b", "feeds/tag-停水", "feeds/tag-好事"}
	var got []string
	for path := range files {
		if name, ok := strings.CutSuffix(path, ".json"); ok && strings.HasPrefix(name, "feed") {
			got = append(got, name)
			if files[name+".xml"] == "" {
				t.Errorf("there is no %s.xml", name)
			}
		}
	}
	if slices.Sort(got); !slices.Equal(got, want) {
		t.Errorf("got the feeds %q, want %q", got, want)
	}

	var atom struct {
		ID      string `xml:"id"`
		Updated string `xml:"updated"`
		Entries []struct {
			ID        string `xml:"id"`
			Title     string `xml:"title"`
			Published string `xml:"published"`
			Updated   string `xml:"updated"`
			Content   string `xml:"content"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal([]byte(files["feed.xml"]), &atom); err != nil {
		t.Fatal(err)
	}
	if atom.ID != "https://a.example/b/" || atom.Updated != "2026-11-21T00:00:00+08:00" || len(atom.Entries) != 2 {
		t.Fatalf("got %+v", atom)
	}
	if e := atom.Entries[0]; e.Title != "停水通知" || e.Content != "<p>\"water\" &amp; <br>\n</p>" || e.ID != "https://a.example/b/notices/water.html" {
		t.Errorf("got %+v", e)
	}
	// A new address is no new notice, and a correction is news.
	if e := atom.Entries[1]; e.ID != "https://a.example/b/notices/old/index.html" || e.Published != "2026-11-20T00:00:00+08:00" || e.Updated != "2026-11-21T00:00:00+08:00" {
		t.Errorf("got %+v", e)
	}

	var feed struct {
		jsonFeed
		Items []jsonItem `json:"items"`
	}
	if err := json.Unmarshal([]byte(files["feeds/building-gui.json"]), &feed); err != nil {
		t.Fatal(err)
	}
	if feed.Title != "桂花苑 - 新城" || feed.Feed != "https://a.example/b/feeds/building-gui.json" || len(feed.Items) != 1 || feed.Items[0].Address != "https://a.example/b/notices/new-name.html" {
		t.Errorf("got %+v", feed)
	}
	if items := feed.Items; items[0].HTML != "<p>\"new-name\" &amp; <br>\n</p>" || items[0].Files[0].Size != 12 || items[0].Tags[0] != "公示" {
		t.Errorf("got %+v", items)
	}
	if empty := files["feeds/tag-好事.json"]; !strings.Contains(empty, `"items":[]`) {
		t.Errorf("got %s", empty)
	}
}

// TestNoticeFeedKeys wants a feed to be written again when, and only when, a text in
// it is another.
func TestNoticeFeedKeys(t *testing.T) {
	keys := func(sum string) map[string]output.Key {
		all := map[string]output.Key{}
		s := noticeSite()
		files, _ := Render(s, s.Collect(), func(n *site.Notice) Text {
			if n.Slug == "water" {
				return Text{Key: output.KeyOf(sum)}
			}
			return Text{}
		}, Without{})
		for _, f := range files {
			all[f.Path] = f.Key
		}
		return all
	}
	before, after := keys("1"), keys("2")
	for path, key := range before {
		holds := path == "feed.xml" || path == "feed.json" || strings.HasPrefix(path, "feeds/kind-notice") || strings.HasPrefix(path, "feeds/tag-停水") || strings.HasPrefix(path, "feeds/tag-a&b")
		if (key != after[path]) != holds {
			t.Errorf("%s: the key changed %v", path, key != after[path])
		}
	}
	if files := writtenFeeds(t, noticeSite(), nil); !strings.Contains(files["feed.xml"], "&lt;p&gt;1 &amp;lt; 2&lt;/p&gt;") {
		t.Errorf("without a text the summary is not there: %s", files["feed.xml"])
	}
}

// TestRedirects wants a line for every earlier address, as it is asked for, and
// none for what is still to come.
func TestRedirects(t *testing.T) {
	s := noticeSite()
	s.Notices[3].Aliases = []string{"secret.html"}
	got := writtenFeeds(t, s, nil)["redirects.map"]
	want := `# map $uri $moved { include redirects.map; }  if ($moved) { return 301 $moved; }
"/b/notices/old" /b/notices/new-name.html;
"/b/notices/old/" /b/notices/new-name.html;
"/b/notices/old/index.html" /b/notices/new-name.html;
"/b/notices/older.html" /b/notices/new-name.html;
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	s.Notices[1].Aliases = nil
	if got, ok := writtenFeeds(t, s, nil)["redirects.map"]; ok {
		t.Errorf("nothing moved, and there is %s", got)
	}
}

// A theme that does without the pages of feeds or data does without their files.
func TestWithout(t *testing.T) {
	count := func(w Without) (data, parts, whole int) {
		files, _ := Render(noticeSite(), noticeSite().Collect(), nil, w)
		for _, f := range files {
			switch {
			case strings.HasPrefix(f.Path, "data/"):
				data++
			case strings.HasPrefix(f.Path, "feeds/"):
				parts++
			case strings.HasPrefix(f.Path, "feed."):
				whole++
			}
		}
		return
	}
	if data, parts, whole := count(Without{}); data == 0 || parts == 0 || whole != 2 {
		t.Errorf("%d files of data, %d feeds of a part, %d of all", data, parts, whole)
	}
	if data, parts, whole := count(Without{Data: true}); data != 0 || parts == 0 || whole != 2 {
		t.Errorf("without data: %d files of data, %d feeds of a part, %d of all", data, parts, whole)
	}
	if data, parts, whole := count(Without{Parts: true}); data == 0 || parts != 0 || whole != 2 {
		t.Errorf("without parts: %d files of data, %d feeds of a part, %d of all", data, parts, whole)
	}
}

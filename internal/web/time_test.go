package web

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/markdown"
	"banbao/internal/output"
	"banbao/internal/site"
)

// TestCountdown tells what a publicity of five calendar days says from day to
// day. Its last counted day is a Saturday, so it ends on Monday.
func TestCountdown(t *testing.T) {
	for _, line := range []string{
		"11-16 还没开始",
		"11-17 还剩4天",
		"11-20 还剩1天",
		"11-21 顺延到11月23日",
		"11-22 顺延到11月23日",
		"11-23 今天截止",
		"11-24 公示期已满",
	} {
		day, want, _ := strings.Cut(line, " ")
		n := testNotice("fund", "公益金", site.KindPublicity, calendar.Date(2026, 11, 1), calendar.Date(2026, 12, 31))
		n.Publicity = testPublicity(calendar.Date(2026, 11, 16), 5)
		s := testSite(n)
		s.Now = at(t, "2026-"+day)
		page := render(t, s, "")["notices/fund.html"]
		_, left, _ := strings.Cut(page, "data-left>")
		left, _, _ = strings.Cut(left, "</p>")
		if got := anyTag.ReplaceAllString(left, ""); got != want {
			t.Errorf("on %s it says %s, want %s", day, got, want)
		}
		for _, want := range []string{`data-last="1795363200"`, `data-moved="顺延到11月23日"`} {
			if !strings.Contains(page, want) {
				t.Errorf("on %s the script is not told %s", day, want)
			}
		}
	}
}

// TestWaitingForTheResult wants a publicity whose time is up to say that there
// is no result, from its end and until there is one.
func TestWaitingForTheResult(t *testing.T) {
	for _, line := range []string{
		"11-22 hidden from 11-24",
		"11-24 shown",
		"11-22 hidden from 11-24 until 11-26; 11-26",
		"11-24 shown until 11-26; 11-26",
		"11-22 nothing; 11-24",
		"11-27 nothing; 11-26",
	} {
		line, result, _ := strings.Cut(line, "; ")
		day, want, _ := strings.Cut(line, " ")
		n := testNotice("fund", "公益金", site.KindPublicity, calendar.Date(2026, 11, 1), calendar.Date(2026, 12, 31))
		n.Publicity = testPublicity(calendar.Date(2026, 11, 16), 5)
		if result != "" {
			n.Publicity.Result, n.Publicity.ResultDate = "没有意见。", calendar.DayOf(at(t, "2026-"+result))
		}
		s := testSite(n)
		s.Now = at(t, "2026-"+day)
		got := "nothing"
		if w := newRenderer(s, testTheme(t), Texts{}).publicity(n.Publicity).Waiting; w != nil {
			got = map[bool]string{true: "hidden", false: "shown"}[w.Hidden]
			for _, edge := range []struct{ word, at string }{{" from ", w.From}, {" until ", w.Until}} {
				if sec, err := strconv.ParseInt(edge.at, 10, 64); err == nil {
					got += edge.word + time.Unix(sec, 0).In(s.Zone).Format("01-02")
				}
			}
		}
		if got != want {
			t.Errorf("on %s, result on %q: %s, want %s", day, result, got, want)
		}
	}
}

// TestProgress says the day of a publicity in its unit.
func TestProgress(t *testing.T) {
	for want, got := range map[string]string{
		"共5天":        progress(0, 5, unitWord(calendar.CalendarDays)),
		"第3天，共5天":    progress(3, 5, unitWord(calendar.CalendarDays)),
		"共5个工作日":     progress(0, 5, unitWord(calendar.WorkingDays)),
		"第3个工作日，共5个": progress(3, 5, unitWord(calendar.WorkingDays)),
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// TestPublicityMarks wants every mark that comes later to wait in the page.
func TestPublicityMarks(t *testing.T) {
	n := testNotice("fund", "公益金", site.KindPublicity, calendar.Date(2026, 11, 1), calendar.Date(2026, 12, 31))
	n.Publicity = testPublicity(calendar.Date(2026, 11, 16), 5)
	for _, line := range []string{
		"11-16 11月17日开始公示, (公示中，共5天), (公示期满)",
		"11-22 公示中，第5天，共5天, (公示期满)",
		"11-24 公示期满",
		"11-22 公示中，第5天，共5天, (公示结束，有结果) 11-24",
		"11-22 公示中，第5天，共5天, (公示期满), (公示结束，有结果) 11-29",
		"11-22 公示中，第5天，共5天, (公示期满) 11-30",
		"11-24 公示期满, (公示结束，有结果) 11-29",
		"11-29 公示结束，有结果 11-29",
	} {
		day, want, _ := strings.Cut(line, " ")
		n.Publicity.Result, n.Publicity.ResultDate = "", 0
		if words, result, ok := strings.Cut(want, " 11-"); ok {
			want, n.Publicity.Result = words, "没有意见。"
			n.Publicity.ResultDate = calendar.DayOf(at(t, "2026-11-"+result))
		}
		s := testSite(n)
		s.Now = at(t, "2026-"+day)
		var got []string
		marks := newRenderer(s, testTheme(t), Texts{}).publicityMarks(n.Publicity)
		for i, m := range marks {
			word := m.Word
			if m.Hidden {
				word = "(" + word + ")"
			}
			if i > 0 && m.From != marks[i-1].Until {
				t.Errorf("%s: %s begins at %s, what was before ends at %s", day, m.Word, m.From, marks[i-1].Until)
			}
			got = append(got, word)
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("on %s: %s, want %s", day, strings.Join(got, ", "), want)
		}
	}
}

// TestEdges wants a site that is as it was until its next change: everything
// is looked at a second before each.
func TestEdges(t *testing.T) {
	th := testTheme(t)
	keys := func(s *site.Site, now time.Time) map[string]output.Key {
		s.Now = now
		site.SortNotices(s.Notices, now)
		files, _ := Render(s, th, Texts{})
		m := map[string]output.Key{}
		for _, f := range files {
			m[f.Path] = f.Key
		}
		return m
	}
	rare := &site.Activity{
		Item: site.Item{Noun: site.NounActivity, Slug: "rare", Title: "重阳"},
		Series: calendar.Series{Start: calendar.Moment{Day: calendar.Date(2026, 5, 20), Clock: 14 * 60, Timed: true},
			Repeat: &calendar.Rule{Every: calendar.EveryYear}},
	}
	hood := hoodSite(t)
	hood.Activities = append(hood.Activities, rare)
	odd := testNotice("odd", "到下午", site.KindNotice, calendar.Date(2026, 11, 1), calendar.Date(2026, 12, 9))
	odd.Window.Until = at(t, "2026-12-09T15:30")
	wall := wallSite()
	wall.Notices = append(wall.Notices, odd)
	wall.Boards = []*site.Board{{ID: "gate", Shows: site.Selection{All: true}}, {ID: "hall", Shows: site.Selection{Kinds: []site.Kind{site.KindAnnouncement}}}}
	result := testNotice("result", "有结果", site.KindPublicity, calendar.Date(2026, 11, 18), calendar.Date(2026, 12, 4))
	result.Publicity = testPublicity(calendar.Date(2026, 11, 25), 3)
	result.Publicity.Result, result.Publicity.ResultDate = "没有意见。", calendar.Date(2026, 12, 6)
	wall.Notices = append(wall.Notices, result)
	for name, s := range map[string]*site.Site{"wall": wall, "hood": hood, "duties": dutySite()} {
		for now := at(t, "2026-11-15"); now.Before(at(t, "2026-12-10")); {
			s.Now = now
			next := s.NextChange()
			before, after := keys(s, now), keys(s, next.Add(-time.Second))
			for path, key := range before {
				if after[path] != key {
					t.Errorf("%s: %s changes between %s and %s", name, path, now.Format(time.DateTime), next.Format(time.DateTime))
				}
			}
			if len(after) != len(before) {
				t.Errorf("%s: pages come or go between %s and %s", name, now.Format(time.DateTime), next.Format(time.DateTime))
			}
			now = next
		}
	}
}

// secret is a word that stands in everything of an item.
const secret = "不可说"

// coming is an item in every way, with a secret title, that begins in three
// days, and one that is seen now and points to it.
func comingSite(t *testing.T) *site.Site {
	t.Helper()
	s := hoodSite(t)
	begins := calendar.Date(2026, 11, 25)
	item := func(noun site.Noun) site.Item {
		return site.Item{Noun: noun, Slug: "coming-" + string(noun), Title: secret, Summary: secret, Tags: []string{secret},
			Date: calendar.Moment{Day: begins}, Window: days(begins, begins+30), Aliases: []string{"old/" + string(noun)}}
	}
	n := testNotice("coming-notice", secret, site.KindPublicity, begins, begins+30)
	n.Item = item(site.NounNotice)
	n.Kind, n.Level, n.Publicity = site.KindPublicity, site.LevelImportant, testPublicity(begins, 3)
	n.Boards = &site.Targets{All: true}
	s.Notices = append(s.Notices, n)
	s.Rankings[3].Publication = n.Slug
	r := *s.Rankings[0]
	r.Item, r.Publication = item(site.NounRanking), "stars-notice"
	s.Rankings = append([]*site.Ranking{&r}, s.Rankings...)
	s.Activities = append(s.Activities, &site.Activity{Item: item(site.NounActivity), Place: "门口",
		Series: calendar.Series{Start: calendar.Moment{Day: begins, Clock: 9 * 60, Timed: true}}})
	s.Activities = append(s.Activities, &site.Activity{Item: item(site.NounActivity),
		Series: calendar.Series{Start: calendar.Moment{Day: begins, Clock: 9 * 60, Timed: true}, Repeat: &calendar.Rule{Every: calendar.EveryWeek}}})
	s.Activities[len(s.Activities)-1].Slug, s.Activities[len(s.Activities)-1].Aliases = "coming-series", nil
	s.Guides = append(s.Guides, &site.Guide{Item: item(site.NounGuide)})
	s.Pages = append(s.Pages, &site.Page{Item: item(site.NounPage)})
	return s
}

// TestComingIsNotTold wants that nothing of what is scheduled stands openly on
// any page: its words are in elements that are hidden until then, or not there.
func TestComingIsNotTold(t *testing.T) {
	pages := render(t, comingSite(t), "")
	for name, page := range pages {
		if strings.HasPrefix(name, "tags/"+secret) { // nothing leads there
			continue
		}
		if open := openText(page); strings.Contains(open, secret) {
			i := strings.Index(open, secret)
			t.Errorf("%s tells it: …%s", name, open[max(0, i-120):i+len(secret)])
		}
	}
	for _, want := range []string{"notices/coming-notice.html", "activities/coming-activity.html", "rankings/coming-ranking.html",
		"guides/coming-guide.html", "pages/coming-page.html"} {
		page := pages[want]
		for _, part := range []string{
			`<title data-opens="1795536000" data-title="` + secret + ` - 新城社区">还没有公布 - 新城社区</title>`,
			`<span data-until="1795536000">还没有公布</span><span hidden data-from="1795536000">` + secret + `</span>`,
			`<p class="stub-title" role="heading" aria-level="1">还没有公布</p>`,
		} {
			if !strings.Contains(page, part) {
				t.Errorf("%s lacks %s", want, part)
			}
		}
		if n := strings.Count(page, "<h1"); n != 1 {
			t.Errorf("%s has %d h1", want, n)
		}
	}
}

// openText is a page without the elements that are hidden, and without the
// name that its window is to have.
func openText(page string) string {
	var open strings.Builder
	skip, depth := "", 0
	for len(page) > 0 {
		i := strings.IndexByte(page, '<')
		if i < 0 {
			i = len(page)
		}
		if depth == 0 {
			open.WriteString(page[:i])
		}
		page = page[i:]
		end := strings.IndexByte(page, '>') + 1
		if end == 0 {
			break
		}
		tag := page[:end]
		page = page[end:]
		name := strings.FieldsFunc(strings.Trim(tag, "<>/"), func(r rune) bool { return r == ' ' || r == '\n' })[0]
		switch {
		case depth > 0 && name == skip && strings.HasPrefix(tag, "</"):
			depth--
		case depth > 0 && name == skip:
			depth++
		case depth == 0 && strings.Contains(tag, " hidden"):
			skip, depth = name, 1
		case depth == 0 && name != "title":
			open.WriteString(tag)
		}
	}
	return open.String()
}

// TestFutureIsShown wants that -F shows what it is asked for in a browser too:
// nothing waits for its time.
func TestFutureIsShown(t *testing.T) {
	s := wallSite()
	s.Future = true
	pages := render(t, s, "")
	for _, name := range []string{"index.html", "notices/index.html"} {
		_, row, ok := strings.Cut(pages[name], `<li class="row"`)
		for ok && !strings.Contains(row[:strings.Index(row, "</li>")], "铺沥青") {
			_, row, ok = strings.Cut(row, `<li class="row"`)
		}
		if !ok {
			t.Errorf("%s has no row of what is to come", name)
			continue
		}
		if tag, _, _ := strings.Cut(row, ">"); strings.Contains(tag, "data-from") || strings.Contains(tag, "hidden") {
			t.Errorf("%s: the row waits: %s", name, tag)
		}
	}
}

// TestUrgentComesOut wants an urgent notice on a full front page before it
// begins, on top and hidden.
func TestUrgentComesOut(t *testing.T) {
	var all []*site.Notice
	for i := range 10 {
		n := testNotice(fmt.Sprintf("n%d", i), "平常事", site.KindNotice, calendar.Date(2026, 11, 20), calendar.Date(2026, 11, 28))
		n.Level = site.LevelImportant
		all = append(all, n)
	}
	gale := testNotice("gale", "大风来了", site.KindNotice, calendar.Date(2026, 11, 19), calendar.Date(2026, 11, 24))
	gale.Level = site.LevelUrgent
	gale.Window.From = at(t, "2026-11-23T06:00")
	page := render(t, testSite(append(all, gale)...), "")["index.html"]
	want := `<li class="row is-urgent" hidden data-from="1795384800" data-until="1795536000">`
	if i := strings.Index(page, want); i < 0 || strings.Index(page, `<li class="row`) != i {
		t.Error("the front page has no hidden row for it, on top of the others")
	}
}

// TestWithdrawnIsGone wants nothing of a withdrawn notice in any file but its
// title, its dates and why.
func TestWithdrawnIsGone(t *testing.T) {
	for _, from := range []calendar.Day{calendar.Date(2026, 11, 20), calendar.Date(2026, 11, 25)} {
		n := testNotice("gone", "撤回的一张", site.KindPublicity, from, calendar.Date(2026, 11, 30))
		n.Withdrawn = &site.Withdrawal{On: calendar.Date(2026, 11, 21), Why: "写错了。"}
		n.Summary, n.To, n.Level = secret, secret, site.LevelUrgent
		n.Ask = &site.Contact{Name: secret, Phone: "0523-0600 9999"}
		n.Publicity = testPublicity(from, 3)
		n.Publicity.Basis = secret
		n.Attachments = []site.Attachment{{Path: "notices/gone.pdf", Title: secret}}
		n.Body.Refs = []site.Ref{{Dest: "gone.jpg", Picture: true}, {Dest: "gone.docx"}}
		s := testSite(n)
		s.Boards = []*site.Board{{ID: "gate", Shows: site.Selection{All: true}}}
		s.Assets = map[string]site.Asset{}
		for _, path := range []string{"notices/gone.pdf", "notices/gone.jpg", "notices/gone.docx"} {
			s.Assets[path] = site.Asset{Path: path, Width: 100, Height: 100, Form: ".jpg"}
		}
		files, _ := Render(s, testTheme(t), Texts{
			Markdown: markdown.New(),
			Read:     func([]byte, site.Body) ([]byte, error) { return []byte(secret), nil },
			Copy:     func(w io.Writer, _ site.Asset) error { _, err := io.WriteString(w, secret); return err },
			Resize:   func(w io.Writer, _ site.Asset, _ int) error { _, err := io.WriteString(w, secret); return err },
		})
		for _, f := range files {
			var b bytes.Buffer
			if err := f.Write(&b); err != nil {
				t.Error(err)
			}
			for _, bad := range []string{secret, "0600 9999", "06009999"} {
				if strings.Contains(b.String(), bad) {
					t.Errorf("%s, from %s: %s is still told", f.Path, from, bad)
				}
			}
			if f.Path == "notices/gone.html" && !strings.Contains(b.String(), "撤回。写错了。") {
				t.Error("the page does not say why")
			}
			if strings.HasPrefix(f.Path, "files/") || strings.HasPrefix(f.Path, "media/") {
				t.Errorf("%s is still published", f.Path)
			}
		}
	}
}

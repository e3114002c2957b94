package web

import (
	"fmt"
	"strings"
	"testing"

	"banbao/internal/calendar"
	"banbao/internal/site"
)

func TestGaps(t *testing.T) {
	for _, line := range []string{
		"nothing -> always",
		"10-20 -> until 10, from 20",
		"always -> nothing",
		"until 10 -> from 10",
		"from 10 -> until 10",
		"until 10, 10-20 -> from 20",
		"until 15, 10-12 -> from 15",
		"30-40, 10-20 -> until 10, 20-30, from 40",
		"20-10 -> always",
		"until 10, 20-30, from 25 -> 10-20",
	} {
		list, want, _ := strings.Cut(line, " -> ")
		var spans []span
		for _, word := range strings.Split(list, ", ") {
			switch from, until, both := strings.Cut(word, "-"); {
			case word == "nothing":
			case both:
				spans = append(spans, seen(from, until))
			default:
				from, _ := strings.CutPrefix(word, "from ")
				until, _ := strings.CutPrefix(word, "until ")
				spans = append(spans, seen(from, until))
			}
		}
		if got := spanWords(gaps(spans)); got != want {
			t.Errorf("beside %s: %s, want %s", list, got, want)
		}
	}
}

func spanWords(spans []span) string {
	var words []string
	for _, s := range spans {
		switch _, from, until := s.edges(); {
		case from == "" && until == "":
			words = append(words, "always")
		case from == "":
			words = append(words, "until "+until)
		case until == "":
			words = append(words, "from "+from)
		default:
			words = append(words, from+"-"+until)
		}
	}
	if len(words) == 0 {
		return "nothing"
	}
	return strings.Join(words, ", ")
}

// TestRestElsewhere wants a full front page to say where the rest is when its
// own rows are gone, and nothing else.
func TestRestElsewhere(t *testing.T) {
	var all []*site.Notice
	for i := range homeRows + 1 {
		n := testNotice(fmt.Sprintf("n%d", i), "平常事", site.KindNotice, calendar.Date(2026, 11, 20), calendar.Date(2026, 11, 24))
		if i == homeRows {
			n.Window.Until = calendar.Date(2026, 11, 26).End(china)
		}
		all = append(all, n)
	}
	page := render(t, testSite(all...), "")["index.html"]
	for _, want := range []string{
		`<p class="nothing" hidden data-from="1795536000" data-until="1795708800">这几条都到期了，其余的在全部通知里。</p>`,
		`<p class="nothing" hidden data-from="1795708800">现在没有有效的通知。要问什么，请打页末的电话。</p>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the front page lacks %s", want)
		}
	}
}

// TestAheadOfPublicity wants what comes of a publicity written as far ahead as
// may be, and no further: its result, and on the front page that it runs.
func TestAheadOfPublicity(t *testing.T) {
	for _, line := range []struct {
		ahead, result int
		written       bool
	}{
		{7, 29, true}, {7, 30, false}, {0, 23, false}, {1, 23, true}, {1, 24, false},
	} {
		n := testNotice("fund", "公益金", site.KindPublicity, calendar.Date(2026, 11, 1), calendar.Date(2026, 12, 31))
		n.Publicity = testPublicity(calendar.Date(2026, 11, 2), 3)
		n.Publicity.Result, n.Publicity.ResultDate = secret, calendar.Date(2026, 11, line.result)
		k := &site.Ranking{Item: site.Item{Noun: site.NounRanking, Slug: "stars", Title: "评星"}, Form: site.FormHonour, Publicity: n.Publicity}
		s := testSite(n)
		s.Rankings = []*site.Ranking{k}
		s.AheadDays = line.ahead
		at := epoch(calendar.Date(2026, 11, line.result).Start(china))
		for name, page := range render(t, s, "") {
			if strings.Contains(openText(page), secret) {
				t.Errorf("%d days ahead, %s tells the result of the %dth", line.ahead, name, line.result)
			}
			if strings.Contains(page, secret) && !line.written || !line.written && strings.Contains(page, "，有结果") {
				t.Errorf("%d days ahead, %s has the result of the %dth", line.ahead, name, line.result)
			}
			want := `<section class="result" aria-labelledby="h-result" hidden data-from="` + at + `">`
			if name == "notices/fund.html" && strings.Contains(page, want) != line.written {
				t.Errorf("%d days ahead, the result of the %dth waits: %v", line.ahead, line.result, !line.written)
			}
		}
	}
	for ahead, written := range map[int]bool{0: false, 1: false, 3: true} {
		n := testNotice("lift", "修电梯", site.KindPublicity, calendar.Date(2026, 11, 20), calendar.Date(2026, 12, 31))
		n.Publicity = testPublicity(calendar.Date(2026, 11, 24), 3) // counts from the 25th
		s := testSite(n)
		s.AheadDays = ahead
		page := render(t, s, "")["index.html"]
		if strings.Contains(openText(page), "正在公示") {
			t.Errorf("%d days ahead, the front page says that it runs", ahead)
		}
		if want := `<section aria-labelledby="h-pub" hidden data-from="1795536000" data-until="1795795200">`; strings.Contains(page, want) != written {
			t.Errorf("%d days ahead, the front page has it: %v", ahead, !written)
		}
	}
}

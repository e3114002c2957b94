package browsertest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"banbao/internal/chrome"
)

// asked are questions that people come with, the words that they tap from the
// front page on, and where the answer stands.
var asked = []struct {
	ask    string
	taps   []string
	page   string
	answer string
}{
	{"办低保要带什么", []string{"办事", "低保申请"}, "guides/dibao.html", "低保申请书和家庭情况表"},
	{"几点上班", []string{"大厅几点开门，谁值班"}, "guides/hall.html", "8:30至11:30"},
	{"居住证多少钱", []string{"办事", "居住证"}, "guides/residence-permit.html", "不收费"},
	{"老年人优待几天办好", []string{"办事", "老年人优待"}, "guides/elder-benefits.html", "5个工作日"},
	{"生孩子在哪个窗口登记", []string{"办事", "生育服务登记"}, "guides/birth-registration.html", "2号窗口"},
	{"失业了打哪个电话问", []string{"办事", "失业登记"}, "guides/job-loss.html", "0523-0600 1106"},
	{"交医保要跑几趟", []string{"办事", "医疗和养老保险"}, "guides/insurance.html", "跑一趟就行"},
	{"孩子上小学要什么材料", []string{"办事", "按您是谁", "小学入学报名"}, "guides/school.html", "预防接种证"},
	{"家里老人走了，证明多久开", []string{"办事", "按拼音", "亲人去世以后"}, "guides/bereavement.html", "当场办好"},
	{"阅览室星期天开不开", []string{"办事", "按去哪个窗口", "借书看报"}, "guides/library.html", "每天 8:30至17:30"},
}

// linkTo is where the first link of a text leads; empty if there is none to be
// seen.
const linkTo = `([...document.querySelectorAll("a")].filter(a => a.checkVisibility())
	.find(a => (a.querySelector("b") || a).innerText.trim() === %q) || {href: ""}).href`

// seenIn tells how far down an answer stands, its last character too; 0 where it
// is not to be seen.
const seenIn = `(() => {
	const want = %q.replace(/\s/g, ""), tight = e => e.innerText.replace(/\s/g, "");
	const found = [...document.querySelectorAll("main dd, main dl > div, main .lede")].filter(e => e.checkVisibility() && tight(e).includes(want));
	return found.length ? Math.min(...found.map(e => e.getBoundingClientRect().bottom)) : 0;
})()`

// TestInAMinute goes from the front page on a phone to the answer of each
// question, in three taps at most and without rolling the page.
func TestInAMinute(t *testing.T) {
	t.Parallel()
	const width, height = 390, 844
	b := chrome.Open(t)
	b.Size(width, height)
	for _, q := range asked {
		b.Visit(chrome.Site(t).HTTP + "index.html")
		if len(q.taps) > 3 {
			t.Errorf("%s takes %d taps", q.ask, len(q.taps))
		}
		for _, tap := range q.taps {
			to := chrome.Eval[string](b, fmt.Sprintf(linkTo, tap))
			if to == "" {
				t.Fatalf("%s: %s has no link %s", q.ask, b.Where(), tap)
			}
			b.Visit(to)
		}
		if at := b.Where(); !strings.HasSuffix(at, q.page) {
			t.Errorf("%s: %v lead to %s", q.ask, q.taps, at)
		}
		if down := chrome.Eval[float64](b, fmt.Sprintf(seenIn, q.answer)); down <= 0 || down > height {
			t.Errorf("%s: %s stands %.0f px down %s", q.ask, q.answer, down, q.page)
		}
	}
	// All seven answers of each guide stand on the first screen.
	for _, g := range chrome.Site(t).Plan.Site.Guides {
		b.Visit(chrome.Site(t).HTTP + g.Path())
		if n := chrome.Eval[int](b, `document.querySelectorAll(".answers > div").length`); n != 7 {
			t.Errorf("%s answers %d questions", g.Slug, n)
		}
		if down := chrome.Eval[float64](b, `document.querySelector(".answers > div:last-child dt").getBoundingClientRect().bottom`); down > height {
			t.Errorf("%s: whom to ask stands %.0f px down", g.Slug, down)
		}
	}
}

// TestOpenNow looks at the hall and at a window with hours of its own, and lets
// the page stay open until the doors shut.
func TestOpenNow(t *testing.T) {
	t.Parallel()
	b := chrome.Open(t)
	at := func(month time.Month, day, hour, minute int) time.Time {
		return time.Date(2026, month, day, hour, minute, 0, 0, chrome.Built.Location())
	}
	say := func(path, want string) {
		t.Helper()
		if got := chrome.Eval[string](b, `document.querySelector(".open-now").innerText`); got != want {
			t.Errorf("%s says %q, not %q", path, got, want)
		}
	}
	for _, c := range []struct {
		at   time.Time
		path string
		want string
	}{
		{at(11, 22, 9, 0), "guides/hall.html", "现在没开，明天8:30开"}, // a Sunday
		{at(11, 23, 9, 0), "guides/hall.html", "现在开着，到11:30"},
		{at(11, 23, 12, 0), "guides/hall.html", "现在没开，今天13:30开"},
		{at(11, 27, 18, 0), "guides/dibao.html", "现在没开，明天8:30开"}, // the fourth Saturday
		{at(11, 28, 12, 0), "guides/dibao.html", "现在没开，星期一8:30开"},
		{at(11, 22, 9, 0), "guides/residence-permit.html", "现在开着，到20:00"}, // every day
		{at(12, 3, 18, 0), "guides/library.html", "现在没开，星期六8:30开"},        // shut on the 4th
	} {
		b.StartAt(c.at)
		b.Visit(chrome.Site(t).HTTP + c.path)
		say(c.path, c.want)
	}
	b.StartAt(at(11, 23, 11, 29))
	b.Visit(chrome.Site(t).HTTP + "guides/hall.html")
	b.Clock(at(11, 23, 11, 30).Add(time.Second))
	say("the hall after an hour", "现在没开，今天13:30开")
	b.StartAt(at(12, 31, 23, 0).AddDate(0, 1, 0)) // nobody built the site for two months
	b.Visit(chrome.Site(t).HTTP + "guides/hall.html")
	if !chrome.Eval[bool](b, `document.querySelector(".open-now").hidden`) {
		t.Error("a page that is too old says whether the hall is open")
	}
}

// TestFlow answers questions with the keyboard alone, and reads them all where
// there is no script.
func TestFlow(t *testing.T) {
	t.Parallel()
	const path = "guides/check/dibao.html"
	b := chrome.Open(t)
	b.Visit(chrome.Site(t).HTTP + path)
	shown := func() string {
		return chrome.Eval[string](b, `[...document.querySelectorAll(".question, .outcome")].filter(e => e.checkVisibility()).map(e => e.id).join(" ")`)
	}
	if at := shown(); at != "q-home" {
		t.Fatalf("at first one sees %s", at)
	}
	comes := func(by, next string) {
		t.Helper()
		for range 200 { // the browser tells of the new address when it has time
			if shown() == next {
				return
			}
		}
		t.Fatalf("%s leads to %s, not %s", by, shown(), next)
	}
	answer := func(reply, next string) {
		t.Helper()
		for range 40 {
			b.Press("\t")
			if at := chrome.Eval[chrome.Focused](b, chrome.WhereFocus); at.Tag == "A" && at.Text == reply {
				if !at.Visible || !at.Marked {
					t.Errorf("one cannot see the focus at %+v", at)
				}
				b.Press("\r")
				break
			}
		}
		comes(reply, next)
	}
	answer("有", "q-income")
	answer("低于", "q-wealth")
	answer("没有", "end-can")
	if at := chrome.Eval[string](b, "document.activeElement.id"); at != "end-can" {
		t.Errorf("the focus stands at %s, not at the outcome", at)
	}
	chrome.Eval[any](b, "history.back()")
	comes("back", "q-wealth")
	chrome.Eval[any](b, `document.querySelector("#again button").click()`)
	comes("the button", "q-home")

	b.WithoutScript()
	b.Visit(chrome.Site(t).HTTP + path)
	text := b.Text()
	for _, want := range []string{"户主或者家里人有本地户籍吗", "能办", "办不了", "因为低保按户籍所在地发放", "临时救助"} {
		if !strings.Contains(text, want) {
			t.Errorf("without script %s does not say %s", path, want)
		}
	}
}

// TestServiceData reads a guide as search engines do.
func TestServiceData(t *testing.T) {
	t.Parallel()
	b := chrome.Open(t)
	b.Visit(chrome.Site(t).HTTP + "guides/residence-permit.html")
	type channel struct {
		Type  string `json:"@type"`
		Time  string `json:"processingTime"`
		Phone struct {
			Number string `json:"telephone"`
		} `json:"servicePhone"`
	}
	d := chrome.Eval[struct {
		Type     string    `json:"@type"`
		Name     string    `json:"name"`
		URL      string    `json:"url"`
		Channels []channel `json:"availableChannel"`
		Offer    struct {
			Price string `json:"price"`
		} `json:"offers"`
		Hours []struct {
			Days  []string `json:"dayOfWeek"`
			Opens string   `json:"opens"`
		} `json:"hoursAvailable"`
	}](b, `[...document.querySelectorAll("script[type='application/ld+json']")].map(e => JSON.parse(e.textContent)).find(d => d["@type"] === "GovernmentService")`)
	if d.Type != "GovernmentService" || d.Name != "居住证" || d.URL != "https://xincheng.example/guides/residence-permit.html" || d.Offer.Price != "0" {
		t.Errorf("the service is %+v", d)
	}
	if len(d.Channels) != 1 || d.Channels[0].Type != "ServiceChannel" || d.Channels[0].Time != "P10D" || d.Channels[0].Phone.Number != "0523-0600 1110" {
		t.Errorf("the channel is %+v", d.Channels)
	}
	if len(d.Hours) != 1 || len(d.Hours[0].Days) != 7 || d.Hours[0].Opens != "08:30" {
		t.Errorf("the hours are %+v", d.Hours)
	}
	if _, noise := b.Heard(); len(noise) > 0 {
		t.Errorf("the browser complains: %v", noise)
	}
}

package browsertest

import (
	"fmt"
	"strings"
	"testing"
	"time"
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
	b := open(t)
	b.size(width, height)
	for _, q := range asked {
		b.visit(site(t).http + "index.html")
		if len(q.taps) > 3 {
			t.Errorf("%s takes %d taps", q.ask, len(q.taps))
		}
		for _, tap := range q.taps {
			to := eval[string](b, fmt.Sprintf(linkTo, tap))
			if to == "" {
				t.Fatalf("%s: %s has no link %s", q.ask, b.where(), tap)
			}
			b.visit(to)
		}
		if at := b.where(); !strings.HasSuffix(at, q.page) {
			t.Errorf("%s: %v lead to %s", q.ask, q.taps, at)
		}
		if down := eval[float64](b, fmt.Sprintf(seenIn, q.answer)); down <= 0 || down > height {
			t.Errorf("%s: %s stands %.0f px down %s", q.ask, q.answer, down, q.page)
		}
	}
	// All seven answers of each guide stand on the first screen.
	for _, g := range site(t).plan.Site.Guides {
		b.visit(site(t).http + g.Path())
		if n := eval[int](b, `document.querySelectorAll(".answers > div").length`); n != 7 {
			t.Errorf("%s answers %d questions", g.Slug, n)
		}
		if down := eval[float64](b, `document.querySelector(".answers > div:last-child dt").getBoundingClientRect().bottom`); down > height {
			t.Errorf("%s: whom to ask stands %.0f px down", g.Slug, down)
		}
	}
}

// TestGuidesPrint prints some of the guides, and one with its ticks.
func TestGuidesPrint(t *testing.T) {
	t.Parallel()
	b := open(t)
	for i, g := range site(t).plan.Site.Guides {
		if i%4 != 3 { // the 4th is the longest
			continue
		}
		b.visit(site(t).http + g.Path())
		if n := len(pdfPage.FindAll(b.pdf(), -1)); n < 1 || n > 5 {
			t.Errorf("%s prints on %d sheets", g.Slug, n)
		}
	}
	b.visit(site(t).http + "guides/dibao.html")
	b.paper()
	ticks := func() string {
		return eval[string](b, `[...document.querySelectorAll(".checks input")].map(e => getComputedStyle(e, "::before").content.includes("✓") ? 1 : 0).join("")`)
	}
	if got := ticks(); got != "00000" {
		t.Errorf("the list comes ticked: %s", got)
	}
	eval[any](b, `document.querySelector("label[for=paper-1]").click()`)
	if got := ticks(); got != "01000" {
		t.Errorf("on paper the ticks are %s", got)
	}
	if kept := eval[int](b, `Object.keys(localStorage).concat(Object.keys(sessionStorage)).filter(k => k !== "banbao-elder").length`); kept > 0 {
		t.Errorf("the page keeps %d things", kept)
	}
	b.visit(site(t).http + "guides/dibao.html")
	if got := ticks(); got != "00000" {
		t.Errorf("the ticks come back: %s", got)
	}
	// Paper does not know what time it is, and nobody can open anything on it.
	if eval[bool](b, `[...document.querySelectorAll(".open-now")].some(e => e.checkVisibility())`) {
		t.Error("paper says whether the hall is open")
	}
	if hidden := eval[int](b, `[...document.querySelectorAll(".faq p")].filter(e => !e.checkVisibility()).length`); hidden > 0 {
		t.Errorf("%d answers are not printed", hidden)
	}
	b.visit(site(t).http + "guides/check/dibao.html")
	if hidden := eval[int](b, `[...document.querySelectorAll(".question, .outcome")].filter(e => !e.checkVisibility()).length`); hidden > 0 {
		t.Errorf("%d questions and outcomes are not printed", hidden)
	}
}

// TestOpenNow looks at the hall and at a window with hours of its own, and lets
// the page stay open until the doors shut.
func TestOpenNow(t *testing.T) {
	t.Parallel()
	b := open(t)
	at := func(month time.Month, day, hour, minute int) time.Time {
		return time.Date(2026, month, day, hour, minute, 0, 0, built.Location())
	}
	say := func(path, want string) {
		t.Helper()
		if got := eval[string](b, `document.querySelector(".open-now").innerText`); got != want {
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
		b.startAt(c.at)
		b.visit(site(t).http + c.path)
		say(c.path, c.want)
	}
	b.startAt(at(11, 23, 11, 29))
	b.visit(site(t).http + "guides/hall.html")
	b.clock(at(11, 23, 11, 30).Add(time.Second))
	say("the hall after an hour", "现在没开，今天13:30开")
	b.startAt(at(12, 31, 23, 0).AddDate(0, 1, 0)) // nobody built the site for two months
	b.visit(site(t).http + "guides/hall.html")
	if !eval[bool](b, `document.querySelector(".open-now").hidden`) {
		t.Error("a page that is too old says whether the hall is open")
	}
}

// TestFlow answers questions with the keyboard alone, and reads them all where
// there is no script.
func TestFlow(t *testing.T) {
	t.Parallel()
	const path = "guides/check/dibao.html"
	b := open(t)
	b.visit(site(t).http + path)
	shown := func() string {
		return eval[string](b, `[...document.querySelectorAll(".question, .outcome")].filter(e => e.checkVisibility()).map(e => e.id).join(" ")`)
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
			b.press("\t")
			if at := eval[focused](b, whereFocus); at.Tag == "A" && at.Text == reply {
				if !at.Visible || !at.Marked {
					t.Errorf("one cannot see the focus at %+v", at)
				}
				b.press("\r")
				break
			}
		}
		comes(reply, next)
	}
	answer("有", "q-income")
	answer("低于", "q-wealth")
	answer("没有", "end-can")
	if at := eval[string](b, "document.activeElement.id"); at != "end-can" {
		t.Errorf("the focus stands at %s, not at the outcome", at)
	}
	eval[any](b, "history.back()")
	comes("back", "q-wealth")
	eval[any](b, `document.querySelector("#again button").click()`)
	comes("the button", "q-home")

	b.withoutScript()
	b.visit(site(t).http + path)
	text := b.text()
	for _, want := range []string{"户主或者家里人有本地户籍吗", "能办", "办不了", "因为低保按户籍所在地发放", "临时救助"} {
		if !strings.Contains(text, want) {
			t.Errorf("without script %s does not say %s", path, want)
		}
	}
}

// TestServiceData reads a guide as search engines do.
func TestServiceData(t *testing.T) {
	t.Parallel()
	b := open(t)
	b.visit(site(t).http + "guides/residence-permit.html")
	type channel struct {
		Type  string `json:"@type"`
		Time  string `json:"processingTime"`
		Phone struct {
			Number string `json:"telephone"`
		} `json:"servicePhone"`
	}
	d := eval[struct {
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
	if _, noise := b.heard(); len(noise) > 0 {
		t.Errorf("the browser complains: %v", noise)
	}
}

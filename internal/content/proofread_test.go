package content

import (
	"fmt"
	"slices"
	"testing"
	"testing/fstest"

	"banbao/internal/config"
	"banbao/internal/diag"
)

// proofread are the problems that Proofread finds in a site of these files, by
// code and what is said first.
func proofread(t *testing.T, files map[string]string) []string {
	t.Helper()
	fsys := fstest.MapFS{"config.toml": {Data: []byte("title = \"新城社区\"\nbase_url = \"https://xincheng.example/\"\n")}}
	for name, text := range files {
		fsys["content/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	cfg, problems := config.Load(fsys)
	s, _, more := Load(fsys, cfg, Options{Now: noon})
	if problems.Add(more...); problems.HasErrors() {
		t.Fatal(problems)
	}
	var all []string
	for _, p := range Proofread(fsys, cfg, s).Sort() {
		all = append(all, fmt.Sprint(p.Code, " ", said(p)))
	}
	return all
}

// said is what a problem is about.
func said(p diag.Problem) any {
	for _, a := range p.Args {
		if text, ok := a.(string); ok {
			return text
		}
	}
	return p.Args[0].(diag.Words).En
}

func TestActivityDates(t *testing.T) {
	for _, c := range []struct{ name, title, front, text, want string }{
		{"another day in the title", "11月28日义诊", "", "", "date-differs 11月28日"},
		{"another day in the text", "义诊", "", "时间：11月28日（周六）", "date-differs 11月28日"},
		{"in bold, in a list", "义诊", "", "- **时间**：11月28日上午", "date-differs 11月28日"},
		{"numbered", "义诊", "", "一、活动时间：11月28日上午", "date-differs 11月28日"},
		{"another time", "义诊", "", "时间：11月29日上午9:00—11:00", "date-differs 09:00"},
		{"another time without a day", "义诊", "", "时间：下午2点半", "date-differs 14:30"},
		{"in a sentence", "义诊", "", "社区定于11月28日在广场举办义诊。", "date-differs 11月28日"},
		{"another year", "义诊", "", "时间：2025年11月29日", "date-differs 2025年11月29日"},

		{"the day", "11月29日义诊", "", "时间：11月29日（周日）9:30", ""},
		{"in the afternoon, as twelve hours", "义诊", "end = \"15:00\"", "时间：11月29日9:30至3:00", ""},
		{"half past", "义诊", "", "时间：上午9点半开始", ""},
		{"one of several days", "11月29日至30日义诊", "end = 2026-11-30", "时间：11月29日至30日", ""},
		{"a later day of several", "11月30日义诊收尾", "end = 2026-12-02", "", ""},
		{"the last day for names", "义诊（11月28日前报名）", "", "报名时间：11月20日至28日", ""},
		{"put off", "11月28日义诊改期", "", "", ""},
		{"the day it was to be", "义诊", "", "原定11月28日，因雨推迟。", ""},
		{"cancelled", "11月28日义诊", "cancelled = true", "时间：11月28日", ""},
		{"again and again", "义诊", "[repeat]\nevery = \"week\"\nuntil = 2026-12-31", "时间：12月6日", ""},
		{"another thing's day", "义诊", "", "讲座也办，时间另定。11月28日先布置场地。", ""},
		{"to come early", "义诊", "", "集合时间：9:00", ""},
		{"no day", "义诊", "", "时间：周日上午", ""},
		{"a range of hours that begins with it", "义诊", "", "时间：9:30—11:00", ""},
		{"the old calendar", "义诊", "", "时间：农历10月21日", ""},
		{"a plain line", "义诊", "", "这段时间：大家都忙，11月28日也是", ""},
		{"a rule elsewhere", "义诊", "", "将于2027年1月1日实施的办法另发。", "date-differs 2027年1月1日"},
	} {
		text := "+++\ntitle = \"" + c.title + "\"\nplace = \"广场\"\nstart = 2026-11-29T09:30\n" + c.front + "\n+++\n" + c.text + "\n"
		wantOnly(t, c.name, proofread(t, map[string]string{"activities/a.md": text}), c.want)
	}
}

func wantOnly(t *testing.T, name string, got []string, want string) {
	t.Helper()
	if want == "" && len(got) == 0 || slices.Equal(got, []string{want}) {
		return
	}
	t.Errorf("%s: %q, want %q", name, got, want)
}

func TestNoticeDates(t *testing.T) {
	publicity := "[publicity]\ndays = 5\nunit = \"working\"\nobjections = { to = \"委员会\", address = \"一楼\", phone = \"0523-0600 1109\", hours = \"工作日\", supervisor = \"街道\" }\n"
	for _, c := range []struct{ name, title, front, text, want string }{
		{"a deadline after the end", "登记", "", "请在12月20日前报名。", "until-before-date 12月20日"},
		{"said before it", "登记", "", "报名截止时间：12月20日", "until-before-date 12月20日"},
		{"with its weekday and hour", "登记", "", "12月20日（周日）下午5点前到2号窗口提交材料", "until-before-date 12月20日"},
		{"in the title", "12月20日停水", "", "", "until-before-date 12月20日"},
		{"the date under it", "登记", "", "请登记。\n\n2025年11月20日\n", "date-differs 2025年11月20日"},
		{"a publicity's last day", "登记", publicity, "公示期：11月20日至11月26日。", "date-differs 11月26日"},
		{"a publicity's last day without its month", "登记", publicity, "公示时间为2026年11月20日至26日", "date-differs 26日"},

		{"a deadline before the end", "登记", "", "请在11月28日前报名。", ""},
		{"on the last day", "登记", "", "12月1日截止报名。", ""},
		{"the work that follows", "维修", "", "12月20日前完工。", ""},
		{"when it takes effect", "12月20日起施行的办法", "", "", ""},
		{"when it begins", "12月20日（周日）起停水", "", "", ""},
		{"what has been", "登记", "", "截至11月10日，已有86户报名。", ""},
		{"last year's", "登记", "", "去年12月20日前报名的，今年不用再报。", ""},
		{"another clause", "登记", "", "12月20日前完工；报名的到窗口。", ""},
		{"another time for something else", "登记", "", "报名的12月20日统一体检。", ""},
		{"the next year's budget", "2027年度医保登记", "", "", ""},
		{"the date under it, right", "登记", "", "请登记。\n\n2026年11月20日\n", ""},
		{"the day from which it stands", "登记", "from = 2026-11-21", "请登记。\n\n2026年11月21日\n", ""},
		{"a date in the last sentence", "登记", "", "请记住2025年11月20日", ""},
		{"a publicity's last day, right", "登记", publicity, "公示期：自11月20日起至11月27日止。", ""},
		{"a publicity's last day, right, in short", "登记", publicity, "公示期为11月21日至27日（5个工作日）", ""},
		{"another publicity", "登记", "", "公示期：11月20日至11月26日。", ""},
		{"an objection's day", "登记", publicity, "公示11月20日贴出，11月23日收到一条意见。", ""},
	} {
		kind := "notice"
		if c.front == publicity {
			kind = "publicity"
		}
		text := "+++\ntitle = \"" + c.title + "\"\nkind = \"" + kind + "\"\ndate = 2026-11-20\nuntil = 2026-12-01\n" + c.front + "\n+++\n" + c.text + "\n"
		wantOnly(t, c.name, proofread(t, map[string]string{"notices/a.md": text}), c.want)
	}
}

func TestEndedLinks(t *testing.T) {
	notice := func(kind, date, until, text string) string {
		return "+++\ntitle = \"流感疫苗\"\nkind = \"" + kind + "\"\ndate = " + date + "\nuntil = " + until + "\n+++\n" + text + "\n"
	}
	ended := notice("notice", "2026-10-10", "2026-10-31", "每天上午。")
	page := "+++\ntitle = \"看病\"\n+++\n"
	for _, c := range []struct{ name, file, text, want string }{
		{"from a page", "pages/a.md", page + "见[安排](../notices/old.md)。", "ended-link 流感疫苗"},
		{"as a path", "pages/a.md", page + "见[安排](/notices/old.html)。", "ended-link 流感疫苗"},
		{"from the top of content", "pages/a.md", page + "见[安排](/notices/old.md)。", "ended-link 流感疫苗"},
		{"as an address", "pages/a.md", page + "见[安排](https://xincheng.example/notices/old.html)。", "ended-link 流感疫苗"},
		{"bare", "pages/a.md", page + "见 <https://xincheng.example/notices/old.html>", ""},
		{"in a reference", "pages/a.md", page + "见[安排][1]。\n\n[1]: ../notices/old.md", "ended-link 流感疫苗"},
		{"with an anchor", "pages/a.md", page + "见[安排](../notices/old.md#a)。", "ended-link 流感疫苗"},
		{"from a notice that is older", "notices/a.md", notice("notice", "2026-10-20", "2026-12-31", "见[安排](old.md)。"), "ended-link 流感疫苗"},

		{"told to be past", "pages/a.md", page + "往期的见[安排](../notices/old.md)。", ""},
		{"told to have ended", "pages/a.md", page + "[接种](../notices/old.md)已结束。", ""},
		{"last year's", "pages/a.md", page + "去年见[安排](../notices/old.md)", ""},
		{"from a notice that came later and knows", "notices/a.md", notice("notice", "2026-11-10", "2026-12-31", "见[安排](old.md)。"), ""},
		{"from a story", "notices/a.md", notice("story", "2026-10-20", "2026-12-31", "见[安排](old.md)。"), ""},
		{"from one that has ended itself", "notices/a.md", notice("notice", "2026-10-20", "2026-11-01", "见[安排](old.md)。"), ""},
		{"from one that is to come", "notices/a.md", "+++\ntitle = \"预告\"\nkind = \"notice\"\ndate = 2026-10-20\nfrom = 2026-12-01\nuntil = 2026-12-31\n+++\n见[安排](old.md)。\n", ""},
		{"from a draft", "notices/a.md", "+++\ntitle = \"预告\"\nkind = \"notice\"\ndate = 2026-10-20\ndraft = true\n+++\n见[安排](old.md)。\n", ""},
		{"to a publicity, which is a record", "pages/a.md", page + "见[公开](../notices/record.md)。", ""},
		{"to what holds", "pages/a.md", page + "见[安排](../notices/new.md)。", ""},
		{"to a page", "pages/a.md", page + "见[安排](b.md)。", ""},
		{"to elsewhere", "pages/a.md", page + "见[安排](https://example.com/notices/old.html)。", ""},
		{"mail and telephone", "pages/a.md", page + "[写信](mailto:a@example.com)，[打](tel:12345)", ""},
		{"to itself", "notices/a.md", notice("notice", "2026-10-20", "2026-12-31", "## 一\n\n见[上](#一)。"), ""},
		{"in code", "pages/a.md", page + "`[安排](../notices/old.md)`", ""},
		{"the list", "pages/a.md", page + "见[通知](/notices/)。", ""},
	} {
		files := map[string]string{
			"notices/old.md":    ended,
			"notices/new.md":    notice("notice", "2026-11-10", "2026-12-31", "每天上午。"),
			"notices/record.md": notice("disclosure", "2026-10-10", "2026-10-31", "收支。"),
			"pages/b.md":        page + "正文",
			c.file:              c.text,
		}
		wantOnly(t, c.name, proofread(t, files), c.want)
	}
}

// TestEveryKeyIsProofread: what holds in a text holds in any key.
func TestEveryKeyIsProofread(t *testing.T) {
	got := proofread(t, map[string]string{
		"notices/a.md":      "+++\ntitle = \"停水\"\nkind = \"notice\"\ndate = 2026-11-20\nuntil = 2026-12-10\nto = \"11月28日（周日）来过的住户\"\ncontact = { name = \"水务所\", hours = \"11月29日（周六）全天\" }\n+++\n正文\n",
		"activities/a.toml": "[[activity]]\nslug = \"a\"\ntitle = \"义诊\"\nplace = \"广场\"\nstart = 2026-11-29T09:30\ntext = \"\"\"\n时间：11月28日\n\"\"\"\norganizer = \"卫生站，电话 1380000111\"\n",
	})
	want := []string{"phone-digits 1380000111", "date-differs 11月28日", "wrong-weekday 2026-11-28", "wrong-weekday 2026-11-29"}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

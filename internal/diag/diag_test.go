package diag

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestFrame(t *testing.T) {
	long := strings.Repeat("0123456789", 30)
	for _, c := range []struct {
		name, line    string
		column, width int
		shown, carets string
	}{
		{"latin", `end = "09:00"`, 7, 7, `end = "09:00"`, `      ^^^^^^^`},
		{"wide before", `标题 = "x"`, 6, 3, `标题 = "x"`, `       ^^^`},
		{"wide marked", `title = 检查`, 9, 2, `title = 检查`, `        ^^^^`},
		{"wide punctuation", `a = “b”`, 5, 1, `a = “b”`, `    ^`},
		{"full width", `a，b`, 2, 1, `a，b`, ` ^^`},
		{"emoji", `🔥x`, 2, 1, `🔥x`, `  ^`},
		{"tab", "\ta = 1", 2, 1, ` a = 1`, ` ^`},
		{"escapes of a terminal", "a = \x1b[31m\x00", 6, 1, "a = \ufffd[31m\ufffd", `     ^`},
		{"no column", `a = 1`, 0, 3, `a = 1`, ``},
		{"behind the end", `a =`, 4, 1, `a =`, `   ^`},
		{"far behind the end", `a =`, 40, 9, `a =`, `   ^`},
		{"no width", `a = 1`, 5, 0, `a = 1`, `    ^`},
		{"empty line", ``, 1, 1, ``, `^`},
		{"too wide", `a = 1`, 5, 99, `a = 1`, `    ^`},
		{"long, at the start", long, 5, 3, long[:100] + " …", "    ^^^"},
		{"long, in the middle", long, 151, 3, "… " + long[100:200] + " …", strings.Repeat(" ", 52) + "^^^"},
		{"long, at the end", long, 300, 1, "… " + long[249:], strings.Repeat(" ", 52) + "^"},
		{"wide and long", strings.Repeat("字", 300), 151, 2, "… " + strings.Repeat("字", 100) + " …", strings.Repeat(" ", 102) + "^^^^"},
	} {
		shown, carets := Frame(c.line, c.column, c.width)
		if shown != c.shown || carets != c.carets {
			t.Errorf("%s:\n%s\n%s\nwant\n%s\n%s", c.name, shown, carets, c.shown, c.carets)
		}
	}
}

// Whatever a line and a place hold, the frame stays readable.
func FuzzFrame(f *testing.F) {
	f.Add("title = “检查”", 9, 4)
	f.Add(strings.Repeat("字", 500), 250, 10)
	f.Fuzz(func(t *testing.T, line string, column, width int) {
		shown, carets := Frame(line, column, width)
		if n := len([]rune(shown)); n > frameWidth+4 {
			t.Errorf("%d characters are shown", n)
		}
		if len(carets) > 2*(frameWidth+6) {
			t.Errorf("%d cells below them", len(carets))
		}
	})
}

func TestNearest(t *testing.T) {
	keys := []string{"title", "until", "from", "date", "level", "kind", "slug", "pin_until", "issuer"}
	for _, c := range []struct{ word, want string }{
		{"titel", "title"},  // swapped
		{"tilte", "title"},  // swapped
		{"untill", "until"}, // one too many
		{"unti", "until"},   // one too few
		{"Title", "title"},  // another
		{"form", "from"},    // swapped, and a word of its own
		{"pinuntil", "pin_until"},
		{"isuer", "issuer"},
		{"titles", "title"},
		{"colour", ""},
		{"x", ""},
		{"", ""},
		{"标题", ""},
		{"kinds of things", ""},
	} {
		if got := Nearest(c.word, keys); got != c.want {
			t.Errorf("Nearest(%q) = %q, want %q", c.word, got, c.want)
		}
	}
	if got := Nearest("gate-m", []string{"gate-n", "gate-s"}); got != "gate-n" {
		t.Errorf("of two as near, the first is meant, not %q", got)
	}
	if got := Nearest("a", nil); got != "" {
		t.Errorf("of none, %q", got)
	}
}

func TestSort(t *testing.T) {
	at := func(file string, line, column int, code Code, args ...any) Problem {
		return New(code, Pos{file, line, column}, args...)
	}
	l := List{
		at("b", 1, 1, "no-until", "x"), at("a", 10, 1, "no-until", "x"), at("a", 2, 9, "no-until", "x"),
		at("a", 2, 3, "open-quote"), at("a", 2, 3, "no-until", "x"), at("a", 2, 3, "no-until", "x"), at("", 0, 0, "no-until", "x"),
		at("a", 0, 0, "no-until", "x"),
	}
	var got []string
	for _, p := range l.Sort() {
		got = append(got, p.Pos.String()+" "+string(p.Code))
	}
	want := []string{" no-until", "a no-until", "a:2:3 no-until", "a:2:3 open-quote", "a:2:9 no-until", "a:10:1 no-until", "b:1:1 no-until"}
	if !slices.Equal(got, want) {
		t.Errorf("sorted\n%q, want\n%q", got, want)
	}
}

func TestFail(t *testing.T) {
	problem := func(code Code) Problem { return New(code, Pos{}, "x", "y", "z", "w") }
	for _, c := range []struct {
		name         string
		codes        []Code
		fail, strict bool
	}{
		{"nothing", nil, false, false},
		{"advice", []Code{"no-until"}, false, false},
		{"a warning", []Code{"bad-phone"}, false, true},
		{"a warning that nobody can mend", []Code{"no-holidays"}, false, false},
		{"both warnings", []Code{"no-holidays", "bad-phone"}, false, true},
		{"an error", []Code{"open-quote"}, true, true},
	} {
		var l List
		for _, code := range c.codes {
			l.Add(problem(code))
		}
		if l.Fail(false) != c.fail || l.Fail(true) != c.strict {
			t.Errorf("%s: fails %v, strictly %v", c.name, l.Fail(false), l.Fail(true))
		}
	}
}

func TestPrint(t *testing.T) {
	p := New("end-before-start", Pos{"content/activities/fair.md", 5, 7}, "09:00", "10:00")
	p.Line, p.Width = `end = "09:00"`, 7
	q := New("no-until", Pos{File: "content/notices/a.md"}, "2026-12-22")
	var zh, en, painted bytes.Buffer
	List{p, q}.Print(&zh, "zh-Hans", Style{})
	List{p, q}.Print(&en, "en-GB", Style{})
	List{p}.Print(&painted, "zh", Paint(true))
	want := `content/activities/fair.md:5:7: 错误：end（09:00）早于 start（10:00） [end-before-start]
    5 | end = "09:00"
      |       ^^^^^^^
  提示：过了半夜才结束的活动，end 要写上日期

content/notices/a.md: 建议：没有写 until，会一直显示 [no-until]
  提示：加一行，写上显示到哪天，例如 until = 2026-12-22
`
	if zh.String() != want {
		t.Errorf("printed\n%s\nwant\n%s", zh.String(), want)
	}
	if !strings.Contains(en.String(), "5:7: error: end (09:00) is before start (10:00) [end-before-start]\n") {
		t.Errorf("printed\n%s", en.String())
	}
	var odd bytes.Buffer
	r := New("empty-value", Pos{"a\x1b\u202egnp.md", 3, 1}, "\x1b[2J\x07\u2066")
	r.Line = "title = \"\u202e\u009b2J\u200f\u2028\r\""
	List{r}.Print(&odd, "zh", Style{})
	if strings.ContainsAny(odd.String(), "\x1b\x07\r\u009b\u200f\u2028\u202e\u2066") || !strings.Contains(odd.String(), "a\ufffd\ufffdgnp.md:3:1") {
		t.Errorf("printed %q", odd.String())
	}
	if !strings.Contains(painted.String(), "\x1b[31m") || strings.Contains(zh.String(), "\x1b") {
		t.Error("colour is for terminals only")
	}
}

var verb = regexp.MustCompile(`%\[(\d)\][a-z]`)

// The catalog's own form: both languages, verbs numbered and the same in both,
// no final stop, no capital letter at the beginning in English.
func TestCatalog(t *testing.T) {
	for code, e := range catalog {
		if e.message.zh == "" || e.message.en == "" {
			t.Errorf("%s has no message", code)
		}
		if (e.hint.zh == "") != (e.hint.en == "") {
			t.Errorf("%s has a hint in one language only", code)
		}
		for _, text := range []string{e.message.zh, e.message.en, e.hint.zh, e.hint.en} {
			if strings.HasSuffix(text, "。") || strings.HasSuffix(text, ".") {
				t.Errorf("%s: a full stop: %s", code, text)
			}
			if rest := verb.ReplaceAllString(text, ""); strings.Contains(rest, "%") {
				t.Errorf("%s: a verb without its number: %s", code, text)
			}
		}
		if c := e.message.en[0]; c >= 'A' && c <= 'Z' && !strings.HasPrefix(e.message.en, "HTML") {
			t.Errorf("%s begins with a capital: %s", code, e.message.en)
		}
		if verbs(e.message.zh) != verbs(e.message.en) {
			t.Errorf("%s says other things in the other language", code)
		}
	}
}

// verbs are the numbers of a text's verbs, sorted.
func verbs(text string) string {
	var n []string
	for _, m := range verb.FindAllStringSubmatch(text, -1) {
		n = append(n, m[1])
	}
	slices.Sort(n)
	return strings.Join(slices.Compact(n), " ")
}

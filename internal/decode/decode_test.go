package decode

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"banbao/internal/diag"
	"banbao/internal/limit"
)

// everything asks for all that is in a table, and leaves the keys that begin
// with "un" unasked.
func everything(t *Table) {
	for key, v := range t.values {
		if strings.HasPrefix(key, "un") {
			continue
		}
		switch v := v.(type) {
		case map[string]any:
			everything(t.Table(key))
		case []map[string]any:
			for _, kid := range t.Tables(key) {
				everything(kid)
			}
		case []any:
			maps := len(v) > 0
			for _, e := range v {
				_, ok := e.(map[string]any)
				maps = maps && ok
			}
			if maps {
				for _, kid := range t.Tables(key) {
					everything(kid)
				}
			} else {
				t.Has(key)
			}
		default:
			t.Has(key)
		}
	}
}

// Places of keys, in whatever way TOML lets one write them.
func TestUnknownKeyPlaces(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"plain", "a = 1\nunknown = 2\n", "2:1 7"},
		{"behind spaces", "a = 1\n  unknown = 2\n", "2:3 7"},
		{"behind a tab", "\tunknown = 2\n", "1:2 7"},
		{"double quotes", "\"unknown\" = 2\n", "1:1 9"},
		{"single quotes", "'unknown' = 2\n", "1:1 9"},
		{"with a dot in quotes", "\"un.known\" = 2\n", "1:1 10"},
		{"with a bracket in quotes", "\"un[0]\" = 2\n", "1:1 7"},
		{"with an escape in quotes", "\"un\\u0041\" = 2\n", "1:1 10"},
		{"with a quote in quotes", "\"un\\\"x\" = 2\n", "1:1 7"},
		{"dotted", "a.unknown = 2\n", "1:1 9"},
		{"dotted twice", "a.b.unknown = 2\na.c = 1\n", "1:1 11"},
		{"dotted with spaces", "a . unknown = 2\n", "1:1 11"},
		{"in a table", "[a]\nb = 1\nunknown = 2\n", "3:1 7"},
		{"a table", "[a]\n[unknown]\nb = 1\n", "2:1 9"},
		{"a table in a table", "[a]\n[a.unknown]\nb = 1\n", "2:1 11"},
		{"in an array of tables", "[[a]]\nb = 1\n[[a]]\nunknown = 2\n", "4:1 7"},
		{"an array of tables", "[[unknown]]\nb = 1\n[[unknown]]\nb = 2\n", "1:1 1"},
		{"below an array of tables", "[[a]]\n[a.b]\nx = 1\n[[a]]\n[a.b]\nunknown = 2\n", "6:1 7"},
		{"arrays in arrays", "[[a]]\n[[a.b]]\nx = 1\n[[a.b]]\nunknown = 2\n", "5:1 7"},
		{"inline", "a = { b = 1, unknown = 2 }\n", "1:14 7"},
		{"inline in inline", "a = { b = { unknown = 2 } }\n", "1:13 7"},
		{"inline in a list", "a = [{ b = 1 }, { unknown = 2 }]\n", "1:19 7"},
		{"inline in a list over lines", "a = [\n  { b = 1 }, # unknown = 1\n  { unknown = 2 },\n]\n", "3:5 7"},
		{"behind Han", "a = { b = \"检查\", unknown = 2 }\n", "1:17 7"},
		{"behind a longer character", "a = { b = \"🔥🔥\", unknown = 2 }\n", "1:17 7"},
		{"behind a string with a bracket", "a = \"[[x]]\"\nunknown = 2\n", "2:1 7"},
		{"behind a string with a hash", "a = \"# b\" # unknown = 1\nunknown = 2\n", "2:1 7"},
		{"behind a string with an escape", "a = \"x\\\"\"\nunknown = 2\n", "2:1 7"},
		{"behind a string in single quotes", "a = 'x\\'\nunknown = 2\n", "2:1 7"},
		{"behind a text of several lines", "a = \"\"\"\nunknown = 1\n[x]\n\"\"\"\nunknown = 2\n", "5:1 7"},
		{"behind one with quotes in it", "a = \"\"\"x\"\"y\\\"\"\"\"\nunknown = 2\n", "2:1 7"},
		{"behind one in single quotes", "a = '''\nunknown = 1\n\\'''\nunknown = 2\n", "4:1 7"},
		{"behind a date", "a = 2026-11-22 09:00:00\nunknown = 2\n", "2:1 7"},
		{"behind a comment with quotes", "# it's \"x\nunknown = 2\n", "2:1 7"},
		{"CRLF", "a = 1\r\nb = \"x\"\r\nunknown = 2\r\n", "3:1 7"},
		{"CRLF in a text", "a = \"\"\"\r\nx\r\n\"\"\"\r\nunknown = 2\r\n", "4:1 7"},
		{"blank lines", "\n\n\nunknown = 2", "4:1 7"},
	} {
		table, problems := Parse("f.toml", []byte(c.text), 1, time.UTC)
		if len(problems) > 0 {
			t.Errorf("%s: %v", c.name, problems)
			continue
		}
		everything(table)
		table.Done()
		checkPlaces(t, c.text, 1, table.Problems())
		got := ""
		for _, p := range table.Problems() {
			got += fmt.Sprintf("%d:%d %d", p.Pos.Line, p.Pos.Column, p.Width)
		}
		if got != c.want {
			t.Errorf("%s: unknown keys at %s, want %s\n%s", c.name, got, c.want, c.text)
		}
	}
}

// Places of values: what is underlined is the value itself.
func TestValuePlaces(t *testing.T) {
	for _, c := range []struct{ name, text, table, key, want string }{
		{"text", `a = "x" # c`, "", "a", `"x"`},
		{"number", `a =   12   # c`, "", "a", `12`},
		{"date", `a = 2026-11-22  `, "", "a", `2026-11-22`},
		{"date with a blank", `a = 2026-11-22 09:00:00`, "", "a", `2026-11-22 09:00:00`},
		{"list", `a = [1, 2]`, "", "a", `[1, 2]`},
		{"in a list", `a = [1,  2 , 3]`, "", "a[1]", `2`},
		{"texts in a list", `a = ["x]", "y"]`, "", "a[1]", `"y"`},
		{"list in a list", `a = [[1], [2, 3]]`, "", "a[1]", `[2, 3]`},
		{"inline", `a = { b = 1, c = "x" }`, "a", "c", `"x"`},
		{"inline in a list", `a = [{ b = 1 }, { b = 2 }]`, "a[1]", "b", `2`},
		{"dotted", `a.b.c = true`, "a.b", "c", `true`},
		{"quoted", `"a" = 'x'`, "", "a", `'x'`},
		{"over lines", "a = [\n 1,\n 2\n]", "", "a[1]", `2`},
		{"the first line of a list", "a = [\n 1,\n 2\n]", "", "a", `[`},
		{"the first line of a text", "a = \"\"\"\nx\n\"\"\"", "", "a", `"""`},
		{"an array of tables", "[[a]]\nb = 1\n[[a]]\nb = 2", "a[1]", "b", `2`},
		{"below an array of tables", "[[a]]\n[a.c]\nb = 1\n[[a]]\n[a.c]\nb = 2", "a[1].c", "b", `2`},
		{"missing, in a table", "[x]\nb = 1", "x", "gone", `[x]`},
		{"missing, in an array", "[[x]]\nb = 1\n[[x]]\nb = 1", "x[1]", "gone", `[[x]]`},
		{"missing, inline", `a = { b = 1 }`, "a", "gone", `a`},
		{"missing, at the top", "a = 1", "", "gone", ``},
		{"CRLF", "a = 1\r\nb = [\r\n \"x\",\r\n \"y\" ]\r\n", "", "b[1]", `"y"`},
		{"behind Han", `"检查" = 1` + "\n" + `a = { x = "检查", b = 7 }`, "a", "b", `7`},
	} {
		table, problems := Parse("f.toml", []byte(c.text), 1, time.UTC)
		if len(problems) > 0 {
			t.Errorf("%s: %v", c.name, problems)
			continue
		}
		table.path = c.table
		p := table.At(c.key, "empty-value", c.key)
		checkPlaces(t, c.text, 1, diag.List{p})
		got := ""
		if p.Pos.Line > 0 {
			line := []rune(p.Line)
			got = string(line[p.Pos.Column-1 : min(len(line), p.Pos.Column-1+p.Width)])
		}
		if got != c.want {
			t.Errorf("%s: %q is underlined, want %q", c.name, got, c.want)
		}
	}
}

// checkPlaces sees that every problem lies inside the text, and shows the line
// that is there.
func checkPlaces(t *testing.T, text string, firstLine int, problems diag.List) {
	t.Helper()
	lines := strings.Split(text, "\n")
	for _, p := range problems {
		if p.Pos.Line == 0 {
			continue
		}
		n := p.Pos.Line - firstLine
		if n < 0 || n >= len(lines) {
			t.Errorf("%s at line %d of %d\n%q", p.Code, p.Pos.Line, len(lines), text)
			continue
		}
		line := strings.TrimRight(lines[n], "\r")
		if p.Line != line && strings.TrimRight(p.Line, "\r") != line {
			t.Errorf("%s shows %q, but line %d is %q", p.Code, p.Line, p.Pos.Line, line)
		}
		if p.Pos.Column < 1 || p.Pos.Column > utf8.RuneCountInString(line)+1 {
			t.Errorf("%s at column %d of %q", p.Code, p.Pos.Column, line)
		}
		if p.Width < 1 || p.Pos.Column+p.Width > utf8.RuneCountInString(line)+2 {
			t.Errorf("%s underlines %d from %d of %q", p.Code, p.Width, p.Pos.Column, line)
		}
	}
}

// Mistakes in the TOML itself: the code, and what is underlined.
func TestSyntax(t *testing.T) {
	for _, c := range []struct{ text, code, place string }{
		{"a = 1\ntitle : \"x\"\n", "no-equals", "2:1 5"},
		{"title：x\n", "no-equals", "1:1 5"},
		{"a = 1\na = 2\n", "duplicate-key", "2:1 5"},
		{"标题 = \"x\"\n", "chinese-key", "1:1 2"},
		{"  标题 = \"x\"\n", "chinese-key", "1:3 2"},
		{"a = “x”\n", "wide-quote", "1:5 1"},
		{"a = ＂x＂\n", "wide-quote", "1:5 1"},
		{"a = ['x', “y”]\n", "toml-syntax", "1:11 1"},
		{"a = x y z # c\n", "bare-text", "1:5 5"},
		{"a = 检查\n", "bare-text", "1:5 2"},
		{"a = True\n", "bare-text", "1:5 4"},
		{"a = \"x\nb = 1\n", "open-quote", "1:7 1"},
		{"a = 'x\nb = 1\n", "open-quote", "1:7 1"},
		{"a = \"x", "open-quote", "1:6 1"},
		{"a = 2026-13-01\n", "bad-date", "1:5 10"},
		{"a = 2026-11-31T09:00\n", "bad-date", "1:5 16"},
		{"a = [2026-11-30, 2026-11-31]\n", "bad-date", "1:18 10"},
		{"a = { b = 2026-02-30 }\n", "bad-date", "1:11 10"},
		{"a = 2026/11/22\n", "bad-date", "1:5 10"},
		{"a = 2026年11月22日\n", "bad-date", "1:5 11"},
		{"a = \"2026-13-01\" x\n", "toml-syntax", "1:18 1"},
		{"a =\n", "toml-syntax", "1:4 1"},
		{"a\n", "toml-syntax", "1:2 1"},
		{"[a\nb = 1\n", "toml-syntax", "1:1 2"},
		{"a = [1\nb = 1\n", "toml-syntax", "2:1 1"},
		{"a = [1\n", "toml-syntax", "1:7 1"},
		{"a = { b = 1\n", "toml-syntax", "1:12 1"},
		{"a = \"\"\"x\n", "toml-syntax", "1:9 1"},
		{"a = \"\\d\"\n", "toml-syntax", "1:6 1"},
		{"a = 1\x01\n", "toml-syntax", "1:5 1"},
		{"\r", "toml-syntax", "1:1 1"},
		{strings.Repeat("[", 1000), "toml-syntax", "0:0 0"},
		{"a" + strings.Repeat(".a", 300) + " = 1", "toml-syntax", "0:0 0"},
		{"a = " + strings.Repeat("{ b = ", 300) + "1" + strings.Repeat("}", 300), "toml-syntax", "0:0 0"},
	} {
		_, problems := Parse("f.toml", []byte(c.text), 1, time.UTC)
		if len(problems) == 0 {
			t.Errorf("%q: no problem", c.text)
			continue
		}
		p := problems[0]
		checkPlaces(t, c.text, 1, problems)
		if place := fmt.Sprintf("%d:%d %d", p.Pos.Line, p.Pos.Column, p.Width); string(p.Code) != c.code || place != c.place {
			t.Errorf("%q: %s at %s, want %s at %s", c.text, p.Code, place, c.code, c.place)
		}
		if zh := p.Message("zh"); strings.ContainsAny(zh, "%") || strings.Contains(zh, "expected") {
			t.Errorf("%q: %s", c.text, zh)
		}
	}
}

// What the file begins before its TOML is counted.
func TestFirstLine(t *testing.T) {
	table, _ := Parse("f.md", []byte("a = 1\nunknown = 2\n"), 7, time.UTC)
	everything(table)
	table.Done()
	if p := table.Problems()[0].Pos; p.Line != 8 {
		t.Errorf("the place is %v", p)
	}
	_, problems := Parse("f.md", []byte("a = 1\nb = x\n"), 7, time.UTC)
	if p := problems[0].Pos; p.Line != 8 {
		t.Errorf("the place is %v", p)
	}
}

func TestMissingAndMistyped(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"date = 1\n", "missing-key title"},
		{"titel = \"x\"\n", "unknown-key titel"},
		{"colour = \"x\"\n", "missing-key title, unknown-key colour"},
		{"title = \"x\"\ntitel = \"y\"\n", "unknown-key titel"},
		{"title = \"\"\n", "empty-value title"},
		{"title = \" \"\n", "empty-value title"},
		{"title = 5\n", "wrong-type title"},
	} {
		table, _ := Parse("f.toml", []byte(c.text), 1, time.UTC)
		table.NeedString("title")
		table.Has("date")
		table.Done()
		var got []string
		for _, p := range table.Problems().Sort() {
			got = append(got, fmt.Sprint(p.Code, " ", p.Args[0]))
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%q: %q, want %s", c.text, got, c.want)
		}
	}
}

func TestText(t *testing.T) {
	gbk := "\xbd\xf1\xb6\xac\xbc\xec\xb2\xe9" // 今冬检查
	for _, c := range []struct{ name, src, code, text string }{
		{"plain", "abc", "", "abc"},
		{"empty", "", "", ""},
		{"Han", "检查", "", "检查"},
		{"BOM", "\xef\xbb\xbfabc", "", "abc"},
		{"BOM alone", "\xef\xbb\xbf", "", ""},
		{"GBK", gbk, "other-encoding GBK", ""},
		{"GBK with ASCII", "+++\ntitle = \"" + gbk + "\"\n+++\n", "other-encoding GBK", ""},
		{"UTF-16 LE", "\xff\xfea\x00b\x00", "other-encoding UTF-16", ""},
		{"UTF-16 BE", "\xfe\xff\x00a\x00b", "other-encoding UTF-16", ""},
		{"broken UTF-8", "今冬家庭用火用电\xe6\x96，请各位留意", "not-utf8 1:9", ""},
		{"broken at the end", "今冬家庭用火用电\xe6", "not-utf8 1:9", ""},
		{"a few bytes", "abc\ndef\xff\xff", "not-utf8 2:4", ""},
		{"a zero byte", "abc\nd\x00ef", "not-utf8 2:2", ""},
		{"too large", strings.Repeat("a", limit.Text+1), "file-too-large", ""},
		{"just fits", strings.Repeat("a", limit.Text), "", strings.Repeat("a", limit.Text)},
	} {
		text, p := Text("f.md", []byte(c.src))
		got := ""
		if p != nil {
			got = string(p.Code)
			if p.Code == "other-encoding" {
				got += " " + p.Args[0].(string)
			}
			if p.Pos.Line > 0 {
				got += fmt.Sprintf(" %d:%d", p.Pos.Line, p.Pos.Column)
			}
		}
		if got != c.code || string(text) != c.text {
			t.Errorf("%s: %q, want %q", c.name, got, c.code)
		}
	}
}

func TestForeign(t *testing.T) {
	for _, c := range []struct{ src, name, text string }{
		{"\xbd\xf1\xb6\xac\xbc\xec\xb2\xe9", "GBK", "今冬检查"},
		{"\xff\xfe\xc0\x68\xe5\x67", "UTF-16", "检查"},
		{"\xfe\xff\x68\xc0\x67\xe5", "UTF-16", "检查"},
		{"检查", "", ""},
		{"\xff\xff\xff", "", ""},
	} {
		if name, text := Foreign([]byte(c.src)); name != c.name || string(text) != c.text {
			t.Errorf("%q is %s %q", c.src, name, text)
		}
	}
}

// Strangers write TOML: nothing they write panics or hangs, and every problem
// lies inside the file.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{
		"title = \"x\"\n[publicity]\ndays = 5\n", "[[a]]\nb = { c = [1, 2] }\n", "a.b.'c' = \"\"\"\nx\"\"\"\n",
		"a = 2026-13-01\nb = [2026-11-31]\n", "标题：x", "a = “x”", "a = [[[[", "\"\\\"\" = 'x'\r\n", "a = {b = {c = {}}}",
		"a = 1\na.b = 2", "[a]\n[[a]]", "a = \"\\", "a = '''x''''", "a=[,]", "\r", "[\n]", "a = 50人", "“a” = 1", "[a\n\n[b",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		src, problem := Text("f.toml", src)
		if problem != nil {
			return
		}
		table, problems := Parse("f.toml", src, 1, time.UTC)
		checkPlaces(t, string(src), 1, problems)
		everything(table)
		table.String("un")
		table.Bool("unb")
		table.Moments("unm")
		table.Clock("unc")
		table.StringsOrTables("uns")
		table.NeedString("needed")
		table.Done()
		all := table.Problems()
		checkPlaces(t, string(src), 1, all)
		for _, p := range all {
			_ = p.Message("zh") + p.Message("en") + p.Hint("zh")
		}
	})
}

// What one slip after another is called, and that none hides the others.
func TestSlips(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"a = “x”\nb = “y”\n", "1 wide-quote 换成英文双引号 \"；文字里面的中文引号不用改|2 wide-quote 换成英文双引号 \"；文字里面的中文引号不用改"},
		{"a ＝ \"x\"\n", "1 toml-syntax 换成英文的 ="},
		{"标题＝“x”\n", "1 toml-syntax 换成英文的 ="},
		{"a　= \"x\"\n", "1 toml-syntax 删去它，或者换成普通的空格"},
		{"a =　\"x\"\n", "1 toml-syntax 删去它，或者换成普通的空格"},
		{"a\u00a0= \"x\"\n", "1 toml-syntax 删去它，重新打一个空格"},
		{"　a = 1\n", "1 toml-syntax 删去它，或者换成普通的空格"},
		{"＃ 说明\n", "1 toml-syntax 换成英文的 #"},
		{"【publicity】\n", "1 toml-syntax 换成英文的 [ ]，例如 [publicity]"},
		{"draft = 是\n", "1 bare-text 写成 true（小写，不加引号）"},
		{"draft = 否\n", "1 bare-text 写成 false（小写，不加引号）"},
		{"draft = True\n", "1 bare-text 写成 true（小写，不加引号）"},
		{"title = 是\n", "1 bare-text 写成 \"是\""},
		{"title = 冬至\"包\"汤圆\n", "1 bare-text 写成 \"冬至\\\"包\\\"汤圆\""},
		{"tags = 【\"安全\"】\n", "1 bare-text 写成 [\"安全\"]"},
		{"tags = 【安全、消防】\n", "1 bare-text 写成 [\"安全\", \"消防\"]"},
		{"date = ２０２６-11-22\n", "1 toml-syntax 写成 2026-11-22"},
		{"date = 2026－11－22\n", "1 toml-syntax 写成 2026-11-22"},
		{"days = ５\n", "1 toml-syntax 写成 5"},
		{"a = “x”\nb = 2026-11-31\nc = 50人\nd =\n", "1 wide-quote|2 bad-date|3 toml-syntax|4 toml-syntax"},
		{"a = “x”\nb = [1\nc = 2\n", "1 wide-quote|3 toml-syntax"},
		{"　　请各位留意。\na = “x”\n", "1 toml-syntax|2 wide-quote"},
	} {
		_, problems := Parse("f.toml", []byte(c.text), 1, time.UTC)
		checkPlaces(t, c.text, 1, problems)
		var got []string
		for _, p := range problems.Sort() {
			s := fmt.Sprint(p.Pos.Line, " ", p.Code)
			if strings.Contains(c.want, "写") || strings.Contains(c.want, "换") || strings.Contains(c.want, "删") {
				s += " " + p.Hint("zh")
			}
			got = append(got, s)
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%q: %s, want %s", c.text, strings.Join(got, "|"), c.want)
		}
	}
}

// A key on a line that could not be read is there all the same.
func TestBrokenLines(t *testing.T) {
	table, _ := Parse("f.toml", []byte("title = “x”\n日期 = 2026-11-22\nlevl = 1\n"), 1, time.UTC)
	table.NeedString("title")
	table.NeedMoment("date")
	table.Has("level")
	table.Done()
	var got []string
	for _, p := range table.Problems().Sort() {
		got = append(got, string(p.Code))
	}
	if want := "wide-quote chinese-key unknown-key"; strings.Join(got, " ") != want {
		t.Errorf("%v, want %s", got, want)
	}
}

func TestKeyBelowTable(t *testing.T) {
	table, _ := Parse("f.toml", []byte("a = 1\n[publicity]\ndays = 5\nto = \"x\"\n"), 1, time.UTC)
	table.Has("a")
	table.NeedString("to")
	table.Table("publicity").Has("days")
	table.Done()
	if l := table.Problems(); len(l) != 1 || l[0].Hint("zh") != "写在 [publicity] 下面的都算它的；把这一行移到 [publicity] 上面" {
		t.Error(l, l[0].Hint("zh"))
	}
}

package decode

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"banbao/internal/calendar"
	"banbao/internal/diag"
)

// syntax reports a mistake in the TOML in words for people who never heard of
// TOML.
func (d *document) syntax(bad toml.ParseError) {
	text := d.text // dates that were blanked took as many bytes
	line := d.line(bad.Position.Line)
	if from, at, ok := openBracket(text, bad); ok {
		what, do := syntaxWords(bad.Message)
		p := diag.New("toml-syntax", d.place(at, 1), what, do)
		p.Width, p.Line = utf8.RuneCountInString(from), from
		d.problems.Add(p)
		return
	}
	column := 1
	if start := bad.Position.Start; start >= 0 && start <= len(text) {
		for start < len(text) && text[start] == ' ' && strings.Contains(bad.Message, "top-level item to end") {
			start++ // to what is too much, from the blank before it
		}
		lineStart := strings.LastIndexByte(text[:start], '\n') + 1
		column = utf8.RuneCountInString(text[lineStart:start]) + 1
	}
	code, args, from, width := explainSyntax(bad, line)
	if width > 0 {
		column = from
	}
	p := diag.New(code, d.place(bad.Position.Line, min(column, utf8.RuneCountInString(line)+1)), args...)
	p.Width, p.Line = max(width, 1), line
	d.problems.Add(p)
}

var (
	bareText  = regexp.MustCompile(`^(\s*[\w."'-]+\s*=\s*)([^\s"'\[{\d+-].*?)\s*(?:#.*)?$`)
	hanKey    = regexp.MustCompile(`^(\s*)(\p{Han}[^\s=]*)\s*=`)
	wideQuote = regexp.MustCompile(`[“”‘’＂]`)
	noEquals  = regexp.MustCompile(`^(\s*)([\w-]+)\s*[:：]`)
)

// aPair is a line with a key and its whole value, or what is meant for one.
var aPair = regexp.MustCompile(`^[\s\x{3000}\x{a0}]*"?([\w-]+|\p{Han}[^\s=＝:："]*)"?[\s\x{3000}\x{a0}]*[=＝:：]`)

// withoutLine leaves out the line on which the reader gave up, if it holds a
// pair of its own or nothing that could be one: then the rest can be read.
func (d *document) withoutLine(text string, bad toml.ParseError) (string, bool) {
	lines := strings.Split(text, "\n")
	n := bad.Position.Line - 1
	if n < 0 || n >= len(lines) || strings.Contains(bad.Message, "unexpected EOF") || strings.Contains(bad.Message, "terminator") {
		return "", false
	}
	line := lines[n]
	m := aPair.FindStringSubmatch(line)
	switch noPair := strings.Contains(bad.Message, "expected '.' or '='") || strings.Contains(bad.Message, "keys cannot start"); {
	case strings.TrimSpace(line) == "", strings.Contains(line, `"""`), strings.Contains(line, triple), strings.HasPrefix(strings.TrimSpace(line), "["):
		return "", false
	case m == nil && !noPair, !balanced(line):
		return "", false
	case m != nil:
		d.broken[m[1]] = true
		if word, ok := translated[m[1]]; ok {
			d.broken[word] = true
		}
	}
	lines[n] = ""
	return strings.Join(lines, "\n"), true
}

// balanced tells whether a line closes the brackets that it opens.
func balanced(line string) bool {
	return strings.Count(line, "[") == strings.Count(line, "]") && strings.Count(line, "{") == strings.Count(line, "}")
}

// explainSyntax chooses the code for a syntax error, and the columns to mark
// (width 0: where the library says).
func explainSyntax(bad toml.ParseError, line string) (code diag.Code, args []any, column, width int) {
	runes := func(s string) int { return utf8.RuneCountInString(s) }
	if name, ok := strings.CutPrefix(bad.Message, "Key '"); ok && strings.Contains(name, "already been defined") {
		name, _, _ = strings.Cut(name, "'")
		return "duplicate-key", []any{name}, 1, max(1, runes(line))
	}
	if what, do, at, ok := wideSign(line); ok {
		return "toml-syntax", []any{what, do}, at, 1
	}
	if m := hanKey.FindStringSubmatch(line); m != nil {
		return "chinese-key", []any{m[2], inEnglish(m[2])}, runes(m[1]) + 1, runes(m[2])
	}
	if m := noEquals.FindStringSubmatch(line); m != nil {
		return "no-equals", []any{m[2]}, runes(m[1]) + 1, runes(m[2])
	}
	if i := wideQuote.FindStringIndex(line); i != nil && strings.Contains(line, "=") && !strings.ContainsAny(line[:i[0]], `"'`) {
		return "wide-quote", []any{line[i[0]:i[1]]}, runes(line[:i[0]]) + 1, 1
	}
	if m := wideNumber.FindStringSubmatch(line); m != nil {
		if plain := narrow(m[2]); plain != m[2] && isPlain(plain) {
			return "toml-syntax", []any{
				diag.Words{Zh: "这里的数字是全角的", En: "these digits are full-width ones"},
				diag.Words{Zh: "写成 " + plain, En: "write " + plain},
			}, runes(m[1]) + 1, runes(m[2])
		}
	}
	if m := bareText.FindStringSubmatch(line); m != nil && m[2] != "true" && m[2] != "false" {
		return "bare-text", []any{m[2], inTOML(strings.TrimSpace(line[:strings.IndexByte(line, '=')]), m[2])}, runes(m[1]) + 1, runes(m[2])
	}
	if strings.Contains(bad.Message, "strings cannot contain newlines") || bad.Message == `unexpected EOF; expected '"'` || bad.Message == `unexpected EOF; expected "'"` {
		return "open-quote", nil, 0, 0
	}
	what, do := syntaxWords(bad.Message)
	return "toml-syntax", []any{what, do}, 0, 0
}

// wideSign finds what looks like a sign of TOML and is not: a full-width =
// or #, or a space that is no plain one, before the value of a line.
func wideSign(line string) (what, do diag.Words, column int, ok bool) {
	w := func(zh, en string) diag.Words { return diag.Words{Zh: zh, En: en} }
	start := strings.TrimLeftFunc(line, func(r rune) bool { return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' })
	if !aPair.MatchString(start) && !strings.HasPrefix(start, "#") && !strings.HasPrefix(start, "[") && !strings.HasPrefix(start, "＃") && !wideHeader.MatchString(start) {
		return what, do, 0, false // most likely a line of the text
	}
	equals := false
	for i, r := range []rune(line) {
		at := i + 1
		switch {
		case r == '＝' && !equals:
			return w("“＝”是全角的", "the ＝ is a full-width one"), w("换成英文的 =", "write a plain ="), at, true
		case r == '＃' && !equals:
			return w("“＃”是全角的", "the ＃ is a full-width one"), w("换成英文的 #", "write a plain #"), at, true
		case (r == '［' || r == '【') && !equals:
			return w("“"+string(r)+"”是中文括号", "the "+string(r)+" is a Chinese bracket"), w("换成英文的 [ ]，例如 [publicity]", "write plain [ ], as in [publicity]"), at, true
		case r == '　':
			return w("这里有一个全角空格", "there is a full-width space here"), w("删去它，或者换成普通的空格", "remove it, or type a plain one"), at, true
		case r != ' ' && r != '\t' && unicode.IsSpace(r), r == '\u200b', r == '\ufeff':
			return w("这里有一个不是普通空格的空白", "there is a blank here that is no plain space"), w("删去它，重新打一个空格", "remove it and type the space again"), at, true
		case r == '=' && !equals:
			equals = true
		case r == ' ' || r == '\t':
		case equals, r == '#', r == '"', r == '\'', !bareKey(byte(min(r, 0x7f))) && r < 0x80 && r != '.':
			return what, do, 0, false
		}
	}
	return what, do, 0, false
}

var (
	wideHeader = regexp.MustCompile(`^[［【]+[\w.]+[］】]+\s*$`)
	wideNumber = regexp.MustCompile(`^(\s*[\w."'-]+\s*=\s*)([０-９0-9][^"'#\[{]*?)\s*(?:#.*)?$`)
	numberOnly = regexp.MustCompile(`^\d+(\.\d+)?$`)
)

// isPlain tells whether a text is a date or a number.
func isPlain(s string) bool {
	_, err := calendar.ParseMoment(s)
	return err == nil || numberOnly.MatchString(s)
}

// yesOrNo are the keys whose value is true or false.
var yesOrNo = map[string]bool{"draft": true, "all_day": true, "cancelled": true, "count_start": true, "skip_holidays": true, "workdays_only": true, "mask": true, "optional": true}

// inTOML is how a value without quotes is written: "text", true, ["a", "b"].
func inTOML(key, text string) diag.Words {
	word := func(value string) diag.Words {
		return diag.Words{Zh: value + "（小写，不加引号）", En: value + " (in small letters, without quotes)"}
	}
	switch lower := strings.ToLower(text); {
	case lower == "true", lower == "false":
		return word(lower)
	case yesOrNo[key]:
		switch lower {
		case "是", "对", "yes", "on", "y":
			return word("true")
		case "否", "不", "不是", "no", "off", "n":
			return word("false")
		}
	}
	if list, ok := strings.CutPrefix(strings.NewReplacer("［", "【", "］", "】").Replace(text), "【"); ok {
		var items []string
		for _, item := range strings.FieldsFunc(strings.TrimSuffix(list, "】"), func(r rune) bool { return strings.ContainsRune("，、,；;", r) }) {
			items = append(items, quote(strings.Trim(item, ` "“”＂'`)))
		}
		if len(items) > 0 {
			value := "[" + strings.Join(items, ", ") + "]"
			return diag.Words{Zh: value, En: value}
		}
	}
	return diag.Words{Zh: quote(text), En: quote(text)}
}

// quote writes a text as TOML reads it.
func quote(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

// openBracket finds the line of a [table whose bracket does not end; the
// library notices it only on a later line.
func openBracket(text string, bad toml.ParseError) (line string, number int, ok bool) {
	if !strings.HasPrefix(bad.Message, "expected '.' or ']'") || !strings.Contains(bad.Message, `'\n'`) {
		return "", 0, false
	}
	lines := strings.Split(text, "\n")
	for n := min(bad.Position.Line, len(lines)); n >= 1; n-- {
		l := strings.TrimRight(lines[n-1], "\r")
		if t := strings.TrimSpace(l); strings.HasPrefix(t, "[") && !strings.HasSuffix(t, "]") {
			return l, n, true
		}
	}
	return "", 0, false
}

// deepest is how many brackets may stand inside each other, and how many dots
// in a key. Real content has three; the library takes time and memory for the
// square of them.
const deepest = 100

var (
	deepWords = diag.Words{Zh: "括号或句点套得太多层了", En: "brackets or dots are nested too deeply"}
	deepHint  = diag.Words{Zh: "看看是不是有许多括号没有成对", En: "look whether many brackets do not end"}
)

// tooDeep counts brackets, and dots between what may be keys, those in strings
// as well: it need not be exact.
func tooDeep(text string) bool {
	depth, dots := 0, 0
	for i := range len(text) {
		switch c := text[i]; c {
		case '[', '{':
			depth++
		case ']', '}':
			depth = max(0, depth-1)
		case '.':
			if i > 0 && text[i-1] != '.' {
				dots++
			}
		case '"', '\'', ' ', '\t':
		default:
			if !bareKey(c) {
				dots = 0
			}
		}
		if depth > deepest || dots > deepest {
			return true
		}
	}
	return false
}

// syntaxWords says in both languages what the library found wrong with a text,
// and what to do.
func syntaxWords(message string) (what, do diag.Words) {
	w := func(zh, en string) diag.Words { return diag.Words{Zh: zh, En: en} }
	has := func(s string) bool { return strings.Contains(message, s) }
	plain := w("一行写一个“键 = 值”，文字要加英文双引号", "write one key = value a line, with text in double quotes")
	found := ""
	if m := got.FindStringSubmatch(message); m != nil {
		found = m[1]
	}
	wide := found == "，" || found == "、" || found == "；"
	switch {
	case has("expected a comma") && wide:
		return w("隔开各项的“"+found+"”是中文的", "the "+found+" between two values is a Chinese one"),
			w("换成英文逗号 ,", "use a plain comma")
	case has("array terminator"):
		return w("上面的方括号 [ 里还没有写完", "the list above does not end"),
			w("两项之间用英文逗号隔开，最后写 ]", "put commas between the values and ] at the end")
	case has("inline table terminator"):
		return w("花括号 { 里还没有写完", "the braces above do not end"),
			w("两项之间用英文逗号隔开，最后写 }", "put commas between the pairs and } at the end")
	case has("table name"):
		return w("方括号没有写完，或者里面是空的", "the brackets do not end, or are empty"),
			w("写成 [publicity] 这样，前后都有", "write it like [publicity]")
	case has("expected value but found '\\n'"), has("EOF; expected value"):
		return w("等号后面还没有写", "there is nothing after the equals sign"),
			w("写上内容，或者删去这一行", "fill it in, or remove the line")
	case has("expected value but found"), has("expected a digit"), has("invalid float"), has("number:"), has("non-decimal"), has("floats must"), has("out of range"), has("Invalid integer"), has("Invalid float"):
		return w("等号后面的写法读不懂", "what follows the equals sign cannot be read"),
			w("文字要加英文双引号；数字后面不写单位；日期写成 2026-11-22", "put text in double quotes, write numbers without units, and dates as 2026-11-22")
	case has("top-level item to end"):
		return w("这一行后半截多了东西，从“"+found+"”开始", "there is something more on this line, from "+strconv.Quote(found)+" on"),
			w("一行只写一个“键 = 值”；文字要加英文双引号；数字后面不写单位", "write one key = value a line, put text in double quotes, and write numbers without units")
	case has("escape"), has("hexadecimal digits after"):
		return w("引号里的反斜杠 \\ 有特别的意思，后面不能是这个字", "a backslash in quotes has a meaning of its own and cannot stand before this"),
			w("路径里写 /；真要反斜杠就写两个：\\\\", "write / in paths, or two backslashes for one")
	case has("expected '.' or '='"), has("key separator"), has("unexpected '='"), has("keys cannot start"):
		return w("这一行不是“键 = 值”", "this line is no key = value"),
			w("正文写在第二行 +++ 后面；只给自己看的话，前面加 #", "the text goes below the second +++; begin a remark for yourself with #")
	case has(`"""`), has(triple):
		return w("三个引号开头的文字没有结束", "the text that begins with three quotes does not end"),
			w("在文字后面另起一行，写同样的三个引号", "write the same three quotes on a line below it")
	case has("control characters"), has("NULL"):
		return w("这里有一个看不见的字符", "there is an invisible character here"), w("删去这一行，重新打一遍", "remove the line and type it again")
	case has("already"), has("duplicate"), has("defined"):
		return w("这一组的名字前面已经用过了", "the name of this table is used above already"), w("合成一处，或者改名字", "make them one, or change a name")
	}
	return w("这一行的写法读不懂", "this line cannot be read: "+message), plain
}

const triple = "\x27\x27\x27"

var got = regexp.MustCompile(`(?:got|found) '([^']+)'`)

// inEnglish is the hint for a key that somebody translated.
func inEnglish(key string) diag.Words {
	if word, ok := translated[key]; ok {
		return diag.Words{Zh: "写成 " + word + " = …", En: "write " + word + " = …"}
	}
	return diag.Words{Zh: "键的名字见 docs/content.md，例如“标题”是 title", En: "see docs/content.md for the names, such as title"}
}

var translated = map[string]string{
	"标题": "title", "题目": "title", "名称": "title", "摘要": "summary", "标签": "tags", "草稿": "draft",
	"类型": "kind", "种类": "kind", "类别": "kind", "日期": "date", "时间": "start", "发布日期": "date",
	"开始": "start", "开始时间": "start", "结束": "end", "结束时间": "end", "截止": "until", "有效期": "until",
	"级别": "level", "等级": "level", "置顶": "pin_until", "落款": "issuer", "单位": "issuer", "发布单位": "issuer",
	"文号": "number", "主送": "to", "地点": "place", "联系人": "contact", "联系方式": "contact", "附件": "attachments",
	"主办": "organizer", "人数": "capacity", "费用": "fee", "公示": "publicity", "短名": "slug",
}

// example shows how a missing key is written.
func example(key string) string {
	if value, ok := examples[key]; ok {
		return key + " = " + value
	}
	return key + ` = "…"`
}

var examples = map[string]string{
	"date": "2026-11-22", "start": "2026-11-22T14:00", "on": `["mon", "thu"]`, "checked_on": "2026-11-22",
	"off": `"1月1日（周四）至3日（周六）"`, "source": `"国务院办公厅关于…年部分节假日安排的通知"`,
	"place": `"文化活动室"`, "slug": `"film"`, "id": `"gate-1"`, "name": `"…"`,
	"since": "2026-01-01", "max": "10", "least": "90", "days": "5",
	"profile": `"hall-tv"`, "scores": "{ … }", "conditions": `["…"]`, "materials": "[]", "steps": `[{ name = "…" }]`,
	"promised_time": `{ days = 5, unit = "working" }`, "fee": `"free"`, "window": `"w1"`, "enquiry": `"12345"`, "complaint": `"12345"`,
}

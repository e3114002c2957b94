package theme

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"banbao/internal/diag"
)

// mistake is a kind of error in a template: what Go's template packages say,
// and what we say of it. What the expression catches fills the verbs.
type mistake struct {
	library  *regexp.Regexp
	what, do diag.Words
}

// mistakes are the kinds that people make. What is more special stands first;
// the last fits everything.
var mistakes = []mistake{
	{regexp.MustCompile(`can't evaluate field (\S+) in type|nil data; no entry for key "(.*)"`),
		diag.Words{Zh: "这里没有“%s”这一项", En: "there is no field %q here"},
		diag.Words{Zh: "看看大小写；这一页能用哪些，见 docs/theme.md。在 {{range}} 和 {{with}} 里面，点指的是当前那一条", En: "look at the capitals; docs/theme.md lists what this page has. Inside {{range}} and {{with}} the dot is the entry at hand"}},
	{regexp.MustCompile(`function "(.*)" not defined|"(.*)" is not a defined function`),
		diag.Words{Zh: "没有“%s”这个函数", En: "there is no function %q"},
		diag.Words{Zh: "数据的名字前面要有一个点，例如 .Title；能用的函数见 docs/theme.md", En: "the name of a value begins with a dot, such as .Title; docs/theme.md lists the functions"}},
	{regexp.MustCompile(`no such template "(.*)"|template "(.*)" not defined|"(.*)" is an incomplete or empty template`),
		diag.Words{Zh: "没有“%s”这个模板", En: "there is no template %q"},
		diag.Words{Zh: "模板的名字是文件名去掉 .html，或者 {{define \"…\"}} 里写的", En: "a template's name is that of its file without .html, or the one in {{define \"…\"}}"}},
	{regexp.MustCompile(`there is no icon "(.*)"`),
		diag.Words{Zh: "没有“%s”这个图标", En: "there is no icon %q"},
		diag.Words{Zh: "把图标放进 templates/icons/，名字是文件名去掉 .svg", En: "put it into templates/icons/; its name is that of the file without .svg"}},
	{regexp.MustCompile(`undefined variable:? "?(\$[^"]*)"?`),
		diag.Words{Zh: "没有“%s”这个变量", En: "there is no variable %q"},
		diag.Words{Zh: "先用 {{%[1]s := …}} 起名；在 {{if}} 里面起的名，到 {{end}} 就没有了", En: "name it first with {{%[1]s := …}}; a name given inside {{if}} ends with its {{end}}"}},
	{regexp.MustCompile(`^unexpected EOF`),
		diag.Words{Zh: "到文件末尾还少一个 {{end}}", En: "the file ends and an {{end}} is missing"},
		diag.Words{Zh: "每个 {{if}}、{{range}}、{{with}}、{{define}} 都要有自己的 {{end}}", En: "every {{if}}, {{range}}, {{with}} and {{define}} has an {{end}} of its own"}},
	{regexp.MustCompile(`^unexpected (\{\{(?:end|else)\}\})`),
		diag.Words{Zh: "多了一个 %s", En: "there is one %s too many"},
		diag.Words{Zh: "每个 {{if}}、{{range}}、{{with}}、{{define}} 只有一个 {{end}}", En: "every {{if}}, {{range}}, {{with}} and {{define}} has one {{end}}"}},
	{regexp.MustCompile(`^missing value for (\S+)`),
		diag.Words{Zh: "%s 后面没有写是什么", En: "nothing is written after %s"},
		diag.Words{Zh: "例如 {{if .Title}}、{{range .Rows}}", En: "write for example {{if .Title}} or {{range .Rows}}"}},
	{regexp.MustCompile(`^unterminated|^unclosed|^bad character|^unrecognized character|^unexpected|^comment ends|^empty command|^expected `),
		diag.Words{Zh: "花括号里的写法不对", En: "what is written between the braces is wrong"},
		diag.Words{Zh: "看看 {{ 和 }}、引号、括号是不是成对，是不是英文的", En: "see whether {{ and }}, quotes and brackets come in pairs, and are the ASCII ones"}},
	{regexp.MustCompile(`nil pointer evaluating \S*\.(\w+)`),
		diag.Words{Zh: "要用“%s”，可是它属于的那一项这里没有", En: "%q is asked for, but what it belongs to is not there"},
		diag.Words{Zh: "先问有没有：{{with …}}…{{end}}", En: "ask first whether it is there: {{with …}}…{{end}}"}},
	{regexp.MustCompile(`range can't iterate|can't use .* to iterate`),
		diag.Words{Zh: "这一项不是一串，不能用 {{range}}", En: "this is no list, so {{range}} cannot go through it"},
		diag.Words{Zh: "只有一个的用 {{with}}；哪些是一串，见 docs/theme.md", En: "use {{with}} for a single value; docs/theme.md says which are lists"}},
	{regexp.MustCompile(`wrong number of args for (\w+)`),
		diag.Words{Zh: "“%s”后面的个数不对", En: "%s has too many or too few values after it"},
		diag.Words{Zh: "用法见 docs/theme.md", En: "docs/theme.md shows how it is used"}},
	{regexp.MustCompile(`branches end in different contexts|ends in a non-text context|ambiguous context|cannot compute output context|in attribute name|in unquoted attr|expected space, attr name`),
		diag.Words{Zh: "HTML 的标签或引号没有写完整", En: "a tag or a quote of the HTML is not complete"},
		diag.Words{Zh: "看看 < 和 >、属性的引号是不是成对；{{if}} 的两边要停在同样的地方", En: "see whether < and > and the quotes of attributes come in pairs; both sides of an {{if}} must stop at the same point"}},
	{regexp.MustCompile(``),
		diag.Words{Zh: "这里不对", En: "something is wrong here"},
		diag.Words{Zh: "模板里能用的数据见 docs/theme.md", En: "docs/theme.md lists what a template may use"}},
}

// words tell what is wrong, with the library's words last, and what to do.
func words(library string) (what, do diag.Words) {
	for _, m := range mistakes {
		found := m.library.FindStringSubmatch(library)
		if found == nil {
			continue
		}
		name := strings.Join(found[1:], "") // one of the alternatives
		fill := func(format string) string {
			if !strings.Contains(format, "%") {
				return format
			}
			return fmt.Sprintf(format, name)
		}
		what = diag.Words{Zh: fill(m.what.Zh) + "（" + library + "）", En: fill(m.what.En) + " (" + library + ")"}
		return what, diag.Words{Zh: fill(m.do.Zh), En: fill(m.do.En)}
	}
	panic("theme: the last kind of mistake fits everything")
}

// whereInTemplate finds name, line and column in the words of a template's error.
var whereInTemplate = regexp.MustCompile(`^(?:html/)?template: ?([^:\s]+):(\d+)(?::(\d+))?: (?s:(.*))$`)

// problem turns an error of a template into a problem with a place.
func (t *Theme) problem(err error) diag.Problem {
	m := whereInTemplate.FindStringSubmatch(err.Error())
	if m == nil {
		what, do := words(strings.TrimPrefix(err.Error(), "html/template:"))
		return diag.New("template-error", diag.Pos{File: "themes"}, what, do)
	}
	name := strings.TrimSuffix(m[1], ".html")
	pos := diag.Pos{File: t.files[name]}
	if pos.File == "" {
		pos.File = m[1]
	}
	pos.Line, _ = strconv.Atoi(m[2])
	line := ""
	if lines := strings.Split(t.sources[name], "\n"); pos.Line >= 1 && pos.Line <= len(lines) {
		line = strings.TrimSuffix(lines[pos.Line-1], "\r")
	}
	at := suspect(line, m[4])
	if m[3] != "" {
		at, _ = strconv.Atoi(m[3]) // in bytes, from 0
	}
	pos.Column = utf8.RuneCountInString(line[:min(at, len(line))]) + 1
	what, do := words(m[4])
	return diag.New("template-error", pos, what, do)
}

var quoted = regexp.MustCompile(`"([^"]+)"|(\{\{\w+\}\})`)

// suspect is where in a line a mistake is that the library gives no column
// for, in bytes: at what it quotes, else at the first braces that do not
// close, else at the first braces.
func suspect(line, library string) int {
	for _, m := range quoted.FindAllStringSubmatch(library, -1) {
		if at := strings.Index(line, m[1]+m[2]); at >= 0 {
			return at
		}
	}
	for at, rest := 0, line; ; {
		open := strings.Index(rest, "{{")
		if open < 0 {
			return max(0, strings.Index(line, "{{"))
		}
		end := strings.Index(rest[open:], "}}")
		if next := strings.Index(rest[open+2:], "{{"); end < 0 || next >= 0 && next+2 < end {
			return at + open
		}
		at, rest = at+open+end+2, rest[open+end+2:]
	}
}

package paper

import (
	"html/template"
	"regexp"
	"strings"
	"unicode/utf8"
)

// Grid is what an official sheet says besides its text, with every sign in its
// cell.
type Grid struct {
	Number, To, Contact, Date, Remark template.HTML
	Files                             []template.HTML
	Names                             []template.HTML // who signs beside the last
	Last                              template.HTML   // over the date
	HeadWidth                         string          // how many characters the red head has: few, some or many
	CopyTo                            template.HTML
	Printed                           template.HTML // 新城社区居民委员会, in the imprint
	PrintedOn                         template.HTML
}

// The red head is 38 points where it has so many characters, and smaller the
// more it has, so that it stays on its line.
const (
	fewHead  = 11
	someHead = 14
)

func onGrid(v *Sheet) *Grid {
	set := func(text string) template.HTML { return template.HTML(grid(template.HTMLEscapeString(text))) }
	g := &Grid{Number: set(v.Number), To: set(v.To), HeadWidth: "many"}
	switch n := utf8.RuneCountInString(v.RedHead); {
	case n <= fewHead:
		g.HeadWidth = "few"
	case n <= someHead:
		g.HeadWidth = "some"
	}
	g.Contact = set(contactLine(v))
	for _, f := range v.Files {
		g.Files = append(g.Files, set(f))
	}
	var first template.HTML
	for _, name := range signers(v.Issuer) {
		g.Names = append(g.Names, set(name))
	}
	if n := len(g.Names); n > 0 {
		first = g.Names[0]
		g.Names, g.Last = g.Names[:n-1], g.Names[n-1]
	}
	g.Date = set(v.Date)
	if v.Remove != "" {
		g.Remark = set("（此件张贴到" + v.Remove + "撤下）")
	}
	if v.RedHead != "" || v.CopyTo != "" {
		if v.CopyTo != "" {
			g.CopyTo = set("抄送：" + strings.TrimRight(v.CopyTo, "。") + "。")
		}
		g.Printed = first
		g.PrintedOn = set(v.Date + "印发")
	}
	return g
}

// contactLine is whom to ask, in a sentence; empty where nobody is named.
func contactLine(v *Sheet) string {
	if len(v.Facts) == 0 {
		return ""
	}
	var contact []string
	for _, f := range v.Facts {
		contact = append(contact, strings.ReplaceAll(f.Text, "　", "，"))
	}
	return "联系：" + strings.Join(contact, "，") + "。"
}

// signers are those who sign together: 居委会、老年协会.
func signers(issuer string) []string {
	return strings.FieldsFunc(issuer, func(r rune) bool { return r == '、' })
}

// grid makes the text of an official sheet stand in cells of one character
// (GB/T 9704: 28 by 22). Digits and Latin letters take half a cell each; an odd
// number of them is centred in whole cells, so that what follows is on the grid
// again. A mark that may not begin a line is kept with them.
//
// Levels are those that the author wrote: 一、 stands in 黑体 and （一） in 楷体,
// each with a class of its own. Headings without any are numbered by the style
// sheet.
func grid(html string) string {
	html = levels(html)
	var b strings.Builder
	b.Grow(len(html) * 5 / 4)
	for len(html) > 0 {
		if html[0] == '<' {
			end := strings.IndexByte(html, '>') + 1
			if end == 0 {
				end = len(html)
			}
			b.WriteString(html[:end])
			html = html[end:]
			continue
		}
		end := strings.IndexByte(html, '<')
		if end < 0 {
			end = len(html)
		}
		cells(&b, html[:end])
		html = html[end:]
	}
	return b.String()
}

// half is a run of what takes half a cell; a character reference is one sign.
var half = regexp.MustCompile(`(?:&[a-z]+;|&#\d+;|[!-%'-;=?-~])+(?: (?:&[a-z]+;|&#\d+;|[!-%'-;=?-~])+)*`)

// longest is how many half cells are kept on one line.
const longest = 16

const (
	opening = "（〔《“‘〈【"
	closing = "，。、；：？！）〕》”’〉】％"
)

// cells writes a run of text.
func cells(b *strings.Builder, text string) {
	at := 0
	for _, m := range half.FindAllStringIndex(text, -1) {
		from, to := m[0], m[1]
		run := text[from:to]
		n := halves(run)
		if n > longest {
			continue
		}
		// What may not stand alone at a line's edge goes with the run.
		before, after := from, to
		if r, size := utf8.DecodeLastRuneInString(text[at:from]); size > 0 && strings.ContainsRune(opening, r) {
			before -= size
		}
		if r, size := utf8.DecodeRuneInString(text[to:]); size > 0 && strings.ContainsRune(closing, r) {
			after += size
		}
		b.WriteString(text[at:before])
		held := before < from || after > to
		if held {
			b.WriteString(`<span class="nb">`)
		}
		b.WriteString(text[before:from])
		b.WriteString(`<span class="n n` + string("0123456789"[(n+1)/2]) + `">`)
		b.WriteString(run)
		b.WriteString("</span>")
		b.WriteString(text[to:after])
		if held {
			b.WriteString("</span>")
		}
		at = after
	}
	b.WriteString(text[at:])
}

// halves counts signs.
func halves(run string) int {
	n := 0
	for len(run) > 0 {
		if run[0] == '&' {
			run = run[strings.IndexByte(run, ';'):]
		}
		run = run[1:]
		n++
	}
	return n
}

var (
	level1 = regexp.MustCompile(`<p>([一二三四五六七八九十]{1,3}、[^<。]{1,40})</p>`)
	level2 = regexp.MustCompile(`<p>(（[一二三四五六七八九十]{1,3}）[^<。]{1,40}(?:。|</p>))`)
	head   = regexp.MustCompile(`<h([2-6])([^>]*)>(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d+[.．、]|（\d+）)`)
)

// levels marks what the author numbered.
func levels(html string) string {
	html = head.ReplaceAllStringFunc(html, func(m string) string {
		return m[:3] + ` class="written"` + m[3:]
	})
	html = level1.ReplaceAllString(html, `<p class="l1">$1</p>`)
	return level2.ReplaceAllStringFunc(html, func(m string) string {
		text, end := strings.TrimPrefix(m, "<p>"), ""
		if cut, ok := strings.CutSuffix(text, "</p>"); ok {
			text, end = cut, "</p>"
		}
		return `<p><span class="l2">` + text + "</span>" + end
	})
}

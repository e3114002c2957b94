package diag

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Style is the paint of a terminal; the zero value paints nothing.
type Style struct{ Bold, Red, Yellow, Blue, Reset string }

// Terminal is the style for a terminal that understands colours.
var terminal = Style{Bold: "\x1b[1m", Red: "\x1b[31m", Yellow: "\x1b[33m", Blue: "\x1b[34m", Reset: "\x1b[0m"}

// Paint gives the style for a terminal, or none.
func Paint(on bool) Style {
	if on {
		return terminal
	}
	return Style{}
}

// mostPrinted is how many problems anybody reads.
const mostPrinted = 200

// Print writes every problem with its line, a caret under the place, and a
// hint. It leaves an empty line between problems. Of very many it writes the
// gravest, and how many more there are.
func (l List) Print(w io.Writer, lang string, s Style) {
	shown, more := l.First(mostPrinted)
	for i, p := range shown {
		if i > 0 {
			fmt.Fprintln(w)
		}
		p.Print(w, lang, s)
	}
	if more > 0 {
		fmt.Fprintf(w, Words{"\n还有 %d 处，没有列出；先改上面的\n", "\n%d more are not listed; mend these first\n"}.In(lang), more)
	}
}

// Print writes one problem.
func (p Problem) Print(w io.Writer, lang string, s Style) {
	word, paint := severityWord(p.Severity(), lang), s.Red
	if p.Severity() == Warning {
		paint = s.Yellow
	} else if p.Severity() == Advice {
		paint = s.Blue
	}
	place := visible(p.Pos.String())
	if place != "" {
		place += ": "
	}
	fmt.Fprintf(w, "%s%s%s%s%s%s%s [%s]\n", s.Bold, place, s.Reset, paint, word, s.Reset, visible(p.Message(lang)), p.Code)
	if p.Line != "" && p.Pos.Line > 0 {
		line, caret := Frame(p.Line, p.Pos.Column, p.Width)
		fmt.Fprintf(w, "%5d | %s\n", p.Pos.Line, line)
		if caret != "" {
			fmt.Fprintf(w, "      | %s%s%s\n", paint, caret, s.Reset)
		}
	}
	if hint := p.Hint(lang); hint != "" {
		label := "提示："
		if IsEnglish(lang) {
			label = "hint: "
		}
		for i, h := range strings.Split(visible(hint), "\n") {
			if i > 0 {
				label = strings.Repeat(" ", cells(label))
			}
			fmt.Fprintf(w, "  %s%s\n", label, h)
		}
	}
}

// visible replaces what a terminal would obey instead of showing it, or show in
// another order than it stands; quoted content may hold anything.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029' {
			return utf8.RuneError
		}
		return r
	}, s)
}

func severityWord(s Severity, lang string) string {
	if IsEnglish(lang) {
		return [...]string{"advice: ", "warning: ", "error: "}[s]
	}
	return [...]string{"建议：", "警告：", "错误："}[s]
}

const frameWidth = 100 // characters of a long line that are shown

// Frame cuts a line to a readable length round the column and makes the row of
// carets under it. Tabs become spaces so that the carets stand right.
func Frame(line string, column, width int) (shown, carets string) {
	r := []rune(visible(strings.ReplaceAll(line, "\t", " ")))
	at := min(max(column-1, 0), len(r))
	cut := 0
	if at > frameWidth*3/4 {
		cut = at - frameWidth/2
	}
	end := min(len(r), cut+frameWidth)
	shown = string(r[cut:end])
	lead := ""
	if cut > 0 {
		lead = "… "
		shown = lead + shown
	}
	if end < len(r) {
		shown += " …"
	}
	if column == 0 {
		return shown, ""
	}
	stop := min(at+max(width, 1), max(end, at+1))
	under := 0
	for i := at; i < stop; i++ {
		if i < len(r) {
			under += cell(r[i])
		} else {
			under++
		}
	}
	return shown, strings.Repeat(" ", cells(lead+string(r[cut:at]))) + strings.Repeat("^", max(under, 1))
}

// cells is the width of a text on a terminal, where a Han character takes two.
func cells(s string) int {
	n := 0
	for _, r := range s {
		n += cell(r)
	}
	return n
}

func cell(r rune) int {
	switch {
	case r == utf8.RuneError || r < 0x20:
		return 1
	case r >= 0x1100 && r <= 0x115f, r >= 0x2e80 && r <= 0xa4cf, r >= 0xac00 && r <= 0xd7a3,
		r >= 0xf900 && r <= 0xfaff, r >= 0xfe30 && r <= 0xfe6f, r >= 0xff00 && r <= 0xff60,
		r >= 0xffe0 && r <= 0xffe6, r >= 0x1f300 && r <= 0x1faff, r >= 0x20000 && r <= 0x3fffd:
		return 2
	}
	return 1
}

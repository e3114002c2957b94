package paper

import (
	"fmt"
	"strings"

	"banbao/internal/chalk"
)

// ruleSheet is the style sheet of a blackboard: its page, and where everything
// stands. --u is a millimetre of the board: a real one on paper, and on a
// screen what lets the board be seen whole.
func ruleSheet(v *Blackboard) string {
	l := v.Layout
	var css strings.Builder
	rule := func(selector string, declarations ...string) {
		css.WriteString(selector + "{" + strings.Join(declarations, ";") + "}\n")
	}
	mm := func(n int) string { return fmt.Sprintf("calc(%d*var(--u))", n) }
	box := func(b chalk.Box) string {
		return "left:" + mm(b.Left) + ";top:" + mm(b.Top) + ";width:" + mm(b.Width) + ";height:" + mm(b.Height)
	}
	font := func(size, step int) string { return "font-size:" + mm(size) + ";line-height:" + mm(step) }
	rule("@page", fmt.Sprintf("size:%dmm %dmm", l.Width, l.Height), "margin:0")
	rule(":root", fmt.Sprintf("--u:calc((100vw - 5rem)/%d)", l.Width+100))
	rule("@media print{:root", "--u:1mm}")
	// A hair less than the page, against rounding.
	rule(".chalkboard", "width:"+mm(l.Width), fmt.Sprintf("height:calc(%d*var(--u) - 1px)", l.Height))
	m := l.Masthead
	for _, w := range []struct {
		selector string
		words    chalk.Words
	}{{".chalk-issue", m.Issue}, {".chalk-name", m.Title}, {".chalk-under", m.Under}, {".chalk-foot", l.Foot}} {
		rule(w.selector, box(w.words.Box), font(w.words.Size, w.words.Box.Height))
	}
	rule(".hollow:not(.drawn)", "-webkit-text-stroke-width:"+mm(max(m.Title.Size/23, 1)))
	rule(".hollow:not(.drawn)::before", "left:"+mm(m.Title.Size/16), "top:"+mm(m.Title.Size/16))
	for n, k := range l.Blocks {
		at := "." + v.Blocks[n].Class
		rule(at, box(k.Box))
		within := func(b chalk.Box) chalk.Box {
			return chalk.Box{Left: b.Left - k.Left, Top: b.Top - k.Top, Width: b.Width, Height: b.Height}
		}
		rule(at+" h2", box(within(k.Head.Box)), font(k.Head.Size, max(k.Head.Step, k.Head.Size)))
		rule(at+" .text", box(within(k.Text.Box)), font(k.Text.Size, k.Text.Step))
	}
	return css.String()
}

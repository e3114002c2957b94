package chrome

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// AxeFile is the checker, from the development tools of package.json.
const AxeFile = Root + "/node_modules/axe-core/axe.min.js"

// violation is what the checker found, and where.
type violation struct {
	ID, Help string
	Nodes    []struct {
		Target []any
		HTML   string
		Why    string
	}
}

// runAxe runs every rule but those of level AAA, of which only contrast is
// asked for where it is promised. Among them is target-size, 24 px (2.5.8).
const runAxe = `axe.run(document, {resultTypes: ["violations"], %s}).then(r =>
	r.violations.map(v => ({id: v.id, help: v.help, nodes: v.nodes.map(n =>
		({target: n.target, html: n.html, why: n.failureSummary}))})))`

// Axe is the checker's script, for Eval in a page; without it the test skips.
func Axe(t testing.TB) string {
	t.Helper()
	script, err := os.ReadFile(AxeFile)
	if err != nil {
		Missing(t, "axe-core is not installed (npm ci)")
	}
	return "(() => {" + string(script) + "})()"
}

// Rules of the checker.
const (
	OrdinaryRules = `rules: {"target-size": {enabled: true}}`
	ElderRules    = `rules: {"target-size": {enabled: true}, "color-contrast": {enabled: false}, "color-contrast-enhanced": {enabled: true}}` // what passes the latter passes both
)

// Axe is what the checker says of the page, by some rules; its script is there.
func (b *Tab) Axe(rules string) string {
	b.Helper()
	var out strings.Builder
	for _, v := range Eval[[]violation](b, fmt.Sprintf("(await "+runAxe+")", rules)) {
		fmt.Fprintf(&out, "  %s: %s\n", v.ID, v.Help)
		for i, n := range v.Nodes {
			if i == 3 {
				fmt.Fprintf(&out, "    and %d more\n", len(v.Nodes)-i)
				break
			}
			html := []rune(n.HTML)
			fmt.Fprintf(&out, "    at %v: %s\n", n.Target, string(html[:min(len(html), 160)]))
			for line := range strings.Lines(n.Why) {
				if line = strings.TrimSpace(line); line != "" && !strings.HasSuffix(line, ":") {
					fmt.Fprintf(&out, "      %s\n", line)
				}
			}
		}
	}
	return out.String()
}

package browsertest

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// axeScript is the checker, from the development tools of package.json.
const axeScript = root + "/node_modules/axe-core/axe.min.js"

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

const (
	ordinaryRules = `rules: {"target-size": {enabled: true}}`
	elderRules    = `rules: {"target-size": {enabled: true}, "color-contrast-enhanced": {enabled: true}}`
	elderColours  = `runOnly: {type: "rule", values: ["color-contrast", "color-contrast-enhanced", "target-size", "heading-order"]}`
)

func (b *tab) axe(rules string) string {
	b.t.Helper()
	var out strings.Builder
	for _, v := range eval[[]violation](b, fmt.Sprintf("(await "+runAxe+")", rules)) {
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

// elderKinds are the pages that are checked by all rules in large type; the
// others by those that large type can break.
var elderKinds = []string{"home", "notice-notice", "guide"}

func TestAccessibility(t *testing.T) {
	t.Parallel()
	script, err := os.ReadFile(axeScript)
	if err != nil {
		missing(t, "axe-core is not installed (npm ci)")
	}
	for _, k := range kinds(t) {
		t.Run(k.name, func(t *testing.T) {
			t.Parallel()
			b := open(t)
			b.visit(site(t).http + k.path)
			eval[any](b, "(() => {"+string(script)+"})()")
			check := func(elder bool, rules string, widths ...int64) {
				for _, width := range widths {
					for _, dark := range []bool{false, true} {
						b.size(width, 900)
						b.dark(dark)
						if found := b.axe(rules); found != "" {
							t.Errorf("%s at %d px, %s:\n%s", k.path, width, modeName(dark, elder), found)
						}
					}
				}
			}
			check(false, ordinaryRules, 390, 1280)
			eval[any](b, `document.getElementById("elder").click()`)
			if slices.Contains(elderKinds, k.name) {
				check(true, elderRules, 390, 1280)
			} else {
				check(true, elderColours, 390)
			}
		})
	}
}

// TestAccessibilityFinds makes sure that the checker does find something.
func TestAccessibilityFinds(t *testing.T) {
	t.Parallel()
	script, err := os.ReadFile(axeScript)
	if err != nil {
		missing(t, "axe-core is not installed (npm ci)")
	}
	b := open(t)
	b.visit(site(t).http + "index.html")
	eval[any](b, "(() => {"+string(script)+"})()")
	eval[any](b, `document.querySelector("main").appendChild(new Image()).src = "none.png"`)
	if found := b.axe(ordinaryRules); !strings.Contains(found, "image-alt") {
		t.Errorf("a picture without words passes: %s", found)
	}
}

func modeName(dark, elder bool) string {
	name := "light"
	if dark {
		name = "dark"
	}
	if elder {
		name += "-elder"
	}
	return name
}

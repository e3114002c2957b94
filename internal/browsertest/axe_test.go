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
// asked for where it is promised.
const runAxe = `axe.run(document, {resultTypes: ["violations"], rules: {"color-contrast-enhanced": {enabled: %t}}}).then(r =>
	r.violations.map(v => ({id: v.id, help: v.help, nodes: v.nodes.map(n =>
		({target: n.target, html: n.html, why: n.failureSummary}))})))`

func (b *tab) axe(enhanced bool) string {
	b.t.Helper()
	var out strings.Builder
	for _, v := range eval[[]violation](b, fmt.Sprintf("(await "+runAxe+")", enhanced)) {
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

// elderKinds are the pages that are also checked in large type.
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
			modes := []bool{false}
			if slices.Contains(elderKinds, k.name) {
				modes = append(modes, true)
			}
			for _, elder := range modes {
				if elder {
					eval[any](b, `document.getElementById("elder").click()`)
				}
				for _, width := range []int64{390, 1280} {
					for _, dark := range []bool{false, true} {
						b.size(width, 900)
						b.dark(dark)
						if found := b.axe(elder); found != "" {
							t.Errorf("%s at %d px, %s:\n%s", k.path, width, modeName(dark, elder), found)
						}
					}
				}
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
	if found := b.axe(false); !strings.Contains(found, "image-alt") {
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

// TestElder measures what large type promises: main text of 18 pt and targets
// of 60 × 60 px. Links within a text are as high as their lines.
func TestElder(t *testing.T) {
	t.Parallel()
	const small = `[...document.querySelectorAll(%q)].filter(e => e.checkVisibility() && e.getClientRects().length)
		.map(e => [e, e.getBoundingClientRect(), parseFloat(getComputedStyle(e).fontSize)])
		.filter(([e, r, size]) => %s)
		.map(([e, r, size]) => e.tagName.toLowerCase() + "." + e.className + " “" + e.innerText.slice(0, 20).trim() + "” " +
			Math.round(r.width) + "×" + Math.round(r.height) + " px, type " + size + " px")`
	for _, k := range kinds(t) {
		if !slices.Contains(elderKinds, k.name) {
			continue
		}
		for _, width := range []int64{390, 1280} {
			t.Run(fmt.Sprint(k.name, width), func(t *testing.T) {
				b := open(t)
				b.size(width, 900)
				b.visit(site(t).http + k.path)
				eval[any](b, `document.getElementById("elder").click()`)
				for _, found := range eval[[]string](b, fmt.Sprintf(small, ".body p:not(.note), .body li, .body td, main .sum, main dd", "size < 24 && e.innerText.trim() && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())")) {
					t.Errorf("%s: text below 18 pt: %s", k.path, found)
				}
				for _, found := range eval[[]string](b, fmt.Sprintf(small, ".nav a, .button, label.elder, button, summary, a.tel", "r.height < 59.5 || r.width < 59.5")) {
					t.Errorf("%s: target below 60 px: %s", k.path, found)
				}
			})
		}
	}
}

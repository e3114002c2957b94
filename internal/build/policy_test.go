package build

import (
	"bytes"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// TestPolicy reads every page of the sample, of every surface. Each says, before
// it asks for anything, that it takes what it needs from the site alone and
// runs no script but the site's files; and it keeps to that. Where
// its links lead to, nobody learns which page the reader came from.
func TestPolicy(t *testing.T) {
	plan := Prepare(sample(time.Date(2026, 11, 22, 9, 0, 0, 0, china)))
	kinds := map[string]bool{}
	for _, f := range plan.Files {
		if path.Ext(f.Path) != ".html" {
			continue
		}
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			continue // what is wrong with it is told elsewhere
		}
		kinds[strings.SplitN(f.Path, "/", 2)[0]] = true
		tree, err := html.Parse(&b)
		if err != nil {
			t.Fatal(err)
		}
		// A set of slides is a piece that the player takes over into its own page.
		piece := strings.HasPrefix(f.Path, "screens/") && strings.HasPrefix(path.Base(f.Path), "set-")
		judgePolicy(t, f.Path, tree, piece)
		if t.Failed() {
			return // a mistake of a template is on hundreds of pages
		}
	}
	for _, k := range []string{"404.html", "index.html", "notices", "print", "screens", "boards", "staff"} {
		if !kinds[k] {
			t.Errorf("there is no page of %s", k)
		}
	}
}

func judgePolicy(t *testing.T, name string, tree *html.Node, hasPolicy bool) {
	t.Helper()
	quiet := hasPolicy // what is taken over has the player's
	for n := range tree.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		attr := map[string]string{}
		for _, a := range n.Attr {
			attr[a.Key] = a.Val
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "srcdoc" {
				t.Errorf("%s: <%s %s> is a script or a style in the page", name, n.Data, a.Key)
			}
			if strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "javascript:") {
				t.Errorf("%s: <%s %s> is a script", name, n.Data, a.Key)
			}
		}
		if n.Data == "meta" && attr["http-equiv"] == "Content-Security-Policy" {
			hasPolicy = true
			policy := attr["content"]
			if !strings.HasPrefix(policy, "default-src 'none'; ") || strings.Contains(policy, "unsafe") || strings.Contains(policy, "*") || strings.Contains(policy, "http") ||
				!strings.Contains(policy, "base-uri 'none'") || !strings.Contains(policy, "form-action '") {
				t.Errorf("%s: its policy is %s", name, policy)
			}
			continue
		}
		if n.Data == "meta" && attr["name"] == "referrer" {
			quiet = attr["content"] == "same-origin"
		}
		asks := attr["src"] + attr["srcset"]
		if n.Data == "link" && attr["rel"] != "canonical" && attr["hreflang"] == "" {
			asks = attr["href"]
		}
		if asks != "" && !hasPolicy {
			t.Errorf("%s: <%s> asks for %s before the policy is said", name, n.Data, asks)
		}
		if strings.Contains(asks, "//") && !strings.HasPrefix(asks, "data:") {
			t.Errorf("%s: <%s> asks for %s", name, n.Data, asks)
		}
		if slices.Contains([]string{"style", "object", "embed", "base", "applet"}, n.Data) || n.Data == "script" && attr["src"] == "" && attr["type"] != "application/ld+json" {
			t.Errorf("%s: there is a <%s> in the page", name, n.Data)
		}
	}
	if !hasPolicy {
		t.Errorf("%s says no policy", name)
	}
	if !quiet {
		t.Errorf("%s does not keep its address from other sites", name)
	}
}

package browsertest

import (
	"bytes"
	"fmt"
	"maps"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"banbao/internal/chrome"
)

// reference is one address in a page, as written.
type reference struct {
	where string // a href, img src …
	to    string
}

// document is what the link check knows of a page.
type document struct {
	ids        map[string]bool
	references []reference
}

func parse(t *testing.T, data []byte) document {
	t.Helper()
	tree, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	d := document{ids: map[string]bool{"": true, "top": true}}
	for n := range tree.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		for _, a := range n.Attr {
			switch a.Key {
			case "id":
				d.ids[a.Val] = true
			case "href", "src", "action", "poster", "data":
				if n.Data == "link" && slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "rel" && a.Val == "canonical" }) {
					continue // the one address that must be absolute
				}
				d.references = append(d.references, reference{n.Data + " " + a.Key, a.Val})
			case "srcset":
				for one := range strings.SplitSeq(a.Val, ",") {
					if words := strings.Fields(one); len(words) > 0 {
						d.references = append(d.references, reference{n.Data + " srcset", words[0]})
					}
				}
			case "content":
				if _, to, found := strings.Cut(a.Val, "url="); found {
					d.references = append(d.references, reference{"meta content", to})
				}
			}
		}
	}
	return d
}

var cssAddress = regexp.MustCompile(`url\(\s*["']?([^"')]+)["']?\s*\)`)

// TestLinks follows every relative address of every page and style sheet: the
// file is there, and so is the place in it.
func TestLinks(t *testing.T) {
	t.Parallel()
	s := chrome.Site(t)
	read := func(p string) []byte {
		data, err := os.ReadFile(filepath.Join(s.Dir, filepath.FromSlash(p)))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	exists := map[string]bool{}
	documents := map[string]document{}
	for _, f := range s.Plan.Files {
		exists[f.Path] = true
		switch path.Ext(f.Path) {
		case ".html":
			documents[f.Path] = parse(t, read(f.Path))
		case ".css":
			var d document
			for _, m := range cssAddress.FindAllStringSubmatch(string(read(f.Path)), -1) {
				d.references = append(d.references, reference{"url()", m[1]})
			}
			documents[f.Path] = d
		}
	}

	// A mistake of a template is on every page: it is told once.
	faults := map[string][]string{}
	fault := func(from string, r reference, what string) {
		key := fmt.Sprintf("%s to %s/*%s %s", r.where, path.Dir(r.to), path.Ext(r.to), what)
		if !slices.Contains(faults[key], from) {
			faults[key] = append(faults[key], from)
		}
	}
	leads := map[string]bool{}
	for from, d := range documents {
		for _, r := range d.references {
			u, err := url.Parse(strings.TrimSpace(r.to))
			if err != nil {
				fault(from, r, err.Error())
				continue
			}
			if u.Scheme != "" || u.Host != "" {
				if r.where == "link href" && u.Scheme+"://"+u.Host+"/" == s.Plan.Config.BaseURL { // told to machines, which know no page it stands on
					if to := strings.TrimPrefix(u.Path, "/"); !exists[to] && !exists[path.Join(to, "index.html")] {
						fault(from, r, "leads nowhere")
					}
				} else if r.where != "a href" && u.Scheme != "data" {
					fault(from, r, "leaves the site")
				}
				continue
			}
			if from == "404.html" { // shown at any path, so its addresses count from the top
				u.Path = strings.TrimPrefix(u.Path, "/")
			}
			if strings.HasPrefix(u.Path, "/") {
				fault(from, r, "does not work from a disk")
				continue
			}
			to := from
			if u.Path != "" {
				to = path.Join(path.Dir(from), u.Path)
			}
			if !exists[to] {
				fault(from, r, "leads nowhere")
				continue
			}
			if from != to {
				leads[to] = true
			}
			if target, ok := documents[to]; ok && target.ids != nil && !target.ids[u.Fragment] {
				fault(from, r, "is no place in that page")
			}
		}
	}
	for _, what := range slices.Sorted(maps.Keys(faults)) {
		on := faults[what]
		slices.Sort(on)
		t.Errorf("%s (on %d pages: %s …)", what, len(on), strings.Join(on[:min(len(on), 3)], ", "))
	}
	moved := func(p string) bool {
		return slices.ContainsFunc(documents[p].references, func(r reference) bool { return r.where == "meta content" })
	}
	for _, p := range chrome.Pages(t) {
		played := strings.HasPrefix(p, "screens/") && strings.HasPrefix(path.Base(p), "set-") // named by manifest.json
		staff := p == "staff/waivers.html"                                                    // for who knows its address
		if !leads[p] && p != "404.html" && !staff && !moved(p) && !played {
			t.Errorf("%s: no page leads here", p)
		}
	}
}

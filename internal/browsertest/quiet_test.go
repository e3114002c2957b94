package browsertest

import (
	"strings"
	"testing"
)

// TestQuiet opens every kind of page from a server and from the disk: nothing
// is asked of another host, nothing is missing, and the console stays empty, so
// that the page's own policy holds as well.
func TestQuiet(t *testing.T) {
	t.Parallel()
	s := site(t)
	for _, from := range []struct{ name, base string }{{"http", s.http}, {"file", s.file}} {
		t.Run(from.name, func(t *testing.T) {
			b := open(t)
			for _, k := range kinds(t) {
				if from.name == "file" && k.name == "404" {
					continue // only servers show it
				}
				b.visit(from.base + k.path)
				b.text()
				requests, noise := b.heard()
				if len(requests) == 0 {
					t.Errorf("%s: no request was seen", k.path)
				}
				for _, r := range requests {
					if !strings.HasPrefix(r, from.base) && !strings.HasPrefix(r, "data:") {
						t.Errorf("%s by %s asks for %s", k.path, from.name, r)
					}
				}
				for _, line := range noise {
					t.Errorf("%s by %s: %s", k.path, from.name, line)
				}
			}
		})
	}
}

// TestQuietHears makes sure that noise would be heard.
func TestQuietHears(t *testing.T) {
	t.Parallel()
	for _, one := range []struct{ do, expect string }{
		{`console.error("something is wrong")`, "something is wrong"},
		{`setTimeout(() => { throw new Error("nobody caught it") }, 0)`, "nobody caught it"},
		{`document.body.appendChild(new Image()).src = "http://127.0.0.2:9/picture.png"`, "Content Security Policy"},
		{`document.body.appendChild(new Image()).src = "missing.png"`, "404"},
		{`document.body.setAttribute("style", "color: red")`, "Content Security Policy"},
	} {
		b := open(t)
		b.visit(site(t).http + "index.html")
		b.heard()
		eval[any](b, `(`+one.do+`, await new Promise(f => setTimeout(f, 300)), null)`)
		_, noise := b.heard()
		if !strings.Contains(strings.Join(noise, "\n"), one.expect) {
			t.Errorf("after %s, only this was heard: %q", one.do, noise)
		}
	}
}

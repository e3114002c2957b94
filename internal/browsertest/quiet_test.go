package browsertest

import (
	"strings"
	"testing"

	"banbao/internal/chrome"
)

// TestQuiet opens every kind of page from a server and from the disk: nothing
// is asked of another host, nothing is missing, and the console stays empty, so
// that the page's own policy holds as well.
func TestQuiet(t *testing.T) {
	t.Parallel()
	s := chrome.Site(t)
	for _, from := range []struct{ name, base string }{{"http", s.HTTP}, {"file", s.File}} {
		t.Run(from.name, func(t *testing.T) {
			b := chrome.Open(t)
			for _, k := range chrome.Kinds(t) {
				if from.name == "file" && k.Name == "404" {
					continue // only servers show it
				}
				b.Visit(from.base + k.Path)
				b.Text()
				requests, noise := b.Heard()
				if len(requests) == 0 {
					t.Errorf("%s: no request was seen", k.Path)
				}
				for _, r := range requests {
					if !strings.HasPrefix(r, from.base) && !strings.HasPrefix(r, "data:") {
						t.Errorf("%s by %s asks for %s", k.Path, from.name, r)
					}
				}
				for _, line := range noise {
					t.Errorf("%s by %s: %s", k.Path, from.name, line)
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
		b := chrome.Open(t)
		b.Visit(chrome.Site(t).HTTP + "index.html")
		b.Heard()
		chrome.Eval[any](b, `(`+one.do+`, await new Promise(f => setTimeout(f, 300)), null)`)
		_, noise := b.Heard()
		if !strings.Contains(strings.Join(noise, "\n"), one.expect) {
			t.Errorf("after %s, only this was heard: %q", one.do, noise)
		}
	}
}

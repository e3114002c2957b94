package browsertest

import (
	"compress/gzip"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"banbao/internal/chrome"
)

// What a notice without pictures may weigh with everything that it asks for, as
// servers send it that compress, and as those that do not. What reads aloud is
// asked for by devices with a voice only.
const (
	mostZipped = 19_000
	mostBytes  = 50_000
	mostBefore = 2 // requests that the first text waits for, beside the page
)

// TestWeight adds up what notices ask for, and what their first text waits for.
func TestWeight(t *testing.T) {
	t.Parallel()
	s := chrome.Site(t)
	b := chrome.Open(t)
	for _, k := range chrome.Kinds(t) {
		plain := k.Name == "notice-notice" || k.Name == "notice-announcement" || k.Name == "notice-urgent" || k.Name == "notice-reminder" || k.Name == "notice-letter"
		if !plain && k.Name != "notice-publicity" {
			continue
		}
		b.Heard()
		b.Visit(s.HTTP + k.Path)
		before := chrome.Eval[[]string](b, `performance.getEntriesByType("resource").filter(e => e.renderBlockingStatus === "blocking").map(e => e.name)`)
		requests, _ := b.Heard()
		bytes, zipped := 0, 0
		for _, r := range requests {
			at, err := url.PathUnescape(strings.TrimPrefix(r, s.HTTP))
			b.Must(err)
			text, err := os.ReadFile(filepath.Join(s.Dir, filepath.FromSlash(at)))
			b.Must(err)
			bytes += len(text)
			zipped += zippedSize(t, text)
		}
		t.Logf("%s (%s): %d bytes, %d compressed, in %d requests, of which the text waits for %d", k.Path, k.Name, bytes, zipped, len(requests), len(before))
		if zipped > mostZipped {
			t.Errorf("%s: %d bytes compressed", k.Path, zipped)
		}
		if !plain {
			continue // a publicity has a style sheet and tables of its own
		}
		if bytes > mostBytes {
			t.Errorf("%s: %d bytes for %q", k.Path, bytes, requests)
		}
		if len(before) > mostBefore {
			t.Errorf("%s: the text waits for %q", k.Path, before)
		}
	}
}

func zippedSize(t *testing.T, text []byte) int {
	t.Helper()
	n := &counter{}
	w, err := gzip.NewWriterLevel(n, gzip.DefaultCompression)
	if err == nil {
		_, err = w.Write(text)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return n.n
}

type counter struct{ n int }

func (c *counter) Write(p []byte) (int, error) { c.n += len(p); return len(p), nil }

// TestTextWithoutScripts opens a notice from a server that has lost every script:
// its text is drawn all the same.
func TestTextWithoutScripts(t *testing.T) {
	t.Parallel()
	s := chrome.Site(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if path.Ext(r.URL.Path) == ".js" {
			http.NotFound(w, r)
			return
		}
		http.FileServer(http.Dir(s.Dir)).ServeHTTP(w, r)
	}))
	defer server.Close()
	b := chrome.Open(t)
	n := chrome.Urgent(t)
	b.Visit(server.URL + "/" + n.Path())
	b.Picture(nil)
	if drawn := chrome.Eval[bool](b, `performance.getEntriesByName("first-contentful-paint").length > 0`); !drawn || !strings.Contains(chrome.Flat(b.Text()), chrome.Flat(chrome.Plain(n.Title))) {
		t.Errorf("without its scripts the page says %q", b.Text())
	}
}

package cli

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// heard keeps what is written to it, and finds a pattern in it once it is
// there.
type heard struct {
	mu   sync.Mutex
	text bytes.Buffer
	want *regexp.Regexp
	got  chan string
}

func (h *heard) Write(p []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.text.Write(p)
	if found := h.want.FindString(h.text.String()); found != "" && h.got != nil {
		h.got <- found
		h.got = nil
	}
	return len(p), nil
}

// TestServeLeavesSources wants every source as it was, to the byte and the
// time, after a site was served, looked at and left.
func TestServeLeavesSources(t *testing.T) {
	dir := newSite(t)
	if err := os.MkdirAll(filepath.Join(dir, "themes/default/templates"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "themes/default/templates/note.txt"), []byte("说明\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	before := sources(t, dir)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	found := make(chan string, 1)
	talk := &heard{want: regexp.MustCompile(`http://[^\s/]+/`), got: found}
	ended := make(chan int, 1)
	go func() {
		ended <- Run(ctx, []string{"serve", "--port", "0", "--clock", "2026-11-22T09:00"}, Env{
			Stdin: strings.NewReader(""), Stdout: io.Discard, Stderr: talk, Dir: dir,
			Getenv: func(string) string { return "" }, Now: time.Now,
		})
	}()
	select {
	case address := <-found:
		answer, err := http.Get(address + "notices/a.html")
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != http.StatusOK {
			t.Error(answer.Status)
		}
	case code := <-ended:
		t.Fatalf("it ended with %d: %s", code, talk.text.String())
	}
	cancel()
	<-ended
	if after := sources(t, dir); after != before {
		t.Errorf("sources were\n%sand are\n%s", before, after)
	}
}

// sources lists what people wrote in a site: bytes and times.
func sources(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	for _, top := range []string{"config.toml", "content", "themes"} {
		err := filepath.WalkDir(filepath.Join(dir, top), func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			info, err := d.Info()
			if err != nil {
				return err
			}
			var text []byte
			if !d.IsDir() {
				text, err = os.ReadFile(name)
			}
			fmt.Fprintf(&b, "%s %d %x\n", name, info.ModTime().UnixNano(), sha256.Sum256(text))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

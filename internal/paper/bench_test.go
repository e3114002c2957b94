package paper

import (
	"fmt"
	"io"
	"testing"
	"testing/fstest"
	"time"

	"banbao/internal/markdown"
	"banbao/internal/site"
	"banbao/internal/theme"
)

// BenchmarkSheets is what a thousand current notices cost: their keys, and one
// sheet to be written.
func BenchmarkSheets(b *testing.B) {
	var all []*site.Notice
	for i := range 1000 {
		all = append(all, notice(fmt.Sprint("n", i), at(20, 0), time.Time{}))
	}
	s := testSite(all...)
	th, _ := theme.Load(fstest.MapFS{}, theme.Settings{})
	texts := Texts{Markdown: markdown.New(), Read: func([]byte, site.Body) ([]byte, error) { return []byte("好。"), nil }}
	b.Run("keys", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			Render(s, th, texts)
		}
	})
	files := Render(s, th, texts)
	b.Run("write", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if err := files[0].Write(io.Discard); err != nil {
				b.Fatal(err)
			}
		}
	})
}

package browsertest

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/page"

	"banbao/internal/chrome"
)

// longest is how much of a long page a picture shows.
const longest = 6000

// TestShots makes pictures of every kind of page, to be looked at:
//
//	BANBAO_SHOTS=/tmp/shots go test -run TestShots ./internal/browsertest
//
// They are named KIND-WIDTH-MODE.png. README.png among them is the picture of
// the README.
func TestShots(t *testing.T) {
	t.Parallel()
	dir := os.Getenv("BANBAO_SHOTS")
	if dir == "" {
		t.Skip("BANBAO_SHOTS names no folder")
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	shoot := func(b *chrome.Tab, name string, width, most int64) {
		b.Size(width, 900)
		height := min(chrome.Eval[int64](b, "document.documentElement.scrollHeight"), most)
		data := b.Picture(&page.Viewport{Width: float64(width), Height: float64(height), Scale: 1})
		if err := os.WriteFile(filepath.Join(dir, name+".png"), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, k := range chrome.Kinds(t) {
		t.Run(k.Name, func(t *testing.T) {
			t.Parallel()
			b := chrome.Open(t)
			b.Visit(chrome.Site(t).HTTP + k.Path)
			for _, elder := range []bool{false, true} {
				if elder {
					chrome.Eval[any](b, `document.getElementById("elder").click()`)
				}
				for _, dark := range []bool{false, true} {
					if dark && elder {
						continue
					}
					b.Dark(dark)
					for _, width := range []int64{390, 768, 1280} {
						mode := "light"
						if dark {
							mode = "dark"
						} else if elder {
							mode = "elder"
						}
						shoot(b, fmt.Sprintf("%s-%d-%s", k.Name, width, mode), width, longest)
					}
				}
			}
			if k.Name == "home" {
				chrome.Eval[any](b, `document.getElementById("elder").click()`)
				b.Dark(false)
				shoot(b, "README", 1280, 1400)
			}
		})
	}
}

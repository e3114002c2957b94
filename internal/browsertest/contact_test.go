package browsertest

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/color"
	stddraw "image/draw"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/basicfont"
	"golang.org/x/image/math/fixed"

	"banbao/internal/chrome"
	nouns "banbao/internal/site"
)

var contact = flag.String("contact", "", "TestContactSheet puts 200 pictures of pages on sheets in this folder, to be looked at")

// A sheet holds so many pictures, each in a cell of this size.
const (
	across, down          = 5, 4
	cellWidth, cellHeight = 400, 520
	captionHeight         = 18
	pictures              = 200

	narrow  = 500 // a page that is narrower than this
	columns = 2   // stands in so many
)

// mode is a way to look at a page.
type mode struct {
	name         string
	width        int64
	elder, dark  bool
	paper, chalk bool
	below        string // the second tree
}

var modes = []mode{
	{name: "390", width: 390}, {name: "1280", width: 1280},
	{name: "390 elder", width: 390, elder: true}, {name: "768 dark", width: 768, dark: true},
	{name: "1280 elder dark", width: 1280, elder: true, dark: true}, {name: "paper", width: 658, paper: true},
	{name: "390 zh-Hant", width: 390, below: nouns.Traditional + "/"}, {name: "1280 chalk", width: 1280, chalk: true},
	{name: "320 chalk elder", width: 320, chalk: true, elder: true}, {name: "1920", width: 1920},
}

// TestContactSheet makes the sheets. Every kind of page is on them narrow and
// wide, and in one or two of the other modes, by turns:
//
//	go test -run ContactSheet ./internal/browsertest -contact /tmp/sheets
func TestContactSheet(t *testing.T) {
	if *contact == "" {
		t.Skip("-contact names no folder")
	}
	if err := os.MkdirAll(*contact, 0o755); err != nil {
		t.Fatal(err)
	}
	all := chrome.Kinds(t)
	type shot struct {
		chrome.Kind
		mode
	}
	var shots []shot
	for i, k := range all {
		shots = append(shots, shot{k, modes[0]}, shot{k, modes[1]}, shot{k, modes[2+i%(len(modes)-2)]})
	}
	for i := 0; len(shots) < pictures; i++ {
		shots = append(shots, shot{all[i*5%len(all)], modes[2+(i+3)%(len(modes)-2)]})
	}
	var paths []string
	for _, k := range all {
		paths = append(paths, k.Path)
	}
	chalk := chrome.Chalked(t, paths)
	b := chrome.Open(t)
	var sheet *image.RGBA
	for i, s := range shots[:pictures] {
		at := i % (across * down)
		if at == 0 {
			sheet = image.NewRGBA(image.Rect(0, 0, across*cellWidth, down*cellHeight))
			stddraw.Draw(sheet, sheet.Bounds(), image.NewUniform(color.Gray{0x80}), image.Point{}, stddraw.Src)
		}
		place(t, sheet, at, fmt.Sprintf("%d %s %s", i+1, s.Kind.Name, s.mode.name), pictured(b, s.Kind, s.mode, chalk))
		if at == across*down-1 || i == pictures-1 {
			var out bytes.Buffer
			if err := png.Encode(&out, sheet); err != nil {
				t.Fatal(err)
			}
			name := filepath.Join(*contact, fmt.Sprintf("sheet-%02d.png", i/(across*down)+1))
			if err := os.WriteFile(name, out.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
			t.Log(name)
		}
	}
}

// taken is a picture of a page, as much of it as a cell has room for.
func pictured(b *chrome.Tab, k chrome.Kind, m mode, chalk string) image.Image {
	b.Helper()
	base := chrome.Site(b).HTTP
	if m.chalk {
		base = chalk
	}
	b.Size(m.width, 900)
	b.Dark(m.dark)
	if m.paper {
		b.Paper()
	}
	elder := 0
	if m.elder {
		elder = 1
	}
	b.Visit(fmt.Sprintf("%s%s%s?elder=%d", base, m.below, k.Path, elder))
	high := m.width * (cellHeight - captionHeight) / cellWidth
	if m.width < narrow {
		high *= columns * columns
	}
	data := b.Picture(&page.Viewport{Width: float64(m.width), Height: float64(high), Scale: 1})
	picture, err := png.Decode(bytes.NewReader(data))
	b.Must(err)
	if m.width >= narrow {
		return picture
	}
	// A narrow page goes on in a second column.
	wide, part := int(m.width), int(high)/columns
	beside := image.NewRGBA(image.Rect(0, 0, columns*wide, part))
	for i := range columns {
		stddraw.Draw(beside, image.Rect(i*wide, 0, (i+1)*wide-4, part), picture, image.Pt(0, i*part), stddraw.Src)
	}
	return beside
}

// place puts a picture and its name into a cell.
func place(t *testing.T, sheet *image.RGBA, at int, name string, picture image.Image) {
	t.Helper()
	left, top := at%across*cellWidth, at/across*cellHeight
	writer := font.Drawer{Dst: sheet, Src: image.White, Face: basicfont.Face7x13, Dot: fixed.P(left+4, top+13)}
	writer.DrawString(strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return '?'
		}
		return r
	}, name))
	draw.CatmullRom.Scale(sheet, image.Rect(left+2, top+captionHeight, left+cellWidth-2, top+cellHeight-2), picture, picture.Bounds(), draw.Src, nil)
}

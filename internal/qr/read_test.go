package qr

import (
	"image"
	"image/color"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// picture is a code as a camera has it before it, a module four dots wide.
func picture(rows []string) *image.Gray {
	const dots = 4
	img := image.NewGray(image.Rect(0, 0, dots*len(rows), dots*len(rows)))
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			if rows[y/dots][x/dots] != '#' {
				img.SetGray(x, y, color.Gray{Y: 255})
			}
		}
	}
	return img
}

// reading is what an independent decoder makes of a picture; plain means that
// it need not look for the code first.
func reading(t *testing.T, img image.Image, plain bool) string {
	t.Helper()
	bitmap, err := gozxing.NewBinaryBitmapFromImage(img)
	if err != nil {
		t.Fatal(err)
	}
	hints := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}
	if plain {
		hints[gozxing.DecodeHintType_PURE_BARCODE] = true
	}
	text, err := qrcode.NewQRCodeReader().Decode(bitmap, hints)
	if err != nil {
		return err.Error()
	}
	return text.GetText()
}

// TestRead reads codes of every size again.
func TestRead(t *testing.T) {
	var d Drawer
	sizes := map[int]bool{}
	for _, level := range []Level{Screen, Paper} {
		for n := 1; ; n += 1 + n/30 {
			text := strings.Repeat("https://xincheng.example/notices/Water-off.html?%E6%9D%BF", n/40+1)[:n]
			c, err := d.Draw(text, level)
			if err != nil {
				break
			}
			sizes[c.Size] = true
			if got := reading(t, picture(drawn(t, c)), true); got != text {
				t.Fatalf("%d signs at level %d in %d modules are read as %.60q", n, level, c.Size, got)
			}
		}
	}
	if len(sizes) != 40 {
		t.Errorf("%d sizes were tried, not all 40", len(sizes))
	}
}

// TestScratched covers a part of codes for paper, which are to be read none the
// less.
func TestScratched(t *testing.T) {
	const text = "https://xincheng.example/notices/water-off-2026-11.html"
	c, err := new(Drawer).Draw(text, Paper)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 1))
	for range 20 {
		rows := drawn(t, c)
		side := (c.Size - 2*quiet) / 4
		x, y := quiet+9+r.IntN(side), quiet+9+r.IntN(side)
		for i := y; i < y+side; i++ {
			rows[i] = rows[i][:x] + strings.Repeat(" ", side) + rows[i][x+side:]
		}
		if got := reading(t, picture(rows), false); got != text {
			t.Errorf("with a blot at %d, %d it is read as %.60q:\n%s", x, y, got, strings.Join(rows, "\n"))
		}
	}
}

// FuzzDraw: the code of whatever text is fit for one is read as that text.
func FuzzDraw(f *testing.F) {
	for _, s := range []string{"https://xincheng.example/notices/a.html", "HTTPS://A.CN/1", "0123456789", "%E6%9D%BF", "a\n", "板"} {
		f.Add(s, true)
		f.Add(s, false)
	}
	var d Drawer
	f.Fuzz(func(t *testing.T, text string, paper bool) {
		level := Screen
		if paper {
			level = Paper
		}
		c, err := d.Draw(text, level)
		plain := text != "" && strings.Trim(text, " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~") == ""
		if err != nil {
			if plain && len(text) < 1600 {
				t.Errorf("%q: %v", text, err)
			}
			return
		}
		if !plain {
			t.Fatalf("%q has a code", text)
		}
		if got := reading(t, picture(drawn(t, c)), true); got != text {
			t.Errorf("%q is read as %q", text, got)
		}
	})
}

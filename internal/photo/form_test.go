package photo

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/gif"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func translucent() image.Image {
	m := image.NewNRGBA(image.Rect(0, 0, 96, 64))
	for y := range 64 {
		for x := range 96 {
			a := uint8(255)
			if x < 48 {
				a = 0
			}
			m.SetNRGBA(x, y, color.NRGBA{200, 30, 30, a})
		}
	}
	return m
}

func TestTransparencyStays(t *testing.T) {
	for _, width := range []int{10, 48, 96} {
		m := resize(t, pngOf(translucent()), width)
		h := m.Bounds().Dy()
		if got := color.RGBAModel.Convert(m.At(width/8, h/2)).(color.RGBA); got != (color.RGBA{}) {
			t.Errorf("%d: clear part is %v", width, got)
		}
		if got := color.RGBAModel.Convert(m.At(width*7/8, h/2)).(color.RGBA); !near(got, color.RGBA{200, 30, 30, 255}, 2) {
			t.Errorf("%d: red part is %v", width, got)
		}
	}
}

func TestRareForms(t *testing.T) {
	m := stored(1)
	deep := image.NewNRGBA64(m.Bounds())
	grey := image.NewGray(m.Bounds())
	few := image.NewPaletted(m.Bounds(), color.Palette{six[0][0], six[0][1], six[0][2], six[1][0], six[1][1], six[1][2]})
	for y := range 64 {
		for x := range 96 {
			deep.Set(x, y, m.At(x, y))
			grey.Set(x, y, m.At(x, y))
			few.Set(x, y, m.At(x, y))
		}
	}
	for _, width := range []int{24, 48, 96} {
		sameSix(t, resize(t, pngOf(deep), width), "16 bit")
		sameSix(t, resize(t, pngOf(few), width), "palette")
		var b bytes.Buffer
		if err := gif.EncodeAll(&b, &gif.GIF{Image: []*image.Paletted{few, few}, Delay: []int{10, 10}}); err != nil {
			t.Fatal(err)
		}
		sameSix(t, resize(t, b.Bytes(), width), "animated gif")
		if g := resize(t, jpegOf(grey), width); !near(color.RGBAModel.Convert(g.At(1, 1)).(color.RGBA), color.RGBA{81, 81, 81, 255}, 8) {
			t.Errorf("grey is %v", g.At(1, 1))
		}
	}
	// The first frame of a GIF may be smaller than the GIF.
	corner := few.SubImage(image.Rect(64, 32, 96, 64)).(*image.Paletted)
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, &gif.GIF{Image: []*image.Paletted{corner}, Delay: []int{0},
		Config: image.Config{ColorModel: corner.Palette, Width: 96, Height: 64}}); err != nil {
		t.Fatal(err)
	}
	g := resize(t, b.Bytes(), 96)
	if got := color.RGBAModel.Convert(g.At(80, 48)).(color.RGBA); got != six[1][2] {
		t.Errorf("corner is %v", got)
	}
	if _, _, _, a := g.At(10, 10).RGBA(); a != 0 {
		t.Errorf("outside the frame is opaque")
	}
}

// A drawing in few colours, with fine lines that scaling blends, stays one: no
// larger than it was, and its plain areas as they were.
func TestDrawingStaysSmall(t *testing.T) {
	ink, paper, red := color.RGBA{31, 29, 26, 255}, color.RGBA{251, 250, 246, 255}, color.RGBA{177, 36, 30, 255}
	colours := color.Palette{paper, ink, red}
	for i := range 29 { // the blends along its own edges
		g := uint8(40 + 7*i)
		colours = append(colours, color.RGBA{g, g - 3, g - 6, 255})
	}
	m := image.NewPaletted(image.Rect(0, 0, 1000, 800), colours)
	for y := range 800 {
		for x := range 1000 {
			dx, dy := x-500, y-400
			switch d := dx*dx + dy*dy; {
			case d < 100*100:
				m.SetColorIndex(x, y, 2)
			case d < 350*350 && (3*x+7*y)%61 < 6:
				m.SetColorIndex(x, y, 1)
			case d < 350*350 && (3*x+7*y)%61 < 8:
				m.SetColorIndex(x, y, uint8(3+(x+y)%29))
			}
		}
	}
	src := pngOf(m)
	for _, width := range []int{300, 500, 800, 1000} {
		var out bytes.Buffer
		if err := Resize(&out, bytes.NewReader(src), width); err != nil {
			t.Fatal(err)
		}
		got, err := png.Decode(&out)
		if err != nil {
			t.Fatal(err)
		}
		drawn, ok := got.(*image.Paletted)
		if !ok || len(drawn.Palette) > len(colours) {
			t.Fatalf("%d: %T", width, got)
		}
		for at, want := range map[image.Point]color.RGBA{{10, 10}: paper, {width / 2, width * 2 / 5}: red} {
			if c := color.RGBAModel.Convert(got.At(at.X, at.Y)); c != want {
				t.Errorf("%d: %v is %v, want %v", width, at, c, want)
			}
		}
		if width == 1000 && !sameColours(m, got) {
			t.Error("what keeps its size does not keep its colours")
		}
	}
}

func sameColours(a, b image.Image) bool {
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			if color.RGBAModel.Convert(a.At(x, y)) != color.RGBAModel.Convert(b.At(x, y)) {
				return false
			}
		}
	}
	return true
}

// The drawings of the sample site become clearly smaller files.
func TestSampleDrawings(t *testing.T) {
	files, err := filepath.Glob("../../content/pictures/*.png")
	if err != nil || len(files) == 0 {
		t.Skip("no sample pictures")
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, width := range []int{480, 960, 1600} {
			var out bytes.Buffer
			if err := Resize(&out, bytes.NewReader(src), width); err != nil {
				t.Fatal(err)
			}
			if share := 100 * out.Len() / len(src); share >= 100 {
				t.Errorf("%s at %d: %d of %d bytes", filepath.Base(file), width, out.Len(), len(src))
			} else {
				t.Logf("%s at %d: %d of %d bytes", filepath.Base(file), width, out.Len(), len(src))
			}
		}
	}
}

// A CMYK JPEG as print shops send them, 8×8, made by hand: Go cannot write one.
func TestCMYK(t *testing.T) {
	src := cmykJPEG()
	m := resize(t, src, 8)
	got := color.RGBAModel.Convert(m.At(4, 4)).(color.RGBA)
	if !near(got, color.RGBA{64, 64, 64, 255}, 6) {
		t.Errorf("mid tone is %v", got)
	}
}

func unbase64(s string) []byte {
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		panic(err)
	}
	return b
}

// Pictures of one pixel.
var (
	lossy    = unbase64("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA")
	lossless = unbase64("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")
	alpha    = unbase64("UklGRkoAAABXRUJQVlA4WAoAAAAQAAAAAAAAAAAAQUxQSAwAAAARBxAR/Q9ERP8DAABWUDggGAAAABQBAJ0BKgEAAQAAAP4AAA3AAP7mtQAAAA==")
	animated = unbase64("UklGRlIAAABXRUJQVlA4WAoAAAASAAAAAAAAAAAAQU5JTQYAAAD/////AABBTk1GJgAAAAAAAAAAAAAAAAAAAGQAAABWUDhMDQAAAC8AAAAQBxAREYiI/gcA")
)

// webpWithExif wraps the chunks of a simple WebP and puts EXIF behind them.
func webpWithExif(simple, exif []byte) []byte {
	chunk := func(kind string, data []byte) []byte {
		b := binary.LittleEndian.AppendUint32([]byte(kind), uint32(len(data)))
		b = append(b, data...)
		return append(b, make([]byte, len(data)%2)...)
	}
	body := slices.Concat([]byte("WEBP"), chunk("VP8X", []byte{0x08, 0, 0, 0, 0, 0, 0, 0, 0, 0}), simple[12:], chunk("EXIF", exif))
	return chunk("RIFF", body)
}

func TestWebP(t *testing.T) {
	for name, src := range map[string][]byte{"lossy": lossy, "lossless": lossless, "alpha": alpha,
		"exif": webpWithExif(lossy, exif(binary.LittleEndian, 6))} {
		info, err := Probe(bytes.NewReader(src))
		if err != nil || info.Width != 1 || info.Height != 1 || info.Format != WebP {
			t.Errorf("%s: %+v, %v", name, info, err)
		}
		if want := map[bool]int{true: 6, false: 1}[name == "exif"]; info.Orientation != want {
			t.Errorf("%s: orientation %d", name, info.Orientation)
		}
		resize(t, src, 1)
	}
	if _, err := Probe(bytes.NewReader(animated)); err != nil {
		t.Error(err)
	}
	var no *Unsupported
	if err := Resize(io.Discard, bytes.NewReader(animated), 1); !errors.As(err, &no) || no.Why != "animated" {
		t.Errorf("animated: %v", err)
	}
}

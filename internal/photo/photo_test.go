package photo

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// Six colours, none like another, so that every turn is told from the rest.
var six = [2][3]color.RGBA{
	{{200, 30, 30, 255}, {30, 160, 30, 255}, {30, 30, 200, 255}},
	{{220, 200, 40, 255}, {20, 20, 20, 255}, {235, 235, 235, 255}},
}

const block = 32

// upright is 96×64: six squares of 32.
func upright(x, y int) color.RGBA { return six[y/block][x/block] }

// stored is the picture as a camera would keep it. For each orientation the
// EXIF standard says which side of what is seen the first row and the first
// column are.
func stored(orientation int) *image.RGBA {
	sides := [9][2]string{{}, {"top", "left"}, {"top", "right"}, {"bottom", "right"}, {"bottom", "left"},
		{"left", "top"}, {"right", "top"}, {"right", "bottom"}, {"left", "bottom"}}[orientation]
	const w, h = 3 * block, 2 * block
	size := image.Rect(0, 0, w, h)
	if orientation >= 5 {
		size = image.Rect(0, 0, h, w)
	}
	m := image.NewRGBA(size)
	for r := range size.Dy() {
		for c := range size.Dx() {
			var x, y int
			for i, n := range []int{r, c} {
				switch sides[i] {
				case "top":
					y = n
				case "bottom":
					y = h - 1 - n
				case "left":
					x = n
				case "right":
					x = w - 1 - n
				}
			}
			m.SetRGBA(c, r, upright(x, y))
		}
	}
	return m
}

// exif says an orientation and a place, as a phone does.
func exif(order binary.AppendByteOrder, orientation int) []byte {
	b := []byte("II*\x00")
	if order.String() == "BigEndian" {
		b = []byte("MM\x00*")
	}
	b = order.AppendUint32(b, 8)
	b = order.AppendUint16(b, 2)
	for _, f := range [][4]int{{0x0112, 3, 1, orientation}, {0x8825, 4, 1, 38}} {
		b = order.AppendUint16(b, uint16(f[0]))
		b = order.AppendUint16(b, uint16(f[1]))
		b = order.AppendUint32(b, uint32(f[2]))
		if f[1] == 3 {
			b = order.AppendUint16(order.AppendUint16(b, uint16(f[3])), 0)
		} else {
			b = order.AppendUint32(b, uint32(f[3]))
		}
	}
	b = order.AppendUint32(b, 0)
	return append(b, "GPSLatitude 32.49 Phone of resident"...)
}

func jpegOf(m image.Image, segments ...[]byte) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 95}); err != nil {
		panic(err)
	}
	return slices.Concat(b.Bytes()[:2], slices.Concat(segments...), b.Bytes()[2:])
}

func segment(marker byte, text string) []byte {
	return append([]byte{0xff, marker, byte((len(text) + 2) >> 8), byte(len(text) + 2)}, text...)
}

func pngOf(m image.Image, chunks ...[]byte) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		panic(err)
	}
	const ihdr = 8 + 12 + 13
	return slices.Concat(b.Bytes()[:ihdr], slices.Concat(chunks...), b.Bytes()[ihdr:])
}

func resize(t *testing.T, src []byte, width int) image.Image {
	t.Helper()
	var out, again bytes.Buffer
	if err := Resize(&out, bytes.NewReader(src), width); err != nil {
		t.Fatal(err)
	}
	if err := Resize(&again, iotest.HalfReader(bytes.NewReader(src)), width); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(out.Bytes(), again.Bytes()) {
		t.Error("twice the same picture, not the same bytes")
	}
	info, err := Probe(bytes.NewReader(src))
	if err != nil {
		t.Fatal(err)
	}
	made, err := Probe(bytes.NewReader(out.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if made.Format != info.ResizedFormat() || made.Width != min(width, info.Width) || made.Orientation != 1 {
		t.Errorf("made %+v of %+v", made, info)
	}
	m, _, err := image.Decode(&out)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func sameSix(t *testing.T, m image.Image, what string) {
	t.Helper()
	w, h := m.Bounds().Dx(), m.Bounds().Dy()
	if w*2 != h*3 {
		t.Fatalf("%s: %d×%d", what, w, h)
	}
	for row := range 2 {
		for col := range 3 {
			got := color.RGBAModel.Convert(m.At(w*(2*col+1)/6, h*(2*row+1)/4)).(color.RGBA)
			if !near(got, six[row][col], 16) {
				t.Errorf("%s: square %d,%d is %v, want %v", what, col, row, got, six[row][col])
			}
		}
	}
}

func near(a, b color.RGBA, by int) bool {
	for _, d := range []int{int(a.R) - int(b.R), int(a.G) - int(b.G), int(a.B) - int(b.B), int(a.A) - int(b.A)} {
		if d > by || d < -by {
			return false
		}
	}
	return true
}

func TestUprightInEveryOrientation(t *testing.T) {
	for orientation := 1; orientation <= 8; orientation++ {
		m := stored(orientation)
		sources := map[string][]byte{
			"jpeg II": jpegOf(m, segment(0xe1, "Exif\x00\x00"+string(exif(binary.LittleEndian, orientation)))),
			"jpeg MM": jpegOf(m, segment(0xe0, "JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"),
				segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00<x/>"),
				segment(0xe1, "Exif\x00\x00"+string(exif(binary.BigEndian, orientation)))),
			"png": pngOf(m, pngChunk("eXIf", string(exif(binary.BigEndian, orientation)))),
		}
		for name, src := range sources {
			what := fmt.Sprintf("%s, orientation %d", name, orientation)
			info, err := Probe(bytes.NewReader(src))
			if err != nil || info.Width != 96 || info.Height != 64 || info.Orientation != orientation {
				t.Errorf("%s: %+v, %v", what, info, err)
			}
			for _, width := range []int{24, 48, 96, 500} {
				sameSix(t, resize(t, src, width), what)
			}
		}
	}
}

func pngChunk(kind, text string) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(text)))
	b = append(b, kind...)
	b = append(b, text...)
	return binary.BigEndian.AppendUint32(b, crcOf(b[4:]))
}

func TestOrientationThatMakesNoSense(t *testing.T) {
	for _, bad := range []string{
		"", "II*\x00", "MM\x00*\xff\xff\xff\xff", "II*\x00\x08\x00\x00\x00\xff\xff",
		string(exif(binary.LittleEndian, 0)), string(exif(binary.LittleEndian, 9)),
		string(exif(binary.LittleEndian, 6))[:20],
	} {
		if got := orientation([]byte(bad)); got != 1 {
			t.Errorf("%q: %d", bad, got)
		}
	}
}

// What a resident's phone wrote must not reach the street.
func TestNothingOfTheCameraSurvives(t *testing.T) {
	m := stored(1)
	secrets := []string{"Exif", "GPS", "resident", "ICC_PROFILE", "xap", "secret"}
	for name, src := range map[string][]byte{
		"jpeg": jpegOf(m,
			segment(0xe1, "Exif\x00\x00"+string(exif(binary.LittleEndian, 1))),
			segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00secret"),
			segment(0xe2, "ICC_PROFILE\x00\x01\x01secret"),
			segment(0xed, "Photoshop 3.0\x00secret"),
			segment(0xfe, "secret")),
		"png": pngOf(m, pngChunk("tEXt", "Author\x00secret"), pngChunk("iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00secret"),
			pngChunk("eXIf", string(exif(binary.BigEndian, 1))), pngChunk("tIME", "secret.")),
		"png, transparent": pngOf(translucent(), pngChunk("tEXt", "Author\x00secret"), pngChunk("eXIf", string(exif(binary.BigEndian, 1)))),
	} {
		for _, width := range []int{48, 96} {
			var out bytes.Buffer
			if err := Resize(&out, bytes.NewReader(src), width); err != nil {
				t.Fatal(name, err)
			}
			for _, s := range secrets {
				if bytes.Contains(out.Bytes(), []byte(s)) {
					t.Errorf("%s at %d: %q survived", name, width, s)
				}
			}
			allowed := []string{"ff d8", "ff db", "ff c0", "ff c4", "ff da", "IHDR", "IDAT", "IEND"}
			for _, part := range parts(out.Bytes()) {
				if !slices.Contains(allowed, part) {
					t.Errorf("%s at %d: has %s", name, width, part)
				}
			}
		}
	}
}

// parts names the segments of a JPEG or the chunks of a PNG.
func parts(b []byte) []string {
	var names []string
	if bytes.HasPrefix(b, []byte("\x89PNG")) {
		for b = b[8:]; len(b) >= 12; b = b[12+binary.BigEndian.Uint32(b):] {
			names = append(names, string(b[4:8]))
		}
		return names
	}
	names = append(names, fmt.Sprintf("% x", b[:2]))
	for b = b[2:]; len(b) >= 4 && b[0] == 0xff; b = b[2+binary.BigEndian.Uint16(b[2:]):] {
		names = append(names, fmt.Sprintf("% x", b[:2]))
		if b[1] == 0xda {
			break
		}
	}
	return names
}

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

func TestErrors(t *testing.T) {
	whole := jpegOf(stored(1))
	wide := slices.Clone(whole)
	at := bytes.Index(wide, []byte{0xff, 0xc0})
	copy(wide[at+5:], []byte{0x40, 0, 0x40, 0}) // 16384×16384
	wideProgressive := slices.Clone(wide)
	wideProgressive[at+1] = 0xc2
	copy(wideProgressive[at+5:], []byte{0x20, 0, 0x20, 0}) // 67 megapixels
	huge := pngOf(stored(1))
	copy(huge[16:], []byte{0x7f, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff})

	for _, test := range []struct {
		name string
		src  []byte
		want string
	}{
		{"empty", nil, "not a picture in JPEG, PNG, GIF or WebP"},
		{"text", []byte("好人好事，人人都做得到"), "not a picture in JPEG, PNG, GIF or WebP"},
		{"heic", []byte("\x00\x00\x00\x18ftypheic0000"), "heic cannot be read; save it as JPEG or PNG"},
		{"avif", []byte("\x00\x00\x00\x18ftypavif0000"), "avif cannot be read; save it as JPEG or PNG"},
		{"tiff", []byte("II*\x00000000000000"), "tiff cannot be read; save it as JPEG or PNG"},
		{"bmp", []byte("BM00000000000000"), "bmp cannot be read; save it as JPEG or PNG"},
		{"svg", []byte("<svg xmlns='http'>"), "svg cannot be read; save it as JPEG or PNG"},
		{"cut in the head", whole[:30], "damaged jpeg: unexpected EOF"},
		{"cut in the picture", whole[:len(whole)-200], "damaged jpeg: unexpected EOF"},
		{"png cut", pngOf(stored(1))[:60], "damaged png: png: invalid format: not enough pixel data"},
		{"webp cut", lossy[:25], "damaged webp: unexpected EOF"},
		{"too large", wide, "the picture is 16384×16384, 268 megapixels; up to 100 can be read"},
		{"too large for progressive", wideProgressive, "the picture is 8192×8192, 67 megapixels; up to 50 can be read"},
		{"bomb", huge, "the picture is 2147483647×2147483647, 4611686014132 megapixels; up to 100 can be read"},
	} {
		var out bytes.Buffer
		err := Resize(&out, bytes.NewReader(test.src), 48)
		var large *TooLarge
		var no *Unsupported
		var bad *Corrupt
		if !errors.As(err, &large) && !errors.As(err, &no) && !errors.As(err, &bad) {
			t.Errorf("%s: error %T has no type of ours", test.name, err)
			continue
		}
		if err.Error() != test.want {
			t.Errorf("%s: %q, want %q", test.name, err, test.want)
		}
		if out.Len() > 0 {
			t.Errorf("%s: wrote %d bytes", test.name, out.Len())
		}
	}
	// A failing disk is not a damaged picture.
	broken := errors.New("disk on fire")
	for _, n := range []int{0, 5, 30, len(whole) - 200} {
		err := Resize(io.Discard, io.MultiReader(bytes.NewReader(whole[:n]), iotest.ErrReader(broken)), 48)
		if !errors.Is(err, broken) {
			t.Errorf("failing after %d bytes: %v", n, err)
		}
	}
	if err := Resize(io.Discard, bytes.NewReader(whole), 0); err == nil {
		t.Error("width 0 accepted")
	}
}

func TestProbeReadsLittle(t *testing.T) {
	src := jpegOf(noise(2000, 1500))
	r := &counter{r: bytes.NewReader(src)}
	if _, err := Probe(r); err != nil {
		t.Fatal(err)
	}
	if r.n > 1024 {
		t.Errorf("read %d of %d bytes", r.n, len(src))
	}
	endless := io.MultiReader(strings.NewReader("\xff\xd8"), endlessSegments{})
	if _, err := Probe(endless); err == nil || !strings.Contains(err.Error(), "16 MiB") {
		t.Errorf("endless head: %v", err)
	}
}

type counter struct {
	r io.Reader
	n int
}

func (c *counter) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += n
	return n, err
}

// endlessSegments repeats an application segment of four bytes.
type endlessSegments struct{}

func (endlessSegments) Read(b []byte) (int, error) {
	n := max(4, len(b)/4*4)
	if len(b) < 4 {
		n = len(b)
		return copy(b, "\xff\xff\xff\xff"[:n]), nil
	}
	for i := 0; i < n; i += 4 {
		copy(b[i:], "\xff\xe2\x00\x02")
	}
	return n, nil
}

func TestVariants(t *testing.T) {
	for _, test := range []struct {
		width  int
		wanted []int
		want   []int
	}{
		{4000, []int{480, 960}, []int{480, 960}},
		{4000, []int{960, 480, 480}, []int{480, 960}},
		{700, []int{480, 960, 1440}, []int{480, 700}},
		{960, []int{480, 960}, []int{480, 960}},
		{300, []int{480, 960}, []int{300}},
		{300, nil, nil},
		{0, []int{480}, nil},
		{300, []int{0, -5}, nil},
	} {
		if got := Variants(test.width, test.wanted); !slices.Equal(got, test.want) {
			t.Errorf("Variants(%d, %v) = %v, want %v", test.width, test.wanted, got, test.want)
		}
	}
}

// noise is a smooth picture with some grain, as hard to encode as a photo.
func noise(w, h int) image.Image {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	seed := uint32(1)
	for i := 0; i < len(m.Pix); i += 4 {
		seed = seed*1664525 + 1013904223
		x, y := i/4%w, i/4/w
		grain := byte(seed >> 28)
		m.Pix[i], m.Pix[i+1], m.Pix[i+2], m.Pix[i+3] = byte(x*200/w)+grain, byte(y*200/h)+grain, byte((x+y)*200/(w+h))+grain, 255
	}
	return m
}

// Averages of a gradient stay a gradient, whatever the remainder.
func TestReduceKeepsTones(t *testing.T) {
	for _, size := range []image.Point{{1000, 700}, {1001, 703}, {997, 701}} {
		m := noise(size.X, size.Y)
		big := resize(t, jpegOf(m), 250)
		all := resize(t, pngOf(m), 250)
		for _, at := range []image.Point{{10, 0}, {125, big.Bounds().Dy() / 2}, {240, big.Bounds().Dy() - 1}} {
			want := color.RGBAModel.Convert(m.At(at.X*size.X/250, at.Y*size.Y/big.Bounds().Dy())).(color.RGBA)
			for _, made := range []image.Image{big, all} {
				if got := color.RGBAModel.Convert(made.At(at.X, at.Y)).(color.RGBA); !near(got, want, 22) {
					t.Errorf("%v at %v: %v, want about %v", size, at, got, want)
				}
			}
		}
	}
}

func FuzzProbe(f *testing.F) {
	m := stored(6)
	f.Add(jpegOf(m, segment(0xe1, "Exif\x00\x00"+string(exif(binary.LittleEndian, 6)))))
	f.Add(pngOf(m, pngChunk("eXIf", string(exif(binary.BigEndian, 8)))))
	f.Add(pngOf(translucent()))
	for _, b := range [][]byte{lossy, lossless, alpha, animated, webpWithExif(lossy, exif(binary.LittleEndian, 3))} {
		f.Add(b)
	}
	f.Add([]byte("GIF89a\x01\x00\x01\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, src []byte) {
		info, err := Probe(bytes.NewReader(src))
		if err != nil {
			if info != (Info{}) {
				t.Errorf("%+v beside %v", info, err)
			}
			return
		}
		if info.Width <= 0 || info.Height <= 0 || info.Orientation < 1 || info.Orientation > 8 {
			t.Errorf("%+v", info)
		}
		if int64(info.Width)*int64(info.Height) > 1<<20 {
			return
		}
		// What decodes must resize to what was announced.
		var out bytes.Buffer
		if Resize(&out, bytes.NewReader(src), 16) != nil {
			return
		}
		made, err := Probe(&out)
		if err != nil || made.Width != min(16, info.Width) || made.Format != info.ResizedFormat() {
			t.Errorf("made %+v, %v of %+v", made, err, info)
		}
	})
}

func BenchmarkResize12MP(b *testing.B) {
	m := noise(4000, 3000)
	for name, src := range map[string][]byte{"jpeg": jpegOf(m), "png": pngOf(m)} {
		for _, width := range []int{480, 960, 1920} {
			b.Run(fmt.Sprintf("%s/%d", name, width), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if err := Resize(io.Discard, bytes.NewReader(src), width); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

func BenchmarkProbe12MP(b *testing.B) {
	src := jpegOf(noise(4000, 3000))
	for b.Loop() {
		if _, err := Probe(bytes.NewReader(src)); err != nil {
			b.Fatal(err)
		}
	}
}

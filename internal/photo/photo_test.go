package photo

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"slices"
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

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
	"slices"
	"strings"
	"testing"
)

var secrets = []string{"Exif", "EXIF", "GPS", "resident", "ICC", "xap", "XMP", "secret"}

// talkative are pictures in which somebody wrote more than pixels.
func talkative(orientation int) map[string][]byte {
	m := stored(orientation)
	little, big := string(exif(binary.LittleEndian, orientation)), string(exif(binary.BigEndian, orientation))
	all := map[string][]byte{
		"jpeg": append(jpegOf(m,
			segment(0xe0, "JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x01\x01sec"),
			segment(0xe0, "JFXX\x00secret"),
			segment(0xe1, "Exif\x00\x00"+little),
			segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00secret"),
			segment(0xe2, "ICC_PROFILE\x00\x01\x01secret"),
			segment(0xed, "Photoshop 3.0\x00secret"),
			segment(0xfe, "secret")), "\xff\xd8 a second picture, secret"...),
		"png": append(pngOf(m, pngChunk("tEXt", "Author\x00secret"), pngChunk("iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00secret"),
			pngChunk("eXIf", big), pngChunk("tIME", "secret."), pngChunk("zzZz", "secret")), "secret"...),
	}
	return all
}

func silent(t *testing.T, what string, out []byte) {
	t.Helper()
	for _, s := range secrets {
		if bytes.Contains(out, []byte(s)) {
			t.Errorf("%s: %q survived", what, s)
		}
	}
}

// A picture that is taken away is upright, and tells nothing but itself.
func TestClean(t *testing.T) {
	for orientation := 1; orientation <= 8; orientation++ {
		for name, src := range talkative(orientation) {
			what := fmt.Sprintf("%s, orientation %d", name, orientation)
			out, err := Clean(src)
			if err != nil {
				t.Fatal(what, err)
			}
			silent(t, what, out)
			m, format, err := image.Decode(bytes.NewReader(out))
			if err != nil || format != name {
				t.Fatal(what, format, err)
			}
			sameSix(t, m, what)
			if m.Bounds().Dx() != 96 {
				t.Errorf("%s: %v", what, m.Bounds())
			}
			if again, err := Clean(out); err != nil || !bytes.Equal(again, out) {
				t.Errorf("%s: cleaning what is clean changes it, %v", what, err)
			}
		}
	}
}

// What is upright keeps its pixels bit by bit, however they are stored.
func TestCleanChangesNoPixel(t *testing.T) {
	var palette bytes.Buffer
	drawn := image.NewPaletted(image.Rect(0, 0, 9, 9), color.Palette{color.White, color.RGBA{200, 30, 30, 255}})
	drawn.SetColorIndex(4, 4, 1)
	if err := png.Encode(&palette, drawn); err != nil {
		t.Fatal(err)
	}
	sources := talkative(1)
	sources["grey"] = jpegOf(image.NewGray(image.Rect(0, 0, 20, 20)))
	sources["cmyk"] = cmykJPEG()
	sources["palette"] = palette.Bytes()
	sources["translucent"] = pngOf(translucent())
	sources["lossy"] = webpWithExif(lossy, exif(binary.LittleEndian, 1))
	sources["lossless"] = lossless
	sources["alpha"] = alpha
	for name, src := range sources {
		out, err := Clean(src)
		if err != nil {
			t.Fatal(name, err)
		}
		silent(t, name, out)
		if len(out) > len(src) {
			t.Errorf("%s: grew from %d to %d bytes", name, len(src), len(out))
		}
		was, _, err := image.Decode(bytes.NewReader(src))
		if err != nil {
			t.Fatal(name, err)
		}
		is, _, err := image.Decode(bytes.NewReader(out))
		if err != nil {
			t.Fatal(name, err)
		}
		if was.Bounds() != is.Bounds() {
			t.Fatalf("%s: %v became %v", name, was.Bounds(), is.Bounds())
		}
		for y := range was.Bounds().Dy() {
			for x := range was.Bounds().Dx() {
				if was.At(x, y) != is.At(x, y) {
					t.Fatalf("%s: %v at %d,%d became %v", name, was.At(x, y), x, y, is.At(x, y))
				}
			}
		}
	}
}

func TestCleanWebP(t *testing.T) {
	out, err := Clean(webpWithExif(lossy, exif(binary.LittleEndian, 6)))
	if err != nil {
		t.Fatal(err)
	}
	silent(t, "turned", out)
	if info, err := Probe(bytes.NewReader(out)); err != nil || info.Format != JPEG {
		t.Errorf("a turned WebP is %+v, %v", info, err)
	}
	out, err = Clean(animated)
	if err != nil || !bytes.Equal(out, animated) {
		t.Errorf("what moves was changed: %v", err)
	}
}

// A GIF keeps its frames and how often they are shown.
func TestCleanGIF(t *testing.T) {
	frame := func(c color.Color) *image.Paletted {
		m := image.NewPaletted(image.Rect(0, 0, 4, 4), color.Palette{color.White, c})
		m.SetColorIndex(1, 1, 1)
		return m
	}
	var b bytes.Buffer
	want := &gif.GIF{Image: []*image.Paletted{frame(color.Black), frame(color.RGBA{200, 0, 0, 255})}, Delay: []int{7, 9}, LoopCount: 3}
	if err := gif.EncodeAll(&b, want); err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(b.Bytes(), []byte("\x21\xff\x0bNETSCAPE"))
	src := slices.Concat(b.Bytes()[:at], []byte("\x21\xfe\x06secret\x00\x21\xff\x0bXMP DataXMP\x06secret\x00"), b.Bytes()[at:], []byte("secret"))
	out, err := Clean(src)
	if err != nil {
		t.Fatal(err)
	}
	silent(t, "gif", out)
	got, err := gif.DecodeAll(bytes.NewReader(out))
	if err != nil || len(got.Image) != 2 || got.LoopCount != 3 || !slices.Equal(got.Delay, want.Delay) {
		t.Errorf("%+v, %v", got, err)
	}
	if out, err = Clean(b.Bytes()[:b.Len()-1]); err != nil || out[len(out)-1] != 0x3b {
		t.Errorf("a GIF without its end: %v", err)
	}
}

const inkscape = `<?xml version="1.0" encoding="UTF-8"?>
<!-- secret -->
<!DOCTYPE svg [ <!ENTITY ns_svg "http://www.w3.org/2000/svg"> <!-- secret --> ]>
<svg xmlns="&ns_svg;" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:inkscape="http://www.inkscape.org/secret" xmlns:s="http://secret"
  width="9" inkscape:export-filename="C:\Users\secret\map.png">
  <s:namedview id="secret"><path d="secret"/></s:namedview>
  <metadata id="m"><r:RDF xmlns:r="http://secret" xmlns="http://secret">secret</r:RDF></metadata>
  <title>平面图</title><style><![CDATA[ rect > a { fill: red } ]]></style>
  <g s:label="secret" id="g"><rect width="3" xml:space="preserve"/><text>1 &amp; 2</text></g>
  <image xlink:href="data:image/jpeg;base64,%s"/>
</svg>`

func TestCleanSVG(t *testing.T) {
	photo := base64.StdEncoding.EncodeToString(talkative(1)["jpeg"])
	broken := photo[:60] + "&#10;" + photo[60:120] + "\n" + photo[120:]
	out, err := CleanSVG(fmt.Appendf(nil, inkscape, broken))
	if err != nil {
		t.Fatal(err)
	}
	silent(t, "svg", out)
	for _, kept := range []string{"<title>平面图</title>", "<![CDATA[ rect > a", `<rect width="3" xml:space="preserve"/>`, "1 &amp; 2", `<g id="g">`, "xmlns:xlink", `width="9"`} {
		if !bytes.Contains(out, []byte(kept)) {
			t.Errorf("%s is gone:\n%s", kept, out)
		}
	}
	_, data, _ := strings.Cut(string(out), "base64,")
	data, _, _ = strings.Cut(data, `"`)
	held, err := base64.StdEncoding.DecodeString(data)
	if err != nil {
		t.Fatal(err)
	}
	silent(t, "the photograph in it", held)
	if _, err := jpeg.Decode(bytes.NewReader(held)); err != nil {
		t.Error(err)
	}
	again, err := CleanSVG(out)
	if err != nil || !bytes.Equal(again, out) {
		t.Errorf("cleaning what is clean changes it, %v", err)
	}
	for _, bad := range []string{"", "<html></html>", "<svg><g>", "<svg></g></g>", "\x1f\x8b"} {
		if _, err := CleanSVG([]byte(bad)); err == nil {
			t.Errorf("%q is no drawing", bad)
		}
	}
}

func TestCleanErrors(t *testing.T) {
	for name, src := range map[string][]byte{
		"cut":       jpegOf(stored(1))[:700],
		"png cut":   pngOf(stored(1))[:100],
		"webp cut":  lossy[:25],
		"no photo":  []byte("%PDF-1.4 a paper"),
		"heic":      []byte("\x00\x00\x00\x18ftypheic0000"),
		"only head": jpegOf(stored(6), segment(0xe1, "Exif\x00\x00"+string(exif(binary.LittleEndian, 6))))[:300],
	} {
		out, err := Clean(src)
		var no *Unsupported
		var bad *Corrupt
		if out != nil || !errors.As(err, &no) && !errors.As(err, &bad) {
			t.Errorf("%s: %d bytes, %v", name, len(out), err)
		}
	}
}

func FuzzClean(f *testing.F) {
	for _, src := range talkative(6) {
		f.Add(src)
	}
	for _, src := range [][]byte{lossy, lossless, alpha, animated, cmykJPEG(), []byte("GIF89a\x01\x00\x01\x00\x00\x00\x00\x3b"), []byte(inkscape)} {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		if out, err := CleanSVG(src); err == nil {
			if _, err := CleanSVG(out); err != nil {
				t.Errorf("clean, and then not: %v", err)
			}
		}
		info, err := Probe(bytes.NewReader(src))
		if err != nil || int64(info.Width)*int64(info.Height) > 1<<20 {
			return
		}
		out, err := Clean(src)
		if err != nil {
			return
		}
		made, err := Probe(bytes.NewReader(out))
		if err != nil || made.Orientation != 1 || made.Width != info.Width {
			t.Errorf("made %+v, %v of %+v", made, err, info)
		}
	})
}

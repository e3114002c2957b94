package photo

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

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

package photo

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"

	"golang.org/x/image/draw"
	"golang.org/x/image/webp"
)

// MaxPixels is the largest picture that is decoded: about 400 MB of memory.
// Progressive JPEG and 16-bit PNG need twice as much, so half is their limit.
const MaxPixels = 100_000_000

// quality of JPEG: beyond it files grow faster than they look better.
const quality = 80

// Resize writes src upright and width pixels wide; a picture that is not
// wider keeps its size. Nothing is written unless all of src could be read.
func Resize(dst io.Writer, src io.Reader, width int) error {
	if width < 1 {
		return fmt.Errorf("width %d", width)
	}
	var seen bytes.Buffer
	info, err := Probe(io.TeeReader(src, &seen))
	if err != nil {
		return err
	}
	if info.animated {
		return &Unsupported{string(info.Format), "animated"}
	}
	if err := info.Decodable(); err != nil {
		return err
	}
	whole := &sized{r: io.MultiReader(&seen, src)}
	m, err := decode(whole, info)
	if err != nil {
		return err
	}
	colours := mostColours
	if drawn, ok := m.(*image.Paletted); ok {
		colours = len(drawn.Palette)
	}
	m = turn(scale(m, info, width), info.Orientation)
	switch {
	case info.palette:
		return encodePalette(dst, m.(*image.RGBA), colours, whole.n)
	case info.ResizedFormat() == PNG:
		return png.Encode(dst, m)
	}
	return jpeg.Encode(dst, opaque(m), &jpeg.Options{Quality: quality})
}

// Decodable is a *[TooLarge] for a picture that we are not ready to decode, and
// that no reader's browser should have to.
func (i Info) Decodable() error {
	limit := MaxPixels
	if i.heavy {
		limit /= 2
	}
	if int64(i.Width)*int64(i.Height) > int64(limit) {
		return &TooLarge{i.Width, i.Height, limit}
	}
	return nil
}

// sized counts the bytes of a file as they are read.
type sized struct {
	r io.Reader
	n int
}

func (c *sized) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += n
	return n, err
}

func decode(r io.Reader, info Info) (image.Image, error) {
	h := &head{r: r} // to tell a failing disk from a damaged file
	var m image.Image
	var err error
	switch info.Format {
	case JPEG:
		m, err = jpeg.Decode(h)
	case PNG:
		m, err = png.Decode(h)
	case GIF:
		if m, err = gif.Decode(h); err == nil {
			m = onCanvas(m, info)
		}
	case WebP:
		m, err = webp.Decode(h)
	}
	if h.err != nil {
		return nil, h.err
	}
	if err != nil {
		return nil, undecoded(info.Format, err)
	}
	// A decoder that disagrees with the head would make a distorted picture.
	size := image.Pt(info.Width, info.Height)
	if info.Turned() {
		size = image.Pt(info.Height, info.Width)
	}
	if got := m.Bounds().Size(); got != size {
		return nil, &Corrupt{info.Format, fmt.Errorf("size %v, announced as %v", got, size)}
	}
	return m, nil
}

// Read makes head a reader for decoders.
func (h *head) Read(b []byte) (int, error) {
	n, err := h.r.Read(b)
	return n, h.note(err)
}

// undecoded sorts what decoders complain of.
func undecoded(format Format, err error) error {
	switch e := err.(type) {
	case jpeg.UnsupportedError:
		return &Unsupported{string(format), string(e)}
	case png.UnsupportedError:
		return &Unsupported{string(format), string(e)}
	}
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return &Corrupt{format, err}
}

// onCanvas puts the first frame of a GIF, which may be smaller, where it
// belongs.
func onCanvas(frame image.Image, info Info) image.Image {
	canvas := image.Rect(0, 0, info.Width, info.Height)
	if frame.Bounds() == canvas {
		return frame
	}
	m := image.NewRGBA(canvas)
	draw.Draw(m, frame.Bounds(), frame, frame.Bounds().Min, draw.Src)
	return m
}

// scale makes a picture, still as it is stored, so small that it is width
// pixels wide when it is upright.
func scale(m image.Image, info Info, width int) image.Image {
	width = min(width, info.Width)
	height := max(1, int((int64(info.Height)*int64(width)+int64(info.Width)/2)/int64(info.Width)))
	w, h := width, height
	if info.Turned() {
		w, h = h, w
	}
	m = reduce(m, m.Bounds().Dx()/w)
	if p, ok := m.(*image.Paletted); ok { // the kernel is slow with these
		plain := image.NewRGBA(p.Bounds())
		draw.Draw(plain, plain.Bounds(), p, p.Bounds().Min, draw.Src)
		m = plain
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	if m.Bounds().Dx() == w && m.Bounds().Dy() == h {
		draw.Draw(out, out.Bounds(), m, m.Bounds().Min, draw.Src)
	} else {
		draw.CatmullRom.Scale(out, out.Bounds(), m, m.Bounds(), draw.Src, nil)
	}
	return out
}

// opaque puts what shows through on white, since JPEG would make it black.
func opaque(m image.Image) image.Image {
	rgba := m.(*image.RGBA)
	if rgba.Opaque() {
		return m
	}
	out := image.NewRGBA(rgba.Bounds())
	draw.Draw(out, out.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(out, out.Bounds(), rgba, rgba.Bounds().Min, draw.Over)
	return out
}

// turn makes a picture upright that a camera stored with this orientation.
func turn(m image.Image, orientation int) image.Image {
	if orientation <= 1 {
		return m
	}
	src := m.(*image.RGBA)
	w, h := src.Rect.Dx(), src.Rect.Dy()
	size := image.Rect(0, 0, w, h)
	if orientation >= 5 {
		size = image.Rect(0, 0, h, w)
	}
	dst := image.NewRGBA(size)
	for y := range h {
		for x := range w {
			var tx, ty int
			switch orientation {
			case 2: // mirrored
				tx, ty = w-1-x, y
			case 3: // upside down
				tx, ty = w-1-x, h-1-y
			case 4: // mirrored, upside down
				tx, ty = x, h-1-y
			case 5: // mirrored along the falling diagonal
				tx, ty = y, x
			case 6: // needs a quarter turn to the right
				tx, ty = h-1-y, x
			case 7: // mirrored along the rising diagonal
				tx, ty = h-1-y, w-1-x
			case 8: // needs a quarter turn to the left
				tx, ty = y, w-1-x
			}
			copy(dst.Pix[dst.PixOffset(tx, ty):], src.Pix[src.PixOffset(x, y):][:4])
		}
	}
	return dst
}

// Package photo makes pictures fit to publish: small enough for a phone,
// upright, and without anything that the camera wrote into them.
//
// [Probe] reads the head of a picture and tells its upright size; it never
// decodes. [Variants] picks the widths that are worth making. [Resize] makes
// one of them:
//
//	info, err := photo.Probe(file)
//	for _, width := range photo.Variants(info.Width, []int{480, 960}) {
//		// name the result after info.ResizedFormat()
//		err = photo.Resize(out, file, width)
//	}
//
// [Clean] gives the picture itself to whoever wants to take it away, at its own
// size and pixel by pixel, and [CleanSVG] a drawing.
//
// Read are JPEG (baseline, progressive, grey, CMYK), PNG (8 and 16 bit), GIF
// (its first frame) and WebP (lossy and lossless, not animated). Written are
// JPEG, quality 80, 4:2:0, and PNG for what may be transparent or is drawn
// with a palette; the latter gets a palette again, of no more colours than it
// had (but at least 16), since the blends that scaling makes would swell it
// beyond the original. The same picture and width give the same bytes.
//
// A result carries no metadata at all: no place, no time, no camera, no
// thumbnail, no colour profile. A picture that is already small enough should
// go through Resize too, since its original may tell where it was taken.
//
// Errors about the picture are *[TooLarge], *[Unsupported] or *[Corrupt]; any
// other error came from the reader or the writer.
package photo

import (
	"bytes"
	"fmt"
	"io"
	"slices"
)

// Format is the kind of a picture file.
type Format string

const (
	JPEG Format = "jpeg"
	PNG  Format = "png"
	GIF  Format = "gif"
	WebP Format = "webp"
)

// Ext is the usual ending of file names, with the dot.
func (f Format) Ext() string {
	if f == JPEG {
		return ".jpg"
	}
	return "." + string(f)
}

// Info is what the head of a picture tells.
type Info struct {
	Width, Height int // upright: as it is seen, not as it is stored
	Format        Format
	Orientation   int  // EXIF 1 to 8; 1 when nothing is said
	Transparent   bool // it has a way to say so; whether it does is not known

	palette  bool // few colours, drawn rather than photographed
	heavy    bool // needs twice the memory to decode
	animated bool // WebP only; of a GIF the first frame serves
}

// Turned tells whether the picture is stored lying on its side.
func (i Info) Turned() bool { return i.Orientation >= 5 }

// ResizedFormat is the format that Resize writes for this picture.
func (i Info) ResizedFormat() Format {
	if i.Format == GIF || i.Transparent || i.palette {
		return PNG
	}
	return JPEG
}

// TooLarge is a picture with more pixels than we are ready to decode.
type TooLarge struct {
	Width, Height int
	Limit         int // pixels
}

func (e *TooLarge) Error() string {
	return fmt.Sprintf("the picture is %d×%d, %d megapixels; up to %d can be read",
		e.Width, e.Height, int64(e.Width)*int64(e.Height)/1e6, e.Limit/1e6)
}

// Unsupported is a file that is no picture we can read.
type Unsupported struct {
	Format string // heic, avif, tiff, bmp, svg, webp …; empty when it cannot be told
	Why    string // what about the format, if not all of it: animated
}

func (e *Unsupported) Error() string {
	switch {
	case e.Format == "":
		return "not a picture in JPEG, PNG, GIF or WebP"
	case e.Why != "":
		return fmt.Sprintf("this sort of %s cannot be read: %s", e.Format, e.Why)
	}
	return fmt.Sprintf("%s cannot be read; save it as JPEG or PNG", e.Format)
}

// Corrupt is a picture that is damaged or cut short.
type Corrupt struct {
	Format Format
	Err    error
}

func (e *Corrupt) Error() string { return fmt.Sprintf("damaged %s: %v", e.Format, e.Err) }
func (e *Corrupt) Unwrap() error { return e.Err }

// Probe reads the head of a picture: at most a few kilobytes of most files,
// and never more than 16 MiB. Only a WebP that announces EXIF is read further,
// since it keeps that at its end.
func Probe(r io.Reader) (Info, error) {
	h := &head{r: r}
	info, err := h.probe()
	if h.err != nil {
		return Info{}, h.err
	}
	if err != nil {
		return Info{}, err
	}
	if info.Turned() {
		info.Width, info.Height = info.Height, info.Width
	}
	return info, nil
}

// Variants are the widths to make of a picture this wide: those wanted that
// are narrower and, if any is wider, the picture's own width instead of it.
// They ascend, and none repeats.
func Variants(width int, wanted []int) []int {
	var widths []int
	for _, w := range wanted {
		if w = min(w, width); w > 0 {
			widths = append(widths, w)
		}
	}
	slices.Sort(widths)
	return slices.Compact(widths)
}

// maxHead bounds what Probe reads before it finds the size.
const maxHead = 16 << 20

// head reads the beginning of a file and remembers whether reading failed for
// a reason other than the end of the file.
type head struct {
	r    io.Reader
	read int
	err  error
}

func (h *head) probe() (Info, error) {
	magic, err := h.take(12)
	if err != nil {
		return Info{}, &Unsupported{}
	}
	var info Info
	switch {
	case bytes.HasPrefix(magic, []byte{0xff, 0xd8, 0xff}):
		h.r = io.MultiReader(bytes.NewReader(magic[2:]), h.r)
		info, err = h.jpeg()
		info.Format = JPEG
	case bytes.HasPrefix(magic, []byte("\x89PNG\r\n\x1a\n")):
		h.r = io.MultiReader(bytes.NewReader(magic[8:]), h.r)
		info, err = h.png()
		info.Format = PNG
	case bytes.HasPrefix(magic, []byte("GIF87a")), bytes.HasPrefix(magic, []byte("GIF89a")):
		info.Width, info.Height = int(magic[6])|int(magic[7])<<8, int(magic[8])|int(magic[9])<<8
		info.Orientation, info.Transparent, info.palette = 1, true, true
		info.Format = GIF
	case bytes.HasPrefix(magic, []byte("RIFF")) && bytes.HasSuffix(magic, []byte("WEBP")):
		info, err = h.webp()
		info.Format = WebP
	default:
		return Info{}, &Unsupported{Format: other(magic)}
	}
	if err == nil && (info.Width <= 0 || info.Height <= 0) {
		err = fmt.Errorf("size %d×%d", info.Width, info.Height)
	}
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return Info{}, &Corrupt{info.Format, err}
	}
	return info, nil
}

// other names a format that we know only well enough to say no to it.
func other(magic []byte) string {
	switch brand := string(magic[8:12]); {
	case string(magic[4:8]) == "ftyp" && (brand == "avif" || brand == "avis"):
		return "avif"
	case string(magic[4:8]) == "ftyp" && slices.Contains([]string{"heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"}, brand):
		return "heic"
	case bytes.HasPrefix(magic, []byte("II*\x00")), bytes.HasPrefix(magic, []byte("MM\x00*")):
		return "tiff"
	case bytes.HasPrefix(magic, []byte("BM")):
		return "bmp"
	case bytes.HasPrefix(magic, []byte("<svg")), bytes.HasPrefix(magic, []byte("<?xml")):
		return "svg"
	case bytes.HasPrefix(magic, []byte("%PDF")):
		return "pdf"
	}
	return ""
}

// take reads n bytes that the head consists of.
func (h *head) take(n int) ([]byte, error) {
	if h.read += n; h.read > maxHead {
		return nil, fmt.Errorf("no size in the first %d MiB", maxHead>>20)
	}
	b := make([]byte, n)
	_, err := io.ReadFull(h.r, b)
	return b, h.note(err)
}

// skip passes over n bytes that the head contains.
func (h *head) skip(n int) error {
	if h.read += n; h.read > maxHead {
		return fmt.Errorf("no size in the first %d MiB", maxHead>>20)
	}
	_, err := io.CopyN(io.Discard, h.r, int64(n))
	return h.note(err)
}

func (h *head) note(err error) error {
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		h.err = err
	}
	return err
}

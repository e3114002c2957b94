package photo

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"slices"
)

// cleanQuality is for a JPEG that has to be turned, and so encoded again.
const cleanQuality = 95

// IsPhoto tells by its first bytes whether a file is a picture that may say
// where it was taken, whatever its name is. Twelve bytes are enough.
func IsPhoto(head []byte) bool {
	switch {
	case bytes.HasPrefix(head, []byte{0xff, 0xd8, 0xff}),
		bytes.HasPrefix(head, []byte(pngMagic)),
		bytes.HasPrefix(head, []byte("GIF87a")), bytes.HasPrefix(head, []byte("GIF89a")):
		return true
	case len(head) < 12:
		return false
	}
	if bytes.HasPrefix(head, []byte("RIFF")) && bytes.Equal(head[8:12], []byte("WEBP")) {
		return true
	}
	format := other(head)
	return format == "heic" || format == "avif"
}

const pngMagic = "\x89PNG\r\n\x1a\n"

// Clean gives a picture at its own size without metadata. Its pixels stay as
// they are, bit by bit, unless it lies on its side or on its head: then it is
// turned and encoded again, a WebP as [Info.ResizedFormat]. What moves goes on
// moving. Only what is needed to show the pixels is kept, so what nobody has
// heard of yet is left out too, and whatever follows the end of the picture.
func Clean(src []byte) ([]byte, error) {
	info, err := Probe(bytes.NewReader(src))
	if err != nil {
		return nil, err
	}
	if info.Orientation > 1 && !info.animated {
		return turned(src, info)
	}
	var out []byte
	switch info.Format {
	case JPEG:
		out, err = cleanJPEG(src)
	case PNG:
		out, err = cleanPNG(src)
	case GIF:
		out, err = cleanGIF(src)
	case WebP:
		out, err = cleanWebP(src)
	}
	if err != nil {
		return nil, &Corrupt{info.Format, err}
	}
	return out, nil
}

// turned encodes a picture upright.
func turned(src []byte, info Info) ([]byte, error) {
	if err := info.Decodable(); err != nil {
		return nil, err
	}
	m, err := decode(bytes.NewReader(src), info)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	drawn, paletted := m.(*image.Paletted)
	m = turn(scale(m, info, info.Width), info.Orientation)
	switch {
	case paletted && info.Format == PNG:
		err = encodePalette(&out, m.(*image.RGBA), len(drawn.Palette), len(src))
	case info.Format == PNG, info.Format == WebP && info.Transparent:
		err = png.Encode(&out, m)
	default:
		err = jpeg.Encode(&out, opaque(m), &jpeg.Options{Quality: cleanQuality})
	}
	return out.Bytes(), err
}

var errCut = io.ErrUnexpectedEOF

// cleanJPEG keeps what decoding needs: tables, frames and scans. Of the
// application segments two tell how colours are stored, and of those only that
// part is kept.
func cleanJPEG(src []byte) ([]byte, error) {
	out := append(make([]byte, 0, len(src)), 0xff, 0xd8)
	for rest := src[2:]; ; {
		if len(rest) < 2 {
			return nil, errCut
		}
		if rest[0] != 0xff {
			return nil, errors.New("no marker where one should be")
		}
		marker := rest[1]
		switch {
		case marker == 0xff: // a fill byte
			rest = rest[1:]
			continue
		case marker == 0xd9:
			return append(out, 0xff, 0xd9), nil
		case marker == 0x01 || marker >= 0xd0 && marker <= 0xd7:
			out, rest = append(out, rest[:2]...), rest[2:]
			continue
		}
		if len(rest) < 4 {
			return nil, errCut
		}
		n := 2 + int(binary.BigEndian.Uint16(rest[2:]))
		if n < 4 {
			return nil, errors.New("segment without length")
		}
		if len(rest) < n {
			return nil, errCut
		}
		segment := rest[:n]
		rest = rest[n:]
		switch {
		case marker == 0xe0 && n >= 18 && string(segment[4:9]) == "JFIF\x00": // up to the thumbnail
			out = append(append(append(out, 0xff, 0xe0, 0, 16), segment[4:16]...), 0, 0)
		case marker == 0xee && n >= 16 && string(segment[4:9]) == "Adobe":
			out = append(append(out, 0xff, 0xee, 0, 14), segment[4:16]...)
		case marker >= 0xe0 && marker <= 0xef, marker == 0xfe:
		default:
			out = append(out, segment...)
		}
		if marker == 0xda {
			n := scanEnd(rest)
			out, rest = append(out, rest[:n]...), rest[n:]
		}
	}
}

// scanEnd finds the marker after the compressed data of a scan.
func scanEnd(b []byte) int {
	for i := 0; ; {
		at := bytes.IndexByte(b[i:], 0xff)
		if at < 0 || i+at+1 >= len(b) {
			return len(b)
		}
		if next := b[i+at+1]; next != 0 && (next < 0xd0 || next > 0xd7) {
			return i + at
		}
		i += at + 2
	}
}

// pngKept are the chunks without which a PNG looks otherwise.
var pngKept = []string{"IHDR", "PLTE", "tRNS", "IDAT", "IEND", "acTL", "fcTL", "fdAT", "gAMA", "cHRM", "sRGB", "sBIT", "cICP", "pHYs"}

func cleanPNG(src []byte) ([]byte, error) {
	out := append(make([]byte, 0, len(src)), pngMagic...)
	for rest := src[len(pngMagic):]; ; {
		if len(rest) < 12 {
			return nil, errCut
		}
		n, kind := int64(binary.BigEndian.Uint32(rest)), string(rest[4:8])
		if int64(len(rest)) < n+12 {
			return nil, errCut
		}
		if slices.Contains(pngKept, kind) {
			out = append(out, rest[:n+12]...)
		}
		if kind == "IEND" {
			return out, nil
		}
		rest = rest[n+12:]
	}
}

// cleanGIF keeps the frames, how they follow each other, and how often.
func cleanGIF(src []byte) ([]byte, error) {
	at := 13
	colours := func(flags byte) {
		if flags&0x80 != 0 {
			at += 3 << (flags&7 + 1)
		}
	}
	blocks := func() bool { // data in blocks, up to an empty one
		for at < len(src) {
			n := int(src[at])
			if at += n + 1; n == 0 {
				return at <= len(src)
			}
		}
		return false
	}
	if len(src) < at {
		return nil, errCut
	}
	colours(src[10])
	if at > len(src) {
		return nil, errCut
	}
	out := append(make([]byte, 0, len(src)), src[:at]...)
	for at < len(src) {
		start, keep := at, true
		switch src[at] {
		case 0x3b:
			return append(out, 0x3b), nil
		case 0x21:
			if at+2 >= len(src) {
				return nil, errCut
			}
			label := src[at+1]
			at += 2
			if !blocks() {
				return nil, errCut
			}
			extension := src[start:at]
			keep = label == 0xf9 || label == 0xff && (bytes.HasPrefix(extension[2:], []byte("\x0bNETSCAPE2.0")) || bytes.HasPrefix(extension[2:], []byte("\x0bANIMEXTS1.0")))
		case 0x2c:
			if at+10 >= len(src) {
				return nil, errCut
			}
			flags := src[at+9]
			at += 10
			colours(flags)
			at++ // the size of codes
			if !blocks() {
				return nil, errCut
			}
		default:
			return nil, errors.New("unknown block")
		}
		if keep {
			out = append(out, src[start:at]...)
		}
	}
	return append(out, 0x3b), nil // many lack their end, and are shown all the same
}

// webpKept are the chunks of pixels, and of their order where they move.
var webpKept = []string{"VP8X", "VP8 ", "VP8L", "ALPH", "ANIM", "ANMF"}

func cleanWebP(src []byte) ([]byte, error) {
	size := int64(binary.LittleEndian.Uint32(src[4:])) + 8
	if size < 12 || int64(len(src)) < size {
		return nil, errCut
	}
	out := append(make([]byte, 0, size), src[:12]...)
	out, err := webpChunks(out, src[12:size])
	if err != nil {
		return nil, err
	}
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8))
	return out, nil
}

func webpChunks(out, src []byte) ([]byte, error) {
	for len(src) > 0 {
		if len(src) < 8 {
			return nil, errCut
		}
		kind, size := string(src[:4]), int64(binary.LittleEndian.Uint32(src[4:]))
		if int64(len(src)) < 8+size {
			return nil, errCut
		}
		data := src[8 : 8+size]
		src = src[min(8+size+size&1, int64(len(src))):]
		if !slices.Contains(webpKept, kind) {
			continue
		}
		at := len(out)
		out = append(append(out, kind...), 0, 0, 0, 0)
		switch {
		case kind == "VP8X" && size > 0:
			out = append(append(out, data[0]&^0x2c), data[1:]...) // neither profile nor EXIF nor XMP
		case kind == "ANMF" && size >= 16: // a frame, which has chunks of its own
			var err error
			if out, err = webpChunks(append(out, data[:16]...), data[16:]); err != nil {
				return nil, err
			}
		default:
			out = append(out, data...)
		}
		n := len(out) - at - 8
		binary.LittleEndian.PutUint32(out[at+4:], uint32(n))
		if n&1 == 1 {
			out = append(out, 0)
		}
	}
	return out, nil
}

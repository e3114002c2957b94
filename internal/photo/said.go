package photo

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Said is what cameras and programs wrote into a picture beside its pixels.
type Said struct {
	Words []string // descriptions, comments, names of authors and owners
	Place bool     // where it was taken
}

// SaidIn reads it from the EXIF, XMP and IPTC of a JPEG, PNG, WebP or TIFF; a
// picture that is odd says what could be read of it. ok tells whether it is of
// one of these, or a form that has nothing of the kind (GIF, BMP).
func SaidIn(src []byte) (said Said, ok bool) {
	switch {
	case bytes.HasPrefix(src, []byte{0xff, 0xd8, 0xff}):
		said.jpeg(src[2:])
	case bytes.HasPrefix(src, []byte(pngMagic)):
		said.png(src[len(pngMagic):])
	case len(src) > 12 && bytes.HasPrefix(src, []byte("RIFF")) && string(src[8:12]) == "WEBP":
		said.webp(src[12:])
	case bytes.HasPrefix(src, []byte("II*\x00")), bytes.HasPrefix(src, []byte("MM\x00*")):
		said.tiff(src)
	case bytes.HasPrefix(src, []byte("GIF8")), bytes.HasPrefix(src, []byte("BM")):
	default:
		return said, false
	}
	return said, true
}

func (s *Said) word(b []byte) {
	text := strings.TrimSpace(strings.ToValidUTF8(string(bytes.Trim(b, "\x00 ")), "�"))
	if text != "" {
		s.Words = append(s.Words, text)
	}
}

// jpeg reads the segments before the picture.
func (s *Said) jpeg(rest []byte) {
	for len(rest) >= 4 && rest[0] == 0xff && rest[1] != 0xda {
		if rest[1] == 0xff { // a fill byte
			rest = rest[1:]
			continue
		}
		n := 2 + int(binary.BigEndian.Uint16(rest[2:]))
		if n < 4 || len(rest) < n {
			return
		}
		marker, body := rest[1], rest[4:n]
		switch {
		case marker == 0xe1 && bytes.HasPrefix(body, []byte("Exif\x00\x00")):
			s.tiff(body[6:])
		case marker == 0xe1:
			s.xmp(body)
		case marker == 0xed:
			s.iptc(body)
		case marker == 0xfe:
			s.word(body)
		}
		rest = rest[n:]
	}
}

func (s *Said) png(rest []byte) {
	for len(rest) >= 12 {
		n := int64(binary.BigEndian.Uint32(rest))
		if int64(len(rest)) < n+12 {
			return
		}
		body := rest[8 : 8+n]
		switch string(rest[4:8]) {
		case "eXIf":
			s.tiff(body)
		case "tEXt", "iTXt":
			if bytes.Contains(body, []byte("<x:xmpmeta")) {
				s.xmp(body)
				break
			}
			_, text, _ := bytes.Cut(body, []byte{0})
			s.word(bytes.ReplaceAll(text, []byte{0}, []byte{' '}))
		}
		rest = rest[n+12:]
	}
}

func (s *Said) webp(rest []byte) {
	for len(rest) >= 8 {
		n := int64(binary.LittleEndian.Uint32(rest[4:]))
		if int64(len(rest)) < n+8 {
			return
		}
		body := rest[8 : 8+n]
		switch string(rest[:4]) {
		case "EXIF":
			s.tiff(bytes.TrimPrefix(body, []byte("Exif\x00\x00")))
		case "XMP ":
			s.xmp(body)
		}
		rest = rest[min(8+n+n&1, int64(len(rest))):]
	}
}

// xmp reads what stands between the tags, and whether a tag or an attribute is
// of a place.
func (s *Said) xmp(text []byte) {
	s.Place = s.Place || bytes.Contains(text, []byte("GPSLatitude")) || bytes.Contains(text, []byte("GPSLongitude"))
	_, rest, some := bytes.Cut(text, []byte{'>'})
	for some {
		var words []byte
		words, rest, _ = bytes.Cut(rest, []byte{'<'})
		s.word(words)
		_, rest, some = bytes.Cut(rest, []byte{'>'})
	}
}

// iptc reads the data sets of an application record, which begin with 1c 02,
// what they are and how long.
func (s *Said) iptc(rest []byte) {
	for {
		at := bytes.Index(rest, []byte{0x1c, 0x02})
		if at < 0 || len(rest) < at+5 {
			return
		}
		n := int(binary.BigEndian.Uint16(rest[at+3:]))
		if rest = rest[at+5:]; n > len(rest) {
			return
		}
		s.word(rest[:n])
		rest = rest[n:]
	}
}

// What EXIF calls what.
const (
	exifFolder = 0x8769
	gpsFolder  = 0x8825
)

// tiff reads EXIF, which is a small TIFF file.
func (s *Said) tiff(src []byte) {
	if len(src) < 8 {
		return
	}
	order := binary.ByteOrder(binary.LittleEndian)
	if src[0] == 'M' {
		order = binary.BigEndian
	}
	s.folder(src, order, uint64(order.Uint32(src[4:])), 0)
}

// folder reads a directory of fields at an offset.
func (s *Said) folder(src []byte, order binary.ByteOrder, at uint64, tag uint16) {
	if at+2 > uint64(len(src)) {
		return
	}
	fields := src[at+2:]
	for n := int(order.Uint16(src[at:])); n > 0 && len(fields) >= 12; n, fields = n-1, fields[12:] {
		field := order.Uint16(fields)
		offset, size := uint64(order.Uint32(fields[8:])), uint64(order.Uint32(fields[4:]))
		switch {
		case tag == gpsFolder:
			s.Place = s.Place || field == 2 || field == 4 // latitude, longitude
			continue
		case tag == 0 && (field == exifFolder || field == gpsFolder):
			s.folder(src, order, offset, field)
			continue
		}
		value := fields[8:12]
		switch {
		case size <= 4:
			value = value[:size]
		case offset+size <= uint64(len(src)):
			value = src[offset : offset+size]
		default: // it was cut off
			continue
		}
		switch field {
		case 0x010e, 0x013b, 0x8298, 0xa430: // description, artist, copyright, owner
			s.word(value)
		case 0x9286: // a comment, after eight bytes that name its letters
			s.comment(value, order)
		case 0x9c9b, 0x9c9c, 0x9c9d, 0x9c9e, 0x9c9f: // what Windows calls title, comment, author, keywords, subject
			s.word(wide(value, binary.LittleEndian))
		}
	}
}

func (s *Said) comment(value []byte, order binary.ByteOrder) {
	if len(value) < 8 {
		return
	}
	text := value[8:]
	if bytes.HasPrefix(value, []byte("UNICODE")) && !utf8.Valid(text) || bytes.IndexByte(text, 0) >= 0 {
		text = wide(text, order)
	}
	s.word(text)
}

// wide reads UTF-16.
func wide(b []byte, order binary.ByteOrder) []byte {
	var units []uint16
	for ; len(b) >= 2; b = b[2:] {
		units = append(units, order.Uint16(b))
	}
	return []byte(string(utf16.Decode(units)))
}

package photo

import (
	"encoding/binary"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// exifOf is EXIF with fields of a description, of what Windows calls the
// author, of a comment and, if asked, of a place.
func exifOf(order binary.AppendByteOrder, description, author, comment string, place bool) string {
	head := "II*\x00"
	if order == binary.AppendByteOrder(binary.BigEndian) {
		head = "MM\x00*"
	}
	b := order.AppendUint32([]byte(head), 8)
	values := []struct {
		tag, kind uint16
		text      []byte
	}{{0x010e, 2, []byte(description + "\x00")}, {0x9c9d, 1, nil}, {0x9286, 7, []byte("UNICODE\x00")}}
	for _, u := range utf16.Encode([]rune(author)) {
		values[1].text = binary.LittleEndian.AppendUint16(values[1].text, u)
	}
	for _, u := range utf16.Encode([]rune(comment)) {
		values[2].text = order.AppendUint16(values[2].text, u)
	}
	n := len(values) + 1
	b = order.AppendUint16(b, uint16(n))
	at := 8 + 2 + 12*n + 4
	var data []byte
	for _, v := range values {
		b = order.AppendUint32(order.AppendUint16(order.AppendUint16(b, v.tag), v.kind), uint32(len(v.text)))
		if len(v.text) <= 4 {
			b = append(b, append(v.text, make([]byte, 4-len(v.text))...)...)
			continue
		}
		b = order.AppendUint32(b, uint32(at+len(data)))
		data = append(data, v.text...)
	}
	b = order.AppendUint32(order.AppendUint32(order.AppendUint16(order.AppendUint16(b, gpsFolder), 4), 1), uint32(at+len(data)))
	b = append(order.AppendUint32(b, 0), data...)
	gps := []byte{0, 0}
	if place {
		gps = order.AppendUint16(nil, 1)
		gps = order.AppendUint32(order.AppendUint32(order.AppendUint16(order.AppendUint16(gps, 2), 5), 3), 0)
	}
	return string(append(b, gps...))
}

func TestSaidIn(t *testing.T) {
	little := exifOf(binary.LittleEndian, "taken by Zhang", "张三", "三号楼", true)
	big := exifOf(binary.BigEndian, "a", "李四", "二号楼", false)
	xmp := `http://ns.adobe.com/xap/1.0/` + "\x00" + `<x:xmpmeta><rdf:li>王五</rdf:li><a exif:GPSLatitude="32,1N"/></x:xmpmeta>`
	jpegOf := func(kind byte, body string) string {
		return "\xff\xd8" + string(segment(0xe0, "JFIF\x00")) + string(segment(kind, body)) + "\xff\xda"
	}
	riff := func(kind, body string) string {
		n := binary.LittleEndian.AppendUint32(nil, uint32(len(body)))
		return "RIFF\x00\x00\x00\x00WEBP" + kind + string(n) + body
	}
	chunk := func(kind, body string) string {
		return pngMagic + string(binary.BigEndian.AppendUint32(nil, uint32(len(body)))) + kind + body + "crc."
	}
	for name, c := range map[string]struct {
		src   string
		words string
		place bool
	}{
		"EXIF of a telephone":     {jpegOf(0xe1, "Exif\x00\x00"+little), "taken by Zhang|张三|三号楼", true},
		"EXIF the other way":      {jpegOf(0xe1, "Exif\x00\x00"+big), "a|李四|二号楼", false},
		"XMP":                     {jpegOf(0xe1, xmp), "王五", true},
		"IPTC":                    {jpegOf(0xed, "Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x0e\x1c\x02\x50\x00\x06赵六\x1c\x02\x5a\x00\x03abc"), "赵六|abc", false},
		"a comment":               {jpegOf(0xfe, "孙七"), "孙七", false},
		"a picture without":       {jpegOf(0xdb, "\x00"), "", false},
		"EXIF of a PNG":           {chunk("eXIf", little), "taken by Zhang|张三|三号楼", true},
		"a word of a PNG":         {chunk("tEXt", "Author\x00周八"), "周八", false},
		"EXIF of a WebP":          {riff("EXIF", big), "a|李四|二号楼", false},
		"XMP of a WebP":           {riff("XMP ", xmp[28:]), "王五", true},
		"a TIFF":                  {little, "taken by Zhang|张三|三号楼", true},
		"half an EXIF":            {jpegOf(0xe1, "Exif\x00\x00"+little[:40]), "张三", false},
		"a drawing that is a GIF": {"GIF89a....", "", false},
	} {
		said, ok := SaidIn([]byte(c.src))
		if got := strings.Join(said.Words, "|"); !ok || got != c.words || said.Place != c.place {
			t.Errorf("%s: %q %v %v", name, got, said.Place, ok)
		}
		for n := range len(c.src) { // what is cut says less, and is no harm
			SaidIn([]byte(c.src)[:n])
		}
	}
	if said, ok := SaidIn([]byte("\x00\x00\x00\x18ftypheic")); ok || said.Place || !slices.Equal(said.Words, nil) {
		t.Error("nothing is known of such a picture, and yet:", said, ok)
	}
}

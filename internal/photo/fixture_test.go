package photo

import "hash/crc32"

func crcOf(b []byte) uint32 { return crc32.ChecksumIEEE(b) }

// cmykJPEG is one block of four components, each flat. With all quantisers 1
// and one code for "difference of 0" it is short enough to write down: every
// component is 128, which Adobe stores inverted.
func cmykJPEG() []byte {
	b := []byte{0xff, 0xd8}
	b = append(b, segment(0xee, "Adobe\x00\x64\x00\x00\x00\x00\x00")...) // no transform
	ones := make([]byte, 64)
	for i := range ones {
		ones[i] = 1
	}
	b = append(b, segment(0xdb, "\x00"+string(ones))...)
	b = append(b, segment(0xc0, "\x08\x00\x08\x00\x08\x04\x01\x11\x00\x02\x11\x00\x03\x11\x00\x04\x11\x00")...)
	for _, class := range []string{"\x00", "\x10"} { // DC and AC: one code of one bit, for 0
		b = append(b, segment(0xc4, class+"\x01"+string(make([]byte, 15))+"\x00")...)
	}
	b = append(b, segment(0xda, "\x04\x01\x00\x02\x00\x03\x00\x04\x00\x00\x3f\x00")...)
	// Two bits a block: no difference, no more coefficients.
	return append(b, 0x00, 0xff, 0xd9)
}

package photo

import (
	"encoding/binary"
	"errors"
	"io"
)

// jpeg reads segments up to the frame header, which has the size. What EXIF
// says of the orientation stands before it.
func (h *head) jpeg() (Info, error) {
	info := Info{Orientation: 1}
	for {
		marker, err := h.jpegMarker()
		if err != nil {
			return info, err
		}
		if marker == 0x01 || marker >= 0xd0 && marker <= 0xd7 {
			continue // stands alone
		}
		if marker == 0xd9 || marker == 0xda {
			return info, errors.New("no size before the picture")
		}
		length, err := h.take(2)
		if err != nil {
			return info, err
		}
		n := int(binary.BigEndian.Uint16(length)) - 2
		if n < 0 {
			return info, errors.New("segment without length")
		}
		switch {
		case marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc:
			if n < 6 {
				return info, errors.New("frame header too short")
			}
			frame, err := h.take(6)
			if err != nil {
				return info, err
			}
			info.Height = int(binary.BigEndian.Uint16(frame[1:]))
			info.Width = int(binary.BigEndian.Uint16(frame[3:]))
			info.heavy = marker == 0xc2 // progressive: all coefficients are kept
			return info, nil
		case marker == 0xe1 && info.Orientation == 1:
			app1, err := h.take(n)
			if err != nil {
				return info, err
			}
			if len(app1) > 6 && string(app1[:6]) == "Exif\x00\x00" {
				info.Orientation = orientation(app1[6:])
			}
		default:
			if err := h.skip(n); err != nil {
				return info, err
			}
		}
	}
}

func (h *head) jpegMarker() (byte, error) {
	b, err := h.take(1)
	if err != nil {
		return 0, err
	}
	if b[0] != 0xff {
		return 0, errors.New("no marker where one should be")
	}
	for b[0] == 0xff { // fill bytes are allowed
		if b, err = h.take(1); err != nil {
			return 0, err
		}
	}
	return b[0], nil
}

// png reads chunks up to the pixels.
func (h *head) png() (Info, error) {
	info := Info{Orientation: 1}
	for {
		c, err := h.take(8)
		if err != nil {
			return info, err
		}
		n, kind := binary.BigEndian.Uint32(c), string(c[4:])
		if info.Width == 0 && kind != "IHDR" {
			return info, errors.New("no IHDR at the beginning")
		}
		if n > maxHead {
			if kind == "IDAT" {
				return info, nil
			}
			return info, errors.New("chunk too long")
		}
		switch kind {
		case "IHDR":
			if n != 13 {
				return info, errors.New("IHDR of wrong length")
			}
			ihdr, err := h.take(13)
			if err != nil {
				return info, err
			}
			w, hh := binary.BigEndian.Uint32(ihdr), binary.BigEndian.Uint32(ihdr[4:])
			if w == 0 || hh == 0 || w > 1<<31-1 || hh > 1<<31-1 {
				return info, errors.New("size out of range")
			}
			info.Width, info.Height = int(w), int(hh)
			info.heavy = ihdr[8] == 16
			info.palette = ihdr[9] == 3
			info.Transparent = ihdr[9] == 4 || ihdr[9] == 6
			n = 0
		case "tRNS":
			info.Transparent = true
		case "eXIf":
			exif, err := h.take(int(n))
			if err != nil {
				return info, err
			}
			info.Orientation = orientation(exif)
			n = 0
		case "IDAT", "IEND":
			return info, nil
		}
		if err := h.skip(int(n) + 4); err != nil { // and the checksum
			return info, err
		}
	}
}

// webp reads the first chunk, which has the size.
func (h *head) webp() (Info, error) {
	info := Info{Orientation: 1}
	kind, size, err := h.webpChunk()
	if err != nil {
		return info, err
	}
	b, err := h.take(10)
	if err != nil {
		return info, err
	}
	switch kind {
	case "VP8 ":
		if b[3] != 0x9d || b[4] != 0x01 || b[5] != 0x2a {
			return info, errors.New("no start code")
		}
		info.Width = int(binary.LittleEndian.Uint16(b[6:])) & 0x3fff
		info.Height = int(binary.LittleEndian.Uint16(b[8:])) & 0x3fff
		return info, nil
	case "VP8L":
		if b[0] != 0x2f {
			return info, errors.New("no signature")
		}
		bits := binary.LittleEndian.Uint32(b[1:])
		info.Width, info.Height = int(bits&0x3fff)+1, int(bits>>14&0x3fff)+1
		info.Transparent = bits>>28&1 == 1
		return info, nil
	case "VP8X":
		if size != 10 {
			return info, errors.New("VP8X of wrong length")
		}
		info.Transparent = b[0]&0x10 != 0
		info.animated = b[0]&0x02 != 0
		info.Width = 1 + (int(b[4]) | int(b[5])<<8 | int(b[6])<<16)
		info.Height = 1 + (int(b[7]) | int(b[8])<<8 | int(b[9])<<16)
		if b[0]&0x08 != 0 {
			info.Orientation, err = h.webpOrientation()
		}
		return info, err
	}
	return info, errors.New("unknown first chunk")
}

// webpOrientation passes over the picture to the EXIF behind it. A file that
// ends before is taken as upright: decoding will find out.
func (h *head) webpOrientation() (int, error) {
	for {
		kind, size, err := h.webpChunk()
		if err != nil {
			return 1, h.err
		}
		if kind == "EXIF" {
			if size > maxHead {
				return 1, nil
			}
			h.read = 0 // what was passed over does not count
			exif, err := h.take(int(size))
			if err != nil {
				return 1, h.err
			}
			if len(exif) > 6 && string(exif[:6]) == "Exif\x00\x00" {
				exif = exif[6:]
			}
			return orientation(exif), nil
		}
		if _, err := io.CopyN(io.Discard, h.r, int64(size)+int64(size&1)); h.note(err) != nil {
			return 1, h.err
		}
	}
}

func (h *head) webpChunk() (kind string, size uint32, err error) {
	b := make([]byte, 8)
	if _, err := io.ReadFull(h.r, b); err != nil {
		return "", 0, h.note(err)
	}
	return string(b[:4]), binary.LittleEndian.Uint32(b[4:]), nil
}

// orientation finds tag 274 in the first directory of EXIF data, which is a
// small TIFF file. Anything odd means upright.
func orientation(tiff []byte) int {
	if len(tiff) < 8 {
		return 1
	}
	var order binary.ByteOrder
	switch string(tiff[:4]) {
	case "II*\x00":
		order = binary.LittleEndian
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return 1
	}
	at := uint64(order.Uint32(tiff[4:]))
	if at+2 > uint64(len(tiff)) {
		return 1
	}
	n := int(order.Uint16(tiff[at:]))
	fields := tiff[at+2:]
	for ; n > 0 && len(fields) >= 12; n, fields = n-1, fields[12:] {
		if order.Uint16(fields) != 0x0112 {
			continue
		}
		value := 0
		switch order.Uint16(fields[2:]) {
		case 1: // BYTE, seen in the wild
			value = int(fields[8])
		case 3: // SHORT, as the standard has it
			value = int(order.Uint16(fields[8:]))
		case 4: // LONG, also seen
			value = int(order.Uint32(fields[8:]))
		}
		if value >= 1 && value <= 8 {
			return value
		}
		return 1
	}
	return 1
}

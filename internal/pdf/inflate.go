package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
)

// longest is how much a stream may hold when it is unpacked.
const longest = 1 << 28

// inflate unpacks a stream.
func (d *Doc) inflate(s *stream) []byte {
	filter := d.get(s.dict["Filter"])
	params := d.get(s.dict["DecodeParms"])
	if list, ok := filter.(array); ok {
		if len(list) > 1 {
			panic(malformed("a stream is packed twice"))
		}
		filter = nil
		if len(list) == 1 {
			filter = d.get(list[0])
		}
		if list, ok := params.(array); ok && len(list) > 0 {
			params = d.get(list[0])
		}
	}
	if filter == nil {
		return s.body
	}
	if filter != name("FlateDecode") {
		panic(malformed(fmt.Sprintf("a stream is packed by %v", filter)))
	}
	r, err := zlib.NewReader(bytes.NewReader(s.body))
	if err != nil {
		panic(malformed(err.Error()))
	}
	text, err := io.ReadAll(io.LimitReader(r, int64(min(longest, d.room)+1)))
	if err != nil && len(text) == 0 {
		panic(malformed(err.Error()))
	}
	if d.room -= len(text); d.room < 0 || len(text) > longest {
		panic(malformed("it is too large when it is unpacked"))
	}
	with, _ := params.(dict)
	if n, _ := number(with["Predictor"]); n >= 10 {
		columns, ok := number(with["Columns"])
		if !ok {
			columns = 1
		}
		if columns < 1 || columns > longest {
			panic(malformed("a stream has rows without end"))
		}
		text = unpredict(text, columns)
	}
	return text
}

// unpredict undoes PNG's prediction, of one byte a point.
func unpredict(text []byte, columns int) []byte {
	before, out := make([]byte, columns), []byte{}
	for len(text) > columns {
		row := bytes.Clone(text[1 : columns+1])
		for k := range row {
			var left, above, corner byte
			if k > 0 {
				left, corner = row[k-1], before[k-1]
			}
			above = before[k]
			switch text[0] {
			case 1:
				row[k] += left
			case 2:
				row[k] += above
			case 3:
				row[k] += byte((int(left) + int(above)) / 2)
			case 4:
				row[k] += paeth(left, above, corner)
			}
		}
		out, before, text = append(out, row...), row, text[columns+1:]
	}
	return out
}

func paeth(a, b, c byte) byte {
	p := int(a) + int(b) - int(c)
	pa, pb, pc := max(p-int(a), int(a)-p), max(p-int(b), int(b)-p), max(p-int(c), int(c)-p)
	switch {
	case pa <= pb && pa <= pc:
		return a
	case pb <= pc:
		return b
	}
	return c
}

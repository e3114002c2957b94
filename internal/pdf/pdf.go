// Package pdf puts together the PDFs that a browser printed: several in one,
// with a bookmark for each and with their tags; some of their pages; one page
// over many sheets of paper.
//
// [Read] reads a PDF of Skia, which is what Chromium, Chrome and Edge write,
// or of any program that does not encrypt. [Join] writes parts of such
// documents as one, [Tile] lays one page over many sheets. What is drawn is taken over as it
// is: nothing is drawn again, so text stays text and a shared page is stored
// once.
//
// The same documents give the same bytes: the time is an argument, and there
// is no other that would differ.
package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"strconv"
)

// Doc is a document that has been read. It is not for concurrent use.
type Doc struct {
	text  []byte
	at    map[int]place
	known map[int]any
	pages []int // numbers of the page objects
	root  dict
	info  dict
}

// place is where an object stands: in the file, or in a stream of objects.
type place struct{ offset, within, index int }

// Size is a page's, in millimetres.
type Size struct{ Width, Height float64 }

// point is one in millimetres.
const point = 25.4 / 72

// Read reads a document.
func Read(text []byte) (d *Doc, err error) {
	defer caught(&err, "read a PDF")
	d = &Doc{text: text, at: map[int]place{}, known: map[int]any{}}
	end := bytes.LastIndex(text, []byte("startxref"))
	if end < 0 {
		panic(malformed("it has no end"))
	}
	first, _ := (&parser{text: text, at: end + len("startxref")}).object().(word)
	offset, err := strconv.Atoi(string(first))
	if err != nil {
		panic(malformed("its end names no table"))
	}
	var trailer dict
	for seen := map[int]bool{}; offset > 0 && !seen[offset]; {
		seen[offset] = true
		t := d.table(offset)
		if trailer == nil {
			trailer = t
		}
		offset, _ = number(t["Prev"])
	}
	if trailer["Encrypt"] != nil {
		panic(malformed("it is encrypted"))
	}
	d.root = d.dict(trailer["Root"])
	d.info = d.dict(trailer["Info"])
	d.walk(d.root["Pages"], nil, map[any]bool{})
	if len(d.pages) == 0 {
		panic(malformed("it has no pages"))
	}
	return d, nil
}

// Creator is the program for which a document was made.
func (d *Doc) Creator() string {
	q, _ := d.get(d.info["Creator"]).(quoted)
	return words(q)
}

// Pages are the sizes of its pages.
func (d *Doc) Pages() []Size {
	var all []Size
	for _, n := range d.pages {
		box := d.box(n)
		all = append(all, Size{(box[2] - box[0]) * point, (box[3] - box[1]) * point})
	}
	return all
}

// box is a page's media box, in points.
func (d *Doc) box(page int) [4]float64 {
	var box [4]float64
	numbers, _ := d.get(d.dict(ref(page))["MediaBox"]).(array)
	for k, x := range numbers {
		if k < 4 {
			box[k] = d.float(x)
		}
	}
	return box
}

// inherited are the keys that a page may have from its parents.
var inherited = []string{"Resources", "MediaBox", "CropBox", "Rotate"}

// walk finds the pages below a node, and gives each what it inherits.
func (d *Doc) walk(node any, from dict, seen map[any]bool) {
	n := d.dict(node)
	if _, ok := node.(ref); !ok || n == nil || seen[node] {
		panic(malformed("its pages are not in order"))
	}
	seen[node] = true
	mine := dict{}
	for _, key := range inherited {
		if n[key] != nil {
			mine[key] = n[key]
		} else if from[key] != nil {
			mine[key] = from[key]
		}
	}
	if n["Type"] == name("Pages") || n["Kids"] != nil {
		kids, _ := d.get(n["Kids"]).(array)
		for _, kid := range kids {
			d.walk(kid, mine, seen)
		}
		return
	}
	for key, v := range mine {
		n[key] = v
	}
	d.pages = append(d.pages, int(node.(ref)))
}

// table reads a table of objects, in either form, and what stands in it is
// only added: later tables come first.
func (d *Doc) table(offset int) dict {
	p := &parser{text: d.text, at: offset}
	if p.object() != word("xref") {
		return d.tableStream(offset)
	}
	for {
		first := p.object()
		if first == word("trailer") {
			t, _ := p.object().(dict)
			if t == nil {
				panic(malformed("there is no trailer"))
			}
			if hidden, ok := number(t["XRefStm"]); ok {
				d.tableStream(hidden)
			}
			return t
		}
		start, ok := number(first)
		count, also := number(p.object())
		if !ok || !also || count > most {
			panic(malformed("its table cannot be read"))
		}
		for k := range count {
			offset, _ := number(p.object())
			p.object()
			kind := p.object()
			if _, known := d.at[start+k]; !known && kind == word("n") {
				d.at[start+k] = place{offset: offset}
			} else if kind != word("n") && kind != word("f") {
				panic(malformed("its table cannot be read"))
			}
		}
	}
}

// most is how many objects a document may have.
const most = 1 << 22

// tableStream reads a table in a stream, as of PDF 1.5.
func (d *Doc) tableStream(offset int) dict {
	s, _ := d.parse(offset).(*stream)
	if s == nil {
		panic(malformed("its table cannot be read"))
	}
	text := d.inflate(s)
	var widths [3]int
	w, _ := s.dict["W"].(array)
	for k := range min(3, len(w)) {
		widths[k], _ = number(w[k])
	}
	size, _ := number(s.dict["Size"])
	index, _ := s.dict["Index"].(array)
	if index == nil {
		index = array{word("0"), word(strconv.Itoa(size))}
	}
	field := func(k, otherwise int) int {
		if widths[k] == 0 {
			return otherwise
		}
		if len(text) < widths[k] {
			panic(malformed("its table is too short"))
		}
		n := 0
		for _, b := range text[:widths[k]] {
			n = n<<8 | int(b)
		}
		text = text[widths[k]:]
		return n
	}
	for k := 0; k+1 < len(index); k += 2 {
		start, _ := number(index[k])
		count, _ := number(index[k+1])
		if count > most {
			panic(malformed("its table is too long"))
		}
		for n := start; n < start+count; n++ {
			kind, a, b := field(0, 1), field(1, 0), field(2, 0)
			if _, known := d.at[n]; known {
				continue
			}
			switch kind {
			case 1:
				d.at[n] = place{offset: a}
			case 2:
				d.at[n] = place{within: a, index: b}
			}
		}
	}
	return s.dict
}

// parse reads the object at an offset.
func (d *Doc) parse(offset int) any {
	if offset < 0 || offset >= len(d.text) {
		panic(malformed("an object is not in the file"))
	}
	p := &parser{text: d.text, at: offset}
	p.object()
	p.object()
	if p.object() != word("obj") {
		panic(malformed(fmt.Sprintf("there is no object at byte %d", offset)))
	}
	return p.streamed(p.object(), func(v any) (int, bool) { return number(d.get(v)) })
}

// get is the object that a reference leads to, or the value itself.
func (d *Doc) get(v any) any {
	for range 20 {
		r, ok := v.(ref)
		if !ok {
			return v
		}
		known, ok := d.known[int(r)]
		if !ok {
			d.known[int(r)] = nil // if it leads to itself
			at, there := d.at[int(r)]
			switch {
			case !there:
			case at.within != 0:
				known = d.inside(at)
			default:
				known = d.parse(at.offset)
			}
			d.known[int(r)] = known
		}
		v = known
	}
	panic(malformed("a reference leads round in a circle"))
}

// inside reads an object out of a stream of objects.
func (d *Doc) inside(at place) any {
	s, _ := d.get(ref(at.within)).(*stream)
	if s == nil {
		panic(malformed("a stream of objects is missing"))
	}
	text := d.inflate(s)
	head := &parser{text: text}
	first, _ := number(s.dict["First"])
	for k := 0; ; k++ {
		head.object()
		offset, ok := number(head.object())
		if !ok {
			panic(malformed("an object is not in its stream"))
		}
		if k == at.index {
			return (&parser{text: text, at: first + offset}).object()
		}
	}
}

func (d *Doc) dict(v any) dict {
	switch v := d.get(v).(type) {
	case dict:
		return v
	case *stream:
		return v.dict
	}
	return nil
}

func (d *Doc) float(v any) float64 {
	w, _ := d.get(v).(word)
	x, _ := strconv.ParseFloat(string(w), 64)
	return x
}

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
	text, err := io.ReadAll(io.LimitReader(r, longest))
	if err != nil && len(text) == 0 {
		panic(malformed(err.Error()))
	}
	with, _ := params.(dict)
	if n, _ := number(with["Predictor"]); n >= 10 {
		columns, ok := number(with["Columns"])
		if !ok {
			columns = 1
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

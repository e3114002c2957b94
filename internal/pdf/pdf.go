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
	"fmt"
	"strconv"
)

// Doc is a document that has been read. It is not for concurrent use.
type Doc struct {
	text   []byte
	at     map[int]place
	known  map[int]any
	packed map[int]packed // streams of objects, unpacked
	pages  []int          // numbers of the page objects
	root   dict
	info   dict
	room   int // bytes that may still be unpacked
	depth  int // of objects that must be read to read another
}

// packed is a stream of objects.
type packed struct {
	text    []byte
	offsets []int
}

// place is where an object stands: in the file, or in a stream of objects.
type place struct{ offset, within, index int }

// Size is a page's, in millimetres.
type Size struct{ Width, Height float64 }

// point is one in millimetres.
const point = 25.4 / 72

// Read reads a document.
func Read(text []byte) (*Doc, error) { return ReadWithin(text, 1<<40) }

// ReadWithin reads a document of a stranger, of which no more than so many
// bytes are unpacked, now and later; beyond, it is an error.
func ReadWithin(text []byte, room int) (d *Doc, err error) {
	defer caught(&err, "read a PDF")
	d = &Doc{text: text, at: map[int]place{}, known: map[int]any{}, packed: map[int]packed{}, room: room}
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
		panic(encrypted)
	}
	d.root = d.dict(trailer["Root"])
	d.info = d.dict(trailer["Info"])
	d.walk(d.root["Pages"], nil, map[any]bool{}, 0)
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
func (d *Doc) walk(node any, from dict, seen map[any]bool, depth int) {
	n := d.dict(node)
	if _, ok := node.(ref); !ok || n == nil || seen[node] || depth > deepest {
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
			d.walk(kid, mine, seen, depth+1)
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

const (
	most    = 1 << 22 // objects that a document may have
	deepest = 200     // how far things may be nested, or one be needed to read another
)

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
		if widths[k], _ = number(w[k]); widths[k] < 0 || widths[k] > 8 {
			panic(malformed("its table cannot be read"))
		}
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
	for k, all := 0, 0; k+1 < len(index); k += 2 {
		start, _ := number(index[k])
		count, _ := number(index[k+1])
		if all += count; count < 0 || all > most {
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
	if d.depth++; d.depth > deepest {
		panic(malformed("too many objects are needed to read one"))
	}
	defer func() { d.depth-- }()
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
	p, known := d.packed[at.within]
	if !known {
		p = d.unpack(at.within)
		d.packed[at.within] = p
	}
	if at.index >= len(p.offsets) {
		panic(malformed("an object is not in its stream"))
	}
	return (&parser{text: p.text, at: p.offsets[at.index]}).object()
}

// unpack finds the objects of a stream of them.
func (d *Doc) unpack(n int) packed {
	s, _ := d.get(ref(n)).(*stream)
	if s == nil {
		panic(malformed("a stream of objects is missing"))
	}
	p := packed{text: d.inflate(s)}
	first, _ := number(s.dict["First"])
	count, _ := number(s.dict["N"])
	head := &parser{text: p.text}
	for range count {
		head.object()
		offset, ok := number(head.object())
		if !ok || first+offset < 0 || first+offset > len(p.text) {
			break
		}
		p.offsets = append(p.offsets, first+offset)
	}
	return p
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

package pdf

import (
	"bytes"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Text is what a document says.
type Text struct {
	Words    string // of pages as they are drawn, then of notes, forms and properties
	Pictures int    // pages that show a picture and no word, as a scanner makes them
	Unknown  int    // characters of which the file does not tell what they are
}

// mostDrawn is how many drawings within drawings are looked into.
const mostDrawn = 10000

// Text gives what a document says, so that it can be searched. Words that are
// drawn side by side stay together, also where every character is drawn for
// itself; what stands apart is parted by a space, what stands on another line
// by a line break. gbk reads the characters of the usual Chinese encoding.
//
// Text that is only a picture, or drawn as shapes, is not found.
func (d *Doc) Text(gbk func([]byte) string) (t Text, err error) {
	defer caught(&err, "read the text of a PDF")
	r := &teller{d: d, gbk: gbk, scripts: map[any]*script{}}
	for _, n := range d.pages {
		page := d.dict(ref(n))
		before := r.out.Len()
		r.pictures = 0
		r.draw(d.contents(page), d.dict(page["Resources"]), matrix{1, 0, 0, 1, 0, 0}, 0)
		if r.pictures > 0 && strings.TrimSpace(r.out.String()[before:]) == "" {
			t.Pictures++
		}
		r.out.WriteString("\n")
	}
	r.besides()
	t.Words, t.Unknown = r.out.String(), r.unknown
	return t, nil
}

// teller follows what is drawn and notes the words.
type teller struct {
	d        *Doc
	gbk      func([]byte) string
	scripts  map[any]*script // by where their fonts stand
	out      strings.Builder
	drawn    int
	pictures int
	unknown  int
	pen      pen
}

// pen is where the last word ended on the page, and how large it was.
type pen struct {
	x, y, size float64
	down       bool
}

// writing is the state of text while it is drawn.
type writing struct {
	script             *script
	size, leading      float64
	spacing, wordSpace float64
	scale              float64 // of its width
}

// draw follows the words of one stream.
func (r *teller) draw(text []byte, resources dict, m matrix, depth int) {
	if r.drawn++; depth > 20 || r.drawn > mostDrawn {
		panic(malformed("drawings are nested without end"))
	}
	type saved struct {
		m matrix
		w writing
	}
	var stack []saved
	w := writing{scale: 1}
	one := matrix{1, 0, 0, 1, 0, 0}
	tm, tl := one, one
	var args []any
	num := func(k int) float64 { // the k-th from the end
		if k >= len(args) {
			return 0
		}
		return r.d.float(args[len(args)-1-k])
	}
	last := func() any {
		if len(args) == 0 {
			return nil
		}
		return args[len(args)-1]
	}
	down := func(x, y float64) {
		tl = matrix{1, 0, 0, 1, x, y}.times(tl)
		tm = tl
	}
	in := &parser{text: text}
	for {
		op, ok := operator(in, &args)
		if !ok {
			return
		}
		switch op {
		case "q":
			if len(stack) < mostDrawn {
				stack = append(stack, saved{m, w})
			}
		case "Q":
			if n := len(stack); n > 0 {
				m, w, stack = stack[n-1].m, stack[n-1].w, stack[:n-1]
			}
		case "cm":
			m = matrix{num(5), num(4), num(3), num(2), num(1), num(0)}.times(m)
		case "BT":
			tm, tl = one, one
		case "Tf":
			w.size = num(0)
			if len(args) > 1 {
				key, _ := args[len(args)-2].(name)
				w.script = r.script(r.d.dict(resources["Font"])[string(key)])
			}
		case "Tc":
			w.spacing = num(0)
		case "Tw":
			w.wordSpace = num(0)
		case "Tz":
			w.scale = num(0) / 100
		case "TL":
			w.leading = num(0)
		case "Tm":
			tm = matrix{num(5), num(4), num(3), num(2), num(1), num(0)}
			tl = tm
		case "Td":
			down(num(1), num(0))
		case "TD":
			w.leading = -num(0)
			down(num(1), num(0))
		case "T*":
			down(0, -w.leading)
		case "'", "\"":
			if op == "\"" {
				w.wordSpace, w.spacing = num(2), num(1)
			}
			down(0, -w.leading)
			tm = r.show(array{last()}, w, tm, m)
		case "Tj":
			tm = r.show(array{last()}, w, tm, m)
		case "TJ":
			list, _ := last().(array)
			tm = r.show(list, w, tm, m)
		case "Do":
			key, _ := last().(name)
			r.object(r.d.dict(resources["XObject"])[string(key)], resources, m, depth)
		case "ID":
			r.pictures++
			in.at = afterPicture(text, in.at)
		}
		args = args[:0]
	}
}

// operator reads up to the next operator of a drawing, with what it is told.
func operator(in *parser, args *[]any) (word, bool) {
	for {
		v := in.object()
		op, ok := v.(word)
		if ok && op == end {
			return "", false
		}
		if !ok || strings.IndexByte("0123456789+-.", op[0]) >= 0 || op == "true" || op == "false" {
			if len(*args) < 1000 {
				*args = append(*args, v)
			}
			continue
		}
		if op != "]" && op != ">>" {
			return op, true
		}
	}
}

// afterPicture is where a picture ends that stands in a drawing.
func afterPicture(text []byte, at int) int {
	for from := at; ; {
		n := bytes.Index(text[from:], []byte("EI"))
		if n < 0 {
			return len(text)
		}
		from += n + 2
		if space(text[from-3]) && (from == len(text) || space(text[from])) {
			return from
		}
	}
}

// object follows a drawing that is drawn by its name, or counts a picture.
func (r *teller) object(v any, resources dict, m matrix, depth int) {
	o, ok := r.d.get(v).(*stream)
	if !ok {
		return
	}
	if r.d.get(o.dict["Subtype"]) != name("Form") {
		r.pictures++
		return
	}
	if list, _ := r.d.get(o.dict["Matrix"]).(array); len(list) == 6 {
		var own matrix
		for k, x := range list {
			own[k] = r.d.float(x)
		}
		m = own.times(m)
	}
	if own := r.d.dict(o.dict["Resources"]); own != nil {
		resources = own
	}
	r.draw(r.d.inflate(o), resources, m, depth+1)
}

// show notes words and says where the next ones would stand. Numbers between
// them are distances, in thousandths of the size, to the left.
func (r *teller) show(list array, w writing, tm, m matrix) matrix {
	for _, v := range list {
		switch v := r.d.get(v).(type) {
		case word:
			tm = matrix{1, 0, 0, 1, -r.d.float(v) / 1000 * w.size * w.scale, 0}.times(tm)
		case quoted:
			if w.script == nil {
				r.unknown += len(plain(v))
				continue
			}
			for _, g := range w.script.glyphs(plain(v)) {
				to := tm.times(m)
				x, y := to.at(0, 0)
				r.part(x, y, math.Hypot(to[0], to[1])*math.Abs(w.size))
				if g.text == "" {
					r.unknown++
				}
				r.out.WriteString(g.text)
				wide := g.width*w.size + w.spacing
				if g.text == " " {
					wide += w.wordSpace
				}
				tm = matrix{1, 0, 0, 1, wide * w.scale, 0}.times(tm)
				r.pen.x, r.pen.y = tm.times(m).at(0, 0)
			}
		}
	}
	return tm
}

// part writes what stands between the last word and one at another place.
func (r *teller) part(x, y, size float64) {
	p := &r.pen
	far := math.Hypot(x-p.x, y-p.y)
	large := max(size, p.size, 0.1)
	switch {
	case !p.down:
	case far < 0.15*large:
	case math.Abs(y-p.y) < 0.3*large || math.Abs(x-p.x) < 0.3*large && far < 0.6*large:
		if far > 3*large {
			r.out.WriteByte('\t')
		} else {
			r.out.WriteByte(' ')
		}
	default:
		r.out.WriteByte('\n')
	}
	p.down, p.size = true, size
}

// spoken keys hold words for readers, wherever they stand.
var spokenKeys = []string{"Contents", "V", "DV", "RC", "Title", "Subject", "Keywords", "Author", "URI", "Alt", "ActualText"}

// besides notes the words that are not drawn on pages: remarks, what is filled
// into forms, titles, addresses.
func (r *teller) besides() {
	var all []int
	for n := range r.d.at {
		all = append(all, n)
	}
	slices.Sort(all)
	for _, n := range all {
		r.say(r.d.get(ref(n)), 0)
	}
}

func (r *teller) say(v any, depth int) {
	if depth > 20 {
		return
	}
	switch v := v.(type) {
	case array:
		for _, x := range v {
			r.say(x, depth+1)
		}
	case *stream:
		r.say(v.dict, depth+1)
	case dict:
		for key, x := range inOrder(v) {
			if q, ok := r.d.get(x).(quoted); ok && slices.Contains(spokenKeys, key) {
				r.out.WriteString(words(q) + "\n")
				continue
			}
			r.say(x, depth+1)
		}
	}
}

// at16 is a character of two bytes.
func at16(b []byte) int { return int(b[0])<<8 | int(b[1]) }

// hexCode reads the uXXXX and uniXXXX of a glyph's name; 0 for none.
func hexCode(glyph string) rune {
	for _, before := range []string{"uni", "u"} {
		if digits, ok := strings.CutPrefix(glyph, before); ok && len(digits) >= 4 && len(digits) <= 6 {
			if n, err := strconv.ParseUint(digits, 16, 32); err == nil {
				return rune(n)
			}
		}
	}
	return 0
}

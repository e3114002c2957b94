package pdf

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
)

// Ink is where something is drawn on a page. It is told by boxes, so it may be
// more than there is, and never less; white is nothing.
type Ink struct{ boxes []Rect }

// In tells whether there is anything in a part of the page.
func (i *Ink) In(r Rect) bool {
	for _, b := range i.boxes {
		if b.Left < r.Right-hair && b.Right > r.Left+hair && b.Top < r.Bottom-hair && b.Bottom > r.Top+hair {
			return true
		}
	}
	return false
}

// hair is what is too narrow to be seen, in millimetres.
const hair = 0.2

// Ink finds where something is drawn on a page.
func (d *Doc) Ink(page int) (i *Ink, err error) {
	defer caught(&err, "look at a PDF")
	if page < 0 || page >= len(d.pages) {
		return nil, fmt.Errorf("there is no page %d", page)
	}
	box := d.box(d.pages[page])
	p := &painter{d: d, box: box, ink: &Ink{}}
	s := state{m: matrix{1, 0, 0, 1, 0, 0}, clip: area{box[0], box[1], box[2], box[3]}}
	p.paint(d.contents(d.dict(ref(d.pages[page]))), resourcesOf(d, d.pages[page]), s, 0)
	return p.ink, nil
}

type matrix [6]float64

func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3], m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

func (m matrix) at(x, y float64) (float64, float64) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}

// area is a box in points; empty if it ends before it begins.
type area struct{ x0, y0, x1, y1 float64 }

var nothing = area{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}

func (a area) with(x, y float64) area {
	return area{min(a.x0, x), min(a.y0, y), max(a.x1, x), max(a.y1, y)}
}

func (a area) cut(b area) area {
	return area{max(a.x0, b.x0), max(a.y0, b.y0), min(a.x1, b.x1), min(a.y1, b.y1)}
}

func (a area) inside(b area) bool {
	return a.x0 >= b.x0 && a.y0 >= b.y0 && a.x1 <= b.x1 && a.y1 <= b.y1
}

// corners is the box round a box that was moved.
func (m matrix) corners(x0, y0, x1, y1 float64) area {
	a := nothing
	for _, p := range [][2]float64{{x0, y0}, {x1, y0}, {x0, y1}, {x1, y1}} {
		x, y := m.at(p[0], p[1])
		a = a.with(x, y)
	}
	return a
}

type state struct {
	m           matrix
	clip        area
	white       bool // what is filled
	line        float64
	whiteStroke bool
	size        float64 // of text
}

type painter struct {
	d     *Doc
	box   [4]float64
	ink   *Ink
	forms int
}

// add notes that something is drawn.
func (p *painter) add(a, clip area) {
	a = a.cut(clip)
	if a.x0 > a.x1 || a.y0 > a.y1 {
		return
	}
	p.ink.boxes = append(p.ink.boxes, Rect{
		(a.x0 - p.box[0]) * point, (p.box[3] - a.y1) * point, (a.x1 - p.box[0]) * point, (p.box[3] - a.y0) * point,
	})
}

// contour is a piece of a path: its box, its sides' boxes, and whether it is a
// box itself.
type contour struct {
	box   area
	sides []area
	level bool
}

// paint follows what is drawn.
func (p *painter) paint(text []byte, resources dict, s state, depth int) {
	if p.forms++; depth > 20 || p.forms > 10000 {
		return
	}
	var saved []state
	var args []any
	var path []contour
	var x, y float64
	var tm, tl matrix
	clipping := false
	num := func(k int) float64 { // the k-th from the end
		if k >= len(args) {
			return 0
		}
		w, _ := args[len(args)-1-k].(word)
		v, _ := strconv.ParseFloat(string(w), 64)
		return v
	}
	begin := func(a, b float64) {
		x, y = a, b
		px, py := s.m.at(a, b)
		path = append(path, contour{box: nothing.with(px, py), level: true})
	}
	to := func(a, b float64, via ...float64) {
		if len(path) == 0 {
			begin(x, y)
		}
		c := &path[len(path)-1]
		ox, oy := s.m.at(x, y)
		nx, ny := s.m.at(a, b)
		side := nothing.with(ox, oy).with(nx, ny)
		for k := 0; k+1 < len(via); k += 2 {
			vx, vy := s.m.at(via[k], via[k+1])
			side = side.with(vx, vy)
		}
		if len(via) > 0 || math.Abs(ox-nx) > 0.01 && math.Abs(oy-ny) > 0.01 {
			c.level = false
		}
		c.sides = append(c.sides, side)
		c.box = c.box.with(side.x0, side.y0).with(side.x1, side.y1)
		x, y = a, b
	}
	done := func() {
		if clipping {
			whole := nothing
			for _, c := range path {
				whole = whole.with(c.box.x0, c.box.y0).with(c.box.x1, c.box.y1)
			}
			s.clip = s.clip.cut(whole)
		}
		clipping, path = false, nil
	}
	fill := func() {
		if s.white {
			return
		}
		for k, c := range path {
			if k > 0 && path[0].level && c.level && c.box.inside(path[0].box) {
				continue // a hole, or drawn already
			}
			if k == 0 && c.level && len(path) == 2 && path[1].level && path[1].box.inside(c.box) { // a frame
				o, i := c.box, path[1].box
				p.add(area{o.x0, o.y0, i.x0, o.y1}, s.clip)
				p.add(area{i.x1, o.y0, o.x1, o.y1}, s.clip)
				p.add(area{o.x0, o.y0, o.x1, i.y0}, s.clip)
				p.add(area{o.x0, i.y1, o.x1, o.y1}, s.clip)
				continue
			}
			p.add(c.box, s.clip)
		}
	}
	stroke := func() {
		if s.whiteStroke {
			return
		}
		w := s.line / 2 * math.Sqrt(math.Abs(s.m[0]*s.m[3]-s.m[1]*s.m[2]))
		for _, c := range path {
			for _, side := range c.sides {
				p.add(area{side.x0 - w, side.y0 - w, side.x1 + w, side.y1 + w}, s.clip)
			}
		}
	}
	show := func(v any) {
		n := 0
		switch v := v.(type) {
		case quoted:
			n = len(plain(v))
		case array:
			for _, q := range v {
				if q, ok := q.(quoted); ok {
					n += len(plain(q))
				}
			}
		}
		if n > 0 && !s.white {
			p.add(tm.times(s.m).corners(-s.size*0.2, -s.size*0.4, s.size*(float64(n)+0.2), s.size*1.2), s.clip)
		}
	}
	in := &parser{text: text}
	for {
		v := in.object()
		op, ok := v.(word)
		if !ok {
			args = append(args, v)
			continue
		}
		if op == end {
			return
		}
		if b := op[0]; b >= '0' && b <= '9' || b == '-' || b == '+' || b == '.' {
			args = append(args, op)
			continue
		}
		switch op {
		case "true", "false", "]", ">>":
			args = append(args, op)
			continue
		case "q":
			saved = append(saved, s)
		case "Q":
			if n := len(saved); n > 0 {
				s, saved = saved[n-1], saved[:n-1]
			}
		case "cm":
			s.m = matrix{num(5), num(4), num(3), num(2), num(1), num(0)}.times(s.m)
		case "w":
			s.line = num(0)
		case "m":
			begin(num(1), num(0))
		case "l":
			to(num(1), num(0))
		case "c":
			to(num(1), num(0), num(5), num(4), num(3), num(2))
		case "v", "y":
			to(num(1), num(0), num(3), num(2))
		case "re":
			a, b, w, h := num(3), num(2), num(1), num(0)
			begin(a, b)
			to(a+w, b)
			to(a+w, b+h)
			to(a, b+h)
			to(a, b)
		case "W", "W*":
			clipping = true
		case "n":
			done()
		case "f", "F", "f*":
			fill()
			done()
		case "S", "s":
			stroke()
			done()
		case "B", "B*", "b", "b*":
			fill()
			stroke()
			done()
		case "sh":
			p.add(s.clip, s.clip)
		case "g":
			s.white = num(0) >= 1
		case "rg":
			s.white = num(0) >= 1 && num(1) >= 1 && num(2) >= 1
		case "k", "sc", "scn", "cs":
			s.white = false
		case "G":
			s.whiteStroke = num(0) >= 1
		case "RG":
			s.whiteStroke = num(0) >= 1 && num(1) >= 1 && num(2) >= 1
		case "K", "SC", "SCN", "CS":
			s.whiteStroke = false
		case "BT":
			tm = matrix{1, 0, 0, 1, 0, 0}
			tl = tm
		case "Tf":
			s.size = math.Abs(num(0))
		case "Tm":
			tm = matrix{num(5), num(4), num(3), num(2), num(1), num(0)}
			tl = tm
		case "Td", "TD":
			tl = matrix{1, 0, 0, 1, num(1), num(0)}.times(tl)
			tm = tl
		case "Tj", "TJ", "'", "\"":
			if len(args) > 0 {
				show(args[len(args)-1])
			}
		case "Do":
			if len(args) > 0 {
				if key, ok := args[len(args)-1].(name); ok {
					p.object(p.d.dict(resources["XObject"])[string(key)], resources, s, depth)
				}
			}
		case "ID": // a picture in the text
			if n := bytes.Index(text[in.at:], []byte("EI")); n >= 0 {
				in.at += n + 2
			}
			p.add(s.m.corners(0, 0, 1, 1), s.clip)
		}
		args = args[:0]
	}
}

// object is a picture or a drawing that is drawn.
func (p *painter) object(v any, resources dict, s state, depth int) {
	o, ok := p.d.get(v).(*stream)
	if !ok {
		return
	}
	if p.d.get(o.dict["Subtype"]) != name("Form") {
		p.add(s.m.corners(0, 0, 1, 1), s.clip)
		return
	}
	list := func(key string) (all []float64) {
		numbers, _ := p.d.get(o.dict[key]).(array)
		for _, x := range numbers {
			all = append(all, p.d.float(x))
		}
		return all
	}
	if m := list("Matrix"); len(m) == 6 {
		s.m = matrix(m).times(s.m)
	}
	if b := list("BBox"); len(b) == 4 {
		s.clip = s.clip.cut(s.m.corners(b[0], b[1], b[2], b[3]))
	}
	if own := p.d.dict(o.dict["Resources"]); own != nil {
		resources = own
	}
	p.paint(p.d.inflate(o), resources, s, depth+1)
}

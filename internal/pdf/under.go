package pdf

import (
	"bytes"
	"fmt"
	"maps"
)

// drawn is a page that is drawn below others: it is stored once.
type drawn struct {
	doc  *Doc
	page int
}

// form stores a page as something that can be drawn.
func (j *joiner) form(d *Doc, page int) ref {
	if r, known := j.forms[drawn{d, page}]; known {
		return r
	}
	if page < 0 || page >= len(d.pages) {
		panic(malformed("there is no such page"))
	}
	p := d.dict(ref(d.pages[page]))
	t := &taking{j: j, d: d, to: map[int]int{}}
	for _, n := range d.pages {
		t.to[n] = 0
	}
	box := d.box(d.pages[page])
	form := dict{
		"Type": name("XObject"), "Subtype": name("Form"), "Resources": t.copy(d.get(p["Resources"])),
		"BBox": array{box[0], box[1], box[2], box[3]}, "Group": t.copy(d.get(p["Group"])),
	}
	s := &stream{form, nil}
	if one, ok := d.get(p["Contents"]).(*stream); ok {
		form["Filter"], form["DecodeParms"] = t.copy(d.get(one.dict["Filter"])), t.copy(d.get(one.dict["DecodeParms"]))
		s.body = one.body
	} else {
		s.body = d.contents(p)
	}
	r := j.add(s)
	t.flush()
	j.forms[drawn{d, page}] = r
	return r
}

// contents is what is drawn on a page, in one piece.
func (d *Doc) contents(page dict) []byte {
	switch v := d.get(page["Contents"]).(type) {
	case *stream:
		return d.inflate(v)
	case array:
		var all [][]byte
		for _, x := range v {
			if s, ok := d.get(x).(*stream); ok {
				all = append(all, d.inflate(s))
			}
		}
		return bytes.Join(all, []byte("\n"))
	}
	return nil
}

// under draws other pages below a page that is being taken over.
func (t *taking) under(page dict, n int, all []Under) {
	height := t.d.box(n)[3]
	resources := dict{}
	maps.Copy(resources, t.copyOf(t.d.dict(t.d.dict(ref(n))["Resources"])))
	objects := dict{}
	maps.Copy(objects, t.copyOf(t.d.dict(resourcesOf(t.d, n)["XObject"])))
	var ops bytes.Buffer
	// It is said to be no text of its own: it would be read out on each sheet.
	ops.WriteString("/Artifact BMC\n")
	for k, u := range all {
		key := fmt.Sprintf("BanbaoUnder%d", k)
		objects[key] = t.j.form(u.Doc, u.Page)
		c, box := u.Clip, u.Doc.box(u.Doc.pages[u.Page])
		fmt.Fprintf(&ops, "q %.4f %.4f %.4f %.4f re W n %.6f 0 0 %.6f %.4f %.4f cm /%s Do Q\n",
			c.Left/point, height-c.Bottom/point, (c.Right-c.Left)/point, (c.Bottom-c.Top)/point,
			u.Scale, u.Scale, u.X/point-box[0]*u.Scale, height-u.Y/point-box[3]*u.Scale, key)
	}
	ops.WriteString("EMC\n")
	resources["XObject"] = objects
	page["Resources"] = resources
	contents := array{t.j.add(&stream{dict{}, ops.Bytes()})}
	switch v := t.d.dict(ref(n))["Contents"].(type) {
	case array:
		contents = append(contents, t.copy(v).(array)...)
	case ref:
		if list, ok := t.d.get(v).(array); ok {
			contents = append(contents, t.copy(list).(array)...)
		} else {
			contents = append(contents, t.copy(v))
		}
	}
	page["Contents"] = contents
}

func resourcesOf(d *Doc, page int) dict { return d.dict(d.dict(ref(page))["Resources"]) }

func (t *taking) copyOf(d dict) dict {
	out, _ := t.copy(d).(dict)
	return out
}

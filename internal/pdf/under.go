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
	t := j.sharing(d)
	r := j.add(t.formOf(page))
	t.flush()
	j.forms[drawn{d, page}] = r
	return r
}

// sharing is what pages of a document are drawn with, which is stored once.
func (j *joiner) sharing(d *Doc) *taking {
	t := j.shared[d]
	if t == nil {
		t = &taking{j: j, d: d, to: map[int]int{}}
		for _, n := range d.pages {
			t.to[n] = 0
		}
		j.shared[d] = t
	}
	return t
}

// formOf is a page as something that can be drawn.
func (t *taking) formOf(page int) *stream {
	d := t.d
	p, box := d.dict(ref(d.pages[page])), d.box(d.pages[page])
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
	return s
}

// spoken is a page that is drawn on another together with its tags. What has
// tags may be drawn once only, so it is stored for that one place.
type spoken struct {
	j        *joiner
	d        *Doc
	page     int
	on, form int // the page it is drawn on, and the number of what is drawn
}

// write writes it, and takes its tags over behind those of the page it is on.
func (u *spoken) write() {
	j, shared := u.j, u.j.sharing(u.d)
	j.parts++
	t := &taking{j: j, d: u.d, to: maps.Clone(shared.to), keys: j.keys, name: fmt.Sprintf("p%d-", j.parts), form: u.form}
	s := t.formOf(u.page)
	s.dict["StructParents"] = t.key(u.d.dict(ref(u.d.pages[u.page]))["StructParents"])
	j.put(u.form, s)
	t.to[u.d.pages[u.page]] = u.on
	t.tags()
	t.flush()
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
	for k, u := range all {
		key := fmt.Sprintf("BanbaoUnder%d", k)
		before, after := "/Artifact BMC ", " EMC" // it would be read out on each sheet
		if u.Tagged {
			own := &spoken{t.j, u.Doc, u.Page, t.to[n], t.j.next()}
			t.spoken = append(t.spoken, own)
			objects[key], before, after = ref(own.form), "", ""
		} else {
			objects[key] = t.j.form(u.Doc, u.Page)
		}
		c, box := u.Clip, u.Doc.box(u.Doc.pages[u.Page])
		fmt.Fprintf(&ops, "%sq %.4f %.4f %.4f %.4f re W n %.6f 0 0 %.6f %.4f %.4f cm /%s Do Q%s\n", before,
			c.Left/point, height-c.Bottom/point, (c.Right-c.Left)/point, (c.Bottom-c.Top)/point,
			u.Scale, u.Scale, u.X/point-box[0]*u.Scale, height-u.Y/point-box[3]*u.Scale, key, after)
	}
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

package pdf

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"
)

// taking copies the objects of one document.
type taking struct {
	j      *joiner
	d      *Doc
	to     map[int]int // numbers there to numbers here; 0 is left out
	queue  []int       // to be written
	keys   int         // added to keys of the tags' table
	name   string      // goes before the names of tags
	form   int         // a page that became part of another: tags lead there
	spoken []*spoken   // what is drawn below its pages with its tags
}

// page is a page as it stands in the new document.
func (t *taking) page(n int, scale float64) dict {
	out := dict{}
	for key, v := range inOrder(t.d.dict(ref(n))) {
		switch key {
		case "Parent", "B", "Metadata":
		case "StructParents":
			out[key] = t.key(v)
		default:
			out[key] = t.copy(v)
		}
	}
	out["Parent"] = ref(t.j.roots[1])
	if scale != 0 && scale != 1 {
		t.scale(out, t.d.box(n), scale)
	}
	return out
}

// scale makes a page larger or smaller: what is drawn stays as it is, and is
// drawn within another measure.
func (t *taking) scale(page dict, box [4]float64, scale float64) {
	for _, key := range []string{"CropBox", "TrimBox", "BleedBox", "ArtBox", "Annots"} {
		delete(page, key)
	}
	var media array
	for _, x := range box {
		media = append(media, word(strconv.FormatFloat(x*scale, 'f', 3, 64)))
	}
	page["MediaBox"] = media
	drawn, several := page["Contents"].(array)
	if !several {
		drawn = array{page["Contents"]}
	}
	factor := strconv.FormatFloat(scale, 'f', 6, 64)
	before := t.j.add(&stream{dict{}, fmt.Appendf(nil, "q %s 0 0 %s 0 0 cm\n", factor, factor)})
	after := t.j.add(&stream{dict{}, []byte("\nQ")})
	page["Contents"] = append(append(array{before}, drawn...), after)
}

// key is a key of the tags' table.
func (t *taking) key(v any) any {
	n, ok := number(t.d.get(v))
	if !ok {
		return nil
	}
	t.j.keys = max(t.j.keys, t.keys+n+1)
	return t.keys + n
}

// inOrder goes through a dictionary by its keys: in the order in which they are
// met, objects get their numbers.
func inOrder(d dict) iter.Seq2[string, any] {
	return func(yield func(string, any) bool) {
		for _, key := range slices.Sorted(maps.Keys(d)) {
			if !yield(key, d[key]) {
				return
			}
		}
	}
}

// copy is a value with the numbers of the new document.
func (t *taking) copy(v any) any {
	switch v := v.(type) {
	case ref:
		n, ok := t.to[int(v)]
		if !ok {
			if t.d.get(v) == nil {
				return nil
			}
			n = t.j.next()
			t.to[int(v)] = n
			t.queue = append(t.queue, int(v))
		}
		if n == 0 {
			return nil
		}
		return ref(n)
	case array:
		out := make(array, len(v))
		for k, x := range v {
			out[k] = t.copy(x)
		}
		return out
	case dict:
		out := dict{}
		for key, x := range inOrder(v) {
			if key == "StructParent" || key == "StructParents" {
				out[key] = t.key(x)
			} else {
				out[key] = t.copy(x)
			}
		}
		return out
	case *stream:
		return &stream{t.copy(v.dict).(dict), v.body}
	}
	return v
}

// flush writes what copies have asked for.
func (t *taking) flush() {
	for len(t.queue) > 0 {
		n := t.queue[0]
		t.queue = t.queue[1:]
		t.j.put(t.to[n], t.copy(t.d.get(ref(n))))
	}
}

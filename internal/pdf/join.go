package pdf

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"strconv"
	"time"
)

// Info is what a document says of itself.
type Info struct {
	Title    string
	Language string // zh-Hans
	Creator  string
	Time     time.Time
}

// Part is a document in another.
type Part struct {
	Doc   *Doc
	Title string          // of its bookmark
	Pages []int           // which, from 0; nil is all; -1 is an empty page of the size of the one before
	Plain bool            // without a bookmark of its own: the document's take its place
	Scale float64         // makes its pages, and what is on them, larger or smaller; 0 is as they are
	Under map[int][]Under // what is drawn below its pages
	Copy  bool            // of a document that was a part before: it shares what is drawn, and has no tags and inner bookmarks of its own
}

// joiner writes a document part by part.
type joiner struct {
	w        *bufio.Writer
	written  int
	offsets  []int // of each object, from 1
	err      error
	pages    array
	parents  array // of the tags: keys and values
	keys     int
	top      int // the tags' Document
	kids     array
	ids      map[string]ref // tags by name
	forms    map[drawn]ref
	outline  []bookmark
	parts    int
	taken    map[*Doc]*taking // so that another copy of a document costs no more than its pages
	roots    [3]int           // catalog, pages, outlines
	treeRoot int
}

// bookmark is a bookmark that has been written but for its neighbours.
type bookmark struct {
	title quoted
	dest  any
	open  []bookmark
}

// Join writes parts as one document. next gives one after the other, and nil
// at the end; so not all need to be in memory at once.
func Join(w io.Writer, info Info, next func() (*Part, error)) (err error) {
	defer caught(&err, "join PDFs")
	j := newJoiner(w)
	for {
		p, err := next()
		if err != nil {
			return err
		}
		if p == nil {
			break
		}
		j.part(p)
		if j.err != nil {
			return j.err
		}
	}
	if len(j.pages) == 0 {
		return errors.New("join PDFs: there are no pages")
	}
	return j.finish(info)
}

func newJoiner(w io.Writer) *joiner {
	j := &joiner{w: bufio.NewWriterSize(w, 1<<16), ids: map[string]ref{}, forms: map[drawn]ref{}}
	j.print("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	for k := range j.roots {
		j.roots[k] = j.next()
	}
	j.treeRoot, j.top = j.next(), j.next()
	return j
}

func (j *joiner) print(s string) {
	n, err := j.w.WriteString(s)
	j.written += n
	j.err = errors.Join(j.err, err)
}

// Write counts what is written.
func (j *joiner) Write(b []byte) (int, error) {
	n, err := j.w.Write(b)
	j.written += n
	j.err = errors.Join(j.err, err)
	return n, err
}

// next is the number of a new object.
func (j *joiner) next() int {
	j.offsets = append(j.offsets, 0)
	return len(j.offsets)
}

// put writes an object.
func (j *joiner) put(n int, v any) {
	j.offsets[n-1] = j.written
	j.print(strconv.Itoa(n) + " 0 obj\n")
	write(j, v)
	j.print("\nendobj\n")
}

func (j *joiner) add(v any) ref {
	n := j.next()
	j.put(n, v)
	return ref(n)
}

// taking copies the objects of one document.
type taking struct {
	j     *joiner
	d     *Doc
	to    map[int]int // numbers there to numbers here; 0 is left out
	queue []int       // to be written
	keys  int         // added to keys of the tags' table
	name  string      // goes before the names of tags
}

// part adds a part.
func (j *joiner) part(p *Part) {
	d := p.Doc
	if t := j.taken[d]; t != nil && p.Copy {
		t.again(p)
		return
	}
	j.parts++
	t := &taking{j: j, d: d, to: map[int]int{}, keys: j.keys, name: fmt.Sprintf("p%d-", j.parts)}
	pages := p.Pages
	if pages == nil {
		for k := range d.pages {
			pages = append(pages, k)
		}
	}
	for _, n := range d.pages {
		t.to[n] = 0
	}
	first := 0
	for _, k := range pages {
		if k >= 0 {
			t.to[d.pages[k]] = j.next()
			if first == 0 {
				first = t.to[d.pages[k]]
			}
		}
	}
	if tree, ok := d.root["StructTreeRoot"].(ref); ok {
		t.to[int(tree)] = j.treeRoot
	}
	if j.taken == nil {
		j.taken = map[*Doc]*taking{}
	}
	j.taken[d] = t
	last := d.pages[0]
	for _, k := range pages {
		if k < 0 {
			blank := j.add(dict{"Type": name("Page"), "Parent": ref(j.roots[1]), "MediaBox": t.copy(d.dict(ref(last))["MediaBox"]), "Resources": dict{}})
			j.pages = append(j.pages, blank)
			continue
		}
		last = d.pages[k]
		n := t.to[last]
		page := t.page(last, p.Scale)
		if under := p.Under[k]; len(under) > 0 {
			t.under(page, last, under)
		}
		j.put(n, page)
		j.pages = append(j.pages, ref(n))
	}
	t.tags(p)
	t.flush()
	marks := t.bookmarks(d.dict(d.root["Outlines"])["First"], map[any]bool{})
	switch {
	case first == 0:
	case p.Plain, len(marks) == 1 && words(marks[0].title) == p.Title:
		j.outline = append(j.outline, marks...)
	default:
		j.outline = append(j.outline, bookmark{title: text(p.Title), dest: array{ref(first), name("XYZ"), nil, nil, nil}, open: marks})
	}
}

// again adds pages of a document that has been taken already. They share all
// that is drawn; tags and the inner bookmarks are those of the first copy.
func (t *taking) again(p *Part) {
	j, first := t.j, ref(0)
	for _, k := range p.Pages {
		if k < 0 {
			panic("pdf: a copy has no empty pages")
		}
	}
	for k := range t.d.pages {
		if p.Pages != nil && !slices.Contains(p.Pages, k) {
			continue
		}
		page := t.page(t.d.pages[k], p.Scale)
		delete(page, "StructParents")
		delete(page, "Annots")
		n := j.add(page)
		j.pages = append(j.pages, n)
		if first == 0 {
			first = n
		}
	}
	t.flush()
	if first != 0 && !p.Plain {
		j.outline = append(j.outline, bookmark{title: text(p.Title), dest: array{first, name("XYZ"), nil, nil, nil}})
	}
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

// tags takes over the tags of the pages that are taken.
func (t *taking) tags(p *Part) {
	tree := t.d.dict(t.d.root["StructTreeRoot"])
	if tree == nil {
		return
	}
	for _, kid := range t.kids(tree["K"]) {
		r, ok := kid.(ref)
		if !ok {
			continue
		}
		n, ok := t.tag(r, t.j.top, 0, 0)
		if ok {
			t.j.kids = append(t.j.kids, ref(n))
		}
	}
	t.table(tree["ParentTree"], map[any]bool{})
}

func (t *taking) kids(v any) array {
	if list, ok := t.d.get(v).(array); ok {
		return list
	}
	if v == nil {
		return nil
	}
	return array{v}
}

// tag takes over a tag and what is in it, if any of it is on a page that is
// taken.
func (t *taking) tag(r ref, parent, page, depth int) (int, bool) {
	d := t.d.dict(r)
	if _, taken := t.to[int(r)]; d == nil || depth > 1000 || taken {
		return 0, false
	}
	if on, ok := d["Pg"].(ref); ok {
		page = int(on)
	}
	n := t.j.next()
	t.to[int(r)] = n
	var kids array
	for _, kid := range t.kids(d["K"]) {
		switch kid := kid.(type) {
		case word:
			if t.to[page] != 0 {
				kids = append(kids, kid)
			}
		case dict:
			on := page
			if other, ok := kid["Pg"].(ref); ok {
				on = int(other)
			}
			if t.to[on] != 0 {
				kids = append(kids, t.copy(kid))
			}
		case ref:
			if m, ok := t.tag(kid, n, page, depth+1); ok {
				kids = append(kids, ref(m))
			}
		}
	}
	if kids == nil && t.kids(d["K"]) != nil {
		t.to[int(r)] = 0
		return 0, false
	}
	out := dict{}
	for key, v := range inOrder(d) {
		switch key {
		case "P", "K":
		case "ID", "A":
			out[key] = t.named(v)
		default:
			out[key] = t.copy(v)
		}
	}
	out["P"] = ref(parent)
	if id, ok := out["ID"].(quoted); ok {
		t.j.ids[string(plain(id))] = ref(n)
	}
	switch len(kids) {
	case 0:
	case 1:
		out["K"] = kids[0]
	default:
		out["K"] = kids
	}
	switch {
	case depth == 0 && out["S"] == name("Document"):
		out["S"] = name("Part")
	case out["S"] == name("Strong"), out["S"] == name("Em"): // of PDF 2.0: older readers pass over what is in them
		out["S"] = name("Span")
	}
	t.j.put(n, out)
	return n, true
}

// named is a value of a tag: names of tags, which tables use to say which head
// belongs to a cell, are made different from those of other parts.
func (t *taking) named(v any) any {
	switch v := t.d.get(v).(type) {
	case quoted:
		return quoted("<" + fmt.Sprintf("%X", append([]byte(t.name), plain(v)...)) + ">")
	case array:
		out := make(array, len(v))
		for k, x := range v {
			out[k] = t.named(x)
		}
		return out
	case dict:
		out := dict{}
		for key, x := range inOrder(v) {
			if key == "Headers" {
				out[key] = t.named(x)
			} else {
				out[key] = t.copy(x)
			}
		}
		return out
	default:
		return t.copy(v)
	}
}

// table takes over which tag each piece of a page belongs to.
func (t *taking) table(v any, seen map[any]bool) {
	d := t.d.dict(v)
	if r, ok := v.(ref); d == nil || ok && seen[r] {
		return
	} else if ok {
		seen[r] = true
	}
	for _, kid := range t.kids(d["Kids"]) {
		if r, ok := kid.(ref); ok {
			t.table(r, seen)
		}
	}
	nums, _ := t.d.get(d["Nums"]).(array)
	for k := 0; k+1 < len(nums); k += 2 {
		n, ok := number(nums[k])
		if !ok || t.keys+n >= t.j.keys { // of a page that was left out
			continue
		}
		var value any
		if list, ok := t.d.get(nums[k+1]).(array); ok {
			value = t.j.add(t.known(list))
		} else {
			value = t.known(nums[k+1])
		}
		t.j.parents = append(t.j.parents, t.keys+n, value)
	}
}

// known is a list of tags of which some were left out.
func (t *taking) known(v any) any {
	switch v := v.(type) {
	case ref:
		if n := t.to[int(v)]; n != 0 {
			return ref(n)
		}
	case array:
		out := make(array, len(v))
		for k, x := range v {
			out[k] = t.known(x)
		}
		return out
	}
	return nil
}

// bookmarks are those of the pages that are taken.
func (t *taking) bookmarks(v any, seen map[any]bool) []bookmark {
	var all []bookmark
	for {
		r, ok := v.(ref)
		d := t.d.dict(r)
		if !ok || d == nil || seen[r] {
			return all
		}
		seen[r] = true
		inner := t.bookmarks(d["First"], seen)
		title, _ := t.d.get(d["Title"]).(quoted)
		dest, _ := t.d.get(d["Dest"]).(array)
		if len(dest) > 0 {
			dest, _ = t.copy(dest).(array)
		}
		if len(dest) > 0 && dest[0] != nil {
			all = append(all, bookmark{title, dest, inner})
		} else {
			all = append(all, inner...)
		}
		v = d["Next"]
	}
}

// outlines writes bookmarks below another, and gives the first and last of
// them, and how many there are with those inside.
func (j *joiner) outlines(marks []bookmark, parent int) (first, last, count int) {
	numbers := make([]int, len(marks))
	for k := range marks {
		numbers[k] = j.next()
	}
	for k, m := range marks {
		d := dict{"Title": m.title, "Dest": m.dest, "Parent": ref(parent)}
		if k > 0 {
			d["Prev"] = ref(numbers[k-1])
		}
		if k+1 < len(marks) {
			d["Next"] = ref(numbers[k+1])
		}
		if len(m.open) > 0 {
			a, b, n := j.outlines(m.open, numbers[k])
			d["First"], d["Last"], d["Count"] = ref(a), ref(b), -n // closed
		}
		j.put(numbers[k], d)
		count++
	}
	return numbers[0], numbers[len(numbers)-1], count
}

// finish writes what holds the parts together.
func (j *joiner) finish(info Info) error {
	root := dict{
		"Type": name("Catalog"), "Pages": ref(j.roots[1]), "Lang": quoted("(" + info.Language + ")"),
		"ViewerPreferences": dict{"DisplayDocTitle": word("true")},
	}
	j.put(j.roots[1], dict{"Type": name("Pages"), "Kids": j.pages, "Count": len(j.pages)})
	outlines := dict{"Type": name("Outlines")}
	if len(j.outline) > 0 {
		first, last, n := j.outlines(j.outline, j.roots[2])
		outlines["First"], outlines["Last"], outlines["Count"] = ref(first), ref(last), n
		root["Outlines"] = ref(j.roots[2])
	}
	j.put(j.roots[2], outlines)
	j.put(j.top, dict{"Type": name("StructElem"), "S": name("Document"), "P": ref(j.treeRoot), "K": j.kids, "Lang": quoted("(" + info.Language + ")")})
	tree := dict{"Type": name("StructTreeRoot"), "K": ref(j.top), "ParentTree": j.add(dict{"Nums": j.parents}), "ParentTreeNextKey": j.keys}
	if len(j.ids) > 0 {
		var names array
		for _, id := range slices.Sorted(maps.Keys(j.ids)) {
			names = append(names, quoted(fmt.Sprintf("<%X>", id)), j.ids[id])
		}
		tree["IDTree"] = j.add(dict{"Names": names})
	}
	j.put(j.treeRoot, tree)
	if len(j.kids) > 0 {
		root["StructTreeRoot"], root["MarkInfo"] = ref(j.treeRoot), dict{"Marked": word("true")}
	}
	j.put(j.roots[0], root)
	about := dict{"Title": text(info.Title), "Creator": text(info.Creator)}
	if !info.Time.IsZero() {
		about["CreationDate"] = quoted(info.Time.UTC().Format("(D:20060102150405Z)"))
		about["ModDate"] = about["CreationDate"]
	}
	said := j.add(about)

	at := j.written
	var table bytes.Buffer
	fmt.Fprintf(&table, "xref\n0 %d\n0000000000 65535 f \n", len(j.offsets)+1)
	for _, offset := range j.offsets {
		if offset == 0 { // was asked for, and then left out
			table.WriteString("0000000000 65535 f \n")
			continue
		}
		fmt.Fprintf(&table, "%010d 00000 n \n", offset)
	}
	table.WriteString("trailer\n")
	write(&table, dict{"Size": len(j.offsets) + 1, "Root": ref(j.roots[0]), "Info": said})
	fmt.Fprintf(&table, "\nstartxref\n%d\n%%%%EOF\n", at)
	j.Write(table.Bytes())
	return errors.Join(j.err, j.w.Flush())
}

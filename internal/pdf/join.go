package pdf

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
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
	shared   map[*Doc]*taking // of what they are drawn with
	outline  []bookmark
	parts    int
	taken    map[*Doc]*taking // so that another copy of a document costs no more than its pages
	roots    [3]int           // catalog, pages, outlines
	treeRoot int
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
	j := &joiner{w: bufio.NewWriterSize(w, 1<<16), ids: map[string]ref{}, forms: map[drawn]ref{}, shared: map[*Doc]*taking{}}
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
	t.tags()
	for _, u := range t.spoken {
		u.write()
	}
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

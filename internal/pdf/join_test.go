package pdf

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// skia is a document as Chromium writes it: pages with so many words each, a
// heading, a table's head with a name, a bookmark a page.
func skia(pages ...string) []byte {
	var b bytes.Buffer
	var offsets []int
	put := func(format string, args ...any) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n", len(offsets))
		fmt.Fprintf(&b, format, args...)
		b.WriteString("\nendobj\n")
	}
	b.WriteString("%PDF-1.4\n%\xd3\xeb\xe9\xe1\n")
	n := len(pages)
	// 1 info, 2 catalog, 3 pages, 4 tree, 5 document, 6 parent tree, 7 outlines,
	// then for each page: page, content, heading, list of tags, bookmark.
	at := func(k, what int) int { return 8 + 5*k + what }
	put("<</Title <FEFF901A77E5>\n/Creator (a \\(browser\\))>>")
	put("<</Type /Catalog\n/Pages 3 0 R\n/MarkInfo <</Marked true>>\n/StructTreeRoot 4 0 R\n/Outlines 7 0 R\n/Lang (zh-Hans)>>")
	var kids, heads, nums []string
	for k := range n {
		kids = append(kids, fmt.Sprintf("%d 0 R", at(k, 0)))
		heads = append(heads, fmt.Sprintf("%d 0 R", at(k, 2)))
		nums = append(nums, fmt.Sprintf("%d %d 0 R", k, at(k, 3)))
	}
	put("<</Type /Pages /Count %d /Kids [%s] /MediaBox [0 0 594.96 841.92]>>", n, strings.Join(kids, " "))
	put("<</Type /StructTreeRoot /K 5 0 R /ParentTree 6 0 R /ParentTreeNextKey %d >>", n)
	put("<</Type /StructElem /S /Document /P 4 0 R /K [%s]>>", strings.Join(heads, " "))
	put("<</Type /ParentTree /Nums [%s]>>", strings.Join(nums, " "))
	put("<</Type /Outlines /First %d 0 R /Last %d 0 R /Count %d>>", at(0, 4), at(n-1, 4), n)
	for k, words := range pages {
		put("<</Type /Page /Parent 3 0 R /Contents %d 0 R /StructParents %d /Resources <<>>>>", at(k, 1), k)
		put("<</Length %d>> stream\n%s\nendstream", len(words), words)
		put("<</Type /StructElem /S /H1 /P 5 0 R /Pg %d 0 R /K 0 /ID <6E%X> /A [<</O /Table /Headers [(n%d)]>>]>>", at(k, 0), fmt.Sprint(k), k)
		put("[%d 0 R]", at(k, 2))
		next := ""
		if k+1 < n {
			next = fmt.Sprintf("/Next %d 0 R", at(k+1, 4))
		}
		put("<</Title (%s) /Parent 7 0 R /Dest [%d 0 R /XYZ 10 700 0] %s>>", words, at(k, 0), next)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d /Root 2 0 R /Info 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
	return b.Bytes()
}

func read(t *testing.T, text []byte) *Doc {
	t.Helper()
	d, err := Read(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// join joins parts and reads what came of it.
func join(t *testing.T, parts ...*Part) *Doc {
	t.Helper()
	var b bytes.Buffer
	at := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	err := Join(&b, Info{Title: "板报", Language: "zh-Hans", Creator: "Banbao", Time: at}, func() (*Part, error) {
		if len(parts) == 0 {
			return nil, nil
		}
		p := parts[0]
		parts = parts[1:]
		return p, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return read(t, b.Bytes())
}

// contents are what is drawn on each page.
func contents(d *Doc) []string {
	var all []string
	for _, n := range d.pages {
		s, _ := d.get(d.dict(ref(n))["Contents"]).(*stream)
		if s == nil {
			all = append(all, "")
			continue
		}
		all = append(all, string(d.inflate(s)))
	}
	return all
}

// outline is the bookmarks as text: title@page(inner).
func outline(d *Doc, v any) string {
	var all []string
	for v != nil {
		m := d.dict(v)
		dest := d.get(m["Dest"]).(array)
		s := fmt.Sprintf("%s@%d", words(m["Title"].(quoted)), slices.Index(d.pages, int(dest[0].(ref))))
		if m["First"] != nil {
			s += "(" + outline(d, m["First"]) + ")"
		}
		all = append(all, s)
		v = m["Next"]
	}
	return strings.Join(all, " ")
}

// tagged counts the headings and follows the table of tags back to each of
// them.
func tagged(t *testing.T, d *Doc) int {
	t.Helper()
	tree := d.dict(d.root["StructTreeRoot"])
	nums := d.get(d.dict(tree["ParentTree"])["Nums"]).(array)
	of := map[int]array{}
	for k := 0; k < len(nums); k += 2 {
		key, _ := number(nums[k])
		of[key] = d.get(nums[k+1]).(array)
	}
	for _, n := range d.pages {
		page := d.dict(ref(n))
		if page["StructParents"] == nil {
			continue
		}
		key, _ := number(page["StructParents"])
		h := d.dict(of[key][0])
		if h["S"] != name("H1") || h["Pg"] != ref(n) {
			t.Errorf("the page %d leads to the tag %v", n, h)
		}
	}
	names, _ := d.get(d.dict(tree["IDTree"])["Names"]).(array)
	count := 0
	var walk func(v any, parent ref)
	walk = func(v any, parent ref) {
		switch v := v.(type) {
		case array:
			for _, x := range v {
				walk(x, parent)
			}
		case ref:
			e := d.dict(v)
			if e["P"] != parent {
				t.Errorf("a tag's parent is %v, not %v", e["P"], parent)
			}
			if e["S"] == name("H1") {
				count++
				k := slices.IndexFunc(names, func(x any) bool { return x == v })
				head := e["A"].(array)[0].(dict)["Headers"].(array)[0].(quoted)
				if k < 0 || string(plain(names[k-1].(quoted))) != string(plain(head)) {
					t.Errorf("the name %s is not that of its head", plain(head))
				}
			}
			walk(e["K"], v)
		}
	}
	walk(tree["K"], d.root["StructTreeRoot"].(ref))
	return count
}

func TestJoin(t *testing.T) {
	a, b := read(t, skia("a1")), read(t, skia("b1", "b2"))
	d := join(t, &Part{Doc: a, Title: "a1"}, &Part{Doc: b, Title: "乙"})
	if got := contents(d); !slices.Equal(got, []string{"a1", "b1", "b2"}) {
		t.Errorf("pages %q", got)
	}
	// A document with one bookmark of the same name needs no other.
	if got := outline(d, d.dict(d.root["Outlines"])["First"]); got != "a1@0 乙@1(b1@1 b2@2)" {
		t.Errorf("bookmarks %s", got)
	}
	if n := tagged(t, d); n != 3 {
		t.Errorf("%d headings", n)
	}
	if got := words(d.get(d.info["Title"]).(quoted)); got != "板报" || d.Creator() != "Banbao" {
		t.Errorf("it is called %s, of %s", got, d.Creator())
	}
	if s := d.Pages()[2]; s.Width < 209 || s.Width > 211 || s.Height < 296 || s.Height > 298 {
		t.Errorf("a page is %v", s)
	}
}

// TestJoinSome leaves pages out, and puts an empty one in: tags and bookmarks
// of what is not there go with it.
func TestJoinSome(t *testing.T) {
	b := read(t, skia("b1", "b2", "b3"))
	d := join(t, &Part{Doc: b, Title: "乙", Pages: []int{1, -1}}, &Part{Doc: b, Title: "丙", Pages: []int{0}, Plain: true})
	if got := contents(d); !slices.Equal(got, []string{"b2", "", "b1"}) {
		t.Errorf("pages %q", got)
	}
	if got := outline(d, d.dict(d.root["Outlines"])["First"]); got != "乙@0(b2@0) b1@2" {
		t.Errorf("bookmarks %s", got)
	}
	if n := tagged(t, d); n != 2 {
		t.Errorf("%d headings", n)
	}
	if strings.Contains(string(d.text), "b3") {
		t.Error("a page that was left out is in the file")
	}
}

// TestJoined joins what was joined, as the same bytes each time.
func TestJoined(t *testing.T) {
	a := read(t, skia("a1"))
	once := join(t, &Part{Doc: a, Title: "甲"}, &Part{Doc: a, Title: "乙"})
	again := join(t, &Part{Doc: once, Plain: true})
	if got := contents(again); !slices.Equal(got, []string{"a1", "a1"}) || tagged(t, again) != 2 {
		t.Errorf("pages %q", got)
	}
	if !bytes.Equal(once.text, join(t, &Part{Doc: a, Title: "甲"}, &Part{Doc: a, Title: "乙"}).text) {
		t.Error("other bytes the second time")
	}
}

// TestCopies wants copies that share what is drawn, and pages made larger.
func TestCopies(t *testing.T) {
	a := read(t, skia("a1", "a2"))
	d := join(t, &Part{Doc: a, Title: "甲"}, &Part{Doc: a, Title: "乙", Copy: true, Pages: []int{1}, Scale: 297.0 / 210}, &Part{Doc: a, Copy: true, Plain: true})
	var drawn []string
	for _, n := range d.pages {
		all, several := d.dict(ref(n))["Contents"].(array)
		if !several {
			all = array{d.dict(ref(n))["Contents"]}
		}
		text := ""
		for _, c := range all {
			text += string(d.inflate(d.get(c).(*stream)))
		}
		drawn = append(drawn, text)
	}
	if want := []string{"a1", "a2", "q 1.414286 0 0 1.414286 0 0 cm\na2\nQ", "a1", "a2"}; !slices.Equal(drawn, want) {
		t.Errorf("drawn is %q", drawn)
	}
	if n := strings.Count(string(d.text), "\na2\n"); n != 1 {
		t.Errorf("a page is %d times in the file", n)
	}
	if s := d.Pages()[2]; s.Width < 296 || s.Width > 298 || s.Height < 419 || s.Height > 421 {
		t.Errorf("A4 made A3 is %v", s)
	}
	if n := tagged(t, d); n != 2 {
		t.Errorf("%d headings", n)
	}
	if got := outline(d, d.dict(d.root["Outlines"])["First"]); got != "甲@0(a1@0 a2@1) 乙@2" {
		t.Errorf("bookmarks %s", got)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(skia("a", "b"))
	f.Add([]byte("%PDF-1.4 startxref 3"))
	f.Add([]byte("xref\n0 1\ntrailer<</Root<<>>>>startxref 0"))
	f.Fuzz(func(t *testing.T, text []byte) {
		d, err := Read(text)
		if err != nil {
			return
		}
		d.Pages()
		Join(&bytes.Buffer{}, Info{}, func() func() (*Part, error) {
			p := &Part{Doc: d}
			return func() (*Part, error) { q := p; p = nil; return q, nil }
		}())
	})
}

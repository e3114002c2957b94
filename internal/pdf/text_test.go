package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// written is a document of these objects, from 1 on; the first is its root.
func written(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	at := make([]int, len(objects))
	for k, o := range objects {
		at[k] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", k+1, o)
	}
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer <</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, table)
	return b.Bytes()
}

// aPage is a document of one page that draws so, with three fonts: A is plain,
// U says what its codes mean, G is in GBK.
func aPage(drawing string, more ...string) []byte {
	objects := append([]string{
		"<</Type /Catalog /Pages 2 0 R>>",
		"<</Type /Pages /Count 1 /Kids [3 0 R]>>",
		"<</Type /Page /Parent 2 0 R /Contents 4 0 R /Resources <</Font <</A 5 0 R /U 6 0 R /G 8 0 R /N 10 0 R>> /XObject <</P 9 0 R>>>>>>",
		asStream("", drawing),
		"<</Type /Font /Subtype /Type1 /Encoding /WinAnsiEncoding /FirstChar 48 /Widths [500 500 500 500 500 500 500 500 500 500]>>",
		"<</Type /Font /Subtype /Type0 /Encoding /Identity-H /ToUnicode 7 0 R /DescendantFonts [<</W [1 [1000 500] 3 4 500]>>]>>",
		asStream("", "1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfchar <0001> <5F20> endbfchar 1 beginbfrange <0002> <0004> <0031> endbfrange"),
		"<</Type /Font /Subtype /Type0 /Encoding /GBK-EUC-H /DescendantFonts [<<>>]>>",
		asStream("/Subtype /Image", "…"),
		"<</Type /Font /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [<<>>]>>",
	}, more...)
	return written(objects...)
}

func asStream(head, body string) string {
	return fmt.Sprintf("<<%s /Length %d>>\nstream\n%s\nendstream", head, len(body), body)
}

// TestText: words stay together however they are drawn.
func TestText(t *testing.T) {
	gbk := func(b []byte) string { return map[string]string{"\xd5\xc5": "张", "1": "1"}[string(b)] }
	for _, c := range []struct {
		name, drawing, want string
		more                []string
	}{
		{name: "a string", drawing: "BT /A 10 Tf 1 0 0 1 50 700 Tm (138\\0601234) Tj ET", want: "13801234"},
		{name: "pieces with distances", drawing: "BT /A 10 Tf [(138) -20 (0123) 10 (4)] TJ ET", want: "13801234"},
		{name: "each digit for itself", drawing: "BT /A 10 Tf 1 0 0 1 50 700 Tm (1) Tj 1 0 0 1 55 700 Tm (3) Tj 5 0 Td (8) Tj ET", want: "138"},
		{name: "apart on a line", drawing: "BT /A 10 Tf (138) Tj 22 0 Td (0) Tj ET", want: "138 0"},
		{name: "cells", drawing: "BT /A 10 Tf (138) Tj 200 0 Td (0) Tj ET", want: "138\t0"},
		{name: "lines", drawing: "BT /A 10 Tf 12 TL (138) Tj T* (0) Tj (1) ' ET", want: "138\n0\n1"},
		{name: "what codes mean", drawing: "BT /U 10 Tf <0001 0002 0003 0004> Tj ET", want: "张123"},
		{name: "GBK", drawing: "BT /G 10 Tf <D5C531> Tj ET", want: "张1"},
		{name: "a note, an address and a title", drawing: "", want: "mailto:a@b.c\n138\n张",
			more: []string{"<</Type /Annot /Contents (138) /A <</S /URI /URI (mailto:a@b.c)>>>>", "<</Title <FEFF5F20>>>"}},
	} {
		d, err := Read(aPage(c.drawing, c.more...))
		if err != nil {
			t.Fatal(c.name, err)
		}
		got, err := d.Text(gbk)
		if err != nil || strings.TrimSpace(got.Words) != c.want || got.Pictures != 0 || got.Unknown != 0 {
			t.Errorf("%s: %q, %d unknown, %v; want %q", c.name, got.Words, got.Unknown, err, c.want)
		}
	}
	for _, c := range []struct {
		name, drawing     string
		pictures, unknown int
	}{
		{"scanned", "q 500 0 0 700 0 0 cm /P Do Q", 1, 0},
		{"a picture in the drawing", "BI /W 1 /H 1 ID \xff\x00EIx\nEI Q", 1, 0},
		{"a picture with words", "BT /A 10 Tf (138) Tj ET /P Do", 0, 0},
		{"codes of its own", "BT /N 10 Tf <00010002> Tj ET", 0, 2},
	} {
		d, err := Read(aPage(c.drawing))
		if err != nil {
			t.Fatal(c.name, err)
		}
		got, err := d.Text(gbk)
		if err != nil || got.Pictures != c.pictures || got.Unknown != c.unknown {
			t.Errorf("%s: %+v, %v", c.name, got, err)
		}
	}
}

// TestHostile: what no program writes is an error, and soon.
func TestHostile(t *testing.T) {
	locked := bytes.Replace(aPage(""), []byte("/Root"), []byte("/Encrypt <<>> /Root"), 1)
	if _, err := Read(locked); !errors.Is(err, ErrEncrypted) {
		t.Errorf("encrypted: %v", err)
	}
	var chain []string
	for k := range 5000 {
		chain = append(chain, fmt.Sprintf("<</Type /Pages /Kids [%d 0 R]>>", k+3))
	}
	for name, src := range map[string][]byte{
		"pages within pages": written(append([]string{"<</Pages 2 0 R>>"}, chain...)...),
		"a page of itself":   written("<</Pages 2 0 R>>", "<</Type /Pages /Kids [2 0 R]>>"),
		"no end":             []byte("%PDF-1.4\n"),
	} {
		if _, err := Read(src); err == nil {
			t.Errorf("%s: read", name)
		}
	}
	d, err := ReadWithin(aPage("", "<</Length 8 /Filter /FlateDecode>>\nstream\nxxxxxxxx\nendstream"), 10)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Text(nil); err != nil { // what is not drawn is not unpacked
		t.Error(err)
	}
	d, err = Read(written("<</Pages 2 0 R>>", "<</Kids [3 0 R]>>", "<</Contents 4 0 R /Resources <</XObject <</P 4 0 R>>>>>>", asStream("/Subtype /Form", "/P Do")))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Text(nil); err == nil {
		t.Error("a drawing that draws itself")
	}
}

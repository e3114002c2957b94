package extract

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// packed is an archive of files, a name and a text each.
func packed(t *testing.T, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for k := 0; k+1 < len(files); k += 2 {
		w, err := z.Create(files[k])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(files[k+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const types = "[Content_Types].xml"

func docx(t *testing.T, body string, more ...string) []byte {
	return packed(t, append([]string{types, "<Types/>", "word/document.xml", `<w:document xmlns:w="w"><w:body>` + body + `</w:body></w:document>`}, more...)...)
}

func xlsx(t *testing.T, more ...string) []byte {
	return packed(t, append([]string{types, "<Types/>", "xl/workbook.xml", `<workbook><sheets/></workbook>`}, more...)...)
}

// photograph is a JPEG with a comment and, if asked, with a place.
func photograph(comment string, place bool) string {
	segment := func(marker byte, body string) string {
		return "\xff" + string([]byte{marker, byte((len(body) + 2) >> 8), byte(len(body) + 2)}) + body
	}
	src := "\xff\xd8" + segment(0xfe, comment)
	if place {
		src += segment(0xe1, "Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x88\x25\x00\x04\x00\x00\x00\x01\x00\x00\x00\x1a\x00\x00\x00\x00"+
			"\x00\x01\x00\x02\x00\x05\x00\x00\x00\x03\x00\x00\x00\x00")
	}
	return src + "\xff\xda"
}

// TestText: everything that a reader could find, in one piece where it is
// shown in one piece.
func TestText(t *testing.T) {
	gbk, err := simplifiedchinese.GBK.NewEncoder().String("姓名,电话\n张三,13800138000\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		src  []byte
		want []string
	}{
		{"a.txt", []byte("13800138000"), []string{"13800138000"}},
		{"a.csv", []byte(gbk), []string{"张三,13800138000"}},
		{"a.html", []byte("<p>138<b>0013</b>8000<img alt='' title=\"甲乙丙\"><script>var x = 12345</script></p><p>丁"), []string{"13800138000\n", "甲乙丙", "\n丁"}},
		{"a.svg", []byte(`<svg><path d="M1 2"/><text>13800138000</text></svg>`), []string{"13800138000"}},
		{"a.ics", []byte("DESCRIPTION:138001\r\n 38000\\n甲\\, 乙\r\n"), []string{"13800138000\n甲, 乙"}},
		{"runs.docx", docx(t, `<w:p><w:r><w:t>138</w:t></w:r><w:r><w:t>00138000</w:t></w:r></w:p><w:p><w:r><w:t>乙</w:t></w:r></w:p>`), []string{"13800138000\n乙"}},
		{"table.docx", docx(t, `<w:tbl><w:tr><w:tc><w:p><w:r><w:t>张三</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>138</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`), []string{"张三\n\t138"}},
		{"deleted.docx", docx(t, `<w:p><w:del><w:r><w:delText>13800138000</w:delText></w:r></w:del></w:p>`), []string{"13800138000"}},
		{"parts.docx", docx(t, "", "word/header1.xml", `<w:hdr xmlns:w="w"><w:p><w:r><w:t>页眉</w:t></w:r></w:p></w:hdr>`, "docProps/core.xml", `<cp:p xmlns:dc="dc"><dc:creator>张三</dc:creator></cp:p>`,
			"word/_rels/document.xml.rels", `<Relationships><Relationship Target="mailto:a@b.cn"/><Relationship Target="styles.xml"/></Relationships>`), []string{"页眉\n", "张三\n", "mailto:a@b.cn\n"}},
		{"alt.docx", docx(t, `<w:drawing><wp:docPr descr="张三的照片"/></w:drawing>`), []string{"张三的照片"}},
		{"photo.docx", docx(t, "<w:t>"+strings.Repeat("字", 100)+"</w:t>", "word/media/image1.jpeg", photograph("张三，13800138000", false), "word/media/film.mp4", "…"), []string{"张三，13800138000\n"}},
		{"photo.odt", packed(t, "META-INF/manifest.xml", "<m/>", "content.xml", "<o/>", "Pictures/1.jpg", photograph("张三，13800138000", false)), []string{"张三，13800138000\n"}},
		{"rows.xlsx", xlsx(t, "xl/sharedStrings.xml", `<sst><si><t>张三</t></si><si><t>没有人用</t></si></sst>`,
			"xl/worksheets/sheet1.xml", `<worksheet><sheetData/></worksheet>`,
			"xl/worksheets/sheet2.xml", `<worksheet><sheetData><row r="1" hidden="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>13800138000</v></c></row></sheetData><headerFooter><oddHeader>页眉</oddHeader></headerFooter></worksheet>`,
			"xl/comments1.xml", `<comments><authors><author>李四</author></authors><comment><text><t>批注</t></text></comment></comments>`), []string{"张三\t13800138000\n", "没有人用", "页眉", "李四\n", "批注"}},
		{"a.pptx", packed(t, types, "<Types/>", "ppt/slides/slide1.xml", `<p:sld><a:p><a:r><a:t>138</a:t></a:r><a:r><a:t>00138000</a:t></a:r></a:p></p:sld>`), []string{"13800138000"}},
		{"a.odt", packed(t, "META-INF/manifest.xml", "<m/>", "content.xml", `<o><text:p>138<text:span>00138000</text:span></text:p><text:p>乙</text:p></o>`), []string{"13800138000\n乙"}},
		{"a.zip", packed(t, "张三/表.csv", "甲,13800138000", "b.docx", string(docx(t, `<w:p><w:t>乙</w:t></w:p>`))), []string{"张三/表.csv\n", "甲,13800138000", "乙"}},
	} {
		got, err := Text(c.name, c.src)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %q lacks %q", c.name, got, want)
			}
		}
		if strings.Contains(got, "12345") || strings.Contains(got, "styles.xml") {
			t.Errorf("%s: %q has what nobody reads", c.name, got)
		}
	}
}

// TestUnreadable: what cannot be read says why, and what could be read of it
// is there.
func TestUnreadable(t *testing.T) {
	bomb := strings.Repeat("0", 70<<10)
	for _, c := range []struct {
		name string
		src  []byte
		want error
	}{
		{"a.doc", append(bytes.Clone(oldOffice), 1, 2, 3), ErrOld},
		{"a.wps", []byte("…"), ErrOld},
		{"locked.docx", append(bytes.Clone(oldOffice), 1, 2, 3), ErrOld},
		{"a.docx", []byte("<w:t>"), ErrBroken},
		{"a.pdf", []byte("%PDF-1.4 …"), ErrBroken},
		{"a.mp4", []byte{0, 0, 0, 1}, ErrForm},
		{"a.txt", []byte{0xff, 0xff, 0, 1}, ErrForm},
		{"pictures.zip", packed(t, "a.txt", "甲", "b.jpg", "…", "c.txt", "丙"), ErrPicture},
		{"scan.docx", docx(t, "", "word/media/image1.gif", "GIF89a…"), ErrScanned},
		{"place.docx", docx(t, "甲", "word/media/image1.jpeg", photograph("丙", true)), ErrPlace},
		{"place.pptx", packed(t, types, "<Types/>", "ppt/slides/slide1.xml", "<p/>", "ppt/media/image1.jpg", photograph("丙", true)), ErrPlace},
		{"place.ods", packed(t, "META-INF/manifest.xml", "<m/>", "content.xml", "<o/>", "Pictures/1.jpg", photograph("丙", true)), ErrPlace},
		{"odd.docx", docx(t, "甲", "word/media/image1.heic", "…"), ErrPlace},
		{"bomb.zip", packed(t, "a.txt", bomb, "b.txt", bomb), ErrLarge},
		{"bomb.docx", docx(t, "", "word/header1.xml", bomb, "word/header2.xml", bomb), ErrLarge},
		{"broken.docx", docx(t, "<w:p><<<"), ErrBroken},
		{"within.zip", packed(t, "a.zip", string(packed(t, "b.zip", string(packed(t, "c.zip", string(packed(t, "d.txt", "甲"))))))), ErrLarge},
	} {
		r := reader{room: 100 << 10} // as little as the bombs need
		err := r.read(c.name, c.src, 0)
		got := r.out.String()
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
		if (c.name == "pictures.zip" || c.want == ErrPlace && c.name != "odd.docx") && !strings.Contains(got, "丙") {
			t.Errorf("what can be read of it is missing: %q", got)
		}
	}
}

// Whatever a file holds, reading it ends without a panic.
func FuzzText(f *testing.F) {
	for _, name := range []string{"a.txt", "a.html", "a.ics", "a.pdf", "a.zip"} {
		f.Add(name, []byte("%PDF-1.4\n1 0 obj\n<</Pages 2 0 R>>\nendobj\nxref\n0 0\ntrailer <</Root 1 0 R>>\nstartxref\n45\n"))
		f.Add(name, []byte("<p title=\"甲\">138<b>0013</b></p><!-- x --><script>"))
	}
	f.Fuzz(func(t *testing.T, name string, src []byte) { Text(name, src) })
}

func BenchmarkHTML(b *testing.B) {
	page := []byte(strings.Repeat(`<li class="row"><a href="../notices/fire-drill.html" data-from="1795300000">关于消防演练的通知</a><time datetime="2026-11-22">11月22日</time></li>`, 80))
	b.SetBytes(int64(len(page)))
	var buf []byte
	for b.Loop() {
		buf = HTML(buf[:0], page)
	}
}

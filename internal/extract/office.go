package extract

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"banbao/internal/decode"
	"banbao/internal/grid"
	"banbao/internal/photo"
)

// What an archive may hold.
const (
	mostMembers = 5000
	deepest     = 3 // archives within archives
)

// archive reads a zip: a document of Office or OpenDocument, or any files.
func (r *reader) archive(src []byte, depth int) error {
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	switch {
	case err != nil:
		return ErrBroken
	case len(z.File) > mostMembers || depth >= deepest:
		return ErrLarge
	}
	for _, f := range z.File {
		switch {
		case f.Name == "[Content_Types].xml":
			return r.office(z, src, depth)
		case f.Name == "META-INF/manifest.xml":
			return r.openDocument(z, depth)
		}
	}
	var first error
	for _, f := range z.File {
		name := memberName(f)
		r.line(name)
		if strings.HasSuffix(name, "/") {
			continue
		}
		if isPicture(name) {
			first = orFirst(first, ErrPicture)
			continue
		}
		text, err := r.member(f)
		if err == nil {
			err = r.read(name, text, depth+1)
		}
		first = orFirst(first, err)
		if err == ErrLarge {
			return err
		}
	}
	return first
}

func orFirst(first, err error) error {
	if first != nil {
		return first
	}
	return err
}

// memberName is what a member is called, also where it was packed in China
// before all programs agreed on UTF-8.
func memberName(f *zip.File) string {
	if f.NonUTF8 && !utf8.ValidString(f.Name) {
		if _, text := decode.Foreign([]byte(f.Name)); text != nil {
			return string(text)
		}
	}
	return f.Name
}

func isPicture(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".heic":
		return true
	}
	return false
}

// picture reads what a camera wrote into a picture of a document. Where it was
// taken is nothing that can be searched: somebody must answer for it.
func (r *reader) picture(f *zip.File) error {
	if !isPicture(f.Name) { // a drawing, a film, sound
		return nil
	}
	src, err := r.member(f)
	if err != nil {
		return err
	}
	said, ok := photo.SaidIn(src)
	for _, words := range said.Words {
		r.line(words)
	}
	if said.Place || !ok {
		return ErrPlace
	}
	return nil
}

// member unpacks one file.
func (r *reader) member(f *zip.File) ([]byte, error) {
	const locked = 1
	if f.Flags&locked != 0 {
		return nil, ErrLocked
	}
	in, err := f.Open()
	if err != nil {
		return nil, ErrForm
	}
	defer in.Close()
	text, err := io.ReadAll(io.LimitReader(in, int64(r.room)+1))
	if r.room -= len(text); r.room < 0 {
		return nil, ErrLarge
	}
	if err != nil {
		return nil, ErrBroken
	}
	return text, nil
}

// office reads a document of Word, Excel or PowerPoint.
func (r *reader) office(z *zip.Reader, src []byte, depth int) error {
	before := r.out.Len()
	var first error
	book, pictures := false, 0
	for _, f := range z.File {
		ext := strings.ToLower(path.Ext(f.Name))
		dir, _, _ := strings.Cut(f.Name, "/")
		switch {
		case strings.HasSuffix(f.Name, "/"), strings.Contains(f.Name, "/theme/"):
		case strings.Contains(f.Name, "/media/"):
			pictures++
			first = orFirst(first, r.picture(f))
		case strings.Contains(f.Name, "/embeddings/"):
			text, err := r.member(f)
			if err == nil {
				err = r.read(f.Name, text, depth+1)
			}
			first = orFirst(first, err)
		case ext == ".rels":
			first = orFirst(first, r.part(f, links))
		case ext != ".xml":
		case f.Name == "xl/workbook.xml":
			book = true
			first = orFirst(first, r.part(f, links))
		case strings.HasPrefix(f.Name, "xl/worksheets/"):
			if err := r.part(f, headersOnly); err != nil {
				first = orFirst(first, err)
			}
		case dir == "docProps" || dir == "customXml" || strings.HasPrefix(f.Name, "xl/comments"), strings.HasPrefix(f.Name, "xl/persons"):
			first = orFirst(first, r.part(f, everything))
		default:
			first = orFirst(first, r.part(f, runs))
		}
	}
	if book && first == nil {
		text, err := grid.Sheets(src)
		first = err
		r.out.WriteString(text)
	}
	if first == grid.ErrLarge {
		first = ErrLarge
	}
	if first == grid.ErrBroken {
		first = ErrBroken
	}
	if first == nil && pictures > 0 && len(strings.TrimSpace(r.out.String()[before:])) < fewWords {
		first = ErrScanned
	}
	return first
}

// fewWords is how many bytes of text a document of pictures may have: its
// properties, and a number on each page.
const fewWords = 200

// openDocument reads a document of LibreOffice.
func (r *reader) openDocument(z *zip.Reader, depth int) error {
	var first error
	for _, f := range z.File {
		switch path.Base(f.Name) {
		case "content.xml", "styles.xml", "meta.xml":
			first = orFirst(first, r.part(f, everything))
		default:
			if strings.Contains(f.Name, "Pictures/") && isPicture(f.Name) {
				first = orFirst(first, r.picture(f))
			}
		}
	}
	return first
}

// wanted tells which text of a part is wanted.
type wanted int

const (
	runs        wanted = iota // what documents call text
	everything                // all there is between tags
	links                     // only what attributes say
	headersOnly               // of a sheet, whose cells are read as a table
)

// part reads the text of one file of a document.
func (r *reader) part(f *zip.File, want wanted) error {
	text, err := r.member(f)
	if err != nil {
		return err
	}
	in := xml.NewDecoder(bytes.NewReader(text))
	in.Strict = false
	var open []string
	for {
		token, err := in.RawToken()
		if err == io.EOF {
			return nil
		}
		if err != nil || len(open) > 1000 {
			return ErrBroken
		}
		switch token := token.(type) {
		case xml.StartElement:
			open = append(open, token.Name.Local)
			r.attributes(token)
			r.parted(token.Name.Local, want)
		case xml.EndElement:
			if len(open) > 0 {
				open = open[:len(open)-1]
			}
			r.endOf(token.Name.Local, want)
		case xml.CharData:
			if len(open) > 0 && want.has(open[len(open)-1]) {
				r.out.Write(token)
			}
		}
	}
}

// has tells whether the text of an element is wanted.
func (w wanted) has(element string) bool {
	switch w {
	case everything:
		return true
	case runs:
		return element == "t" || element == "delText" || element == "instrText" || element == "v"
	case headersOnly:
		return strings.HasSuffix(element, "Header") || strings.HasSuffix(element, "Footer")
	}
	return false
}

// parted writes what stands between two texts where an element begins.
func (r *reader) parted(element string, want wanted) {
	switch element {
	case "tab", "s", "noBreakHyphen":
		if want != headersOnly {
			r.out.WriteByte(' ')
		}
	case "br", "cr", "line-break":
		r.out.WriteByte('\n')
	}
}

// endOf does that where it ends: paragraphs, rows and cells part words.
func (r *reader) endOf(element string, want wanted) {
	switch element {
	case "p", "h", "tr", "table-row", "instrText", "comment":
		r.out.WriteByte('\n')
	case "tc", "table-cell":
		r.out.WriteByte('\t')
	default:
		if want == everything && element != "t" && element != "span" && element != "r" || want == headersOnly && want.has(element) {
			r.out.WriteByte('\n')
		}
	}
}

// attributes writes what attributes say: alternative texts, who wrote a
// remark, and where links lead to that are no pages.
func (r *reader) attributes(e xml.StartElement) {
	for _, a := range e.Attr {
		switch a.Name.Local {
		case "descr", "title", "author", "tooltip", "displayName":
		case "name":
			if e.Name.Local != "sheet" {
				continue
			}
		case "Target", "href":
			if !strings.HasPrefix(a.Value, "mailto:") && !strings.HasPrefix(a.Value, "tel:") {
				continue
			}
		default:
			continue
		}
		if a.Value != "" {
			r.line(a.Value)
		}
	}
}

package photo

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"io"
	"maps"
	"regexp"
	"strings"
)

// CleanSVG gives a drawing without what the program that made it wrote into
// it: comments, the element metadata, and all elements and attributes that
// are not SVG, such as the path of the file on its author's disk. Photographs
// inside of it are cleaned as [Clean] does. What would run is left out as well:
// see svgsafe.go. Entities are put in place, since a browser reads marks in them.
func CleanSVG(src []byte) ([]byte, error) {
	fail := func(err error) ([]byte, error) { return nil, &Corrupt{"svg", err} }
	d := xml.NewDecoder(bytes.NewReader(src))
	d.Strict = false
	d.Entity = map[string]string{}
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // good if it is ASCII
	var out bytes.Buffer
	names := map[string]string{}   // prefix → what it stands for
	var around []map[string]string // the same of the elements around
	drop := 0                      // depth below an element that is left out
	style := 0                     // depth of the style that it is in
	any := false
	for {
		from := d.InputOffset()
		token, err := d.RawToken()
		if err == io.EOF {
			break
		}
		if err != nil {
			return fail(err)
		}
		raw := src[from:d.InputOffset()]
		switch t := token.(type) {
		case xml.StartElement:
			around = append(around, names)
			names = declared(t, names)
			if drop > 0 || !drawn(t.Name, names) || t.Name.Local == "metadata" || isLive(t) {
				drop++
				continue
			}
			if strings.EqualFold(t.Name.Local, "style") {
				style = len(around)
			}
			any = any || t.Name.Local == "svg"
			writeTag(&out, t, names, bytes.HasSuffix(raw, []byte("/>")))
		case xml.EndElement:
			if len(around) == 0 {
				return fail(errors.New("an end without a beginning"))
			}
			if style == len(around) {
				style = 0
			}
			names, around = around[len(around)-1], around[:len(around)-1]
			if drop > 0 {
				drop--
				continue
			}
			if len(raw) > 0 { // <a/> ends where it begins
				out.Write(raw)
			}
		case xml.CharData:
			if drop == 0 {
				writeText(&out, raw, t, style > 0)
			}
		case xml.ProcInst:
			if t.Target == "xml" {
				if m := encoding.FindSubmatch(t.Inst); m != nil && !plainEncoding.Match(m[1]) {
					return fail(errors.New("its encoding is not UTF-8"))
				}
				out.Write(raw)
			}
		case xml.Directive:
			for _, m := range entity.FindAllSubmatch(t, mostEntities) {
				if len(m[2]) <= longestEntity {
					d.Entity[string(m[1])] = string(m[2])
				}
			}
		}
	}
	if !any {
		return fail(errors.New("no svg in it"))
	}
	if len(around) > 0 {
		return fail(io.ErrUnexpectedEOF)
	}
	return cleanInside(out.Bytes())
}

// Entities are short names of long ones; more and longer are made to hurt.
const (
	mostEntities  = 100
	longestEntity = 200 // bytes
)

var (
	encoding = regexp.MustCompile(`encoding\s*=\s*["']([^"']*)["']`)
	// In others, what is a letter here may be a mark there.
	plainEncoding = regexp.MustCompile(`(?i)^(utf-?8|us-ascii|ascii|iso-8859-1|windows-1252|gb2312|gbk)$`)
)

// writeText writes text so that no mark can come of it, even where pieces
// round what was left out meet.
func writeText(out *bytes.Buffer, raw []byte, text xml.CharData, style bool) {
	if style {
		if safe := safeStyle(string(text)); safe != string(text) {
			xml.EscapeText(out, []byte(safe))
			return
		}
	}
	if bytes.HasPrefix(raw, []byte("<![CDATA[")) || !bytes.ContainsAny(raw, "<&") {
		out.Write(raw)
		return
	}
	xml.EscapeText(out, text)
}

var entity = regexp.MustCompile(`<!ENTITY\s+([^\s%"']+)\s+["']([^"']*)["']`)

const (
	svgName   = "http://www.w3.org/2000/svg"
	xlinkName = "http://www.w3.org/1999/xlink"
)

// declared adds to names what an element says of them.
func declared(t xml.StartElement, names map[string]string) map[string]string {
	own := names
	for _, a := range t.Attr {
		prefix, ok := a.Name.Local, a.Name.Space == "xmlns"
		if a.Name.Space == "" && a.Name.Local == "xmlns" {
			prefix, ok = "", true
		}
		if !ok {
			continue
		}
		own = maps.Clone(own)
		own[prefix] = a.Value
	}
	return own
}

// drawn tells whether an element or attribute is part of the drawing. Without
// a prefix it is, unless another name was said to go without.
func drawn(n xml.Name, names map[string]string) bool {
	switch name := names[n.Space]; name {
	case svgName, xlinkName:
		return true
	default:
		return n.Space == "" && name == "" || n.Space == "xml"
	}
}

// writeTag writes a tag with those of its attributes that are drawn.
func writeTag(out *bytes.Buffer, t xml.StartElement, names map[string]string, closed bool) {
	out.WriteString("<" + qualified(t.Name))
	for _, a := range t.Attr {
		switch {
		case a.Name.Space == "xmlns" && !drawn(xml.Name{Space: a.Name.Local}, names):
			continue
		case a.Name.Space != "xmlns" && a.Name.Space != "" && !drawn(a.Name, names):
			continue
		}
		value, ok := safeValue(t.Name.Local, a)
		if !ok {
			continue
		}
		out.WriteString(" " + qualified(a.Name) + `="`)
		xml.EscapeText(out, []byte(value))
		out.WriteByte('"')
	}
	if closed {
		out.WriteByte('/')
	}
	out.WriteByte('>')
}

func qualified(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

// inside is a picture as part of an address; some programs break it into
// lines, which then stand there as entities.
var inside = regexp.MustCompile(`data:image/[a-zA-Z.+-]+;base64,((?:[A-Za-z0-9+/=\s]|&#x?[0-9A-Fa-f]+;)+)`)

var breaks = regexp.MustCompile(`\s|&#x?[0-9A-Fa-f]+;`)

// cleanInside cleans the pictures that a drawing holds.
func cleanInside(svg []byte) ([]byte, error) {
	var wrong error
	svg = inside.ReplaceAllFunc(svg, func(found []byte) []byte {
		head, data, _ := strings.Cut(string(found), ",")
		b, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(breaks.ReplaceAllString(data, ""), "="))
		if err != nil {
			wrong = &Corrupt{"svg", err}
			return nil
		}
		if strings.HasPrefix(head, "data:image/svg") {
			b, err = CleanSVG(b)
		} else {
			b, err = Clean(b)
		}
		if err != nil {
			wrong = err
			return nil
		}
		return []byte(head + "," + base64.StdEncoding.EncodeToString(b))
	})
	return svg, wrong
}

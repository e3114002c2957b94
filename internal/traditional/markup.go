package traditional

import (
	"fmt"
	"html"
	"strings"

	"banbao/internal/hant"
	"banbao/internal/qr"
	"banbao/internal/site"
)

// back is what the link to the other script says in the second tree.
const back = "简体"

// markup appends a page, or a feed in XML.
func (t *tree) markup(dst []byte, name, text string, xml bool) []byte {
	p := &page{tree: t, name: name, xml: xml, hant: t.converter(), dst: dst}
	for text != "" {
		at := strings.IndexByte(text, '<')
		if at < 0 {
			p.words(text)
			break
		}
		p.words(text[:at])
		text = text[at:]
		text = text[p.mark(text):]
	}
	return p.dst
}

// page is a file with tags while it is converted.
type page struct {
	*tree
	name    string // the source's path
	xml     bool
	hant    *hant.Converter
	dst     []byte
	still   string // the element that stays as it is, empty outside one
	deep    int    // how many of that name are open
	turned  bool   // inside the link to the other script
	address bool   // inside an element of a feed that is an address
	html    bool   // inside an element of a feed that holds a page's text
}

// words appends text between tags.
func (p *page) words(text string) {
	switch {
	case p.turned && strings.TrimSpace(text) != "":
		p.dst = append(p.dst, back...)
	case p.html:
		p.dst = p.escaped(p.dst, text)
	case p.address || p.isOwn(text):
		p.dst = p.tree.address(p.dst, p.name, text)
	case p.still != "":
		p.dst = append(p.dst, text...)
	default:
		p.dst = p.hant.Append(p.dst, text)
	}
}

// escaped appends the HTML that a feed carries as text.
func (p *page) escaped(dst []byte, text string) []byte {
	return append(dst, html.EscapeString(string(p.markup(nil, p.name, html.UnescapeString(text), false)))...)
}

// isOwn tells whether a text is an address of the site, and nothing else.
func (p *page) isOwn(text string) bool {
	_, own := p.own(text)
	return own && !strings.ContainsAny(text, " \n")
}

// mark appends what begins with < and returns how long it is.
func (p *page) mark(text string) int {
	for _, m := range marks {
		if strings.HasPrefix(text, m.open) {
			return p.copy(text, m.shut)
		}
	}
	switch {
	case len(text) > 1 && text[1] == '/':
		n := p.copy(text, ">")
		p.end(strings.TrimSpace(strings.Trim(text[:n], "</>")))
		return n
	case len(text) == 1 || !isLetter(text[1]):
		p.dst = append(p.dst, '<')
		return 1
	}
	e := readElement(text)
	if n := p.code(e, text); n > 0 {
		return n
	}
	p.start(e)
	if !p.xml && (e.name == "script" || e.name == "style") {
		return e.size + p.raw(e, text[e.size:])
	}
	return e.size
}

// marks are what has no attributes: how it begins, and how it ends.
var marks = []struct{ open, shut string }{{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<!", ">"}, {"<?", "?>"}}

// code draws a QR code again that leads to a page with a second one, and returns
// how long the drawing was.
func (p *page) code(e element, text string) int {
	if e.name != "svg" || p.xml {
		return 0
	}
	address := html.UnescapeString(e.value("data-code"))
	to := string(p.tree.address(nil, p.name, address))
	end := strings.Index(text, "</svg>")
	if to == address || end < 0 {
		return 0
	}
	code, err := new(qr.Drawer).Draw(to, qr.Screen)
	if err != nil {
		return 0
	}
	for i := range e.attributes {
		if a := &e.attributes[i]; a.name == "viewBox" {
			a.value = fmt.Sprintf("0 0 %[1]d %[1]d", code.Size)
		}
	}
	p.start(e)
	p.dst = append(append(append(p.dst, `<path d="`...), code.Path...), `"/>`...)
	p.dst = append(p.dst, "</svg>"...)
	return end + len("</svg>")
}

// copy appends text up to the end of shut, and returns how much that is.
func (p *page) copy(text, shut string) int {
	n := len(text)
	if at := strings.Index(text, shut); at >= 0 {
		n = at + len(shut)
	}
	p.dst = append(p.dst, text[:n]...)
	return n
}

// raw appends the text of a script or a style sheet: only data is converted.
func (p *page) raw(e element, text string) int {
	n := strings.Index(text, "</"+e.name)
	if n < 0 {
		n = len(text)
	}
	if e.name == "script" && strings.Contains(e.value("type"), "json") {
		p.dst = p.data(p.dst, text[:n])
	} else {
		p.dst = append(p.dst, text[:n]...)
	}
	return n
}

// start appends a tag that opens an element.
func (p *page) start(e element) {
	link := p.toOther(e)
	p.dst = append(p.dst, '<')
	p.dst = append(p.dst, e.name...)
	for _, a := range e.attributes {
		p.dst = append(p.dst, a.before...)
		switch {
		case e.name == "link" && !p.xml && e.value("hreflang") != "":
			p.dst = append(p.dst, a.value...) // which scripts there are is the same in both
		case link && a.name == "href":
			p.dst = append(p.dst, "../"...)
			p.dst = append(p.dst, strings.Replace(a.value, folder, "", 1)...)
		case link && a.value == site.Traditional:
			p.dst = append(p.dst, p.Language...)
		default:
			p.attribute(a)
		}
	}
	p.dst = append(p.dst, e.after...)
	if link {
		p.turned = true
	}
	if p.xml && !e.empty() {
		p.address, p.html = addressElements[e.name], e.value("type") == "html"
	}
	p.keepStill(e)
}

// keepStill notes an element whose words stay as they are.
func (p *page) keepStill(e element) {
	if e.empty() || p.xml {
		return
	}
	switch {
	case p.still == e.name:
		p.deep++
	case p.still == "" && (stillElements[e.name] || e.value("translate") == "no" || !chinese(e.value("lang"))):
		p.still, p.deep = e.name, 1
	}
}

// end notes that an element ends.
func (p *page) end(name string) {
	p.address, p.html = false, false
	if name == "a" {
		p.turned = false
	}
	if name != p.still {
		return
	}
	if p.deep--; p.deep == 0 {
		p.still = ""
	}
}

// toOther tells whether an element is the link to the page in the other script.
func (p *page) toOther(e element) bool {
	return !p.xml && e.name == "a" && e.value("hreflang") == site.Traditional
}

// attribute appends the value of an attribute.
func (p *page) attribute(a attribute) {
	switch {
	case addressAttributes[a.name]:
		p.dst = p.tree.address(p.dst, p.name, a.value)
	case a.name == "srcset":
		p.dst = p.addresses(p.dst, p.name, a.value)
	case (a.name == "lang" || a.name == "xml:lang") && a.value == p.Language:
		p.dst = append(p.dst, site.Traditional...)
	case a.name == "content":
		p.dst = p.content(p.dst, a.value)
	case p.still == "" && (wordAttributes[a.name] || strings.HasPrefix(a.name, "data-")):
		p.dst = p.hant.Append(p.dst, a.value)
	default:
		p.dst = append(p.dst, a.value...)
	}
}

// content appends what a <meta> says: an address of the site, or words.
func (p *page) content(dst []byte, value string) []byte {
	if _, ok := p.own(value); ok {
		return p.tree.address(dst, p.name, value)
	}
	return p.hant.Append(dst, value)
}

// chinese tells whether a language that is marked, if any, is converted.
func chinese(lang string) bool { return lang == "" || strings.HasPrefix(lang, "zh") }

// words that attributes and elements hold; data-* hold words as well.
var (
	stillElements     = map[string]bool{"code": true, "pre": true, "kbd": true, "samp": true}
	addressElements   = map[string]bool{"id": true, "uri": true, "link": true, "guid": true, "icon": true, "logo": true}
	addressAttributes = map[string]bool{"href": true, "src": true, "action": true, "poster": true, "data-preview": true, "data-script": true, "data-code": true}
	wordAttributes    = map[string]bool{
		"title": true, "alt": true, "placeholder": true, "label": true, "abbr": true, "value": true, "term": true,
		"aria-label": true, "aria-description": true, "aria-roledescription": true, "aria-valuetext": true,
	}
)

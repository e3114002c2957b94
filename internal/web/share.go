package web

import (
	"html/template"
	"path"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"banbao/internal/site"
)

// shareAsset is the picture beside a link that somebody shares, for pages that
// have none of their own. WeChat shows no SVG, and nothing smaller than 300
// by 300 pixels.
const (
	shareAsset = "share.png"
	shareLeast = 300
)

// sharedPicture is the address of the first picture in an item's text that can stand
// beside a link; empty where there is none. The page publishes it.
func (r *renderer) sharedPicture(i *site.Item) string {
	if r.site.BaseURL == "" {
		return ""
	}
	for _, ref := range i.Body.Refs {
		if !ref.Picture {
			continue
		}
		a, ok := r.site.Assets[contentPath(i.Body.File, unescaped(ref.Dest))]
		if !ok || a.Width == 0 {
			continue
		}
		all := pictureVariants(a)
		v := all[min(1, len(all)-1)]
		if ext := path.Ext(v.Path); ext != ".jpg" && ext != ".png" {
			continue
		}
		if v.Width >= shareLeast && v.Width*a.Height/a.Width >= shareLeast {
			return r.absolute(v.Path)
		}
	}
	return ""
}

// Trail is where the page stands, as search engines read it; empty for a page
// without an address of its own.
func (f Frame) Trail() template.JS {
	if f.Canonical == "" || f.NoIndex || len(f.Crumbs) == 0 {
		return ""
	}
	var d dataWriter
	d.open("BreadcrumbList")
	d.raw(`,"itemListElement":[`)
	for n, c := range f.Crumbs {
		if n > 0 {
			d.raw(",")
		}
		d.raw(`{"@type":"ListItem","position":` + strconv.Itoa(n+1))
		d.text("name", c.Text)
		address := f.Canonical
		if n < len(f.Crumbs)-1 {
			if c.Href == "" { // a word that leads nowhere
				address = ""
			} else {
				address = f.Common.Base + pathHref(strings.TrimSuffix(c.Href, "index.html"))
			}
		}
		d.text("item", address)
		d.raw("}")
	}
	d.raw("]}")
	return d.script()
}

// Data is the notice as search engines read it: an announcement if it presses,
// else an article. A page that is not to be seen yet, or was withdrawn, has
// none.
func (v *noticePage) Data() template.JS {
	if v.Frame.Canonical == "" || v.Hidden || v.Withdrawn {
		return ""
	}
	var d dataWriter
	if v.Level == site.LevelUrgent || v.Level == site.LevelImportant {
		d.open("SpecialAnnouncement")
		d.text("name", v.Frame.Name)
		d.text("text", v.Frame.Description)
		d.text("datePosted", v.ISO)
		d.text("expires", isoMoment(v.Until))
	} else {
		d.open("Article")
		d.text("headline", v.Frame.Name)
		d.text("description", v.Frame.Description)
		d.text("datePublished", v.ISO)
		d.text("expires", isoMoment(v.Until))
	}
	if n := len(v.Corrections); n > 0 {
		d.text("dateModified", v.Corrections[n-1].ISO)
	}
	d.text("url", v.Frame.Canonical)
	d.text("image", v.Frame.Image)
	if v.Issuer != "" {
		d.raw(`,"publisher":{"@type":"Organization"`)
		d.text("name", v.Issuer)
		d.raw("}")
	}
	d.text("inLanguage", v.Frame.Common.Language)
	d.raw("}")
	return d.script()
}

// isoMoment is a moment given in seconds of the epoch, as others exchange it.
func isoMoment(epoch string) string {
	seconds, err := strconv.ParseInt(epoch, 10, 64)
	if err != nil {
		return ""
	}
	return time.Unix(seconds, 0).UTC().Format(time.RFC3339)
}

// dataWriter writes the words of schema.org for the pages that are many: what
// encoding/json and html/template would do to them costs as much as the page.
type dataWriter struct{ b []byte }

// mostSaid is about as much as a page says.
const mostSaid = 768

func (d *dataWriter) open(kind string) {
	d.b = make([]byte, 0, mostSaid)
	d.raw(`{"@context":"https://schema.org","@type":"` + kind + `"`)
}

func (d *dataWriter) raw(json string) { d.b = append(d.b, json...) }

// text writes a member that is a text; an empty one is left out.
func (d *dataWriter) text(name, value string) {
	if value == "" {
		return
	}
	d.raw(`,"` + name + `":"`)
	for _, r := range value {
		switch {
		case r == '"' || r == '\\':
			d.b = append(d.b, '\\', byte(r))
		case r < ' ' || r == '<' || r == '>' || r == '&' || r == '\u2028' || r == '\u2029':
			const hex = "0123456789abcdef"
			d.b = append(d.b, '\\', 'u', hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15])
		default:
			d.b = utf8.AppendRune(d.b, r)
		}
	}
	d.raw(`"`)
}

// script is what was written. It holds nothing that could end a script.
func (d *dataWriter) script() template.JS { return template.JS(d.b) }

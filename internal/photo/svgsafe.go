package photo

import (
	"encoding/xml"
	"regexp"
	"strings"
)

// A drawing that is opened by itself is a page of the site, and a host that
// serves files sends no policy with it. So what could run or ask somebody for
// something is left out: scripts, elements of other languages, attributes that
// are scripts, addresses other than those of parts of the drawing, of pictures
// inside it, and of links that a reader follows; and in styles, all that fetches.

// live are the elements of SVG that run, or that hold other languages.
var live = map[string]bool{
	"script": true, "foreignobject": true, "handler": true, "listener": true, "iframe": true, "embed": true,
	"object": true, "audio": true, "video": true, "canvas": true, "link": true, "base": true, "meta": true,
}

// isLive tells whether an element must not be in a drawing that is published.
func isLive(t xml.StartElement) bool {
	name := strings.ToLower(t.Name.Local)
	if live[name] {
		return true
	}
	if name == "set" || strings.HasPrefix(name, "animate") { // which could make an address later
		for _, a := range t.Attr {
			if strings.EqualFold(a.Name.Local, "attributeName") {
				_, to, prefixed := strings.Cut(a.Value, ":")
				if !prefixed {
					to = a.Value
				}
				to = strings.ToLower(strings.TrimSpace(to))
				return strings.HasSuffix(to, "href") || strings.HasPrefix(to, "on") || to == "style" || to == "src"
			}
		}
	}
	return false
}

var (
	cssFetch  = regexp.MustCompile(`(?i)url\(\s*["']?([^"')]*)["']?\s*\)?`)
	cssImport = regexp.MustCompile(`(?i)@import[^;]*;?`)
	cssOther  = regexp.MustCompile(`(?i)\\|(^|[^a-z-])(src|image|image-set|-webkit-image-set|cross-fade|expression)\s*\(|-moz-binding|behavior\s*:|javascript:`)
	inPicture = regexp.MustCompile(`(?i)^\s*data:image/(png|jpe?g|gif|webp|svg\+xml)[;,]`)
	followed  = regexp.MustCompile(`(?i)^\s*(https?:|mailto:|tel:)`)
)

// safeStyle is a style without what fetches; nothing, where that is hidden.
func safeStyle(css string) string {
	if cssOther.MatchString(css) {
		return ""
	}
	css = cssImport.ReplaceAllString(css, "")
	return cssFetch.ReplaceAllStringFunc(css, func(found string) string {
		to := cssFetch.FindStringSubmatch(found)[1]
		if strings.HasPrefix(strings.TrimSpace(to), "#") || inPicture.MatchString(to) {
			return found
		}
		return "none"
	})
}

// safeValue is what an attribute of an element may say, and whether it may be
// there at all.
func safeValue(element string, a xml.Attr) (string, bool) {
	name, element := strings.ToLower(a.Name.Local), strings.ToLower(element)
	if a.Name.Space == "xmlns" || name == "xmlns" {
		return a.Value, true
	}
	value := strings.TrimSpace(a.Value)
	switch {
	case strings.HasPrefix(name, "on"), name == "src", name == "srcdoc", name == "action", name == "formaction", a.Name.Space == "xml" && name == "base":
		return "", false
	case name == "href":
		switch {
		case strings.HasPrefix(value, "#"):
			return a.Value, true
		case element == "a":
			return a.Value, followed.MatchString(value)
		}
		return a.Value, (element == "image" || element == "feimage") && inPicture.MatchString(value)
	case name == "style":
		style := safeStyle(a.Value)
		return style, style != ""
	case (name == "values" || name == "to" || name == "from" || name == "by") && strings.Contains(strings.ToLower(value), "script:"):
		return "", false
	case strings.Contains(strings.ToLower(a.Value), "url("):
		return safeStyle(a.Value), true
	}
	return a.Value, true
}

package output

import (
	"bytes"
	"path"
	"regexp"
	"strings"
	"sync"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/html"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/minify/v2/json"
	"github.com/tdewolff/minify/v2/svg"
	"github.com/tdewolff/minify/v2/xml"
)

// svgFile is the media type of a whole file. Pictures inside pages have the
// usual one and are left as they are: they come from a theme's few symbols and
// from code that writes no more than it must, and a QR code's thousand numbers
// on every sheet took a tenth of a build to be read once more.
const svgFile = "image/svg+xml-file"

const htmlFile = "text/html"

// minifier is safe for concurrent use.
var minifier = sync.OnceValue(func() *minify.M {
	m := minify.New()
	m.Add(htmlFile, &html.Minifier{
		KeepDefaultAttrVals: true, // a theme may select [type=text]
		KeepDocumentTags:    true,
		KeepEndTags:         true,
		KeepQuotes:          true,
		KeepWhitespace:      true, // a theme may make blocks inline
	})
	m.Add("text/css", &css.Minifier{})
	script := &js.Minifier{Version: 2015} // the oldest player is Chromium 53
	m.Add("text/javascript", script)
	m.AddRegexp(regexp.MustCompile("^(application|text)/(x-)?(java|ecma)script$|^module$"), script)
	m.Add(svgFile, &svg.Minifier{})
	m.AddRegexp(regexp.MustCompile("[/+]json$"), &json.Minifier{KeepNumbers: true})
	m.Add("text/xml", &xml.Minifier{})
	return m
})

// minifiable gives the media type under which a file is made smaller, or "".
func minifiable(name string, body []byte) string {
	if strings.Contains(path.Base(name), ".min.") {
		return ""
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".html", ".htm":
		return htmlFile
	case ".css":
		return "text/css"
	case ".js", ".mjs":
		return "text/javascript"
	case ".svg":
		return svgFile
	case ".json", ".webmanifest":
		return "application/json"
	case ".xml":
		if preformatted(body) {
			return ""
		}
		return "text/xml"
	}
	return ""
}

// preformatted tells whether white space may count in an XML file: a feed can
// carry a whole page, escaped, in which the minifier sees no <pre>.
func preformatted(body []byte) bool {
	for _, mark := range []string{"<pre", "&lt;pre", "&#60;pre", "&#x3c;pre", "&#x3C;pre", "xml:space", "<![CDATA["} {
		if bytes.Contains(body, []byte(mark)) {
			return true
		}
	}
	return false
}

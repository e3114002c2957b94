package clocktest

import (
	"bytes"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/html"
)

// page is a page as it was written, with what its script does to it: parts
// that carry data-from and data-until are to be seen only in between.
type page struct {
	name string
	root *html.Node
}

func parse(name string, data []byte) (*page, error) {
	root, err := html.Parse(bytes.NewReader(data))
	return &page{name, root}, err
}

func attr(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func value(n *html.Node, name string) string { v, _ := attr(n, name); return v }

func hasClass(n *html.Node, class string) bool {
	return slices.Contains(strings.Fields(value(n, "class")), class)
}

// bounds are the seconds of data-from and data-until.
func bounds(n *html.Node) (from, until int64, timed bool) {
	from, until = math.MinInt64, math.MaxInt64
	if v, ok := attr(n, "data-from"); ok {
		from, _ = strconv.ParseInt(v, 10, 64)
		timed = true
	}
	if v, ok := attr(n, "data-until"); ok {
		until, _ = strconv.ParseInt(v, 10, 64)
		timed = true
	}
	return from, until, timed
}

// shows tells whether a part by itself is to be seen at t, in an open page.
func shows(n *html.Node, t time.Time) bool {
	from, until, timed := bounds(n)
	if timed {
		return t.Unix() >= from && t.Unix() < until
	}
	_, hidden := attr(n, "hidden")
	return !hidden
}

// walk visits what is to be seen at t, outermost first.
func walk(n *html.Node, t time.Time, visit func(*html.Node)) {
	if n.Type == html.ElementNode {
		if !shows(n, t) {
			return
		}
		visit(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		walk(c, t, visit)
	}
}

// all are the elements in n to be seen at t that fit.
func all(n *html.Node, t time.Time, fits func(*html.Node) bool) []*html.Node {
	var found []*html.Node
	walk(n, t, func(e *html.Node) {
		if e != n && fits(e) {
			found = append(found, e)
		}
	})
	return found
}

func tag(name, class string) func(*html.Node) bool {
	return func(n *html.Node) bool { return n.Data == name && (class == "" || hasClass(n, class)) }
}

func named(id string) func(*html.Node) bool {
	return func(n *html.Node) bool { return value(n, "id") == id }
}

// words is the text of n that is to be seen at t.
func words(n *html.Node, t time.Time) string {
	var b strings.Builder
	var into func(*html.Node)
	into = func(n *html.Node) {
		switch n.Type {
		case html.TextNode:
			b.WriteString(n.Data)
		case html.ElementNode:
			if !shows(n, t) {
				return
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			into(c)
		}
	}
	into(n)
	return strings.Join(strings.Fields(b.String()), " ")
}

// links are where the links in n lead that are to be seen at t.
func (p *page) links(n *html.Node, t time.Time) []string {
	var found []string
	for _, a := range all(n, t, tag("a", "")) {
		found = append(found, p.target(a))
	}
	return found
}

func (p *page) target(a *html.Node) string {
	href := value(a, "href")
	if strings.HasPrefix(href, "#") {
		return href
	}
	return path.Join(path.Dir(p.name), href)
}

// rows are the items of a list, in order, to be seen at t.
func (p *page) rows(t time.Time) []string {
	var found []string
	for _, ol := range all(p.root, t, tag("ol", "rows")) {
		if hasClass(ol.Parent, "past-list") {
			continue
		}
		for _, li := range all(ol, t, tag("li", "row")) {
			for _, h := range all(li, t, tag("h3", "")) {
				found = append(found, p.links(h, t)...)
			}
		}
	}
	return found
}

// asWritten are the parts that are hidden although a script would show them,
// or the other way round: without a script the page is not right.
func (p *page) asWritten(t time.Time) []string {
	var wrong []string
	var into func(*html.Node)
	into = func(n *html.Node) {
		if n.Type == html.ElementNode {
			if _, _, timed := bounds(n); timed {
				if _, hidden := attr(n, "hidden"); hidden == shows(n, t) {
					wrong = append(wrong, "<"+n.Data+" "+value(n, "class")+"> from "+value(n, "data-from")+" until "+value(n, "data-until"))
				}
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			into(c)
		}
	}
	into(p.root)
	return wrong
}

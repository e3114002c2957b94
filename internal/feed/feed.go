// Package feed makes what machines read of a site: an Atom feed of its
// notices, a sitemap and robots.txt, and calendars of its activities.
//
// All but the calendars need absolute addresses; without a base address they
// are left out, and the build says so once.
package feed

import (
	"bufio"
	"crypto/sha256"
	"encoding/xml"
	"io"
	"iter"
	"net/url"
	"strconv"
	"strings"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/diag"
	"banbao/internal/output"
	"banbao/internal/site"
)

// version goes into every key. Count it up when the same view is to give
// other bytes.
const version = "feed 1"

// Path is where the feed is published.
const Path = "feed.xml"

// entries is how many notices the feed holds.
const entries = 30

// Render makes the feeds of a site.
func Render(s *site.Site) ([]output.File, diag.List) {
	calendars := calendarFiles(s)
	if s.BaseURL == "" {
		return calendars, nil
	}
	robots := "User-agent: *\nAllow: /\nSitemap: " + s.BaseURL + "sitemap.xml\n"
	return append(calendars,
		xmlFile(Path, atomFeed(s)),
		sitemapFile(s),
		output.File{Path: "robots.txt", Key: output.KeyOf(version, robots), Write: func(w io.Writer) error {
			_, err := io.WriteString(w, robots)
			return err
		}},
	), nil
}

func xmlFile(path string, document any) output.File {
	return output.File{Path: path, Key: output.KeyOf(version, path, document), Write: func(w io.Writer) error {
		if _, err := io.WriteString(w, xml.Header); err != nil {
			return err
		}
		return xml.NewEncoder(w).Encode(document)
	}}
}

// address is a page's absolute address, with anything but ASCII escaped, as
// RFC 3986 asks.
func address(s *site.Site, path string) string {
	return s.BaseURL + (&url.URL{Path: path}).EscapedPath()
}

// atom is a feed by RFC 4287.
type atom struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  string      `xml:"author>name"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID       string       `xml:"id"`
	Title    string       `xml:"title"`
	Updated  string       `xml:"updated"`
	Link     atomLink     `xml:"link"`
	Author   string       `xml:"author>name"`
	Summary  string       `xml:"summary,omitempty"`
	Category atomCategory `xml:"category"`
}

type atomCategory struct {
	Term  string `xml:"term,attr"`
	Label string `xml:"label,attr"`
}

// atomFeed holds the notices that are current, in the one order.
func atomFeed(s *site.Site) atom {
	f := atom{
		Lang: s.Language, ID: s.BaseURL, Title: s.Title, Author: s.Issuer,
		Links: []atomLink{
			{"self", "application/atom+xml", s.BaseURL + Path},
			{"alternate", "text/html", s.BaseURL},
		},
	}
	var latest time.Time
	for _, n := range s.Notices {
		if n.State(s.Now) != site.Current || len(f.Entries) == entries {
			continue
		}
		at := n.Window.From
		if corrected := site.Corrected(n.Corrections, s.Now); corrected.After(at) {
			at = corrected
		}
		if at.After(latest) {
			latest = at
		}
		link := address(s, n.Path())
		f.Entries = append(f.Entries, atomEntry{
			ID: link, Title: strings.ReplaceAll(n.Title, "|", ""), Updated: at.Format(time.RFC3339),
			Link: atomLink{"alternate", "text/html", link}, Author: n.Issuer, Summary: n.Summary,
			Category: atomCategory{string(n.Kind), n.Kind.Chinese()},
		})
	}
	if latest.IsZero() {
		latest = time.Unix(0, 0).In(s.Zone)
	}
	f.Updated = latest.Format(time.RFC3339)
	return f
}

// sitemapMost is how many addresses sitemaps.org allows in a file.
const sitemapMost = 50000

// sitemapFile is a sitemap by sitemaps.org. It names every page, so its key is
// made of what it will say, and it is spelt out only to be published.
func sitemapFile(s *site.Site) output.File {
	sum := sha256.New()
	b := bufio.NewWriter(sum)
	for i, day := range inSitemap(s) {
		b.WriteString(string(i.Noun) + "/")
		b.WriteString(i.Slug)
		b.WriteByte(' ')
		b.Write(strconv.AppendInt(b.AvailableBuffer(), int64(day), 10))
		b.WriteByte('\n')
	}
	b.Flush()
	return output.File{Path: "sitemap.xml", Key: output.KeyOf(version, s.BaseURL, sum.Sum(nil)), Write: func(w io.Writer) error {
		return writeSitemap(w, s)
	}}
}

// inSitemap are the items that a sitemap names, and the day of the last change
// of each, if that is known.
func inSitemap(s *site.Site) iter.Seq2[*site.Item, calendar.Day] {
	return func(yield func(*site.Item, calendar.Day) bool) {
		left := sitemapMost - 1 // the first is the front page
		for _, i := range s.Items() {
			if s.Presence(i) != site.Present {
				continue
			}
			day := i.Date.Day
			if i.Noun == site.NounActivity {
				day = 0
			}
			if left--; left < 0 || !yield(i, day) {
				return
			}
		}
	}
}

func writeSitemap(w io.Writer, s *site.Site) error {
	b := bufio.NewWriter(w)
	b.WriteString(xml.Header + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`)
	base := []byte(s.BaseURL)
	put := func(path, day string) {
		b.WriteString("<url><loc>")
		xml.EscapeText(b, base)
		xml.EscapeText(b, []byte((&url.URL{Path: path}).EscapedPath()))
		b.WriteString("</loc>")
		if day != "" {
			b.WriteString("<lastmod>" + day + "</lastmod>")
		}
		b.WriteString("</url>")
	}
	put("", "")
	for i, day := range inSitemap(s) {
		put(i.Path(), day.String())
	}
	b.WriteString("</urlset>")
	return b.Flush()
}

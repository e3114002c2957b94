// Package feed makes what machines read of a site: feeds of its notices as
// Atom and as JSON Feed, a sitemap and robots.txt, calendars of its activities,
// and everything as data with its schema.
//
// All but the calendars and the data need absolute addresses; without a base
// address they are left out, and the build says so once.
package feed

import (
	"io"
	"net/url"
	"slices"

	"banbao/internal/diag"
	"banbao/internal/output"
	"banbao/internal/site"
)

// version goes into every key. Count it up when the same view is to give
// other bytes.
const version = "feed 2"

// Path is where the feed of everything is published.
const Path = "feed.xml"

// Without is what a theme does not want.
type Without struct {
	Data  bool // everything as data
	Parts bool // feeds of kinds, buildings and tags
	Days  bool // the page that tells what was posted on a day
}

// Render makes the feeds of a site, of what it is put into. Without texts they
// have summaries only.
func Render(s *site.Site, c *site.Collections, texts Texts, without Without) ([]output.File, diag.List) {
	files, _, problems := RenderAfter(s, c, texts, without, nil)
	return files, problems
}

// RenderAfter is Render with what an earlier one knew, which may be nil. It
// tells what the next one may know of the same notices in memory.
func RenderAfter(s *site.Site, c *site.Collections, texts Texts, without Without, earlier *Earlier) ([]output.File, *Earlier, diag.List) {
	now := newEarlier(s, c, earlier)
	files := render(s, c, texts, without, now)
	now.before = nil
	return files, now, nil
}

func render(s *site.Site, c *site.Collections, texts Texts, without Without, now *Earlier) []output.File {
	files := slices.Concat(calendarFiles(s, c.Calendars()), redirects(s))
	if !without.Data {
		files = append(files, dataFiles(s, now)...)
	}
	if s.BaseURL == "" {
		return files
	}
	feeds := c.Feeds()
	if without.Parts {
		feeds = feeds[:1]
	}
	files = append(files, noticeFeeds(s, feeds, texts)...)
	robots := "User-agent: *\nAllow: /\nSitemap: " + s.BaseURL + "sitemap.xml\n"
	return append(files,
		sitemapFile(s, without),
		output.File{Path: "robots.txt", Key: output.KeyOf(version, robots), Write: func(w io.Writer) error {
			_, err := io.WriteString(w, robots)
			return err
		}},
	)
}

// address is a page's absolute address, with anything but ASCII escaped, as
// RFC 3986 asks.
func address(s *site.Site, path string) string {
	return s.BaseURL + (&url.URL{Path: path}).EscapedPath()
}

package feed

import (
	"bufio"
	"crypto/sha256"
	"encoding/xml"
	"io"
	"iter"
	"net/url"
	"strconv"

	"banbao/internal/calendar"
	"banbao/internal/output"
	"banbao/internal/site"
)

// sitemapMost is how many addresses sitemaps.org allows in a file.
const sitemapMost = 50000

// dayPage is where readers ask what was posted on a day.
const dayPage = "archive/on.html"

// sitemapFile is a sitemap by sitemaps.org: the front page, the page of days,
// which alone leads to the past months, and every item. Its key is made of what
// it will say, and it is spelt out only to be published.
func sitemapFile(s *site.Site, without Without) output.File {
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
	return output.File{Path: "sitemap.xml", Key: output.KeyOf(version, s.BaseURL, s.Languages, without.Days, sum.Sum(nil)), Write: func(w io.Writer) error {
		return writeSitemap(w, s, without)
	}}
}

// inSitemap are the items that a sitemap names, and the day of the last change
// of each, if that is known.
func inSitemap(s *site.Site) iter.Seq2[*site.Item, calendar.Day] {
	return func(yield func(*site.Item, calendar.Day) bool) {
		left := sitemapMost/max(1, len(s.Languages)) - 2 // the first are the front page and the page of days
		for n, i := range s.Items() {                    // notices first, then activities, then rankings
			if s.Presence(i) != site.Present {
				continue
			}
			day := i.Date.Day
			ranking := n - len(s.Notices) - len(s.Activities)
			switch {
			case n < len(s.Notices):
				day = changedOn(s, day, s.Notices[n].Corrections)
				if w := s.Notices[n].Withdrawn; w != nil && w.On <= calendar.DayOf(s.Now) {
					day = max(day, w.On)
				}
			case i.Noun == site.NounActivity:
				day = 0
			case ranking >= 0 && ranking < len(s.Rankings):
				day = changedOn(s, day, s.Rankings[ranking].Corrections)
			}
			if left--; left < 0 || !yield(i, day) {
				return
			}
		}
	}
}

// changedOn is the day of an item, or that of the last correction that has been
// made.
func changedOn(s *site.Site, day calendar.Day, list []site.Correction) calendar.Day {
	if at := site.Corrected(list, s.Now); !at.IsZero() {
		return max(day, calendar.DayOf(at.In(s.Zone)))
	}
	return day
}

func writeSitemap(w io.Writer, s *site.Site, without Without) error {
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
	trees := []string{""}
	if s.TwoScripts() {
		trees = append(trees, site.Traditional+"/")
	}
	for _, tree := range trees {
		put(tree, "")
		if !without.Days {
			put(tree+dayPage, "")
		}
		for i, day := range inSitemap(s) {
			put(tree+i.Path(), day.String())
		}
	}
	b.WriteString("</urlset>")
	return b.Flush()
}

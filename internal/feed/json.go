package feed

import (
	"bufio"
	"encoding/json"
	"io"
)

// jsonFeed is a feed by jsonfeed.org, version 1.1.
type jsonFeed struct {
	Version     string       `json:"version"`
	Title       string       `json:"title"`
	HomePage    string       `json:"home_page_url"`
	Feed        string       `json:"feed_url"`
	Description string       `json:"description,omitempty"`
	Language    string       `json:"language"`
	Authors     []jsonAuthor `json:"authors"`
}

type jsonAuthor struct {
	Name string `json:"name"`
}

type jsonItem struct {
	ID        string           `json:"id"`
	Address   string           `json:"url"`
	Title     string           `json:"title"`
	HTML      string           `json:"content_html"`
	Summary   string           `json:"summary,omitempty"`
	Published string           `json:"date_published"`
	Modified  string           `json:"date_modified"`
	Authors   []jsonAuthor     `json:"authors"`
	Tags      []string         `json:"tags"`
	Files     []jsonAttachment `json:"attachments,omitempty"`
}

type jsonAttachment struct {
	Address string `json:"url"`
	Type    string `json:"mime_type"`
	Title   string `json:"title,omitempty"`
	Size    int64  `json:"size_in_bytes,omitempty"`
}

// writeJSON writes a feed as JSON, one item after the other. The kind of a
// notice is the first of its tags, since JSON Feed has no other word for it.
func writeJSON(w io.Writer, c *channel, text writtenText) error {
	b := bufio.NewWriter(w)
	out := plainEncoder(b)
	head, err := json.Marshal(jsonFeed{
		Version: "https://jsonfeed.org/version/1.1", Title: c.Title, HomePage: c.Page, Feed: c.JSON,
		Description: c.Subtitle, Language: c.Language, Authors: []jsonAuthor{{c.Author}},
	})
	if err != nil {
		return err
	}
	b.Write(head[:len(head)-1])
	b.WriteString(`,"items":[`)
	for n, e := range c.Entries {
		if n > 0 {
			b.WriteByte(',')
		}
		html, err := text(e)
		if err != nil {
			return err
		}
		if err := out.Encode(jsonItemOf(e, html)); err != nil {
			return err
		}
	}
	b.WriteString("]}\n")
	return b.Flush()
}

func jsonItemOf(e *entry, html string) jsonItem {
	item := jsonItem{
		ID: e.ID, Address: e.Address, Title: e.Title, HTML: html, Summary: e.Summary,
		Published: e.Published, Modified: e.Updated, Authors: []jsonAuthor{{e.Author}}, Tags: append([]string{e.Kind.Chinese()}, e.Tags...),
	}
	for _, file := range e.Files {
		item.Files = append(item.Files, jsonAttachment{file.Address, file.Type, file.Title, file.Size})
	}
	return item
}

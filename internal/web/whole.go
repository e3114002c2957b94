package web

import (
	"banbao/internal/output"
	"banbao/internal/site"
)

// Whole is the text of an item as it can be read away from its page: every
// address in it is whole.
type Whole struct {
	Key   output.Key             // of all that HTML depends on
	Files []WholeFile            // what is offered to be taken away
	HTML  func() (string, error) // the error is that of reading
}

// WholeFile is a file offered beside an item.
type WholeFile struct {
	Title, Address, Type string
	Size                 int64 // bytes; 0 when not known
}

// WholeTexts gives items as they are read elsewhere. The site must have a base
// address. What the texts show is published with the pages of the items, and
// what is wrong with them is said there.
func WholeTexts(s *site.Site, texts Texts) func(*site.Item, []site.Attachment) Whole {
	r := &renderer{site: s, texts: texts, media: map[string]output.File{}}
	r.lookUps()
	return func(i *site.Item, offered []site.Attachment) Whole {
		text := r.text(i, s.BaseURL)
		whole := Whole{Key: output.KeyOf(version, text), HTML: func() (string, error) {
			made := text
			_, err := r.fill(&made)
			return string(made.HTML), err
		}}
		for n, link := range r.attachments(offered) {
			whole.Files = append(whole.Files, WholeFile{link.Title, s.BaseURL + link.Href, output.ContentType(link.Href), offered[n].Size})
		}
		return whole
	}
}

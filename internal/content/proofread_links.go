package content

import (
	"bytes"
	"net/url"
	"path"
	"slices"
	"strings"

	"banbao/internal/calendar"
	"banbao/internal/diag"
	"banbao/internal/proof"
	"banbao/internal/site"
)

// pagesOf are the items of a site by the paths of their pages.
func pagesOf(s *site.Site) map[string]*site.Item {
	pages := map[string]*site.Item{}
	for _, i := range s.Items() {
		pages[i.Path()] = i
	}
	return pages
}

// past are the words of a sentence that knows that what it links to is over.
var past = []string{"往期", "已结束", "已经结束", "结束了", "结束的", "回顾", "上次", "上回", "上期", "上一期", "上一次", "去年", "往年", "前年", "历年", "历届", "历次",
	"曾", "历史", "存档", "档案", "过去", "当时", "结果", "已于", "此前", "之前", "原通知", "原定", "原来", "经过", "总结", "第一次", "第一批", "上半年", "已经"}

// links reports what is linked to as if it still stood, and has ended. In what
// ages by itself only a link counts whose aim ended while it stands: whoever
// writes of something that is over already knows it.
func (p *proofreader) links(i wording, firstLine int) {
	s, text := p.loader.site, i.text
	if !bytes.Contains(text, []byte("]")) || i.State(s.Now) != site.Current || tellsOfThePast(i.Kind) {
		return
	}
	timeless := i.Noun == site.NounGuide || i.Noun == site.NounPage
	for _, ref := range p.loader.markdown.Refs(text, firstLine) {
		aim := p.aim(i.Item, ref.Dest)
		if ref.Picture || aim == nil || aim == i.Item || aim.State(s.Now) != site.Ended || tellsOfThePast(aim.Kind) {
			continue
		}
		if !timeless && aim.Window.Until.Before(i.Date.Start(s.Zone)) {
			continue
		}
		from := offset(text, ref.Line-firstLine, ref.Column-1)
		if containsAny(proof.Clause(text, from, from), past) {
			continue
		}
		until := calendar.DayOf(aim.Window.Until.Add(-1))
		i.inText(from, min(len(text), from+len(ref.Dest)), "ended-link", aim.Title, diag.Words{Zh: until.Chinese(), En: until.String()})
	}
}

// tellsOfThePast tells whether a kind of notice stays true after its time: it
// is read as a record.
func tellsOfThePast(k site.Kind) bool {
	return k == site.KindStory || k == site.KindDisclosure || k == site.KindPublicity
}

// aim is the item that a destination leads to, or nil.
func (p *proofreader) aim(from *site.Item, dest string) *site.Item {
	s := p.loader.site
	name, fragment, _ := strings.Cut(dest, "#")
	if plain, err := url.PathUnescape(name); err == nil {
		name = plain
	}
	if own, ok := strings.CutPrefix(name, s.BaseURL); ok && s.BaseURL != "" {
		return p.pages[own]
	}
	if name == "" || strings.Contains(name, ":") {
		return nil
	}
	below := path.Join(path.Dir(strings.TrimPrefix(from.Body.File, Folder+"/")), name)
	if strings.HasPrefix(name, "/") {
		below = path.Clean(name[1:])
	}
	for _, key := range []string{below + "#" + fragment, below, strings.TrimSuffix(below, ".md") + ".toml"} {
		if i := s.BySource[Folder+"/"+key]; i != nil {
			return i
		}
	}
	return p.pages[below]
}

// offset is where a line, counted from 0, and a column in characters lie in a
// text.
func offset(text []byte, line, column int) int {
	at := 0
	for range line {
		i := bytes.IndexByte(text[at:], '\n')
		if i < 0 {
			return len(text)
		}
		at += i + 1
	}
	for i := range string(text[at:]) {
		if column == 0 {
			return at + i
		}
		column--
	}
	return len(text)
}

func containsAny(text string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) })
}

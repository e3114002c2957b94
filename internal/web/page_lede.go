package web

import (
	"html"
	"html/template"
	"strings"
)

// lede is the summary over a text, and nothing where it was made from the
// text's own beginning and would be read twice. The text is known only while
// the page is written.
func lede(summary string, text template.HTML) string {
	if summary == "" || text == "" {
		return summary
	}
	begin := strings.TrimRight(summary, "…")
	var plain strings.Builder
	inside := false
	for _, r := range string(text) {
		switch {
		case r == '<':
			inside = true
		case r == '>':
			inside = false
		case !inside && r != '\n':
			plain.WriteRune(r)
		}
		if plain.Len() > 2*len(begin)+64 {
			break
		}
	}
	if strings.HasPrefix(strings.TrimSpace(html.UnescapeString(plain.String())), begin) {
		return ""
	}
	return summary
}

func (v *activityView) Lede() string { return lede(v.Summary, v.Text.HTML) }
func (v *guideView) Lede() string    { return lede(v.Summary, v.Text.HTML) }
func (v *pageView) Lede() string     { return lede(v.Summary, v.Text.HTML) }
func (v *rankingView) Lede() string  { return lede(v.Summary, v.Text.HTML) }

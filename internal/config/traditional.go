package config

import (
	"slices"
	"strings"

	"banbao/internal/decode"
	"banbao/internal/site"
)

// simplified is the only language that a second tree can be made of.
const simplified = "zh-Hans"

// languages reads language and languages: in which the site is written, and in
// which the website is there.
func languages(t *decode.Table, c *Config) {
	c.Language = language(t)
	all := t.Strings("languages")
	if len(all) > 0 && !t.Has("language") {
		c.Language = all[0]
	}
	c.Languages = []string{c.Language}
	switch {
	case len(all) == 0 || slices.Equal(all, c.Languages):
	case slices.Equal(all, []string{simplified, site.Traditional}) && c.Language == simplified:
		c.Languages = all
	default:
		t.Problem("languages", "bad-languages")
	}
	c.Terms = terms(t)
}

// terms reads [zh-Hant]: what keeps its characters in Traditional script, and
// what has others than the dictionary says. They take the place of text that is
// already written as HTML, JSON or a calendar, so no sign of those may be in
// them.
func terms(t *decode.Table) map[string]string {
	own := t.Table(site.Traditional)
	if own == nil {
		return nil
	}
	terms := map[string]string{}
	take := func(in *decode.Table, key, from, to string) {
		for _, word := range []string{from, to} {
			if word == "" || strings.ContainsAny(word, marks) {
				in.Problem(key, "bad-term", word)
				return
			}
		}
		terms[from] = to
	}
	for _, word := range own.Strings("keep") {
		take(own, "keep", word, word)
	}
	if pairs := own.Table("terms"); pairs != nil {
		for _, from := range pairs.Keys() {
			take(pairs, from, from, pairs.NeedString(from))
		}
	}
	return terms
}

// marks mean something to one of the forms that text is published in.
const marks = "<>&\"'\\;,:{}[]\r\n\t"

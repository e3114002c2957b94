package traditional

import (
	"bytes"
	"encoding/json"
	"path"
	"strings"

	"banbao/internal/feed"
	"banbao/internal/site"
)

// data appends JSON, or a script that holds data: its texts are converted, and
// its addresses lead to the second tree. Keys stay as they are.
func (t *tree) data(dst []byte, text string) []byte {
	key := "" // the last one
	for {
		open := strings.IndexByte(text, '"')
		if open < 0 {
			return append(dst, text...)
		}
		end := open + 1
		for end < len(text) && text[end] != '"' {
			if text[end] == '\\' {
				end++
			}
			end++
		}
		if end >= len(text) {
			return append(dst, text...)
		}
		dst = append(dst, text[:open+1]...)
		value := text[open+1 : end]
		text = text[end:]
		switch {
		case strings.HasPrefix(strings.TrimLeft(text[1:], " \n\t"), ":"):
			dst, key = append(dst, value...), value
		case key == "content_html":
			dst = t.text(dst, value)
		default:
			dst = t.datum(dst, value)
		}
		dst, text = append(dst, '"'), text[1:]
	}
}

// text appends the text of a page, which JSON Feed carries as a string.
func (t *tree) text(dst []byte, value string) []byte {
	var page string
	if json.Unmarshal([]byte(`"`+value+`"`), &page) != nil {
		return append(dst, value...)
	}
	quoted, err := json.Marshal(string(t.markup(nil, "index.html", page, false)))
	if err != nil {
		return append(dst, value...)
	}
	return append(dst, quoted[1:len(quoted)-1]...)
}

// datum appends one text.
func (t *tree) datum(dst []byte, value string) []byte {
	if _, own := t.own(value); own {
		return t.address(dst, "index.html", value)
	}
	switch {
	case value == t.Language:
		return append(dst, site.Traditional...)
	case isPath(value):
		return append(dst, value...)
	}
	return t.converter().Append(dst, value)
}

// isPath tells an address from words: a file's name with folders, or what
// climbs to one.
func isPath(value string) bool {
	value = bare(value)
	if strings.ContainsAny(value, " ，。、：；！？（）") {
		return false
	}
	return strings.HasPrefix(value, "../") || strings.Contains(value, "://") || strings.Contains(value, "/") && path.Ext(value) != ""
}

// calendar appends an iCalendar file: the words of events and the name of the
// calendar, and addresses. Who has subscribed to both has each event once,
// since events keep their identity.
func (t *tree) calendar(dst []byte, text string) []byte {
	var b bytes.Buffer
	for line := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n ", ""), "\r\n") {
		if line == "" {
			continue
		}
		name, value, _ := strings.Cut(line, ":")
		property, _, _ := strings.Cut(name, ";")
		switch property {
		case "SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT", "CONTACT", "CATEGORIES", "NAME", "X-WR-CALNAME", "X-WR-CALDESC":
			line = name + ":" + t.converter().Convert(value)
		case "URL", "SOURCE":
			line = name + ":" + string(t.address(nil, "index.html", value))
		}
		feed.FoldLine(&b, line)
	}
	return append(dst, b.Bytes()...)
}

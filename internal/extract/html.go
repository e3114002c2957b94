package extract

import "bytes"

// HTML appends to dst what a page, a drawing or a feed says: the text between
// its tags, and what attributes such as alt and title tell. Words that only
// the marks of a phrase part, as in 138<b>1234</b>5678, stay in one piece; any
// other tag parts them by a line break. Addresses, styles, scripts and the
// paths of drawings are left out.
func HTML(dst, src []byte) []byte {
	for len(src) > 0 {
		open := bytes.IndexByte(src, '<')
		if open < 0 {
			return append(dst, src...)
		}
		dst = append(dst, src[:open]...)
		src = src[open+1:]
		if len(src) > 0 && src[0] == '!' {
			dst, src = declaration(dst, src)
			continue
		}
		shut := bytes.IndexByte(src, '>')
		if shut < 0 {
			return dst
		}
		if shut == 0 {
			src = src[1:]
			continue
		}
		tag := src[:shut]
		src = src[shut+1:]
		name := tagName(tag)
		if !phrase(name) && len(dst) > 0 && dst[len(dst)-1] != '\n' {
			dst = append(dst, '\n')
		}
		if len(name)+8 < len(tag) {
			dst = told(dst, tag[len(name):])
		}
		if tag[0] == '/' {
			continue
		}
		if string(name) == "style" || string(name) == "script" && !bytes.Contains(tag, []byte("json")) {
			end := bytes.Index(src, []byte("</"+string(name)))
			if end < 0 {
				return dst
			}
			src = src[end:]
		}
	}
	return dst
}

// declaration jumps over a remark, and gives the text of a CDATA section.
func declaration(dst, src []byte) (text, rest []byte) {
	end, from := ">", 0
	switch {
	case bytes.HasPrefix(src, []byte("!--")):
		end = "-->"
	case bytes.HasPrefix(src, []byte("![CDATA[")):
		end, from = "]]>", len("![CDATA[")
	}
	shut := bytes.Index(src, []byte(end))
	if shut < from {
		return dst, nil
	}
	if from > 0 {
		dst = append(dst, src[from:shut]...)
	}
	return dst, src[shut+len(end):]
}

// tagName is the name of a tag, without the stroke that ends an element.
func tagName(tag []byte) []byte {
	if len(tag) > 0 && tag[0] == '/' {
		tag = tag[1:]
	}
	for i, c := range tag {
		if c <= ' ' || c == '/' {
			return tag[:i]
		}
	}
	return tag
}

// phrase tells whether a tag marks a phrase and parts no words.
func phrase(name []byte) bool {
	switch string(name) {
	case "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "em", "font", "i", "ins", "kbd", "mark", "q",
		"ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "tspan", "tt", "u", "var", "wbr":
		return true
	}
	return false
}

// told appends the attributes that are read out or shown.
func told(dst, tag []byte) []byte {
	for {
		at := bytes.IndexByte(tag, '"')
		if at < 0 {
			return dst
		}
		before := tag[:at]
		tag = tag[at+1:]
		shut := bytes.IndexByte(tag, '"')
		if shut < 0 {
			return dst
		}
		if shut > 3 && speaks(before) {
			if len(dst) > 0 && dst[len(dst)-1] != '\n' {
				dst = append(dst, '\n')
			}
			dst = append(append(dst, tag[:shut]...), '\n')
		}
		tag = tag[shut+1:]
	}
}

// speaks tells whether what stands before a value names an attribute that
// people see or hear.
func speaks(before []byte) bool {
	if len(before) < 4 || before[len(before)-1] != '=' {
		return false
	}
	name := before[:len(before)-1]
	switch name[len(name)-1] { // the last letter tells most of the others apart
	case 't': // alt, content
		return bytes.HasSuffix(name, []byte(" alt")) || bytes.HasSuffix(name, []byte(" content"))
	case 'e': // title, value
		return bytes.HasSuffix(name, []byte(" title")) || bytes.HasSuffix(name, []byte(" value"))
	case 'l': // aria-label, label
		return bytes.HasSuffix(name, []byte("label"))
	case 'r':
		return bytes.HasSuffix(name, []byte(" placeholder"))
	}
	return false
}

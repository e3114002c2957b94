package markdown

import (
	"bytes"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// slack is how much text beyond the width is read, to see what follows a cut.
const slack = 20

// Summary returns the opening paragraphs as plain text, no wider than width:
// a Han character or full-width mark counts one, a Latin letter, digit or
// space a half. It ends with a sentence; where the first sentence is too long,
// at a comma with “…”. Headings, tables, pictures, code and notes are left out.
func (c *Converter) Summary(src []byte, width int) string {
	if width <= 0 {
		return ""
	}
	for size := 3*(width+slack) + 96; ; size *= 4 { // three bytes each, and marks
		part, whole := head(src, size)
		part = clean(part)
		root, _ := c.parse(part)
		text := opening(root, part, width)
		if whole || textWidth(text) > width+slack {
			return shorten(text, width)
		}
	}
}

// head returns about size bytes of a text, up to an empty line, with the link
// references of the rest, so that links in the part are known as links.
func head(src []byte, size int) (part []byte, whole bool) {
	if len(src) <= size+size/2 {
		return src, true
	}
	end := size
	if i := bytes.Index(src[size:min(len(src), 4*size)], []byte("\n\n")); i >= 0 {
		end += i + 1
	} else if i := bytes.IndexByte(src[size:min(len(src), 2*size)], '\n'); i >= 0 {
		end += i + 1
	}
	part = src[:end:end]
	if bytes.IndexByte(part, '[') < 0 {
		return part, false
	}
	added := false
	for rest := src[end:]; ; {
		i := bytes.Index(rest, []byte("\n["))
		if i < 0 {
			return part, false
		}
		rest = rest[i+1:]
		line, _, _ := bytes.Cut(rest[:min(len(rest), 1000)], []byte("\n"))
		if bytes.Contains(line, []byte("]:")) && line[1] != '^' {
			if !added {
				part = append(part, '\n', '\n')
				added = true
			}
			part = append(part, line...)
			part = append(part, '\n')
		}
	}
}

// opening collects the text of paragraphs until there is clearly enough.
func opening(root ast.Node, src []byte, width int) string {
	t := plainText{src: src}
	var b strings.Builder
	var piece []byte
	var walk func(n ast.Node) bool
	total := 0
	walk = func(n ast.Node) bool {
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			switch c.(type) {
			case *ast.Heading, *ast.FencedCodeBlock, *ast.HTMLBlock, *ast.ThematicBreak,
				*ast.LinkReferenceDefinition, *east.Table, *east.FootnoteList:
				continue
			}
			if first := c.FirstChild(); first != nil && first.Type() == ast.TypeBlock {
				if !walk(c) {
					return false
				}
				continue
			}
			piece = t.inlines(piece[:0], c)
			text := strings.Join(strings.Fields(string(piece)), " ")
			if text == "" {
				continue
			}
			if b.Len() > 0 && !endsWide(b.String()) {
				b.WriteByte(' ')
			}
			b.WriteString(text)
			if total += textWidth(text); total > width+slack {
				return false
			}
		}
		return true
	}
	walk(root)
	return b.String()
}

// endsWide reports text that ends with a full-width mark, which brings its own
// space.
func endsWide(s string) bool {
	var last rune
	for _, r := range s[max(0, len(s)-4):] {
		last = r
	}
	return wide(last) && !unicode.IsLetter(last) || last == '”' || last == '’' || last == '…'
}

// halves measures a character in half widths.
func halves(r rune) int {
	if cjk(r) || r == '“' || r == '”' || r == '‘' || r == '’' || r == '…' || r == '—' {
		return 2
	}
	return 1
}

func textWidth(s string) int {
	n := 0
	for _, r := range s {
		n += halves(r)
	}
	return (n + 1) / 2
}

// shorten cuts text to a width at the best place there is.
func shorten(text string, width int) string {
	runes := []rune(text)
	limit := 2 * width
	fits := len(runes) // how many characters fit
	short := 0         // how many fit with “…” behind them
	for i, n := 0, 0; i < len(runes); i++ {
		n += halves(runes[i])
		if n <= limit-halves('…') {
			short = i + 1
		}
		if n > limit {
			fits = i
			break
		}
	}
	if fits == len(runes) {
		return text
	}
	// The best place of each kind seen so far: behind a sentence, behind a part of
	// one, between words; each outside quotations and brackets, or anywhere.
	var sentence, comma, gap, inner, innerComma int
	depth := 0
	for i := 0; i < fits; i++ {
		r := runes[i]
		if opens(r) {
			depth++
		} else if closes(r) {
			depth = max(depth-1, 0)
		}
		next := rune(0)
		if i+1 < len(runes) {
			next = runes[i+1]
		}
		if closes(next) { // the closing mark belongs to what it closes
			continue
		}
		if end := i + 1; ends(runes, i) {
			if depth == 0 {
				sentence = end
			}
			inner = end
		} else if i < short && pauses(runes, i) {
			if depth == 0 {
				comma = i
			}
			innerComma = i
		} else if end <= short && !opens(r) && !glued(r, next) && depth == 0 {
			gap = end
		}
	}
	switch {
	case sentence > 0:
		return strings.TrimSpace(string(runes[:sentence]))
	case comma > 0:
		return ellipsis(runes[:comma])
	case gap > fits/3: // short of it, rather a whole sentence of the quotation
		return ellipsis(runes[:gap])
	case inner > 0:
		return strings.TrimSpace(string(runes[:inner]))
	case innerComma > 0:
		return ellipsis(runes[:innerComma])
	case gap > 0:
		return ellipsis(runes[:gap])
	}
	for cut := short; cut > short/2 && cut > 0; cut-- {
		if !glued(runes[cut-1], runes[cut]) {
			return ellipsis(runes[:cut])
		}
	}
	return ellipsis(runes[:short])
}

func ellipsis(runes []rune) string {
	return strings.TrimRight(string(runes), " 　，、：,:—…") + "…"
}

// ends reports that a sentence ends at i, closing marks included. A Latin mark
// ends one only before a space, and not behind a digit.
func ends(runes []rune, i int) bool {
	for i > 0 && closes(runes[i]) {
		i--
	}
	switch runes[i] {
	case '。', '！', '？', '；', '…':
		return runes[i] != '…' || i > 0 && runes[i-1] == '…'
	case '!', '?', '.':
		if i == 0 || runes[i] == '.' && unicode.IsDigit(runes[i-1]) {
			return false
		}
		for i++; i < len(runes) && closes(runes[i]); i++ {
		}
		return i == len(runes) || runes[i] == ' ' || wide(runes[i])
	}
	return false
}

func pauses(runes []rune, i int) bool {
	switch runes[i] {
	case '，', '、', '：':
		return true
	case ',':
		return i+1 < len(runes) && runes[i+1] == ' '
	}
	return false
}

func opens(r rune) bool {
	switch r {
	case '“', '‘', '「', '『', '《', '〈', '（', '【', '〔', '(', '[', '{':
		return true
	}
	return false
}

func closes(r rune) bool {
	switch r {
	case '”', '’', '」', '』', '》', '〉', '）', '】', '〕', ')', ']', '}':
		return true
	}
	return false
}

// glued reports two characters that no line is broken between: inside words,
// numbers and addresses, and before marks.
func glued(a, b rune) bool {
	switch b {
	case 0, '，', '、', '。', '！', '？', '；', '：', ',', '.', '!', '?', ';', ':', '%', '％', '℃':
		return true
	}
	return a > ' ' && b > ' ' && !cjk(a) && !cjk(b)
}

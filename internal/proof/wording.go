package proof

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Wording is a place in a text that could be said more plainly.
type Wording struct {
	From, To int    // bytes
	Fault    Fault  // what makes it heavy
	Words    string // as they are written; of a sentence, how it begins
	Count    int    // characters of a long sentence, commas or 的 of a stacked one
	Plain    string // what people say instead; empty where that depends
}

// Fault is why a wording is heavy.
type Fault int

const (
	LongSentence     Fault = iota // more than LongestSentence characters
	StackedCommas                 // one clause after the other
	StackedModifiers              // one 的 after the other
	Acronym                       // Latin letters that nobody explains
	Official                      // a phrase of offices
)

// How much one sentence bears.
const (
	LongestSentence = 60 // characters; a number or a Latin word is one
	mostCommas      = 6  // in a sentence
	mostModifiers   = 3  // 的, between two marks
)

// Heavy finds what is hard to read in a text of Markdown, in its order. What
// is quoted, in a table, a heading or code is not the author's to change, or no
// sentence, and is left alone; so are the names of laws.
func Heavy(text []byte) []Wording {
	var all []Wording
	explained := map[string]bool{}
	for _, s := range sentences(text) {
		sentence := text[s.from:s.to]
		if w, heavy := heavySentence(sentence); heavy {
			all = append(all, w.at(s.from))
		}
		for _, w := range officialIn(sentence) {
			all = append(all, w.at(s.from))
		}
		for _, w := range acronymsIn(text, s) {
			if !explained[w.Words] {
				explained[w.Words] = true
				all = append(all, w)
			}
		}
	}
	return all
}

func (w Wording) at(from int) Wording {
	w.From += from
	w.To += from
	return w
}

// shown is how much of a sentence is pointed at.
const shown = 12

// heavySentence tells whether a sentence is too long or stacked; one thing is
// said of it, the first. What has no Chinese is no sentence of ours, such as
// addresses one after the other.
func heavySentence(sentence []byte) (Wording, bool) {
	if !bytes.ContainsFunc(sentence, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		return Wording{}, false
	}
	plain := lawName.ReplaceAllLiteral(sentence, []byte("书"))
	w := Wording{To: prefix(sentence, shown)}
	w.Words = string(sentence[:w.To])
	if w.Count = weigh(plain); w.Count > LongestSentence {
		return w, true
	}
	if w.Count = bytes.Count(plain, []byte("，")); w.Count > mostCommas {
		w.Fault = StackedCommas
		return w, true
	}
	for clause := range bytes.FieldsFuncSeq(plain, func(r rune) bool { return strings.ContainsRune("，、（）()“”", r) }) {
		if w.Count = len(modifier.FindAll(clause, -1)); w.Count > mostModifiers {
			w.Fault = StackedModifiers
			return w, true
		}
	}
	return Wording{}, false
}

var (
	lawName  = regexp.MustCompile(`《[^》]{1,60}》`)
	modifier = regexp.MustCompile(`[^目似有真标]的`) // not of 目的, 似的, 有的, 真的, 标的
)

// prefix is the length of the first characters of a text, in bytes.
func prefix(text []byte, characters int) int {
	at := 0
	for ; characters > 0 && at < len(text); characters-- {
		if text[at] == '\n' {
			break
		}
		_, size := utf8.DecodeRune(text[at:])
		at += size
	}
	return at
}

// weigh counts the characters of a sentence as a reader does: a number or a
// Latin word is one, what only marks up is none.
func weigh(sentence []byte) int {
	n, word := 0, false
	for i := 0; i < len(sentence); {
		if bytes.HasPrefix(sentence[i:], []byte("](")) { // where a link leads
			if end := bytes.IndexByte(sentence[i:], ')'); end > 0 {
				i += end + 1
				continue
			}
		}
		r, size := utf8.DecodeRune(sentence[i:])
		i += size
		switch {
		case r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			if !word {
				n++
			}
			word = true
			continue
		case word && strings.ContainsRune(".:-–/", r):
			continue
		case unicode.IsSpace(r) || strings.ContainsRune("*_`[]!", r):
		default:
			n++
		}
		word = false
	}
	return n
}

// stretch is a part of a text, in bytes.
type stretch struct{ from, to int }

var (
	marker = regexp.MustCompile(`^[ \t　]*(?:[-*+]|\d{1,3}[.)、])[ \t]+`)
	aside  = regexp.MustCompile(`^[ \t]*(?:#|>|\||<|!\[|:::|\{|\[\^)`)
	fence  = regexp.MustCompile("^[ \t]*(?:```|~~~)")
)

// sentences are the stretches of a text between marks that end one, in
// paragraphs and in points of lists.
func sentences(text []byte) []stretch {
	var all []stretch
	open, coded := -1, false
	end := func(at int) {
		if open >= 0 {
			all = append(all, split(text, open, at)...)
		}
		open = -1
	}
	for at := 0; at < len(text); {
		next := len(text)
		if i := bytes.IndexByte(text[at:], '\n'); i >= 0 {
			next = at + i + 1
		}
		line := text[at:next]
		switch m := marker.FindIndex(line); {
		case fence.Match(line):
			end(at)
			coded = !coded
		case coded:
		case len(bytes.TrimSpace(line)) == 0 || aside.Match(line):
			end(at)
		case m != nil:
			end(at)
			open = at + m[1]
		case open < 0:
			open = at
		}
		at = next
	}
	end(len(text))
	return all
}

// split parts a block at the marks that end a sentence.
func split(text []byte, from, to int) []stretch {
	var all []stretch
	add := func(end int) {
		for from < end && strings.ContainsRune(" \t\n\r　*”）", first(text[from:])) {
			_, size := utf8.DecodeRune(text[from:])
			from += size
		}
		if from < end {
			all = append(all, stretch{from, end})
		}
		from = end
	}
	for i := from; i < to; {
		r, size := utf8.DecodeRune(text[i:])
		i += size
		if strings.ContainsRune("。！？；：!?;", r) {
			add(i)
		}
	}
	add(to)
	return all
}

func first(text []byte) rune {
	r, _ := utf8.DecodeRune(text)
	return r
}

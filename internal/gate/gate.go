// Package gate keeps personal data off the wall: it looks with package
// privacy's eyes at files of a site and at what is to be published, and says
// where something was found without ever saying what.
//
// A [Finding] is shown by its mask and a short mark, such as 张*#3f2a. The mark
// tells one value from another, so that a waiver for one does not waive the
// next, and is not enough to find the value again. It does not depend on
// spaces and hyphens: 138 0013 8000 and 13800138000 have the same.
//
// Nothing here reads a file or a clock.
package gate

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
	"unsafe"

	"banbao/internal/diag"
	"banbao/internal/privacy"
)

// Unreadable is the rule of attachments that cannot be searched. The others
// are those of package privacy.
const Unreadable privacy.Rule = "unreadable-attachment"

// Rules are all that a waiver may name.
func Rules() []privacy.Rule { return append(privacy.Rules(), Unreadable) }

// RuleWords is what a rule finds.
func RuleWords(rule privacy.Rule) diag.Words {
	if rule == Unreadable {
		return diag.Words{Zh: "查不了的附件", En: "attachment that cannot be searched"}
	}
	zh, en := rule.Words()
	return diag.Words{Zh: zh, En: en}
}

// LawWords is the law behind a rule.
func LawWords(rule privacy.Rule) diag.Words {
	zh, en := rule.Law()
	return diag.Words{Zh: zh, En: en}
}

// Gate looks for personal data. It may be used by many at once.
type Gate struct{ detector *privacy.Detector }

// New makes a gate that lets pass what is allowed: numbers and addresses of
// the community itself.
func New(allowed []string) *Gate { return &Gate{privacy.New(allowed)} }

// Finding is one place with personal data.
type Finding struct {
	Rule  privacy.Rule
	Text  string // its mask and mark; never the value
	Sure  bool   // stops the build; else it is a warning
	Pos   diag.Pos
	Width int    // in characters
	Line  string // of the file, masked
	Why   diag.Words
}

// Scan looks at a file that authors wrote.
func (g *Gate) Scan(file string, src []byte) []Finding {
	text := view(src)
	found := g.detector.Find(text)
	if len(found) == 0 {
		return nil
	}
	name := g.Hide(file)
	all := make([]Finding, len(found))
	line, from := 1, 0 // where the line of the last one begins
	for i, f := range found {
		line += strings.Count(text[from:f.Start], "\n")
		if n := strings.LastIndexByte(text[:f.Start], '\n') + 1; n > from {
			from = n
		}
		end := len(text)
		if n := strings.IndexByte(text[from:], '\n'); n >= 0 {
			end = from + n
		}
		all[i] = Finding{
			Rule: f.Rule, Text: Mark(f.Masked, text[f.Start:f.End]), Sure: f.Sure,
			Pos:   diag.Pos{File: name, Line: line, Column: utf8.RuneCountInString(text[from:f.Start]) + 1},
			Width: max(1, utf8.RuneCountInString(text[f.Start:min(f.End, end)])),
			Line:  lineOf(text, found, i, from, end),
		}
	}
	return all
}

// Whole looks at something that has no lines of its own: the name of a file,
// or the text of an attachment. Each value is told once.
func (g *Gate) Whole(file, text string) []Finding {
	var all []Finding
	seen := map[string]bool{}
	for _, f := range g.detector.Find(text) {
		mark := Mark(f.Masked, text[f.Start:f.End])
		if key := string(f.Rule) + mark; !seen[key] {
			seen[key] = true
			all = append(all, Finding{Rule: f.Rule, Text: mark, Sure: f.Sure, Pos: diag.Pos{File: g.Hide(file)}})
		}
	}
	return all
}

// view is a text as it lies in memory, so that looking at every file and page
// copies none of them. Findings keep nothing of it.
func view(src []byte) string { return unsafe.String(unsafe.SliceData(src), len(src)) }

// Mark is how a value is told: its mask, and four hexadecimal digits of its
// hash.
func Mark(masked, value string) string {
	value = strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return unicode.ToUpper(r)
		}
		return -1
	}, value)
	sum := sha256.Sum256([]byte(value))
	return masked + "#" + hex.EncodeToString(sum[:2])
}

// Hide covers everything that is found in a text by as many asterisks as it
// has characters, so that places in it stay right.
func (g *Gate) Hide(text string) string {
	found := g.detector.Find(text)
	if len(found) == 0 {
		return text
	}
	return covered(text, found)
}

func covered(text string, found []privacy.Finding) string {
	var b strings.Builder
	b.Grow(len(text))
	at := 0
	for _, f := range found {
		b.WriteString(text[at:f.Start])
		for _, r := range text[f.Start:f.End] {
			if r != '\n' {
				r = '*'
			}
			b.WriteRune(r)
		}
		at = f.End
	}
	b.WriteString(text[at:])
	return b.String()
}

// lineOf is the line from byte from to end, with all findings in it covered;
// the n-th is one of them.
func lineOf(text string, found []privacy.Finding, n, from, end int) string {
	for n > 0 && found[n-1].End > from {
		n--
	}
	var inside []privacy.Finding
	for _, f := range found[n:] {
		if f.Start >= end {
			break
		}
		inside = append(inside, privacy.Finding{Start: max(f.Start, from) - from, End: min(f.End, end) - from})
	}
	return strings.TrimRight(covered(text[from:end], inside), "\r")
}

// Conceal takes what is found out of problems: out of their lines, their
// words, and the names of files.
func (g *Gate) Conceal(problems diag.List) diag.List {
	for i := range problems {
		p := &problems[i]
		p.Line, p.Pos.File = g.Hide(p.Line), g.Hide(p.Pos.File)
		for n, a := range p.Args {
			if hidden, some := g.conceal(a); some {
				p.Args = slices.Clone(p.Args)
				p.Args[n] = hidden
			}
		}
	}
	return problems
}

func (g *Gate) conceal(arg any) (hidden any, some bool) {
	switch a := arg.(type) {
	case string:
		text := g.Hide(a)
		return text, text != a
	case diag.Words:
		words := diag.Words{Zh: g.Hide(a.Zh), En: g.Hide(a.En)}
		return words, words != a
	}
	return arg, false
}

// Package diag says where something is wrong and what to do about it.
//
// A mistake in somebody's content is a [Problem]: a stable code, a place, and
// the values it is about. Problems are collected in a [List], sorted by place
// and shown all at once, in Chinese or English; the words live in one table
// (catalog.go) and are chosen only when a problem is printed. A failing
// machine is an ordinary error, not a Problem.
//
//	content/activities/fair.md:5:7: 结束早于开始
//	    5 | end = "09:00"
//	      |       ^^^^^^^
//	  提示：过了半夜才结束的活动，请写上结束的日期
//
// Lines and columns count from 1; columns count characters, not bytes.
package diag

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Pos is a place in a source file. File is relative to the site, with
// forward slashes. A zero Line means the file as a whole.
type Pos struct {
	File         string
	Line, Column int
}

func (p Pos) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Column == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Severity ranks problems. Errors stop a build; warnings stop it only with
// --strict; advice never does.
type Severity int

const (
	Advice Severity = iota
	Warning
	Error
)

func (s Severity) String() string { return [...]string{"advice", "warning", "error"}[s] }

// MarshalText gives the word that the JSON report uses.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Code names a kind of problem for ever; see catalog.go.
type Code string

// Codes are all codes of the catalog, sorted.
func Codes() []Code { return slices.Sorted(maps.Keys(catalog)) }

// Problem is one thing for an author to mend.
type Problem struct {
	Code  Code
	Pos   Pos
	Width int    // characters to underline from Pos.Column on
	Line  string // the source line, without its line end; may be empty
	Args  []any  // what the message's verbs stand for
}

// New makes a problem. It panics for a code that the catalog does not have,
// which is a bug, not a mistake in content.
func New(code Code, pos Pos, args ...any) Problem {
	if _, ok := catalog[code]; !ok {
		panic("diag: no such code: " + string(code))
	}
	return Problem{Code: code, Pos: pos, Args: args}
}

// With is another problem in the same place.
func (p Problem) With(code Code, args ...any) Problem {
	q := New(code, p.Pos, args...)
	q.Width, q.Line = p.Width, p.Line
	return q
}

// Severity is the one that the catalog gives to the code.
func (p Problem) Severity() Severity { return catalog[p.Code].severity }

// Message says what is wrong, in "zh" or "en".
func (p Problem) Message(lang string) string { return say(catalog[p.Code].message, lang, p.Args) }

// Hint says what to do; it may be empty.
func (p Problem) Hint(lang string) string { return say(catalog[p.Code].hint, lang, p.Args) }

// Error lets a problem travel through code that passes errors.
func (p Problem) Error() string { return p.Pos.String() + ": " + p.Message("en") }

func say(t text, lang string, args []any) string {
	format := t.zh
	if IsEnglish(lang) {
		format = t.en
	}
	if !strings.Contains(format, "%") {
		return format
	}
	shown := make([]any, len(args))
	for i, a := range args {
		if s, ok := a.(interface{ In(lang string) string }); ok {
			a = s.In(lang)
		}
		shown[i] = a
	}
	return fmt.Sprintf(format, shown...)
}

// IsEnglish tells whether a language tag asks for English messages.
func IsEnglish(lang string) bool { return strings.HasPrefix(strings.ToLower(lang), "en") }

// Words is an argument that reads differently in the two languages.
type Words struct{ Zh, En string }

// In picks the words for a language.
func (w Words) In(lang string) string {
	if IsEnglish(lang) {
		return w.En
	}
	return w.Zh
}

// List collects problems. The zero value is ready to use.
type List []Problem

// Add appends problems.
func (l *List) Add(p ...Problem) { *l = append(*l, p...) }

// Error makes a list usable as an error value.
func (l List) Error() string {
	if len(l) == 0 {
		return "no problems"
	}
	return fmt.Sprintf("%s (and %d more)", l[0].Error(), len(l)-1)
}

// Count tells how many problems have at least this severity.
func (l List) Count(least Severity) int {
	n := 0
	for _, p := range l {
		if p.Severity() >= least {
			n++
		}
	}
	return n
}

// AtLeast are the problems of at least this severity.
func (l List) AtLeast(least Severity) List {
	var out List
	for _, p := range l {
		if p.Severity() >= least {
			out = append(out, p)
		}
	}
	return out
}

// Pressing are the errors and the warnings that somebody at the site can mend
// today; the others wait for check.
func (l List) Pressing() List {
	var out List
	for _, p := range l {
		if p.Severity() >= Warning && !catalog[p.Code].excused {
			out = append(out, p)
		}
	}
	return out
}

// First are so many problems at most, errors before warnings before advice, in
// their order, and how many more there are.
func (l List) First(most int) (shown List, more int) {
	if len(l) <= most {
		return l, 0
	}
	least, room := Error, most
	for least > Advice && l.Count(least) < most {
		room = most - l.Count(least)
		least--
	}
	for _, p := range l {
		switch s := p.Severity(); {
		case s > least:
		case s < least || room == 0:
			continue
		default:
			room--
		}
		shown = append(shown, p)
	}
	return shown, len(l) - len(shown)
}

// HasErrors tells whether anything in the list stops a build.
func (l List) HasErrors() bool { return l.Count(Error) > 0 }

// Fail tells whether the list stops a build: by an error or, in a strict one,
// by a warning.
func (l List) Fail(strict bool) bool {
	for _, p := range l {
		if s := p.Severity(); s == Error || strict && s == Warning && !catalog[p.Code].excused {
			return true
		}
	}
	return false
}

// Sort orders by file, line, column, code and drops exact repeats.
func (l List) Sort() List {
	slices.SortStableFunc(l, func(a, b Problem) int {
		return cmp.Or(
			cmp.Compare(a.Pos.File, b.Pos.File),
			cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Column, b.Pos.Column),
			cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.Message("en"), b.Message("en")),
		)
	})
	return slices.CompactFunc(l, func(a, b Problem) bool {
		return a.Pos == b.Pos && a.Code == b.Code && a.Message("en") == b.Message("en")
	})
}

// Package decode reads TOML strictly and remembers where everything stands.
//
// It is the one home of the TOML library. [Parse] turns a text into a [Table];
// its methods fetch one key each, check the type, and collect problems instead
// of stopping at the first. Every key that is asked for is thereby known, so
// [Table.Done] can name the keys that nobody asked for, with the nearest known
// one. Positions are worked out only when there is a problem to place.
//
//	t, problems := decode.Parse("config.toml", src, 1, time.UTC)
//	title := t.NeedString("title")
//	kind := decode.NeedWord(t, "kind", site.Kinds())
//	t.Done()
//	problems = append(problems, t.Problems()...)
package decode

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"banbao/internal/calendar"
	"banbao/internal/diag"
)

// document is what the tables of one text share.
type document struct {
	file      string
	src       []byte
	firstLine int
	zone      *time.Location  // of dates that carry an offset
	spans     map[string]span // by path; nil until a problem needs a place
	problems  diag.List
}

// Table is a TOML table with its place.
type Table struct {
	doc    *document
	path   string // "" for the top; "publicity", "entries[3]"
	values map[string]any
	asked  map[string]bool
	kids   []*Table
}

// Parse reads a whole text. firstLine is the line of the file at which src
// begins; dates with an offset become what a clock in zone shows. With a mistake in the TOML itself the table holds what could still
// be read, and the list says what could not.
func Parse(file string, src []byte, firstLine int, zone *time.Location) (*Table, diag.List) {
	doc := &document{file: file, src: src, firstLine: firstLine, zone: zone}
	values := doc.decode()
	return &Table{doc: doc, values: values, asked: map[string]bool{}}, doc.problems
}

// maxRepairs is how many wrong dates of one file are reported at once.
const maxRepairs = 20

// decode reads the text; a date that does not exist is reported, replaced by
// an empty string and read again, so that one slip does not hide the others.
func (d *document) decode() map[string]any {
	text := string(d.src)
	for range maxRepairs {
		values := map[string]any{}
		_, err := toml.Decode(text, &values)
		if err == nil {
			return values
		}
		var bad toml.ParseError
		if !errors.As(err, &bad) {
			d.problems.Add(diag.New("toml-syntax", diag.Pos{File: d.file, Line: d.firstLine}, diag.Words{Zh: err.Error(), En: err.Error()}))
			return nil
		}
		repaired, ok := d.badDate(text, bad.Position.Line)
		if !ok {
			d.syntax(text, bad)
			return nil
		}
		text = repaired
	}
	return nil
}

var dateLine = regexp.MustCompile(`=\s*(\d{4}-\d{1,2}-\d{1,2}(?:[T ][\d:.]+)?)`)

// badDate reports an impossible bare date on the line where the reader gave
// up, and blanks it.
func (d *document) badDate(text string, line int) (string, bool) {
	lines := strings.SplitAfter(text, "\n")
	if line < 1 || line > len(lines) {
		return "", false
	}
	l := lines[line-1]
	m := dateLine.FindStringSubmatchIndex(l)
	if m == nil {
		return "", false
	}
	word := l[m[2]:m[3]]
	_, err := calendar.ParseMoment(word)
	if err == nil {
		return "", false
	}
	p := dateProblem(d.place(line, utf8.RuneCountInString(l[:m[2]])+1), word, err)
	p.Width = utf8.RuneCountInString(word)
	p.Line = strings.TrimRight(l, "\r\n")
	d.problems.Add(p)
	blank := `""` + strings.Repeat(" ", max(0, len(word)-2))
	lines[line-1] = l[:m[2]] + blank + l[m[3]:]
	return strings.Join(lines, ""), true
}

func (d *document) place(line, column int) diag.Pos {
	return diag.Pos{File: d.file, Line: d.firstLine + line - 1, Column: column}
}

// syntax reports a mistake in the TOML in words for people who never heard of
// TOML.
func (d *document) syntax(text string, bad toml.ParseError) {
	line := ""
	if lines := strings.Split(text, "\n"); bad.Position.Line >= 1 && bad.Position.Line <= len(lines) {
		line = strings.TrimRight(lines[bad.Position.Line-1], "\r")
	}
	column := 1
	if start := bad.Position.Start; start <= len(text) {
		lineStart := strings.LastIndexByte(text[:start], '\n') + 1
		column = utf8.RuneCountInString(text[lineStart:start]) + 1
	}
	code, args, from, width := explainSyntax(bad, line)
	if width > 0 {
		column = from
	}
	p := diag.New(code, d.place(bad.Position.Line, min(column, utf8.RuneCountInString(line)+1)), args...)
	p.Width, p.Line = max(width, 1), line
	d.problems.Add(p)
}

var (
	bareText  = regexp.MustCompile(`^(\s*[\w."'-]+\s*=\s*)([^\s"'\[{\d+-].*?)\s*(?:#.*)?$`)
	hanKey    = regexp.MustCompile(`^(\s*)(\p{Han}[^\s=]*)\s*=`)
	wideQuote = regexp.MustCompile(`[“”‘’＂]`)
	noEquals  = regexp.MustCompile(`^(\s*)([\w-]+)\s*[:：]`)
)

// explainSyntax chooses the code for a syntax error, and the columns to mark
// (width 0: where the library says).
func explainSyntax(bad toml.ParseError, line string) (code diag.Code, args []any, column, width int) {
	runes := func(s string) int { return utf8.RuneCountInString(s) }
	if name, ok := strings.CutPrefix(bad.Message, "Key '"); ok && strings.Contains(name, "already been defined") {
		name, _, _ = strings.Cut(name, "'")
		return "duplicate-key", []any{name}, 1, max(1, runes(line))
	}
	if m := hanKey.FindStringSubmatch(line); m != nil {
		return "chinese-key", []any{m[2]}, runes(m[1]) + 1, runes(m[2])
	}
	if m := noEquals.FindStringSubmatch(line); m != nil {
		return "no-equals", []any{m[2]}, runes(m[1]) + 1, runes(m[2])
	}
	if i := wideQuote.FindStringIndex(line); i != nil && strings.Contains(line, "=") && !strings.ContainsAny(line[:i[0]], `"'`) {
		return "wide-quote", []any{line[i[0]:i[1]]}, runes(line[:i[0]]) + 1, 1
	}
	if m := bareText.FindStringSubmatch(line); m != nil && m[2] != "true" && m[2] != "false" {
		return "bare-text", []any{m[2]}, runes(m[1]) + 1, runes(m[2])
	}
	if strings.Contains(bad.Message, "strings cannot contain newlines") || strings.Contains(bad.Message, "unexpected EOF") {
		return "open-quote", nil, 0, 0
	}
	return "toml-syntax", []any{diag.Words{Zh: bad.Message, En: bad.Message}}, 0, 0
}

// Problems are all that were found in the text so far, in any of its tables.
func (t *Table) Problems() diag.List { return t.doc.problems }

// File is the file that the table stands in.
func (t *Table) File() string { return t.doc.file }

// Keys are the keys that are there, sorted; they count as asked for.
func (t *Table) Keys() []string {
	keys := make([]string, 0, len(t.values))
	for k := range t.values {
		keys = append(keys, k)
		t.asked[k] = true
	}
	slices.Sort(keys)
	return keys
}

// Empty tells whether nothing at all could be read.
func (t *Table) Empty() bool { return len(t.values) == 0 }

// Has tells whether a key is there.
func (t *Table) Has(key string) bool {
	t.asked[key] = true
	_, ok := t.values[key]
	return ok
}

// Done reports the keys that nobody asked for, in this table and the ones
// fetched from it.
func (t *Table) Done() {
	known := make([]string, 0, len(t.asked))
	for k := range t.asked {
		known = append(known, k)
	}
	slices.Sort(known)
	for k := range t.values {
		if !t.asked[k] {
			p := diag.New("unknown-key", diag.Pos{}, k, didYouMean(diag.Nearest(k, known)))
			t.doc.problems.Add(t.doc.locate(p, t.sub(k), true))
		}
	}
	for _, kid := range t.kids {
		kid.Done()
	}
}

// didYouMean is the argument of hints that name the nearest known word.
func didYouMean(word string) diag.Words {
	if word == "" {
		return diag.Words{Zh: "删去它，或者查一查键的名字", En: "remove it, or look the name up"}
	}
	return diag.Words{Zh: fmt.Sprintf("是不是想写“%s”？", word), En: fmt.Sprintf("did you mean %q?", word)}
}

// Problem reports something about a key's value.
func (t *Table) Problem(key string, code diag.Code, args ...any) {
	t.doc.problems.Add(t.At(key, code, args...))
}

// At makes a problem about a key's value without adding it; an empty key
// means the table. A key that is not there is placed at its table.
func (t *Table) At(key string, code diag.Code, args ...any) diag.Problem {
	p := diag.New(code, diag.Pos{}, args...)
	if key == "" {
		return t.doc.locate(p, t.path, true)
	}
	return t.doc.locate(p, t.sub(key), false)
}

// Pos is where the table begins.
func (t *Table) Pos() diag.Pos {
	return t.doc.locate(diag.Problem{}, t.path, true).Pos
}

func (t *Table) sub(key string) string { return join(t.path, key) }

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// locate fills in position, width and line of a problem about a path.
func (d *document) locate(p diag.Problem, path string, atKey bool) diag.Problem {
	if d.spans == nil {
		d.spans = scan(string(d.src))
	}
	s, ok := d.spans[path]
	for !ok && path != "" {
		path = parent(path)
		s, ok = d.spans[path]
		atKey = true
	}
	from, to := s.value, s.valueEnd
	if atKey || to == 0 {
		from, to = s.key, s.keyEnd
	}
	text := string(d.src)
	from = min(from, len(text))
	to = min(max(to, from), len(text))
	lineStart := strings.LastIndexByte(text[:from], '\n') + 1
	line, _, _ := strings.Cut(text[lineStart:], "\n")
	line = strings.TrimRight(line, "\r")
	if end := lineStart + len(line); to > end {
		to = max(end, from)
	}
	p.Pos = d.place(strings.Count(text[:from], "\n")+1, utf8.RuneCountInString(text[lineStart:from])+1)
	p.Width = max(1, utf8.RuneCountInString(text[from:to]))
	p.Line = line
	return p
}

// parent cuts the last step off a path: "a[2].b" → "a[2]" → "a" → "".
func parent(path string) string {
	if i := strings.LastIndexAny(path, ".["); i >= 0 {
		return path[:i]
	}
	return ""
}

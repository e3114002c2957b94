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
	"sync"
	"time"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"banbao/internal/calendar"
	"banbao/internal/diag"
)

// document is what the tables of one text share.
type document struct {
	file      string
	text      string   // with the lines blanked that could not be read
	written   string   // as it came
	lines     []string // of that; nil until a problem needs one
	firstLine int
	zone      *time.Location  // of dates that carry an offset
	spans     map[string]span // by path; nil until a problem needs a place
	problems  diag.List
	pick      int // see Trace

	broken map[string]bool // keys that are there, on lines that could not be read
}

// Table is a TOML table with its place.
type Table struct {
	doc    *document
	path   string // "" for the top; "publicity", "entries[3]"
	values map[string]any
	asked  []string // keys, some of them more than once
	kids   []*Table
	asks   *Asked // see Trace; nil for a table that is read
}

// Parse reads a whole text. firstLine is the line of the file at which src
// begins; dates with an offset become what a clock in zone shows. With a mistake
// in the TOML itself the table holds what could still be read, and the list says
// what could not.
func Parse(file string, src []byte, firstLine int, zone *time.Location) (*Table, diag.List) {
	text := string(src)
	doc := &document{file: file, text: text, written: text, firstLine: firstLine, zone: zone, broken: map[string]bool{}}
	values := doc.decode()
	return &Table{doc: doc, values: values, asked: (*askedLists.Get().(*[]string))[:0]}, doc.problems
}

// askedLists are lent to the tables of texts until they are done: thousands of
// them at once, each thrown away, would lie between what is kept.
var askedLists = sync.Pool{New: func() any {
	list := make([]string, 0, mostAsked)
	return &list
}}

// mostAsked is about how often the longest reader asks a table for a key.
const mostAsked = 48

// maxRepairs is how many wrong lines of one file are reported at once.
const maxRepairs = 20

// No more than so many problems of one text are placed, each of which takes a
// look at all of it; and no list of words is longer: nobody writes either.
const (
	mostProblems = 100
	mostListed   = 1000
)

// enough tells whether there are so many problems that nobody needs another,
// and says so, once.
func (d *document) enough() bool {
	if len(d.problems) < mostProblems {
		return false
	}
	if len(d.problems) == mostProblems {
		d.problems.Add(diag.New("more-problems", diag.Pos{File: d.file}, mostProblems))
	}
	return true
}

// decode reads the text. A date that does not exist is reported and replaced
// by an empty string, a line that cannot be read is reported and left out, and
// the text is read again, so that one slip does not hide the others.
func (d *document) decode() map[string]any {
	text := d.text
	if tooDeep(text) {
		p := diag.New("toml-syntax", diag.Pos{File: d.file}, deepWords, deepHint)
		d.problems.Add(p)
		return nil
	}
	for range maxRepairs {
		var values any // into a map the library would copy its own, key by key
		_, err := toml.Decode(text, &values)
		if err == nil {
			return values.(map[string]any)
		}
		var bad toml.ParseError
		if !errors.As(err, &bad) {
			what, do := syntaxWords(err.Error())
			d.problems.Add(diag.New("toml-syntax", diag.Pos{File: d.file, Line: d.firstLine}, what, do))
			return nil
		}
		repaired, ok := d.badDate(text, bad.Position.Line)
		if !ok {
			d.syntax(bad)
			if repaired, ok = d.withoutLine(text, bad); !ok {
				return nil
			}
			d.text = repaired // as long in lines, so that places stay right
		}
		text = repaired
	}
	return nil
}

// bareDate is what is meant for a date, right or not, where a value may stand.
var bareDate = regexp.MustCompile(`[=\[,]\s*(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:[T ][\d:.]+)?)`)

// badDate reports an impossible bare date on the line where the reader gave
// up, and blanks it.
func (d *document) badDate(text string, line int) (string, bool) {
	lines := strings.SplitAfter(text, "\n")
	if line < 1 || line > len(lines) {
		return "", false
	}
	l := lines[line-1]
	for _, m := range bareDate.FindAllStringSubmatchIndex(l, -1) {
		word := l[m[2]:m[3]]
		_, err := calendar.ParseMoment(word)
		if err == nil || strings.Count(l[:m[2]], `"`)%2 == 1 || strings.Count(l[:m[2]], `'`)%2 == 1 {
			continue
		}
		p := dateProblem(d.place(line, utf8.RuneCountInString(l[:m[2]])+1), word, err)
		p.Width = utf8.RuneCountInString(word)
		p.Line = d.line(line)
		d.problems.Add(p)
		blank := `""` + strings.Repeat(" ", max(0, len(word)-2))
		lines[line-1] = l[:m[2]] + blank + l[m[3]:]
		return strings.Join(lines, ""), true
	}
	return "", false
}

// line is a line as it was written.
func (d *document) line(n int) string {
	if d.lines == nil {
		d.lines = strings.Split(d.written, "\n")
	}
	if n < 1 || n > len(d.lines) {
		return ""
	}
	return strings.TrimRight(d.lines[n-1], "\r")
}

func (d *document) place(line, column int) diag.Pos {
	return diag.Pos{File: d.file, Line: d.firstLine + line - 1, Column: column}
}

// Problems are all that were found in the text so far, in any of its tables.
func (t *Table) Problems() diag.List { return t.doc.problems }

// File is the file that the table stands in.
func (t *Table) File() string { return t.doc.file }

// Keys are the keys that are there, sorted; they count as asked for.
func (t *Table) Keys() []string {
	if t.asks != nil {
		t.asks.Free = true
	}
	keys := make([]string, 0, len(t.values))
	for k := range t.values {
		keys = append(keys, k)
		t.ask(k)
	}
	slices.Sort(keys)
	return keys
}

// Holds tells whether a key is there, without asking for it.
func (t *Table) Holds(key string) bool {
	_, ok := t.values[key]
	return ok || t.doc.broken[key]
}

// Empty tells whether nothing at all could be read.
func (t *Table) Empty() bool { return len(t.values) == 0 }

// Has tells whether a key is there.
func (t *Table) Has(key string) bool {
	t.ask(key)
	return t.Holds(key) || t.asks != nil
}

// ask notes that a key is known.
func (t *Table) ask(key string) { t.asked = append(t.asked, key) }

// Done reports the keys that nobody asked for, in this table and the ones
// fetched from it.
func (t *Table) Done() {
	t.done(nil)
	if list := t.asked; cap(list) >= mostAsked {
		t.asked = nil
		askedLists.Put(&list)
	}
}

func (t *Table) done(above []*Table) {
	var strange []string
	for k := range t.values {
		if !slices.Contains(t.asked, k) {
			strange = append(strange, k)
		}
	}
	slices.Sort(strange)
	for _, k := range strange {
		if t.doc.enough() {
			return
		}
		known := slices.Compact(slices.Sorted(slices.Values(t.asked)))
		do := didYouMean(k, known)
		owner := t.owner(k, above)
		if owner != nil {
			do = diag.Words{
				Zh: fmt.Sprintf("写在 %[1]s 下面的都算它的；把这一行移到 %[1]s 上面", t.header()),
				En: fmt.Sprintf("what stands below %[1]s belongs to it; move this line above %[1]s", t.header()),
			}
			owner.found(k)
		} else {
			t.found(diag.Nearest(k, known))
		}
		p := diag.New("unknown-key", diag.Pos{}, k, do)
		t.doc.problems.Add(t.doc.locate(p, t.sub(k), true))
	}
	for _, kid := range t.kids {
		kid.done(append(above[:len(above):len(above)], t))
	}
}

// owner is the table further up that has a use for a key that stands in this
// one, since it was written below its header.
func (t *Table) owner(key string, above []*Table) *Table {
	if t.header() == "" {
		return nil
	}
	for _, a := range slices.Backward(above) {
		if slices.Contains(a.asked, key) {
			return a
		}
	}
	return nil
}

// header is the line that begins the table, [publicity]; "" for one in braces.
func (t *Table) header() string {
	line := t.doc.locate(diag.Problem{}, t.path, true)
	if text := strings.TrimSpace(line.Line); t.path != "" && strings.HasPrefix(text, "[") {
		head, _, _ := strings.Cut(text, "#")
		return strings.TrimSpace(head)
	}
	return ""
}

// found takes back that a key is missing, since a mistyped one seems to be it.
func (t *Table) found(key string) {
	here := t.Pos()
	t.doc.problems = slices.DeleteFunc(t.doc.problems, func(p diag.Problem) bool {
		return key != "" && p.Code == "missing-key" && p.Pos == here && p.Args[0] == key
	})
}

// didYouMean is the hint for a key that nobody knows: the nearest known one,
// or all of them when they are few.
func didYouMean(key string, known []string) diag.Words {
	const few = 10
	switch near := diag.Nearest(key, known); {
	case near != "":
		return diag.Words{Zh: fmt.Sprintf("是不是想写“%s”？", near), En: fmt.Sprintf("did you mean %q?", near)}
	case len(known) > 0 && len(known) <= few:
		return diag.Words{Zh: "这里能写：" + strings.Join(known, "、"), En: "what can stand here: " + strings.Join(known, ", ")}
	}
	return diag.Words{Zh: "删去它，或者在 docs/content.md 里查一查键的名字", En: "remove it, or look the name up in docs/content.md"}
}

// Problem reports something about a key's value.
func (t *Table) Problem(key string, code diag.Code, args ...any) {
	if !t.doc.enough() {
		t.doc.problems.Add(t.At(key, code, args...))
	}
}

// At makes a problem about a key's value without adding it; an empty key
// means the table. A key that is not there is placed at its table, and what
// is about the topmost table at the file as a whole.
func (t *Table) At(key string, code diag.Code, args ...any) diag.Problem {
	if name, ok := onlyText(args); ok && code == "missing-key" {
		args = append(args, example(name))
	}
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

func onlyText(args []any) (string, bool) {
	if len(args) != 1 {
		return "", false
	}
	s, ok := args[0].(string)
	return s, ok
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
		d.spans = scan(d.text)
	}
	s, ok := d.spans[path]
	for !ok && path != "" {
		path = parent(path)
		s, ok = d.spans[path]
		atKey = true
	}
	if path == "" {
		p.Pos = diag.Pos{File: d.file}
		return p
	}
	from, to := s.value, s.valueEnd
	if atKey || to == 0 {
		from, to = s.key, s.keyEnd
	}
	text := d.text
	from = min(from, len(text))
	to = min(max(to, from), len(text))
	lineStart := strings.LastIndexByte(text[:from], '\n') + 1
	line, _, _ := strings.Cut(text[lineStart:], "\n")
	line = strings.TrimRight(line, "\r")
	if end := lineStart + len(line); to > end {
		to = max(end, from)
	}
	n := strings.Count(text[:from], "\n") + 1
	p.Width = max(1, utf8.RuneCountInString(text[from:to]))
	p.Line = line
	if written := d.line(n); len(written) == len(line) && utf8.ValidString(written[:from-lineStart]) {
		p.Line, line = written, written // it may hold a date that was blanked
	}
	p.Pos = d.place(n, utf8.RuneCountInString(line[:from-lineStart])+1)
	return p
}

// parent cuts the last step off a path: "a[2].b" → "a[2]" → "a" → "".
func parent(path string) string {
	if i := strings.LastIndexAny(path, ".["); i >= 0 {
		return path[:i]
	}
	return ""
}

// Package record reads and continues a site's record: what was to be read
// when. It is plain text in the folder record/, a file for each year, one line
// for each event, made to be kept under version control and read by a person
// who checks whether a publicity hung as long, and as unchanged, as it had to:
//
//	2026-11-19T08:00:12+08:00 shown     notices/ten-star.html 5f0c…9a 候选户公示
//	2026-11-20T10:12:40+08:00 corrected notices/ten-star.html 1b77…03 候选户公示
//	2026-12-01T00:05:01+08:00 ended     notices/ten-star.html 1b77…03 候选户公示
//
// The moment is that of the build that published it; then the event, the page,
// the sum of what it told (see site.NoticeSum), and its title. Lines with # are
// remarks. Lines are only ever added, by [Record.Next] and [Add]; what cannot be
// read is reported and left where it is.
//
// Two machines may each have added lines, which version control then puts
// together: the order of lines does not count, nor do lines that are there
// twice, nor events that only repeat what another line has said. A folder that
// Banbao makes has a .gitattributes that asks git to keep the lines of both.
//
// Recorded are what is posted for a period or to be accounted for (publicities,
// disclosures, rankings that are published so) and activities, whose changes
// calendars count. The record decides nothing that a page shows but that count.
package record

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"banbao/internal/decode"
	"banbao/internal/diag"
	"banbao/internal/limit"
)

// Folder is where the record lies in a site.
const Folder = "record"

// Event is what happened to a page.
type Event string

const (
	Shown     Event = "shown"     // it can be read, for the first time or again
	Changed   Event = "changed"   // it tells something else
	Corrected Event = "corrected" // it tells something else, and says so
	Withdrawn Event = "withdrawn" // taken back; a stub says so
	Ended     Event = "ended"     // it has left for the archive, or is gone
)

// events are all of them, in the order in which those of one moment happen.
var events = []Event{Shown, Changed, Corrected, Withdrawn, Ended}

// Chinese is the event in a word.
func (e Event) Chinese() string {
	switch e {
	case Shown:
		return "显示"
	case Changed:
		return "改动"
	case Corrected:
		return "更正"
	case Withdrawn:
		return "撤回"
	case Ended:
		return "撤下"
	}
	return string(e)
}

// Line is one event.
type Line struct {
	At    time.Time
	Event Event
	Path  string // of the page, below public/
	Sum   string
	Title string

	Pos diag.Pos // where it stands
}

// compare orders lines by moment. The rest only makes the order whole.
func compare(a, b Line) int {
	return cmp.Or(
		a.At.Compare(b.At),
		cmp.Compare(a.Path, b.Path),
		cmp.Compare(slices.Index(events, a.Event), slices.Index(events, b.Event)),
		cmp.Compare(a.Sum, b.Sum),
		cmp.Compare(a.Title, b.Title),
	)
}

func same(a, b Line) bool { return compare(a, b) == 0 }

// Record is a site's record, read-only.
type Record struct {
	Lines  []Line   // by moment, none twice
	Sum    [32]byte // of the files, those of rounds as well
	Rounds Rounds   // what was put up on paper
	of     map[string]*History
}

// Load reads the record of a site. Problems are warnings: what can be read
// counts.
func Load(fsys fs.FS) (*Record, diag.List) {
	r := &Record{of: map[string]*History{}}
	files, problems := read(fsys, Folder)
	printed, unread := read(fsys, RoundsFolder)
	problems.Add(unread...)
	r.Rounds, unread = rounds(printed)
	problems.Add(unread...)
	for _, f := range files {
		lines, unread := parse(f.path, f.text)
		r.Lines = append(r.Lines, lines...)
		problems.Add(unread...)
	}
	r.Sum = sum(append(files, printed...))
	slices.SortFunc(r.Lines, compare)
	r.Lines = slices.CompactFunc(r.Lines, same)
	for _, l := range r.Lines {
		h := r.of[l.Path]
		if h == nil {
			h = &History{}
			r.of[l.Path] = h
		}
		h.add(l)
	}
	return r, problems
}

// SumOf is the Sum of the record that Load would read.
func SumOf(fsys fs.FS) [32]byte {
	files, _ := read(fsys, Folder)
	printed, _ := read(fsys, RoundsFolder)
	return sum(append(files, printed...))
}

type file struct {
	path string
	text []byte
}

func sum(files []file) [32]byte {
	h := sha256.New()
	for _, f := range files {
		h.Write(binary.LittleEndian.AppendUint64([]byte(f.path), uint64(len(f.text))))
		h.Write(f.text)
	}
	return [32]byte(h.Sum(nil))
}

// read reads the files of the record, or of its rounds, by name.
func read(fsys fs.FS, folder string) (files []file, problems diag.List) {
	info, err := fs.Stat(fsys, folder)
	if errors.Is(err, fs.ErrNotExist) || folder != Folder && notFolder(fsys, Folder) { // which is told once
		return nil, nil
	}
	if err == nil && !info.IsDir() {
		err = decode.ErrNotFolder
	}
	var entries []fs.DirEntry
	if err == nil {
		entries, err = fs.ReadDir(fsys, folder)
	}
	if err != nil {
		return nil, diag.List{decode.Unreadable(folder, err)}
	}
	for _, e := range entries {
		if e.IsDir() || path.Ext(e.Name()) != ".txt" || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		name := path.Join(folder, e.Name())
		text, err := limit.ReadFile(fsys, name, limit.Record)
		if err != nil {
			problems.Add(decode.Unreadable(name, err))
			continue
		}
		files = append(files, file{name, text})
	}
	return files, problems
}

func notFolder(fsys fs.FS, name string) bool {
	info, err := fs.Stat(fsys, name)
	return err == nil && !info.IsDir()
}

// conflict is what version control writes between two versions of a file.
var conflict = regexp.MustCompile(`^(<{7}|={7}|>{7}|\|{7})( |$)`)

// parse reads the lines of a file.
func parse(name string, text []byte) (lines []Line, problems diag.List) {
	problems = rows(name, text, func(words string, n int) bool {
		l, ok := line(words)
		if ok {
			l.Pos = diag.Pos{File: name, Line: n}
			lines = append(lines, l)
		}
		return ok
	})
	return lines, problems
}

// rows gives the lines of a file that are not remarks to take, which says
// whether it can read one.
func rows(name string, text []byte, take func(words string, n int) bool) (problems diag.List) {
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	inConflict := false
	n := 0
	for row := range bytes.Lines(text) {
		n++
		words := strings.TrimSpace(strings.ToValidUTF8(string(row), "\ufffd"))
		if words == "" || strings.HasPrefix(words, "#") {
			continue
		}
		if conflict.MatchString(words) {
			if !inConflict { // one problem for each place
				problems.Add(problem("record-conflict", name, n, words))
			}
			inConflict = !strings.HasPrefix(words, ">")
			continue
		}
		if !take(words, n) {
			problems.Add(problem("record-line", name, n, words))
		}
	}
	return problems
}

func problem(code diag.Code, name string, n int, words string) diag.Problem {
	p := diag.New(code, diag.Pos{File: name, Line: n, Column: 1})
	p.Line, p.Width = words, utf8.RuneCountInString(words)
	return p
}

var (
	goodSum  = regexp.MustCompile(`^[0-9a-f]{32}$`)
	goodPath = regexp.MustCompile(`^[a-z]+/[^/]+\.html$`)
)

// line reads one event. The title may be missing, the rest may not.
func line(words string) (Line, bool) {
	var l Line
	next := func() string {
		word, rest, _ := strings.Cut(words, " ")
		words = strings.TrimLeft(rest, " ")
		return word
	}
	words = strings.ReplaceAll(words, "\t", " ")
	at, err := time.Parse(time.RFC3339, next())
	l.At, l.Event, l.Path, l.Sum = at, Event(next()), next(), next()
	l.Title = words
	ok := err == nil && slices.Contains(events, l.Event) && goodPath.MatchString(l.Path) && goodSum.MatchString(l.Sum)
	return l, ok
}

// Last is the moment of the last line; zero where there is none.
func (r *Record) Last() (Line, bool) {
	if len(r.Lines) == 0 {
		return Line{}, false
	}
	return r.Lines[len(r.Lines)-1], true
}

// Of is what happened to a page.
func (r *Record) Of(path string) History {
	if h := r.of[path]; h != nil {
		return *h
	}
	return History{}
}

// History is what happened to one page.
type History struct {
	Lines []Line // those that say something new
	Up    bool   // it can be read, and is no stub
	Sum   string // of what it tells; empty where it never could be read

	Revisions   int // how often it has told something else
	Corrections int // how often it has said so
	changed     time.Time
}

// add goes one line on. A line that repeats what is known says nothing.
func (h *History) add(l Line) {
	other := l.Sum != h.Sum && h.Sum != ""
	switch l.Event {
	case Shown:
		if h.Up && !other {
			return
		}
		h.Up = true
	case Changed, Corrected:
		if !other && h.Sum != "" {
			return
		}
		if l.Event == Corrected && other {
			h.Corrections++
		}
	case Ended, Withdrawn:
		if !h.Up {
			return
		}
		h.Up = false
	}
	if other {
		h.Revisions++
	}
	if other || h.Sum == "" {
		h.changed = l.At
	}
	h.Sum = l.Sum
	h.Lines = append(h.Lines, l)
}

// FirstShown is when it could first be read.
func (h History) FirstShown() (time.Time, bool) {
	for _, l := range h.Lines {
		if l.Event == Shown {
			return l.At, true
		}
	}
	return time.Time{}, false
}

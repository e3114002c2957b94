package record

import (
	"cmp"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"banbao/internal/diag"
)

// RoundsFolder is where the rounds are recorded that were printed: what was
// put up where and what came down, one line each, a file for each year, made
// to be kept under version control as the rest of the record is.
//
//	2026-11-22T09:00:00+08:00 down xc-6 notices/lift.html 1b77…03 A4 1 电梯年检
//	2026-11-22T09:00:00+08:00 up   xc-6 notices/water.html 5f0c…9a A4 1 今天停水
//
// The moment is that of the round; then the board, the page whose sheet it is,
// the sum of what it told, the paper, how many copies, and the title. What is
// written in chalk has the paper "-".
const RoundsFolder = Folder + "/rounds"

// Move is what a round does with a sheet.
type Move string

const (
	Down Move = "down"
	Up   Move = "up"
)

// RoundLine is one sheet that a round put up or took down.
type RoundLine struct {
	At     time.Time
	Move   Move
	Board  string // its id
	Path   string // of the page, below public/
	Sum    string
	Paper  string // A4, A3 …; "-" for chalk
	Copies int
	Title  string
}

// Rounds are the rounds that were printed, read-only.
type Rounds struct {
	Lines []RoundLine // by moment, none twice; what comes down first
}

func compareRounds(a, b RoundLine) int {
	return cmp.Or(
		a.At.Compare(b.At),
		cmp.Compare(a.Move, b.Move),
		cmp.Compare(a.Board, b.Board),
		cmp.Compare(a.Path, b.Path),
		cmp.Compare(a.Sum, b.Sum),
		cmp.Compare(a.Paper, b.Paper),
		cmp.Compare(a.Copies, b.Copies),
		cmp.Compare(a.Title, b.Title),
	)
}

// rounds puts together what the files say.
func rounds(files []file) (Rounds, diag.List) {
	var r Rounds
	var problems diag.List
	for _, f := range files {
		problems.Add(rows(f.path, f.text, func(words string, _ int) bool {
			l, ok := roundLine(words)
			if ok {
				r.Lines = append(r.Lines, l)
			}
			return ok
		})...)
	}
	slices.SortFunc(r.Lines, compareRounds)
	r.Lines = slices.CompactFunc(r.Lines, func(a, b RoundLine) bool { return compareRounds(a, b) == 0 })
	return r, problems
}

var (
	goodSheet = regexp.MustCompile(`^[a-z]+/[^/ ]+\.html$`)
	goodID    = regexp.MustCompile(`^[a-z0-9-]+$`)
	goodPaper = regexp.MustCompile(`^(A[0-5]|-)$`)
)

// roundLine reads one line. The title may be missing, the rest may not.
func roundLine(words string) (RoundLine, bool) {
	parts := strings.Fields(words)
	if len(parts) < 7 {
		return RoundLine{}, false
	}
	at, err := time.Parse(time.RFC3339, parts[0])
	copies, noNumber := strconv.Atoi(parts[6])
	l := RoundLine{
		At: at, Move: Move(parts[1]), Board: parts[2], Path: parts[3], Sum: parts[4], Paper: parts[5],
		Copies: copies, Title: strings.Join(parts[7:], " "),
	}
	ok := err == nil && noNumber == nil && copies >= 0 && (l.Move == Up || l.Move == Down) &&
		goodID.MatchString(l.Board) && goodSheet.MatchString(l.Path) && goodSum.MatchString(l.Sum) && goodPaper.MatchString(l.Paper)
	return l, ok
}

// String is the line as it is written.
func (l RoundLine) String() string {
	move := string(l.Move) + strings.Repeat(" ", len(Down)-len(l.Move))
	return strings.TrimSpace(strings.Join([]string{
		l.At.Format(time.RFC3339), move, l.Board, l.Path, l.Sum, l.Paper, strconv.Itoa(l.Copies), plain(l.Title),
	}, " "))
}

// Hung is a sheet that hangs on a board, as the record has it: the line that
// put it up.
type Hung struct{ RoundLine }

// At is what hangs on each board by the rounds up to and including t, in the
// order in which it was put up.
func (r *Rounds) At(t time.Time) map[string][]Hung {
	return r.after(func(l RoundLine) bool { return !l.At.After(t) })
}

// Before is the same by the rounds before t.
func (r *Rounds) Before(t time.Time) map[string][]Hung {
	return r.after(func(l RoundLine) bool { return l.At.Before(t) })
}

func (r *Rounds) after(counts func(RoundLine) bool) map[string][]Hung {
	walls := map[string][]Hung{}
	for _, l := range r.Lines {
		if !counts(l) {
			continue
		}
		wall := slices.DeleteFunc(walls[l.Board], func(h Hung) bool { return h.Path == l.Path })
		if l.Move == Up {
			wall = append(wall, Hung{l})
		}
		walls[l.Board] = wall
	}
	return walls
}

// Changed is when anything was last put up on a board or taken down, up to t;
// zero if never.
func (r *Rounds) Changed(board string, t time.Time) time.Time {
	for _, l := range slices.Backward(r.Lines) {
		if l.Board == board && !l.At.After(t) {
			return l.At
		}
	}
	return time.Time{}
}

// Last is the moment of the last round up to t; zero if there was none.
func (r *Rounds) Last(t time.Time) time.Time {
	for _, l := range slices.Backward(r.Lines) {
		if !l.At.After(t) {
			return l.At
		}
	}
	return time.Time{}
}

// Of are the lines of the round of a moment.
func (r *Rounds) Of(at time.Time) []RoundLine {
	var lines []RoundLine
	for _, l := range r.Lines {
		if l.At.Equal(at) {
			lines = append(lines, l)
		}
	}
	return lines
}

const roundsHead = `# 这里记着巡板印过什么，由 banbao print --round 添上，一张一行：
# 时刻、贴上还是取下、栏、网页、内容的校验码、纸、份数、标题。只添不改；请和内容一起存进 git。
# What rounds put up and took down, added by banbao print --round:
# moment, up or down, board, page, sum, paper, copies, title.

`

// AddedRounds are the files of the rounds, below [RoundsFolder], with lines
// added; old reads one from the site, and gives nothing where there is none.
func AddedRounds(lines []RoundLine, old func(name string) ([]byte, error)) (map[string][]byte, error) {
	files := map[string][]byte{}
	for _, l := range lines {
		name := l.At.Format("2006") + ".txt"
		text, begun := files[name]
		if !begun {
			var err error
			if text, err = old(path.Join(RoundsFolder, name)); err != nil {
				return nil, err
			}
		}
		files[name] = appended(text, roundsHead, l.String())
	}
	return files, nil
}

// LoadRounds reads the rounds alone.
func LoadRounds(fsys fs.FS) (Rounds, diag.List) {
	files, problems := read(fsys, RoundsFolder)
	r, unread := rounds(files)
	problems.Add(unread...)
	return r, problems
}

package record

import (
	"path"
	"slices"
	"strings"
	"time"

	"banbao/internal/site"
)

// posted is an item that the record is about.
type posted struct {
	item        *site.Item
	sum         func() string
	up          bool // it can be read now, and is no stub
	ended       bool // it is in the archive, where it can be read too
	withdrawn   bool
	publicity   *site.Publicity
	corrections []site.Correction
}

// Follows tells whether the record is about a notice.
func Follows(n *site.Notice) bool { return n.Publicity != nil || n.Kind == site.KindDisclosure }

// postedOn are the items of a site that the record is about, in the order of the site.
// It hashes only what has been hashed before, so it costs next to nothing.
func postedOn(s *site.Site) []posted {
	var all []posted
	for _, n := range s.Notices {
		if !Follows(n) {
			continue
		}
		p := posted{item: &n.Item, sum: func() string { return s.NoticeSum(n) }, publicity: n.Publicity, corrections: n.Corrections}
		p.is(n.State(s.Now))
		all = append(all, p)
	}
	for _, k := range s.Rankings {
		publicity := PublicityOf(s, k)
		if publicity == nil || !k.StageAt(publicity, s.Now).NamesPublic() {
			continue // until then it is an announcement, which its result does not change
		}
		p := posted{item: &k.Item, sum: func() string { return s.RankingSum(k) }, publicity: publicity, corrections: k.Corrections}
		p.is(k.State(s.Now))
		all = append(all, p)
	}
	for _, a := range s.Activities {
		p := posted{item: &a.Item, sum: func() string { return s.ActivitySum(a) }}
		p.is(a.State(s.Now))
		all = append(all, p)
	}
	return all
}

func (p *posted) is(state site.State) {
	p.up, p.ended, p.withdrawn = state == site.Current, state == site.Ended, state == site.Withdrawn
}

// PublicityOf is the period of a ranking: its own, or that of the notice that
// publishes it.
func PublicityOf(s *site.Site, k *site.Ranking) *site.Publicity {
	if k.Publicity != nil || k.Publication == "" {
		return k.Publicity
	}
	for _, n := range s.Notices {
		if n.Slug == k.Publication {
			return n.Publicity
		}
	}
	return nil
}

// Next are the lines that a site, published as it is now, adds to the record.
// It begins with what can be read; of what had ended before, nothing is known.
func (r *Record) Next(s *site.Site) []Line {
	var lines []Line
	at := s.Now.Truncate(time.Second)
	there := map[string]bool{}
	for _, p := range postedOn(s) {
		path := p.item.Path()
		there[path] = true
		h := r.Of(path)
		add := func(e Event) {
			lines = append(lines, Line{At: at, Event: e, Path: path, Sum: p.sum(), Title: plain(p.item.Title)})
		}
		if h.Sum != "" && (h.Up && p.up || p.ended) && h.Sum != p.sum() {
			if covered(p.corrections, h, s.Now) {
				add(Corrected)
			} else {
				add(Changed)
			}
		}
		switch {
		case p.up && !h.Up:
			add(Shown)
		case h.Up && p.withdrawn:
			add(Withdrawn)
		case h.Up && !p.up: // also what is a draft again, or waits for another day
			add(Ended)
		}
	}
	for path, h := range r.of {
		if h.Up && !there[path] {
			lines = append(lines, Line{At: at, Event: Ended, Path: path, Sum: h.Sum, Title: h.Lines[len(h.Lines)-1].Title})
		}
	}
	slices.SortFunc(lines, compare)
	return lines
}

// plain is a title on one line, without the marks where it may break.
func plain(title string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(title, "|", "")), " ")
}

// Behind tells whether a moment lies before the last line of the record, so
// that nothing can be added to it.
func (r *Record) Behind(now time.Time) (Line, bool) {
	last, ok := r.Last()
	return last, ok && now.Before(last.At)
}

// Revision is how often an activity has told something else since it could
// first be read, as it is now.
func (r *Record) Revision(s *site.Site, a *site.Activity) int {
	h := r.of[a.Path()]
	if h == nil {
		return 0
	}
	if h.Sum != s.ActivitySum(a) {
		return h.Revisions + 1
	}
	return h.Revisions
}

const head = `# 这里记着什么时候能看到什么，由 banbao build 添上，一件事一行：
# 时刻、事情、网页、内容的校验码、标题。只添不改；请和内容一起存进 git。
# What could be read when, added by banbao build: moment, event, page, sum, title.
# shown 显示  changed 改动  corrected 更正  withdrawn 撤回  ended 撤下

`

// Attributes is the file that asks git to keep the lines of both sides, and
// the line ends that they have.
const Attributes = "*.txt merge=union text eol=lf\n"

// FileOf is the file that a line belongs in, below the record's folder.
func FileOf(l Line) string { return l.At.Format("2006") + ".txt" }

// Add gives a file of the record with lines added at its end. What was there
// stays, byte for byte.
func Add(old []byte, lines []Line) []byte {
	words := make([]string, len(lines))
	for k, l := range lines {
		words[k] = l.String()
	}
	return appended(old, head, words...)
}

func appended(old []byte, head string, lines ...string) []byte {
	out := slices.Clone(old)
	if len(out) == 0 {
		out = []byte(head)
	}
	if out[len(out)-1] != '\n' {
		out = append(out, '\n')
	}
	for _, l := range lines {
		out = append(append(out, l...), '\n')
	}
	return out
}

// String is the line as it is written.
func (l Line) String() string {
	event := string(l.Event) + strings.Repeat(" ", len(Corrected)-len(l.Event))
	return strings.TrimSpace(strings.Join([]string{l.At.Format(time.RFC3339), event, l.Path, l.Sum, l.Title}, " "))
}

// Added are the files of the record, below its folder, with lines added;
// old reads one, and gives nothing where there is none.
func Added(lines []Line, old func(name string) ([]byte, error)) (map[string][]byte, error) {
	files := map[string][]byte{}
	for _, l := range lines {
		name := FileOf(l)
		text, begun := files[name]
		if !begun {
			var err error
			if text, err = old(path.Join(Folder, name)); err != nil {
				return nil, err
			}
		}
		files[name] = Add(text, []Line{l})
	}
	return files, nil
}

package web

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"time"
)

// saying is a sentence with the time in which it is true, as a page takes it
// that turns by itself.
type saying struct {
	Text        string
	Hidden      bool
	From, Until string
}

// span is a stretch of time in seconds, from its begin up to its end. Zero is
// long ago and forever never comes.
type span struct{ from, until int64 }

const forever = math.MaxInt64

// seen is when that is to be seen which carries these windows; so the script
// and what is said beside it always agree.
func seen(from, until string) span {
	return span{instant(from, 0), instant(until, forever)}
}

// spanOf is seen for the moments themselves.
func spanOf(from, until time.Time) span {
	s := span{0, forever}
	if !from.IsZero() {
		s.from = from.Unix()
	}
	if !until.IsZero() {
		s.until = until.Unix()
	}
	return s
}

func instant(seconds string, otherwise int64) int64 {
	if seconds == "" { // most often
		return otherwise
	}
	if n, err := strconv.ParseInt(seconds, 10, 64); err == nil {
		return n
	}
	return otherwise
}

// seenRows is when each row is to be seen.
func seenRows(rows []*Row) []span {
	spans := make([]span, len(rows))
	for i, r := range rows {
		spans[i] = seen(r.From, r.Until)
	}
	return spans
}

// cover is when any of them lasts: in order, and with time between.
func cover(spans []span) []span {
	spans = slices.Clone(spans)
	slices.SortFunc(spans, func(a, b span) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.until, b.until)) })
	var all []span
	for _, s := range spans {
		switch last := len(all) - 1; {
		case s.until <= s.from:
		case last >= 0 && s.from <= all[last].until:
			all[last].until = max(all[last].until, s.until)
		default:
			all = append(all, s)
		}
	}
	return all
}

// gaps is when none of them lasts.
func gaps(spans []span) []span {
	var none []span
	at := int64(0)
	for _, s := range cover(spans) {
		if s.from > at {
			none = append(none, span{at, s.from})
		}
		at = s.until
	}
	if at < forever {
		none = append(none, span{at, forever})
	}
	return none
}

// edges are a stretch's bounds as a page has them. What does not begin at once
// is hidden.
func (s span) edges() (hidden bool, from, until string) {
	if s.from > 0 {
		from = strconv.FormatInt(s.from, 10)
	}
	if s.until < forever {
		until = strconv.FormatInt(s.until, 10)
	}
	return s.from > 0, from, until
}

// during says a sentence in each of the stretches.
func during(text string, spans []span) []saying {
	var all []saying
	for _, s := range spans {
		hidden, from, until := s.edges()
		all = append(all, saying{text, hidden, from, until})
	}
	return all
}

// nothing is what a part of a list says while none of it is to be seen: one
// sentence while the whole list is empty, which is when none lasts, and another
// while only the rest has something.
func nothing(part, none []span, empty, elsewhere string) []saying {
	return slices.Concat(during(empty, none), during(elsewhere, gaps(slices.Concat(part, none))))
}

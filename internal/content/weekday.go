package content

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"banbao/internal/decode"
	"banbao/internal/diag"
	"banbao/internal/proof"
)

// weekdays checks every date in title, summary and text: that there is such a
// day, and the weekday beside it: 11月22日（星期日）. A date without a year
// is meant near the item's own date, or in any of the years of a series.
func (s *source) weekdays(t *decode.Table, text []byte, firstLine int, years proof.Years, r *result) {
	for _, key := range []string{"title", "summary"} {
		s.datesOf(t, key, years)
	}
	weekdays, none := proof.Dates(text, years)
	for _, w := range weekdays {
		r.problems.Add(inText(s.path, text, firstLine, w.From, w.To, "wrong-weekday", w.Args()...))
	}
	for _, n := range none {
		r.problems.Add(inText(s.path, text, firstLine, n.From, n.To, n.Code(), n.Args()...))
	}
}

// datesOf checks the dates in the text that a key holds.
func (s *source) datesOf(t *decode.Table, key string, years proof.Years) {
	weekdays, none := proof.Dates([]byte(t.String(key)), years)
	for _, w := range weekdays {
		t.Problem(key, "wrong-weekday", w.Args()...)
	}
	for _, n := range none {
		t.Problem(key, n.Code(), n.Args()...)
	}
}

// inText makes a problem about a part of a text that begins on a line of a file.
func inText(file string, text []byte, firstLine, from, to int, code diag.Code, args ...any) diag.Problem {
	lineStart := bytes.LastIndexByte(text[:from], '\n') + 1
	line, _, _ := bytes.Cut(text[lineStart:], []byte("\n"))
	p := diag.New(code, diag.Pos{
		File:   file,
		Line:   firstLine + bytes.Count(text[:from], []byte("\n")),
		Column: utf8.RuneCount(text[lineStart:from]) + 1,
	}, args...)
	p.Width = utf8.RuneCount(text[from:to])
	p.Line = strings.TrimRight(string(line), "\r")
	return p
}

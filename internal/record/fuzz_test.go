package record

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// FuzzLoad reads what version control, editors and people leave in a record.
// What was read is written so that it is read again as it was, a problem lies
// in the file, and a record that is added to loses nothing.
func FuzzLoad(f *testing.F) {
	const sum = "5f0c5f0c5f0c5f0c5f0c5f0c5f0c5f0c"
	for _, s := range []string{
		"2026-11-19T08:00:12+08:00 shown     notices/ten-star.html " + sum + " 候选户公示\n",
		"<<<<<<< HEAD\n2026-11-19T08:00:12Z ended notices/a.html " + sum + "\n=======\n>>>>>>> b\n",
		"\xef\xbb\xbf# x\r\n2026-11-19T08:00:12.5+08:00\tshown\tnotices/a.html\t" + sum + "\tx  y \r\n",
		"9999-12-31T23:59:60+24:00 shown notices/\xff.html " + sum,
	} {
		f.Add(s, "2026-11-22T09:00:00+08:00 up   xc-6 notices/water.html "+sum+" A4 1 今天停水\n")
	}
	added := Line{At: time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC), Event: Shown, Path: "notices/new.html", Sum: sum, Title: "新的"}
	f.Fuzz(func(t *testing.T, text, rounds string) {
		load := func(text string) *Record {
			r, problems := Load(fstest.MapFS{"record/2026.txt": {Data: []byte(text)}, "record/rounds/2026.txt": {Data: []byte(rounds)}})
			for _, p := range problems {
				src := map[string]string{"record/2026.txt": text, "record/rounds/2026.txt": rounds}[p.Pos.File]
				if p.Pos.Line < 1 || p.Pos.Line > strings.Count(src, "\n")+1 {
					t.Errorf("%v is outside", p.Pos)
				}
			}
			return r
		}
		r := load(text)
		for _, l := range r.Lines {
			l.At = l.At.Truncate(time.Second) // no line is written with less
			if back, ok := line(l.String()); !ok || !same(back, l) {
				t.Errorf("%+v is written %q and read %+v", l, l.String(), back)
			}
			r.Of(l.Path).FirstShown()
		}
		for _, l := range r.Rounds.Lines {
			l.At = l.At.Truncate(time.Second)
			if back, ok := roundLine(l.String()); !ok || compareRounds(back, l) != 0 {
				t.Errorf("%+v is written %q and read %+v", l, l.String(), back)
			}
		}
		r.Rounds.At(added.At)
		more := load(string(Add([]byte(text), []Line{added, added})))
		for _, l := range append(r.Lines, added) {
			found := false
			for _, m := range more.Lines {
				found = found || same(l, m)
			}
			if !found {
				t.Errorf("%v is lost", l)
			}
		}
	})
}

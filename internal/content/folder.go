package content

import (
	"banbao/internal/decode"
	"banbao/internal/diag"
	"banbao/internal/site"
)

// marks are the keys that only one noun has, and that its items always have.
var marks = []struct {
	noun        site.Noun
	zh          string
	needs, none []string
}{
	{site.NounGuide, "办事指南", []string{"responsible", "materials"}, nil},
	{site.NounActivity, "活动", []string{"place", "start"}, []string{"kind"}},
	{site.NounNotice, "通知", []string{"kind", "date"}, []string{"place", "start", "responsible", "materials"}},
}

// wrongFolder reports an item that has the keys of another noun, instead of
// all the keys that it lacks.
func (s *source) wrongFolder(t *decode.Table, noun site.Noun, r *result) bool {
	has := func(names []string) (all, some bool) {
		all = true
		for _, n := range names {
			found := t.Holds(n)
			all, some = all && found, some || found
		}
		return all, some
	}
	for _, m := range marks {
		if all, _ := has(m.needs); !all {
			continue
		}
		if _, some := has(m.none); some {
			continue
		}
		if m.noun == noun {
			return false
		}
		if own := marksOf(noun); own != nil {
			if _, some := has(own); some {
				return false // a bit of both: its own keys will be asked for
			}
		}
		r.problems.Add(diag.New("wrong-folder", diag.Pos{File: s.path}, diag.Words{Zh: m.zh, En: string(m.noun)}, m.noun.Folder()))
		return true
	}
	return false
}

// marksOf are the keys that tell a noun.
func marksOf(noun site.Noun) []string {
	for _, m := range marks {
		if m.noun == noun {
			return m.needs
		}
	}
	return nil
}

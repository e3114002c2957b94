// Package privacy finds personal data in text and masks it: identity and
// permit numbers, mobiles, bank cards, plates, addresses down to the door,
// e-mail and chat names, names of children and of people whose health or
// hardship is told.
//
// Numbers are found however they are written: full-width and circled digits,
// Chinese numerals (一三八, 壹叁捌), with spaces, hyphens, dots or markup
// between them. Document numbers, dates, sums, landlines and service numbers
// are not personal; what of the others belongs to the community is allowed by
// name. What is masked already (张*, 王某某) is not found again.
//
//	d := privacy.New([]string{"0523-0600 1102", "hall@xincheng.example"})
//	d.Mask("联系张大爷：138 0013 8000") // 联系张大爷：（已隐去）
//
// The package knows no clock, no files and no language of messages: it is a
// function of text.
package privacy

import (
	"cmp"
	"slices"
	"strings"
)

// Finding is one place with personal data.
type Finding struct {
	Rule       Rule
	Start, End int    // in bytes of the given text, what is to be masked
	Masked     string // what may stand there instead; never the value itself
	Sure       bool   // surely personal, so it stops a build; else it is a warning
}

// Detector finds personal data; it may be used by many at once.
type Detector struct {
	allowed map[string]bool // as plain writes them
}

// New makes a detector that leaves alone what is allowed: numbers and
// addresses of the community itself, in any writing.
func New(allowed []string) *Detector {
	d := &Detector{allowed: make(map[string]bool, len(allowed))}
	for _, a := range allowed {
		if p := plain(nil, a); len(p) > 0 {
			d.allowed[string(domestic(p))] = true
		}
	}
	return d
}

// Find gives the findings in a text, in order and not overlapping.
func (d *Detector) Find(text string) []Finding {
	s := scan{text: text, allowed: d.allowed}
	s.run()
	if len(s.found) < 2 {
		return s.found
	}
	slices.SortFunc(s.found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), cmp.Compare(a.Rule.rank(), b.Rule.rank()))
	})
	kept := s.found[:1]
	for _, f := range s.found[1:] {
		last := &kept[len(kept)-1]
		switch {
		case f.Start >= last.End:
			kept = append(kept, f)
		case f.Sure && !last.Sure:
			*last = f
		}
	}
	return kept
}

// mostPasses bounds how often Mask looks again: what is masked may uncover
// what stood too near to it.
const mostPasses = 8

// Mask gives the text with everything masked that Find finds.
func (d *Detector) Mask(text string) string {
	for range mostPasses {
		found := d.Find(text)
		if len(found) == 0 {
			break
		}
		var b strings.Builder
		b.Grow(len(text))
		at := 0
		for _, f := range found {
			b.WriteString(text[at:f.Start])
			b.WriteString(f.Masked)
			at = f.End
		}
		b.WriteString(text[at:])
		text = b.String()
	}
	return text
}

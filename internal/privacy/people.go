package privacy

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// beside is how many bytes a name may stand from the word that makes it
// private: twenty characters, or a row of a table.
const (
	beside = 60
	inRow  = 180
)

// young is the cue that an age gives.
var young = cue{rule: Minor, sure: true}

// cueAt looks for names about the word at [i, end), if it is one.
func (s *scan) cueAt(r rune, i, end int) {
	if r == '岁' {
		if s.ageBefore(i) {
			s.names(&young, i, end)
		}
		return
	}
	for k := range cues {
		if c := &cues[k]; c.head == r && c.matches(s.text, i, end) {
			s.names(c, i-len(c.before), end+len(c.after))
			return
		}
	}
}

// ageBefore tells whether an age under eighteen stands before i.
func (s *scan) ageBefore(i int) bool {
	head := strings.TrimRight(strings.TrimSuffix(s.text[:i], "周"), " 　")
	start := len(head)
	for start > 0 {
		r, size := utf8.DecodeLastRuneInString(head[:start])
		if !classOfRune(r).isDigit() && r != '十' {
			break
		}
		start -= size
	}
	age, any := 0, false
	for _, r := range head[start:] {
		any = true
		if r == '十' {
			age = max(age, 1) * 10
		} else {
			age = age + int(classOfRune(r)&0xf)
			if !strings.Contains(head[start:], "十") {
				age += (age - int(classOfRune(r)&0xf)) * 9
			}
		}
		if age > 200 {
			return false
		}
	}
	return any && age < 18
}

// named is a name that was found.
type named struct {
	found  int  // which finding
	strong bool // nothing else than a name stands in its place
}

// names finds the names in the clause or the row about a cue. Where another
// cue has looked before, its names are there already, and may be told of now
// with better reason.
func (s *scan) names(c *cue, start, end int) {
	from, to := s.clause(start, end)
	for k := len(s.named) - 1; k >= 0; k-- {
		n := s.named[k]
		f := &s.found[n.found]
		if f.Start < from {
			break
		}
		if sure := c.sure && n.strong; sure && !f.Sure || sure == f.Sure && c.rule.rank() < f.Rule.rank() {
			f.Rule, f.Sure = c.rule, sure
		}
	}
	i := max(from, s.namesTo)
	for i < to {
		r, size := utf8.DecodeRuneInString(s.text[i:])
		next := i + size
		if r < 1<<16 && traits[r]&(surname|longName) != 0 {
			if stop, strong := s.nameAt(i); stop > 0 {
				before := len(s.found)
				s.add(c.rule, i, stop, maskHan(s.text[i:stop]), c.sure && strong)
				if len(s.found) > before {
					s.named = append(s.named, named{before, strong})
				}
				next = stop
				to = max(to, min(s.sentence.to, stop+beside)) // a list of names goes on
			}
		}
		i = next
	}
	s.namesTo = i
}

// extent is a part of the text.
type extent struct{ from, to int }

// clause gives the part of the sentence about a cue in which a name belongs to
// it; in a row of a table that is most of it.
func (s *scan) clause(start, end int) (from, to int) {
	if start < s.sentence.from || end+beside > s.sentence.to {
		s.sentence = sentence(s.text, start, end)
	}
	from, to = max(s.sentence.from, start-inRow), min(s.sentence.to, end+inRow)
	if row := strings.ContainsAny(s.text[from:start], "|\t,") || strings.HasPrefix(strings.TrimLeft(s.text[end:], " "), "|") || strings.HasPrefix(s.text[end:], ","); !row {
		from, to = max(from, start-beside), min(to, end+beside)
	}
	for from < start && !utf8.RuneStart(s.text[from]) {
		from++
	}
	return from, to
}

// sentence gives the sentence about [start, end), or as much of it as a row of
// a table has.
func sentence(text string, start, end int) extent {
	stops := func(b byte, i int) bool { // at the byte that ends with i
		return b == '\n' || b == 0x82 && strings.HasSuffix(text[:i], "。") || b == 0x9b && strings.HasSuffix(text[:i], "；") || b == 0x81 && strings.HasSuffix(text[:i], "！")
	}
	e := extent{start, end}
	for e.from > max(0, start-inRow) && !stops(text[e.from-1], e.from) {
		e.from--
	}
	for e.to < min(len(text), end+2*inRow) && !stops(text[e.to], e.to+1) {
		e.to++
	}
	return e
}

// nameAt tells where the name ends that begins at i, 0 where none does, and
// whether nothing else than a name stands in its place.
func (s *scan) nameAt(i int) (end int, strong bool) {
	one := i + runeLen(s.text, i)
	two := one + runeLen(s.text, one)
	if ordinaryWords[s.text[i:two]] {
		return 0, false
	}
	labelled, free := s.nameMayBegin(i)
	owned := strings.HasSuffix(s.text[:i], "的") // whose illness it is
	if !labelled && !free && !owned && !s.titledFrom(i) {
		return 0, false
	}
	first := one
	if slices.Contains(compound, s.text[i:two]) {
		first = two
	} else if r, _ := utf8.DecodeRuneInString(s.text[i:]); traits[r]&surname == 0 {
		return 0, false
	}
	for given := 2; given >= 1; given-- {
		end = s.han(first, given)
		if end == 0 || s.staff(i, end) || isTitle(s.text[one:end]) {
			continue
		}
		bounded, title := s.nameMayEnd(end)
		switch bounded = bounded || labelled && strings.HasPrefix(s.text[end:], "的") && s.given(first, end); {
		case title:
			return end, true
		case bounded && (free || labelled):
			return end, labelled || given == 2 || first == two
		case (labelled || owned && bounded) && given == 2 && s.given(first, end):
			return end, false
		}
	}
	return 0, false
}

// given tells whether all characters of [start, end) are in many given names:
// behind a label a name may then run on into the sentence.
func (s *scan) given(start, end int) bool {
	for _, r := range s.text[start:end] {
		if traits[uint16(r)]&givenName == 0 {
			return false
		}
	}
	return true
}

// isTitle tells whether a surname with the word is how somebody is called.
func isTitle(word string) bool {
	return slices.Contains(titled, word) || slices.Contains(staffBehind, word)
}

func runeLen(s string, i int) int {
	_, size := utf8.DecodeRuneInString(s[i:])
	return size
}

// han gives where n Han characters end that begin at i, or 0.
func (s *scan) han(i, n int) int {
	for range n {
		r, size := utf8.DecodeRuneInString(s.text[i:])
		if r < 0x4e00 || r > 0x9fff || r == '某' {
			return 0
		}
		i += size
	}
	return i
}

// nameMayBegin tells whether a name may begin at i: behind a word that says
// whose it is, or free of what stands before.
func (s *scan) nameMayBegin(i int) (labelled, free bool) {
	head := s.text[max(0, i-24):i]
	if head == "" {
		return false, true
	}
	before, _ := utf8.DecodeLastRuneInString(head)
	free = isBoundary(before)
	if free {
		head = strings.TrimRight(head, " 　：:*“")
		before, _ = utf8.DecodeLastRuneInString(head)
	}
	if before < 1<<16 && traits[before]&labelEnd != 0 {
		labelled = slices.ContainsFunc(nameLabels, func(l string) bool { return strings.HasSuffix(head, l) })
	}
	return labelled, free
}

// titledFrom tells whether 同学 or the like follows a name at i of two or
// three characters, so that it may stand within a sentence.
func (s *scan) titledFrom(i int) bool {
	for _, n := range [...]int{3, 2} {
		if end := s.han(i, n); end > 0 {
			if _, title := s.nameMayEnd(end); title {
				return true
			}
		}
	}
	return false
}

// nameMayEnd tells whether a name may end at i, and whether a title follows.
func (s *scan) nameMayEnd(i int) (bounded, title bool) {
	rest := s.text[i:]
	r, _ := utf8.DecodeRuneInString(rest)
	if rest == "" || isBoundary(r) || classOfRune(r).isDigit() {
		bare := strings.TrimLeft(rest, " *")
		for _, t := range titled[:2] {
			title = title || strings.HasPrefix(bare, t)
		}
		return r != '*' || strings.HasPrefix(rest, "**"), title
	}
	if r >= 1<<16 || traits[r]&behindName == 0 {
		return false, false
	}
	for _, t := range titled {
		if strings.HasPrefix(rest, t) {
			return true, true
		}
	}
	for _, g := range goesOn {
		if strings.HasPrefix(rest, g) {
			return true, false
		}
	}
	return false, false
}

// staff tells whether the name [start, end) is of one who acts for the
// community.
func (s *scan) staff(start, end int) bool {
	head := strings.TrimRight(s.text[max(0, start-24):start], " 　：:（(/")
	for _, w := range staffBefore {
		if strings.HasSuffix(head, w) && !strings.HasSuffix(head, "小"+w) {
			return true
		}
	}
	rest := strings.TrimLeft(s.text[end:], " （(")
	for _, w := range staffBehind {
		if strings.HasPrefix(rest, w) {
			return true
		}
	}
	return false
}

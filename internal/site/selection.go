package site

import "slices"

// OnBoards are the ids of the boards that an item hangs on, in the order of
// config.toml. What the author wrote wins over the boards' rules.
func (s *Site) OnBoards(i *Item) []string {
	var ids []string
	for _, b := range s.Boards {
		if reaches(i, i.Boards, b.ID, b.Building, b.Shows) {
			ids = append(ids, b.ID)
		}
	}
	return ids
}

// OnScreens are the ids of the screens that an item is shown on.
func (s *Site) OnScreens(i *Item) []string {
	var ids []string
	for _, d := range s.Screens {
		if reaches(i, i.Screens, d.ID, d.Building, d.Shows) {
			ids = append(ids, d.ID)
		}
	}
	return ids
}

func reaches(i *Item, want *Targets, id, building string, rule Selection) bool {
	if want != nil {
		return !want.None && (want.All || slices.Contains(want.IDs, id))
	}
	if building != "" && len(i.Buildings) > 0 && !slices.Contains(i.Buildings, building) {
		return false
	}
	return rule.matches(i)
}

// matches tells whether a rule selects an item.
func (r Selection) matches(i *Item) bool {
	if r.None {
		return false
	}
	if r.All {
		return true
	}
	nouns := r.Nouns
	if len(nouns) == 0 {
		// Kinds and levels speak of notices; tags and buildings of anything.
		if len(r.Kinds) > 0 || len(r.Levels) > 0 || (len(r.Tags) == 0 && len(r.Buildings) == 0) {
			nouns = []Noun{NounNotice}
		}
	}
	if len(nouns) > 0 && !slices.Contains(nouns, i.Noun) {
		return false
	}
	if i.Noun == NounNotice {
		if len(r.Kinds) > 0 && !slices.Contains(r.Kinds, i.Kind) {
			return false
		}
		if len(r.Levels) > 0 && !slices.Contains(r.Levels, i.Level) {
			return false
		}
	}
	return overlap(r.Tags, i.Tags) && overlap(r.Buildings, i.Buildings)
}

// overlap tells whether a rule's list is empty or shares a word.
func overlap(rule, have []string) bool {
	if len(rule) == 0 {
		return true
	}
	for _, w := range rule {
		if slices.Contains(have, w) {
			return true
		}
	}
	return false
}

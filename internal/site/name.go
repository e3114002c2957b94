package site

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"
)

// TagKey is what tells tags apart: large and small letters do not.
func TagKey(tag string) string { return strings.ToLower(tag) }

// PlaceName is the place without what follows it: of 文化广场，下雨改在三楼文娱室
// it is 文化广场, so that one place has one page and one calendar whatever
// authors add.
func PlaceName(place string) string {
	if i := strings.IndexAny(place, "，；。（,;("); i >= 0 {
		place = place[:i]
	}
	return strings.Join(strings.Fields(place), " ")
}

// TagFiles gives every tag of what is shown a name for its files, by TagKey:
// tags/<name>.html, calendar/tags/<name>.ics.
func (s *Site) TagFiles() map[string]string {
	keys := map[string]bool{}
	seen := map[string]bool{} // as written
	isNew := func(t string) bool { return !seen[t] }
	for _, i := range s.Items() {
		if !slices.ContainsFunc(i.Tags, isNew) || !s.Shown(i) {
			continue
		}
		for _, t := range i.Tags {
			if !seen[t] {
				seen[t] = true
				keys[TagKey(t)] = true
			}
		}
	}
	return fileNames(keys)
}

// PlaceFiles gives every place at which a shown activity takes place, usually
// or once by a change, a name for its files, by PlaceName:
// calendar/places/<name>.html and .ics.
func (s *Site) PlaceFiles() map[string]string {
	keys := map[string]bool{}
	for _, a := range s.Activities {
		if !s.Shown(&a.Item) {
			continue
		}
		for _, place := range a.places() {
			keys[place] = true
		}
	}
	delete(keys, "")
	return fileNames(keys)
}

// places are the names of where an activity takes place, the usual one first.
func (a *Activity) places() []string {
	names := []string{PlaceName(a.Place)}
	if a.Series.Repeat != nil {
		for _, c := range a.Series.Repeat.Changes {
			if name := PlaceName(c.Place); name != "" && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// fileNames gives every key a name of its own. A key that can be a name as it
// is has that name; where several would share one, the others carry a sum of
// themselves.
func fileNames(keys map[string]bool) map[string]string {
	files := make(map[string]string, len(keys))
	taken := map[string]bool{"index": true}
	plain := func(key string) int {
		if fileName(key) == key {
			return 0
		}
		return 1
	}
	ordered := slices.SortedFunc(maps.Keys(keys), func(a, b string) int {
		return cmp.Or(cmp.Compare(plain(a), plain(b)), cmp.Compare(a, b))
	})
	for _, key := range ordered {
		name := fileName(key)
		if taken[name] {
			sum := sha256.Sum256([]byte(key))
			name += "-" + hex.EncodeToString(sum[:3])
		}
		taken[name] = true
		files[key] = name
	}
	return files
}

// fileName is words as the name of a file, with signs that file systems or
// addresses mind replaced. Large letters become small, since some file systems
// do not tell them apart.
func fileName(words string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\?#%:*"<>| .`, r) || r < ' ' {
			return '-'
		}
		return r
	}, strings.ToLower(words))
}

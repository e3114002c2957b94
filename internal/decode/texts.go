package decode

import (
	"fmt"
	"maps"
	"slices"
)

// Texts calls found for every text in the table and those below it, by key,
// with the path under which a problem about it is placed ([Table.At]). Nothing
// counts as asked for.
func (t *Table) Texts(found func(path, text string)) { texts("", t.values, found) }

func texts(path string, value any, found func(path, text string)) {
	switch v := value.(type) {
	case string:
		found(path, v)
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			texts(join(path, key), v[key], found)
		}
	case []any:
		for i, e := range v {
			texts(fmt.Sprintf("%s[%d]", path, i), e, found)
		}
	case []map[string]any:
		for i, e := range v {
			texts(fmt.Sprintf("%s[%d]", path, i), e, found)
		}
	}
}

package traditional

import (
	"cmp"
	"path"
	"strings"

	"banbao/internal/search"
)

// found appends a block of what can be found, as it is shown in the second tree.
// The index is that of the first, so what is compared stays as it is there.
func (t *tree) found(dst []byte, name string, source []byte) []byte {
	records, err := search.DecodeBlock(source)
	if err != nil {
		return append(dst, source...)
	}
	convert := t.converter().Convert
	for i := range records {
		r := &records[i]
		r.Folded = cmp.Or(r.Folded, r.Whole()) // what the index is of; 座標 folds otherwise than 坐标
		r.Title, r.Kind, r.State, r.Text = convert(r.Title), convert(r.Kind), convert(r.State), convert(r.Text)
		for n := range r.Names {
			r.Names[n] = convert(r.Names[n])
		}
	}
	block, err := search.EncodeBlock(strings.TrimSuffix(path.Base(name), ".js"), records)
	if err != nil {
		return append(dst, source...)
	}
	return append(dst, block...)
}

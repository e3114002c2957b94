package paper

import (
	"io"

	"banbao/internal/output"
	"banbao/internal/site"
	"banbao/internal/theme"
)

// Earlier is what an earlier Render knew of the sheets of notices, which are
// the many. Such a sheet, if it has no pictures, depends on the notice and on
// its surroundings, but not on the time; where neither is different its key is
// the same, and need not be made again.
type Earlier struct {
	Around output.Key                            // of the surroundings
	Sheet  func(*site.Notice) (output.Key, bool) // of a notice that is as it was
	Looks  map[output.Key]Look                   // of sheets by their keys; nil for none
}

// surroundings is the key of all that the sheet of a notice depends on beside
// the notice.
func (r *renderer) surroundings() output.Key {
	s := r.site
	return output.KeyOf(version, r.theme.Key("sheet"), r.theme.Key("sheet-official"), r.theme.AssetsKey(),
		r.common, s.Info, s.Boards, s.Now.Location().String())
}

// alone tells whether nothing is published with a notice's sheet.
func alone(n *site.Notice) bool {
	for _, ref := range n.Body.Refs {
		if ref.Picture {
			return false
		}
	}
	return true
}

// RenderAfter is Render with what an earlier one knew, which may be nil. It
// tells what the next one may know of the same notices in memory.
func RenderAfter(s *site.Site, t *theme.Theme, texts Texts, earlier *Earlier) ([]output.File, *Earlier) {
	if t.Off("sheet") {
		return nil, nil
	}
	r := newRenderer(s, t, texts)
	next := &Earlier{Around: r.surroundings()}
	if earlier != nil {
		next.Looks = earlier.Looks
	}
	if earlier != nil && earlier.Around == next.Around {
		r.earlier = earlier
	}
	r.render()
	r.earlier = nil // closures keep the renderer
	keys := r.keys
	next.Sheet = func(n *site.Notice) (output.Key, bool) {
		key, ok := keys[n]
		return key, ok
	}
	return r.files, next
}

// addNotice publishes the sheet of a notice.
func (r *renderer) addNotice(n *site.Notice) {
	if !alone(n) {
		r.add(&n.Item, r.notice(n))
		return
	}
	var key output.Key
	known := false
	if r.earlier != nil {
		key, known = r.earlier.Sheet(n)
	}
	if !known {
		v := r.notice(n)
		key = r.keyOf(v)
	}
	r.keys[n] = key
	r.files = append(r.files, output.File{
		Path: n.SheetPath(), Source: n.Source, Key: key,
		Write: func(w io.Writer) error { return r.write(w, r.notice(n)) },
	})
}

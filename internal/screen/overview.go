package screen

import (
	"banbao/internal/output"
	"io"
)

// overview makes the page of all screens.
func (r *renderer) overview() {
	v := Overview{
		Root: "../", Title: r.site.Title, Language: r.site.Language,
		Style: r.theme.Asset("screens.css"), Screens: r.small,
	}
	r.write("screens/index.html", output.KeyOf(version, r.theme.Key("screens"), v), func(w io.Writer) error {
		return r.theme.Execute(w, "screens", &v)
	})
}

// Overview is the page of all screens.
type Overview struct {
	Root, Title, Language, Style string
	Screens                      []Thumb
}

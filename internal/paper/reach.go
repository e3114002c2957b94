package paper

import (
	"net/url"
	"strings"

	"banbao/internal/qr"
)

// Reach is the way from paper to a live page.
type Reach struct {
	Address string   // absolute; empty without base_url
	Short   string   // the same, as one types it
	Code    *qr.Code // drawn when the sheet is written; nil: none
}

// reach is the way to a page below public/.
func (r *renderer) reach(page string) Reach {
	if r.site.BaseURL == "" {
		return Reach{}
	}
	to := Reach{Address: r.site.BaseURL + (&url.URL{Path: page}).EscapedPath()}
	_, to.Short, _ = strings.Cut(to.Address, "://")
	return to
}

// drawn is the same with its code; an address that no code can hold has none.
func (r *renderer) drawn(to Reach) Reach {
	if to.Address != "" {
		if code, err := r.codes.Draw(to.Address, qr.Paper); err == nil {
			to.Code = &code
		}
	}
	return to
}

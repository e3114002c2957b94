package feed

import (
	"crypto/sha256"
	"slices"
	"time"

	"banbao/internal/opendata"
	"banbao/internal/site"
)

// Earlier is what a Render knew of the data of notices, which are the many, for
// the next one of the same site in memory: a notice that is the same one says
// the same, unless a moment has passed at which something changes by itself.
type Earlier struct {
	site  *site.Site
	next  func() time.Time
	files map[string]runs

	before *Earlier // that can be relied on; nil if there is none
}

// runs are the notices of a file, and a sum of what each run of them says.
type runs struct {
	notices []*site.Notice
	sums    []byte
}

const runLength = 64

func newEarlier(s *site.Site, c *site.Collections, before *Earlier) *Earlier {
	e := &Earlier{site: s, next: c.NextChange, files: map[string]runs{}}
	if before != nil && before.site.BaseURL == s.BaseURL && !s.Now.Before(before.site.Now) && s.Now.Before(before.next()) {
		e.before = before
	}
	return e
}

// sums are the sums of what the notices of a file say, by runs.
func (e *Earlier) sums(file string, notices []*site.Notice) []byte {
	var before runs
	if e.before != nil {
		before = e.before.files[file]
	}
	var said []byte
	sums := make([]byte, 0, (len(notices)/runLength+1)*sha256.Size)
	for from := 0; from < len(notices); from += runLength {
		to := min(from+runLength, len(notices))
		if to <= len(before.notices) && slices.Equal(before.notices[from:to], notices[from:to]) && (to-from == runLength || to == len(before.notices)) {
			at := from / runLength * sha256.Size
			sums = append(sums, before.sums[at:at+sha256.Size]...)
			continue
		}
		said = said[:0]
		for _, n := range notices[from:to] {
			d := opendata.NoticeOf(e.site, n)
			said = d.AppendKey(said)
		}
		sum := sha256.Sum256(said)
		sums = append(sums, sum[:]...)
	}
	e.files[file] = runs{notices, sums}
	return sums
}

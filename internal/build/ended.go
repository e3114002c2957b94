package build

import (
	"os"
	"path/filepath"
	"slices"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/content"
	"banbao/internal/diag"
	"banbao/internal/site"
)

// recent is how new a notice is of which nobody has heard before. Older ones
// are put in afterwards, as when an archive is taken over.
const recent = 92 * 24 * time.Hour

// alreadyEnded are the notices that this build publishes for the first time and
// that have ended before it: most likely until was copied, and nobody will ever
// see them on a list. What was published before is told by the folder that is
// published to, and by the record. Without that folder nothing is said: the
// record alone knows nothing of what had ended before it began.
func (r *Request) alreadyEnded(plan *Plan) (problems diag.List) {
	s := plan.Site
	if r.Dir == "" || !there(r.Dir, "build.json") {
		return nil
	}
	for _, n := range s.Notices {
		began := n.Date.Start(s.Zone)
		if n.Item.State(s.Now) != site.Ended || n.Withdrawn != nil || s.Now.Sub(began) > recent {
			continue
		}
		known := func(page string) bool { return there(r.Dir, page) || len(plan.Record.Of(page).Lines) > 0 }
		if known(n.Path()) || slices.ContainsFunc(n.Aliases, known) {
			continue
		}
		until := calendar.DayOf(n.Window.Until.Add(-time.Second))
		problems.Add(content.AtKey(r.FS, plan.Config, n.Source.File, "until", "already-ended", diag.Words{Zh: until.Chinese(), En: until.String()}))
	}
	return problems
}

func there(dir, name string) bool {
	_, err := os.Stat(filepath.Join(dir, filepath.FromSlash(name)))
	return err == nil
}

// lasting are the problems that are still there when nothing has changed: the
// first publication is over.
func lasting(problems diag.List) diag.List {
	return slices.DeleteFunc(slices.Clone(problems), func(p diag.Problem) bool { return p.Code == "already-ended" })
}

package cli

import (
	"context"
	"time"
)

// lookAgain is how long at most nobody looks at the clock while waiting. A
// machine sleeps and wakes, and its clock is put right now and then; a timer
// learns of neither.
const lookAgain = time.Minute

// waitUntil waits until a clock shows at. It ends as well when the clock turns
// out to have been wrong, for it stands before where it was: what was built for
// a moment that is still to come has to be built again.
func (s *session) waitUntil(clock func() time.Time, at time.Time) error {
	began := clock()
	for now := began; now.Before(at) && !now.Before(began.Add(-lookAgain)); now = clock() {
		if err := s.Wait(s.ctx, min(at.Sub(now), lookAgain)); err != nil {
			s.say("banbao：不等了；网站是生成好的", "banbao: no longer waiting; the site is built")
			return exitCode(exitInterrupted)
		}
	}
	return nil
}

// goesOn is a clock that stood at start when the machine's stood at began: one
// that was set goes on from there. The wall clock counts, which also goes on
// while the machine sleeps.
func (s *session) goesOn(began, start time.Time) func() time.Time {
	began = began.Round(0)
	return func() time.Time { return start.Add(s.Now().Round(0).Sub(began)) }
}

// wait lets time pass.
func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

package cli

import (
	"fmt"
	"sync"
	"time"
)

// progress shows how far a long job is, on a terminal, once it has lasted a
// second.
type progress struct {
	s     *session
	quiet bool
	lock  sync.Mutex
	began time.Time
	last  time.Time
	shown bool
}

func newProgress(s *session, quiet bool) *progress {
	return &progress{s: s, quiet: quiet || !s.Terminal, began: s.Now()}
}

// step is called after each piece of work.
func (p *progress) step(done, total int) {
	if p.quiet || total == 0 {
		return
	}
	p.lock.Lock()
	defer p.lock.Unlock()
	now := p.s.Now()
	if now.Sub(p.began) < time.Second || now.Sub(p.last) < 100*time.Millisecond {
		return
	}
	p.last, p.shown = now, true
	fmt.Fprintf(p.s.Stderr, "\r%d/%d  %d%%", done, total, done*100/total)
}

// end clears the line.
func (p *progress) end() {
	if p.shown {
		fmt.Fprint(p.s.Stderr, "\r\x1b[K")
	}
}

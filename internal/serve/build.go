package serve

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"banbao/internal/diag"
	"banbao/internal/output"
)

// server is the site as it stands, and who is looking at it.
type server struct {
	opt    Options
	memory *output.Memory
	hub    hub
	first  chan struct{} // closed after the first build

	mu       sync.Mutex
	boot     string // tells this run's versions from another's
	version  int    // of the site; 0 until there is a good one
	built    diag.List
	drawn    diag.List     // found while rendering
	failure  error         // the machine's, while building or rendering
	next     time.Time     // when to build again
	late     []output.File // what Result.Later made last
	whole    chan struct{} // closed once it has made them for the first time
	stopDraw func()        // ends rendering in the background, and waits
}

func newServer(opt Options) *server {
	return &server{
		opt:      opt,
		memory:   output.NewMemory(),
		first:    make(chan struct{}),
		whole:    make(chan struct{}),
		boot:     fmt.Sprintf("%x", opt.Machine().UnixNano()), // two runs must differ, whatever the site's clock says
		stopDraw: func() {},
	}
}

// run builds whenever there is reason to, one build after the other.
func (s *server) run(ctx context.Context, watch *watcher) {
	s.build(ctx, nil)
	close(s.first)
	timer := time.NewTimer(s.wait())
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			s.stopDraw()
			return
		case <-watch.ready:
			s.build(ctx, watch.take())
		case <-timer.C:
			if !s.next.IsZero() && !s.opt.Clock().Before(s.next) {
				s.build(ctx, []string{})
			}
		}
		timer.Reset(s.wait())
	}
}

// wait is how long to sleep until the site changes by itself.
func (s *server) wait() time.Duration {
	if s.next.IsZero() {
		return s.opt.recheck
	}
	return min(s.opt.recheck, max(s.next.Sub(s.opt.Clock()), time.Millisecond))
}

// build makes the site anew and tells the browsers.
func (s *server) build(ctx context.Context, changed []string) {
	s.stopDraw()
	began := s.opt.Machine()
	now := s.opt.Clock()
	result, err := s.opt.Build(now, changed)
	if ctx.Err() != nil {
		return
	}
	if !result.NextChange.IsZero() {
		s.next = result.NextChange
		if soonest := now.Add(time.Second); s.next.Before(soonest) {
			s.next = soonest // a mistake somewhere, but not a busy loop
		}
	} else if err == nil && !result.Problems.HasErrors() || !now.Before(s.next) {
		s.next = time.Time{}
	}
	problems := result.Problems.Sort()
	var changes output.Changes
	if err == nil && !problems.HasErrors() {
		var more diag.List
		changes, more = s.memory.Update(slices.Concat(result.Files, s.late))
		problems.Add(more...)
	}
	good := err == nil && !problems.HasErrors()

	s.mu.Lock()
	s.built, s.failure = problems, err
	step := ""
	if good {
		if s.version == 0 || len(changes.Changed)+len(changes.Removed) > 0 {
			s.version++
			s.drawn = nil
			step = "reload"
		}
	}
	state := s.state()
	s.mu.Unlock()
	if step != "" {
		state.Do, state.To = s.whatToDo(changed, changes, result.PageOf)
	}
	s.report(problems, err, changes, s.opt.Machine().Sub(began))
	s.hub.send(state)
	if good {
		s.draw(ctx, result)
	}
}

// whatToDo picks the gentlest way for a browser to show what changed.
func (s *server) whatToDo(changed []string, changes output.Changes, pageOf func(string) string) (do, to string) {
	isStyle := func(p string) bool { return strings.EqualFold(path.Ext(p), ".css") }
	notStyle := func(p string) bool { return !isStyle(p) }
	if len(changed) > 0 && !slices.ContainsFunc(changed, notStyle) && len(changes.Changed) > 0 {
		return "style", ""
	}
	if s.opt.Stay || pageOf == nil || len(changed) == 0 || len(changed) > 8 {
		return "reload", ""
	}
	for _, source := range changed {
		page := pageOf(source)
		if page == "" || page == to || !s.memory.Has(page) {
			continue
		}
		if to != "" {
			return "reload", "" // two pages were edited; who knows which is meant
		}
		to = page
	}
	if to == "" {
		return "reload", ""
	}
	return "go", (&url.URL{Path: "/" + strings.TrimSuffix(to, "index.html")}).EscapedPath()
}

// draw makes what was left for later, and renders every page in the background,
// to find its mistakes before somebody looks at it.
func (s *server) draw(ctx context.Context, result Result) {
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	s.stopDraw = func() { cancel(); <-done }
	go func() {
		// What this build has left is cleared away now, so that the next need not
		// wait for it; it need not wait for this either.
		defer func() { go runtime.GC() }()
		defer close(done)
		s.later(result)
		problems, err := s.memory.RenderAll(ctx)
		if errors.Is(err, context.Canceled) {
			return
		}
		s.mu.Lock()
		wasGood := len(s.drawn) == 0 && s.failure == nil
		s.drawn, s.failure = problems, err
		state := s.state()
		s.mu.Unlock()
		if !wasGood || len(problems) > 0 || err != nil {
			s.complain(problems, err)
			s.hub.send(state)
		}
	}()
}

// later makes what was left for later. Only who looks at that is told to look
// again: the site's version is the same for all others.
func (s *server) later(result Result) {
	if result.Later != nil {
		late, problems := result.Later()
		changes, more := s.memory.Update(slices.Concat(result.Files, late))
		problems.Add(more...)
		s.mu.Lock()
		s.late = late
		s.built = slices.Concat(s.built, problems).Sort()
		state := s.state()
		state.Late = s.pagesOf(changes)
		s.mu.Unlock()
		if len(state.Late) > 0 || len(problems) > 0 {
			s.complain(problems, nil)
			s.hub.send(state)
		}
	}
	select {
	case <-s.whole:
	default:
		close(s.whole)
	}
}

// pagesOf are the addresses of the pages among changed files, and of those that
// read changed files: what lies in a folder is read by the page of its name, or
// by the one that opens it.
func (s *server) pagesOf(c output.Changes) []string {
	pages := map[string]bool{}
	for _, p := range slices.Concat(c.Changed, c.Removed) {
		if path.Ext(p) == ".html" {
			pages[p] = true
			continue
		}
	above:
		for dir := path.Dir(p); dir != "."; dir = path.Dir(dir) {
			for _, page := range []string{dir + ".html", dir + "/index.html"} {
				if s.memory.Has(page) {
					pages[page] = true
					break above
				}
			}
		}
	}
	var addresses []string
	for _, p := range slices.Sorted(maps.Keys(pages)) {
		addresses = append(addresses, (&url.URL{Path: "/" + p}).EscapedPath())
	}
	return addresses
}

// state is what browsers are told; s.mu must be held.
func (s *server) state() state {
	all := slices.Concat(s.built, s.drawn).Sort()
	st := state{Version: s.versionText(), Lang: "zh", Problems: make([]shownProblem, 0, len(all))}
	if diag.IsEnglish(s.opt.Lang) {
		st.Lang = "en"
	}
	if s.failure != nil {
		st.Problems = append(st.Problems, shownProblem{Severity: "error", Message: s.failure.Error()})
	}
	slices.SortStableFunc(all, func(a, b diag.Problem) int { return int(b.Severity() - a.Severity()) })
	for _, p := range all {
		if len(st.Problems) == mostShown {
			st.More = len(all) - mostShown
			break
		}
		st.Problems = append(st.Problems, show(p, s.opt.Lang))
	}
	return st
}

func (s *server) versionText() string { return fmt.Sprintf("%s-%d", s.boot, s.version) }

// now is the present state.
func (s *server) now() state {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state()
}

func (s *server) isGood() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.version > 0
}

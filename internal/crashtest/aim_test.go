package crashtest

import (
	"fmt"
	"math/rand/v2"
	"os/exec"
	"runtime"
	"testing"
	"time"
)

// aim is a part of a run at which to shoot: from where begun first holds, for
// as long as span, which is learnt while shooting. Without begun it is the
// whole run.
type aim struct {
	name  string
	begun func() bool
	span  time.Duration
}

func (a *aim) String() string { return fmt.Sprintf("%s %.1f ms", a.name, a.span.Seconds()*1000) }

// learn makes the span what a part takes, a little more: the next kill may
// come later if this one found the program alive, and must not if it did not.
func (a *aim) learn(alive bool) {
	if alive {
		a.span = a.span * 17 / 16
	} else {
		a.span = a.span * 3 / 4
	}
	a.span = max(a.span, 50*time.Microsecond)
}

// marksman kills runs of the program at random moments and counts what came
// of it.
type marksman struct {
	t                      *testing.T
	r                      *rand.Rand
	hits, late             int // that found the program alive, and that did not
	inCommit               int // of the hits
	asBefore, asAfter, mix int // what the hits left
	healed                 int
	alive                  bool // at the last shot
}

func newMarksman(t *testing.T, stream uint64) *marksman {
	return &marksman{t: t, r: rand.New(rand.NewPCG(*seed, stream))}
}

func (m *marksman) String() string {
	return fmt.Sprintf("seed %d: %d kills asked, %d hit it alive, %d too late; %d (%d %%) in the commit; of the hits %d left the old, %d the new, %d some whole files of each; %d healed",
		*seed, m.hits+m.late, m.hits, m.late, m.inCommit, m.inCommit*100/max(m.hits, 1), m.asBefore, m.asAfter, m.mix, m.healed)
}

// shoot starts a run and kills it. The last aim is the commit, and gets half
// of the kills; inside tells afterwards whether it was hit.
func (m *marksman) shoot(cmd *exec.Cmd, aims []*aim, inside func() bool) {
	m.t.Helper()
	a := aims[len(aims)-1]
	if m.inCommit*2 > m.hits && len(aims) > 1 {
		a = aims[m.r.IntN(len(aims)-1)]
	}
	if a.span == 0 {
		a.span = 20 * time.Millisecond
	}
	done := make(chan error, 1)
	must(m.t, cmd.Start())
	go func() { done <- cmd.Wait() }()
	for a.begun != nil && !a.begun() && len(done) == 0 {
		time.Sleep(20 * time.Microsecond)
	}
	at := time.Now().Add(time.Duration(m.r.Float64() * float64(a.span)))
	for len(done) == 0 && time.Now().Before(at) {
		runtime.Gosched()
	}
	cmd.Process.Kill()
	<-done
	m.alive = !cmd.ProcessState.Exited()
	a.learn(m.alive)
	in := inside()
	switch {
	case m.alive:
		m.hits++
		if in {
			m.inCommit++
		}
	case !cmd.ProcessState.Success():
		m.t.Fatalf("%s: it failed by itself: %v", m, cmd.ProcessState)
	default:
		m.late++
	}
}

// saw counts what the last kill left: how it differs from what was before and
// from what was to be. One of them must be empty.
func (m *marksman) saw(where, before, after string) {
	m.t.Helper()
	switch {
	case before != "" && after != "":
		m.t.Fatalf("%s, %s: neither what was before:\n%s\nnor what was to be:\n%s", m, where, before, after)
	case !m.alive && after != "":
		m.t.Fatalf("%s, %s: it ended well, and yet:\n%s", m, where, after)
	case !m.alive:
	case after == "":
		m.asAfter++
	default:
		m.asBefore++
	}
}

// heals counts a next run: how what it left differs from what was to be.
func (m *marksman) heals(d string) {
	m.t.Helper()
	if d != "" {
		m.t.Fatalf("%s: the next run did not heal:\n%s", m, d)
	}
	if m.alive {
		m.healed++
	}
}

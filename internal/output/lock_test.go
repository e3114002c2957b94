package output

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// Two builds at once, each with a tree of its own, leave one tree or the
// other, whole, and no lock.
func TestTwoBuildsAtOnce(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	trees := make([][]File, 2)
	for k := range trees {
		var parts []string
		for i := range 60 {
			parts = append(parts, fmt.Sprintf("notices/%d.html", i), fmt.Sprintf("<p>%d of %d</p>", i, k))
		}
		trees[k] = site(parts...)
	}
	for round := range 10 {
		var both sync.WaitGroup
		var ledgers [2]*Ledger
		for k, files := range trees {
			both.Go(func() {
				r, err := Publish(dir, files, ordinary)
				if err != nil || r.Problems.HasErrors() {
					t.Error(round, err, r.Problems)
				}
				ledgers[k] = r.Ledger
			})
		}
		both.Wait()
		got := tree(t, dir)
		first := got["notices/0.html"]
		for k, l := range ledgers {
			if stands := first == fmt.Sprintf("<p>0 of %d</p>", k); l.Holds(dir) != stands {
				t.Errorf("round %d: the ledger of tree %d holds: %t, want %t", round, k, !stands, stands)
			}
		}
		for i := range 60 {
			want := fmt.Sprintf("<p>%d of %c</p>", i, first[len("<p>0 of ")])
			if got[fmt.Sprintf("notices/%d.html", i)] != want {
				t.Fatalf("round %d: pages of both: %q beside %q", round, first, got[fmt.Sprintf("notices/%d.html", i)])
			}
		}
	}
	if left, _ := os.ReadDir(parent); len(left) != 1 {
		t.Error("something is left beside")
	}
}

// A build that waits says so, and gives up when it is told to.
func TestWaiting(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	release, err := lock(context.Background(), dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	waited := false
	opt := Options{Context: ctx, Waiting: func() { waited = true; cancel() }}
	if _, err := Publish(dir, site("a.html", "a"), opt); !errors.Is(err, context.Canceled) || !waited {
		t.Error(err, waited)
	}
	release()
	publish(t, dir, site("a.html", "a"), ordinary)
}

// Somebody else's build.json stays.
func TestStrangeRecord(t *testing.T) {
	for _, text := range []string{`{"name":"mine"}`, "no JSON at all"} {
		dir := t.TempDir()
		put(t, dir, recordName, text)
		r, err := Publish(dir, site("a.html", "a"), ordinary)
		if err != nil || codes(r.Problems) != "foreign-file" || tree(t, dir)[recordName] != text {
			t.Error(err, r.Problems)
		}
		opt := ordinary
		opt.Force = true
		publish(t, dir, site("a.html", "a"), opt)
	}
}

package output

import (
	"crypto/sha256"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"banbao/internal/diag"
)

// body is what rendering a file told us. There is one for each file, so it
// holds no bytes.
type body struct {
	sum    sum
	size   int64
	worker int // in whose staging folder it is
	disk   onDisk

	known    bool // from the ledger
	look     Look // of the staged file, which a rename keeps; zero if there is none
	problems diag.List
}

// stage renders every file and writes those that differ from the disk into
// the staging folder. Problems are collected from all files; the first error
// stops the work.
func (t *target) stage(files []File) ([]body, diag.List, error) {
	t.order = byPath(files)
	s := stage{target: t, files: files, bodies: make([]body, len(files))}
	jobs := t.opt.Jobs
	if jobs <= 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	var workers sync.WaitGroup
	for w := range min(jobs, len(files)) {
		workers.Go(func() { s.work(w) })
	}
	workers.Wait()
	return s.bodies, s.problems, s.err
}

// byPath begins to put the numbers of files in the order of their paths.
func byPath(files []File) func() []int {
	made := make(chan []int, 1)
	go func() {
		order := make([]int, len(files))
		for i := range order {
			order[i] = i
		}
		slices.SortFunc(order, func(a, b int) int { return strings.Compare(files[a].Path, files[b].Path) })
		made <- order
	}()
	return sync.OnceValue(func() []int { return <-made })
}

type stage struct {
	*target
	files  []File
	bodies []body
	next   atomic.Int64
	made   folders

	mu       sync.Mutex
	done     int
	problems diag.List
	err      error
}

func (s *stage) work(worker int) {
	r := newRenderer(s.opt.NoMinify)
	defer r.release()
	buf := make([]byte, 32<<10)
	for {
		i := int(s.next.Add(1)) - 1
		if i >= len(s.files) {
			return
		}
		err := s.opt.Context.Err()
		var problems diag.List
		if err == nil {
			problems, err = s.settle(i, r, worker, buf)
		}
		if !s.report(problems, err) {
			return
		}
	}
}

// settle renders one file, compares it and stages it. A file that the ledger
// knows needs none of this.
func (s *stage) settle(i int, r *renderer, worker int, buf []byte) (diag.List, error) {
	f, b := s.files[i], &s.bodies[i]
	if w, ok := s.known(f); ok {
		b.sum, b.size, b.disk, b.known = w.Sum, w.Look.Size, same, true
		return w.Problems, nil
	}
	data, problems, err := r.render(f)
	if err != nil || problems.HasErrors() {
		return problems, err
	}
	b.problems = problems
	b.sum, b.size, b.worker = sha256.Sum256(data), int64(len(data)), worker
	if b.disk, err = s.look(f.Path, data, buf); err != nil {
		return problems, fmt.Errorf("compare %s: %w", f.Path, err)
	}
	if b.disk == same {
		return problems, nil
	}
	name := s.staged(i, worker)
	if s.inPlace {
		name = filepath.Join(s.staging, filepath.FromSlash(f.Path))
	}
	err = s.made.need(s.target, filepath.Dir(name))
	if err == nil {
		err = s.writeFile(name, data)
	}
	if err != nil {
		return problems, fmt.Errorf("write %s: %w", f.Path, err)
	}
	b.look, _ = lookAt(name)
	return problems, nil
}

// report notes what became of a file and tells whether to go on.
func (s *stage) report(problems diag.List, err error) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.problems.Add(problems...)
	if s.err == nil {
		s.err = err
	}
	s.done++
	if s.opt.Progress != nil && s.err == nil {
		s.opt.Progress(s.done, len(s.files))
	}
	return s.err == nil
}

// staged is where a file waits for its move. Each worker has a folder, since
// two that make files in one folder wait for each other.
func (t *target) staged(i, worker int) string {
	return filepath.Join(t.staging, "new", strconv.Itoa(worker), strconv.Itoa(i))
}

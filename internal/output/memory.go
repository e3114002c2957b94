package output

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"sync"

	"banbao/internal/diag"
)

// Memory holds a published tree in memory, for banbao serve. Files are
// rendered when they are asked for and kept for as long as their key stays the
// same. It is safe for concurrent use.
type Memory struct {
	mu    sync.RWMutex
	pages map[string]*page
	paths []string // of the last update, as they came
}

// Body is a file as it is served.
type Body struct {
	Bytes       []byte // read only
	ContentType string
	ETag        string
}

// Changes are the paths whose bytes may differ from before.
type Changes struct{ Changed, Removed []string }

// page is one file, and what rendering it gave. Its last good file answers
// while the present one has mistakes.
type page struct {
	mu       sync.Mutex
	file     File
	checked  bool // rendered at least once; the next three are valid
	problems diag.List
	err      error
	body     *Body // nil if nobody has asked for it
	good     *File // of an earlier update; nil once file itself is known to be good
}

// NewMemory makes an empty tree.
func NewMemory() *Memory { return &Memory{pages: map[string]*page{}} }

// Update makes the tree hold these files instead. If their paths have problems
// the tree stays as it is. A file with the key of the one before at its path
// counts as unchanged.
func (m *Memory) Update(files []File) (Changes, diag.List) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var c Changes
	if slices.EqualFunc(files, m.paths, func(f File, path string) bool { return f.Path == path }) {
		for _, f := range files { // what has been checked need not be checked again
			old := m.pages[f.Path]
			if p := c.next(f, old); p != old {
				m.pages[f.Path] = p
			}
		}
		return c, nil
	}
	if problems := checkPaths(files); problems.HasErrors() {
		return Changes{}, problems
	}
	m.paths = make([]string, len(files))
	before := m.pages
	m.pages = make(map[string]*page, len(files))
	for i, f := range files {
		m.paths[i] = f.Path
		m.pages[f.Path] = c.next(f, before[f.Path])
	}
	for path := range before {
		if m.pages[path] == nil {
			c.Removed = append(c.Removed, path)
		}
	}
	slices.Sort(c.Removed)
	return c, nil
}

// next is the page of a file where old was, which may be nil.
func (c *Changes) next(f File, old *page) *page {
	if old != nil && !f.Key.IsZero() && f.Key == old.file.Key {
		old.renew(f)
		return old
	}
	c.Changed = append(c.Changed, f.Path)
	if old == nil {
		return &page{file: f}
	}
	return &page{file: f, good: old.lastGood()}
}

// Has tells whether there is a file at a path.
func (m *Memory) Has(path string) bool { return m.page(path) != nil }

func (m *Memory) page(path string) *page {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.pages[path]
}

// Get renders the file at a path, unless it is known. If it has mistakes, the
// error is a diag.List or the machine's, and the body is the last good one;
// without any, its Bytes are nil.
func (m *Memory) Get(path string) (body Body, found bool, err error) {
	p := m.page(path)
	if p == nil {
		return Body{}, false, nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.checked || p.body == nil && p.fault() == nil {
		p.render(true)
	}
	if p.body != nil {
		body = *p.body
	}
	return body, true, p.fault()
}

// RenderAll renders what has not been rendered since it changed, to find its
// problems, but for files on demand; it keeps no bytes. It stops when ctx is done. The list holds the
// problems of all files, also of those that were rendered before.
func (m *Memory) RenderAll(ctx context.Context) (diag.List, error) {
	m.mu.RLock()
	pages := make([]*page, 0, len(m.pages))
	for _, p := range m.pages {
		pages = append(pages, p)
	}
	m.mu.RUnlock()
	var problems diag.List
	var failed error
	for _, p := range pages {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		p.mu.Lock()
		if !p.checked && !p.file.OnDemand {
			p.render(false)
		}
		problems.Add(p.problems...)
		if failed == nil {
			failed = p.err
		}
		p.mu.Unlock()
	}
	return problems.Sort(), failed
}

// renew takes the file of the newer update, whose bytes are the same, so that
// what made the older one is not kept.
func (p *page) renew(f File) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.file = f
}

// lastGood is what to show if the next file has mistakes.
func (p *page) lastGood() *File {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.checked && p.fault() != nil {
		return p.good
	}
	file := p.file // a copy, or each page would hold all that were before it
	return &file
}

func (p *page) fault() error {
	if p.err != nil {
		return p.err
	}
	if p.problems.HasErrors() {
		return p.problems
	}
	return nil
}

// render finds the page's problems and, if they are wanted, its bytes.
func (p *page) render(keep bool) {
	r := newRenderer(false)
	defer r.release()
	var data []byte
	data, p.problems, p.err = r.render(p.file)
	p.checked = true
	switch {
	case p.fault() == nil:
		p.good = nil
		if keep {
			p.body = newBody(p.file.Path, data)
		}
	case p.good != nil:
		data, problems, err := r.render(*p.good)
		if err == nil && !problems.HasErrors() {
			p.body = newBody(p.file.Path, data)
		}
	}
}

func newBody(path string, data []byte) *Body {
	hash := sha256.Sum256(data)
	return &Body{
		Bytes:       append(make([]byte, 0, len(data)), data...),
		ContentType: ContentType(path),
		ETag:        `"` + hex.EncodeToString(hash[:12]) + `"`,
	}
}

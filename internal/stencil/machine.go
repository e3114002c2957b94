package stencil

import (
	"errors"
	"html/template"
	"io"
	"reflect"
	"sync/atomic"
)

// program is a template compiled for one type of dot.
type program struct {
	set  *Set
	name string
	dot  reflect.Type
	uses atomic.Int32 // by html/template, with success

	// Written once, by compile, before ready is set.
	run   []op
	slots int    // variables, the first of which is $
	why   string // it could not be compiled
	ready atomic.Bool
}

func (p *program) isReady() bool { return p.ready.Load() }

// op does one thing of a template.
type op func(m *machine, dot reflect.Value)

// machine is what one execution needs.
type machine struct {
	out   []byte
	cuts  []int           // where a write of its own begins or ends
	vars  []reflect.Value // of all templates being executed, the outermost first
	base  int             // where those of the innermost begin
	depth int
}

// errUnforeseen is what an operation panics with when html/template must decide.
var errUnforeseen = errors.New("stencil: not foreseen")

// deepest is how deep templates may call each other; html/template allows more
// and says so when it is too much.
const deepest = 1000

// execute tells whether all went well. Nothing is lost if not: the page is
// written by html/template from the beginning, which meets the same fault.
func (m *machine) execute(p *program, dot reflect.Value) (ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	m.call(p, dot)
	return true
}

// call executes a template inside of another one.
func (m *machine) call(p *program, dot reflect.Value) {
	if !p.isReady() {
		p.set.slowly(m, p.name, dot)
		return
	}
	if m.depth++; m.depth > deepest {
		panic(errUnforeseen)
	}
	base := m.base
	m.base = len(m.vars)
	m.vars = append(m.vars, dot)
	for range p.slots - 1 {
		m.vars = append(m.vars, reflect.Value{})
	}
	m.do(p.run, dot)
	m.vars = m.vars[:m.base]
	m.base = base
	m.depth--
}

func (m *machine) do(run []op, dot reflect.Value) {
	for _, one := range run {
		one(m, dot)
	}
}

func (m *machine) text(s string) { m.out = append(m.out, s...) }

// whole adds a text that is handed on in one write.
func (m *machine) whole(s string) {
	m.cuts = append(m.cuts, len(m.out), len(m.out)+len(s))
	m.text(s)
}

// writeTo hands everything on.
func (m *machine) writeTo(w io.Writer) error {
	from := 0
	for _, to := range append(m.cuts, len(m.out)) {
		if from == to {
			continue
		}
		if _, err := w.Write(m.out[from:to]); err != nil {
			return err
		}
		from = to
	}
	return nil
}

// Write takes what html/template writes, and hands on in one write what came
// in one.
func (m *machine) Write(p []byte) (int, error) {
	m.cuts = append(m.cuts, len(m.out), len(m.out)+len(p))
	m.out = append(m.out, p...)
	return len(p), nil
}

// between writes what a template makes of a dot, without what it opens and
// ends with.
func (m *machine) between(t *template.Template, dot reflect.Value, open, shut string) {
	from, cuts := len(m.out), len(m.cuts)
	if err := t.Execute(m, dot); err != nil || len(m.out)-from < len(open)+len(shut) {
		panic(errUnforeseen)
	}
	if open == "" && shut == "" {
		return
	}
	m.cuts = m.cuts[:cuts] // they were between other bytes
	n := copy(m.out[from:], m.out[from+len(open):len(m.out)-len(shut)])
	m.out = m.out[:from+n]
}

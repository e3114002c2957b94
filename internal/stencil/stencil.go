// Package stencil executes templates of html/template, several times as fast
// and with the same bytes.
//
// html/template looks every field and method up by its name, each time a page
// is written. A page of a site is written from one view type thousands of
// times, so that a template which is used again is compiled once for the type
// of its dot: every field becomes a number, every call of a template a
// pointer, and values that need no escaping are copied.
//
//	set := stencil.New(templates, functions)
//	err := set.Execute(w, "notice", &view)
//
// html/template stays the one that knows. It parses, finds the context of each
// value, and escapes: the first executions of a template are its own; a value
// with a sign that has to be escaped is given to it; a template that has
// something in it that is not known here is executed by it, and so is a page
// in which anything errUnforeseen happens, from the beginning, with its messages.
// What is compiled is what themes are made of: fields, methods, variables,
// if, with, range over slices, template, and the functions not, and, or, eq,
// ne, lt, le, gt, ge, len, index, slice and the theme's own.
package stencil

import (
	"fmt"
	"html/template"
	"io"
	"reflect"
	"slices"
	"strings"
	"sync"
	"text/template/parse"
)

// soon is how many executions of a template are left to html/template before
// it is compiled: most are used once or twice in a build.
const soon = 2

// Set is a set of templates that may include each other. Many goroutines may
// use it at once.
type Set struct {
	templates *template.Template
	functions template.FuncMap
	trees     map[string]*parse.Tree // html/template writes its escapers into them
	escapers  map[string]*escaper    // by their names in the pipeline
	machines  sync.Pool

	mu       sync.RWMutex
	programs map[programKey]*program
}

type programKey struct {
	name string
	dot  reflect.Type
}

// New takes a set after its last template was parsed and before any is
// executed, and the functions it was parsed with.
func New(t *template.Template, functions template.FuncMap) *Set {
	inTags(t)
	trees := map[string]*parse.Tree{}
	for _, one := range t.Templates() {
		trees[one.Name()] = one.Tree
	}
	return &Set{
		templates: t,
		functions: functions,
		trees:     trees,
		escapers:  escapers(),
		machines:  sync.Pool{New: func() any { return new(machine) }},
		programs:  map[programKey]*program{},
	}
}

// Lookup returns a template, or nil.
func (s *Set) Lookup(name string) *template.Template { return s.templates.Lookup(name) }

// Execute writes what the template makes of a view. As with html/template, a
// value of the type template.HTML that is written as it is comes in one Write
// of its own. Errors are those of html/template.
func (s *Set) Execute(w io.Writer, name string, view any) error {
	dot := reflect.ValueOf(view)
	if !dot.IsValid() || s.trees[name] == nil {
		return s.Slowly(w, name, view)
	}
	p := s.program(name, dot.Type())
	quick := p.isReady()
	if quick {
		m := s.machines.Get().(*machine)
		defer s.free(m)
		if m.execute(p, dot) {
			return m.writeTo(w)
		}
	}
	err := s.Slowly(w, name, view)
	switch {
	case err != nil:
	case quick:
		s.leave(p, "something that was not foreseen")
	default:
		s.used(p)
	}
	return err
}

// Slowly is Execute by html/template alone.
func (s *Set) Slowly(w io.Writer, name string, view any) error {
	page := s.templates.Lookup(name)
	if page == nil {
		return fmt.Errorf("there is no template %q", name)
	}
	return page.Execute(w, view)
}

// leave leaves a template to html/template from now on.
func (s *Set) leave(p *program, why string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p.ready.Store(false)
	p.why = why
}

// program returns that of a template and a type of dot, compiled or not.
func (s *Set) program(name string, dot reflect.Type) *program {
	key := programKey{name, dot}
	s.mu.RLock()
	p := s.programs[key]
	s.mu.RUnlock()
	if p != nil {
		return p
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.entry(name, dot)
}

// entry is program for who holds the lock.
func (s *Set) entry(name string, dot reflect.Type) *program {
	key := programKey{name, dot}
	if s.programs[key] == nil {
		s.programs[key] = &program{set: s, name: name, dot: dot}
	}
	return s.programs[key]
}

// used counts an execution by html/template, which has found the contexts of
// all values by then, and compiles.
func (s *Set) used(p *program) {
	if p.uses.Add(1) != soon {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.compile(p)
}

// Left tells which templates were used often enough and could not be compiled,
// with the reason, in order.
func (s *Set) Left() []string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var left []string
	for _, p := range s.programs {
		if p.why != "" {
			left = append(left, p.name+": "+p.why)
		}
	}
	slices.Sort(left)
	return slices.Compact(left)
}

// tooLarge is the size of a page, in bytes, from which on its memory is not
// kept for the next.
const tooLarge = 256 << 10

func (s *Set) free(m *machine) {
	if cap(m.out) > tooLarge {
		return
	}
	clear(m.vars[:cap(m.vars)])
	*m = machine{out: m.out[:0], cuts: m.cuts[:0], vars: m.vars[:0]}
	s.machines.Put(m)
}

// html/template writes a template that is used inside a tag, such as
//
//	<li{{template "during" .}}>
//
// for that place, and keeps that form to itself, under a name with an ending.
// Where such a form is called, a template of our own that has nothing but the
// call in a tag is executed, and the tag cut off.
const (
	tagEnding         = "$htmltemplate_stateTag"
	tagOpen, tagClose = "<a", ">"
)

func inTag(name string) string { return name + " in a tag" }

// inTags adds those templates for all that could be called so.
func inTags(t *template.Template) {
	for _, one := range t.Templates() {
		if one.Tree != nil && !strings.Contains(one.Tree.Root.String(), "<") {
			template.Must(t.New(inTag(one.Name())).Parse(tagOpen + `{{template "` + one.Name() + `" .}}` + tagClose))
		}
	}
}

// called returns the template that stands for one that is called, and whether
// it is in a tag.
func (s *Set) called(name string) (instead string, tag bool) {
	if base, ok := strings.CutSuffix(name, tagEnding); ok {
		return inTag(base), true
	}
	return name, false
}

// slowly lets html/template execute a template in the middle of a page.
func (s *Set) slowly(m *machine, name string, dot reflect.Value) {
	instead, tag := s.called(name)
	if t := s.templates.Lookup(instead); tag {
		m.between(t, dot, tagOpen, tagClose)
	} else {
		m.between(t, dot, "", "")
	}
}

package stencil

import (
	"fmt"
	"reflect"
	"text/template/parse"
)

// cannot is what compiling panics with, and why.
type cannot string

func giveUp(format string, args ...any) { panic(cannot(fmt.Sprintf(format, args...))) }

// compiler compiles one template for one type of dot.
type compiler struct {
	set   *Set
	vars  []declared
	slots int
}

// declared is a variable where it can be seen.
type declared struct {
	name string
	slot int
	typ  reflect.Type
}

// compile makes a program ready if it can, and all it calls. Whoever calls it
// holds the lock, and html/template has executed the template.
func (s *Set) compile(p *program) {
	if p.isReady() || p.why != "" {
		return
	}
	defer func() {
		if r := recover(); r != nil {
			why, ok := r.(cannot)
			if !ok {
				panic(r)
			}
			p.why = string(why)
			return
		}
		p.ready.Store(true)
	}()
	p.why = "it calls itself" // until it is known; a call of itself is a call
	t := s.trees[p.name]
	if t == nil {
		giveUp("html/template keeps it to itself")
	}
	c := &compiler{set: s}
	c.declare("$", p.dot)
	p.run = c.list(t.Root, p.dot)
	p.slots, p.why = c.slots, ""
}

func (c *compiler) declare(name string, typ reflect.Type) int {
	c.vars = append(c.vars, declared{name, c.slots, typ})
	c.slots++
	return c.slots - 1
}

func (c *compiler) find(name string) declared {
	for i := len(c.vars) - 1; i >= 0; i-- {
		if c.vars[i].name == name {
			return c.vars[i]
		}
	}
	giveUp("no variable %s", name)
	return declared{}
}

// list compiles what stands in a row. Variables that are declared in it end
// with it.
func (c *compiler) list(l *parse.ListNode, dot reflect.Type) []op {
	if l == nil {
		return nil
	}
	mark := len(c.vars)
	var run []op
	for _, n := range l.Nodes {
		if one := c.node(n, dot); one != nil {
			run = append(run, one)
		}
	}
	c.vars = c.vars[:mark]
	return run
}

func (c *compiler) node(n parse.Node, dot reflect.Type) op {
	switch n := n.(type) {
	case *parse.TextNode:
		text := string(n.Text)
		return func(m *machine, dot reflect.Value) { m.text(text) }
	case *parse.CommentNode:
		return nil
	case *parse.ActionNode:
		return c.action(n.Pipe, dot)
	case *parse.TemplateNode:
		return c.call(n, dot)
	case *parse.IfNode:
		mark := len(c.vars)
		is := c.condition(n.Pipe, dot)
		then, otherwise := c.list(n.List, dot), c.list(n.ElseList, dot)
		c.vars = c.vars[:mark]
		return func(m *machine, dot reflect.Value) {
			if is(m, dot) {
				m.do(then, dot)
			} else {
				m.do(otherwise, dot)
			}
		}
	case *parse.WithNode:
		return c.with(n, dot)
	case *parse.RangeNode:
		return c.rangeOver(n, dot)
	}
	giveUp("%s", n)
	return nil
}

// action is a value to be written, or a variable.
func (c *compiler) action(p *parse.PipeNode, dot reflect.Type) op {
	if len(p.Decl) > 0 {
		set := c.assign(p, c.one(p.Cmds, dot))
		return func(m *machine, dot reflect.Value) { set(m, dot) }
	}
	cmds, names := parted(p)
	e := c.set.escapers[names]
	if e == nil {
		giveUp("%s stands where nothing is known of how to escape it", p)
	}
	return e.print(c.one(cmds, dot))
}

// assign declares or sets the variable of a pipeline, and returns what
// evaluates it.
func (c *compiler) assign(p *parse.PipeNode, v expr) func(m *machine, dot reflect.Value) reflect.Value {
	if len(p.Decl) != 1 {
		giveUp("%s", p)
	}
	var slot int
	if name := p.Decl[0].Ident[0]; p.IsAssign {
		known := c.find(name)
		if slot = known.slot; known.typ != v.typ {
			giveUp("%s has been %s", name, known.typ)
		}
	} else {
		slot = c.declare(name, v.typ)
	}
	return func(m *machine, dot reflect.Value) reflect.Value {
		got := v.value(m, dot)
		m.vars[m.base+slot] = got
		return got
	}
}

// value compiles the pipeline of with and template, which may declare.
func (c *compiler) value(p *parse.PipeNode, dot reflect.Type) expr {
	v := c.one(p.Cmds, dot)
	if len(p.Decl) == 0 {
		return v
	}
	return expr{typ: v.typ, value: c.assign(p, v)}
}

// condition compiles the pipeline of if.
func (c *compiler) condition(p *parse.PipeNode, dot reflect.Type) func(m *machine, dot reflect.Value) bool {
	if len(p.Decl) > 0 {
		return c.truth(c.value(p, dot))
	}
	return c.truth(c.pipe(p.Cmds, dot))
}

func (c *compiler) with(n *parse.WithNode, dot reflect.Type) op {
	mark := len(c.vars)
	v := c.value(n.Pipe, dot)
	is := isTrue(v.typ)
	then, otherwise := c.list(n.List, v.typ), c.list(n.ElseList, dot)
	c.vars = c.vars[:mark]
	return func(m *machine, dot reflect.Value) {
		if got := v.value(m, dot); is(got) {
			m.do(then, got)
		} else {
			m.do(otherwise, dot)
		}
	}
}

func (c *compiler) rangeOver(n *parse.RangeNode, dot reflect.Type) op {
	if n.Pipe.IsAssign {
		giveUp("%s", n.Pipe)
	}
	mark := len(c.vars)
	v := c.one(n.Pipe.Cmds, dot).direct()
	if v.typ.Kind() != reflect.Slice && v.typ.Kind() != reflect.Array {
		giveUp("range over %s", v.typ)
	}
	index, elem := -1, -1
	switch d := n.Pipe.Decl; len(d) {
	case 1:
		elem = c.declare(d[0].Ident[0], v.typ.Elem())
	case 2:
		index, elem = c.declare(d[0].Ident[0], reflect.TypeFor[int]()), c.declare(d[1].Ident[0], v.typ.Elem())
	}
	body, otherwise := c.list(n.List, v.typ.Elem()), c.list(n.ElseList, dot)
	c.vars = c.vars[:mark]
	return func(m *machine, dot reflect.Value) {
		all := v.value(m, dot)
		for i := range all.Len() {
			one := all.Index(i)
			if elem >= 0 {
				m.vars[m.base+elem] = one
			}
			if index >= 0 {
				m.vars[m.base+index] = reflect.ValueOf(i)
			}
			m.do(body, one)
		}
		if all.Len() == 0 {
			m.do(otherwise, dot)
		}
	}
}

// call compiles the template that is called, too.
func (c *compiler) call(n *parse.TemplateNode, dot reflect.Type) op {
	if name, _ := c.set.called(n.Name); c.set.trees[name] == nil {
		giveUp("html/template keeps %s to itself", n.Name)
	}
	v := expr{value: func(m *machine, dot reflect.Value) reflect.Value { return reflect.Value{} }}
	if n.Pipe != nil {
		if v = c.value(n.Pipe, dot); v.typ.Kind() == reflect.Interface {
			giveUp("%s with %s", n, v.typ)
		}
	}
	p := c.set.entry(n.Name, v.typ)
	c.set.compile(p)
	return func(m *machine, dot reflect.Value) { m.call(p, v.value(m, dot)) }
}

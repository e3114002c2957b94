package stencil

import (
	"html/template"
	"reflect"
	"text/template/parse"
)

// expr is a compiled value. Its type is known; a pointer may be nil.
type expr struct {
	typ   reflect.Type
	value func(m *machine, dot reflect.Value) reflect.Value

	// Ways that need no reflect.Value; they may be nil.
	str func(m *machine, dot reflect.Value) string
	is  func(m *machine, dot reflect.Value) bool
}

// text is the value of what has the kind of a string.
func (v expr) text(m *machine, dot reflect.Value) string {
	if v.str != nil {
		return v.str(m, dot)
	}
	return v.value(m, dot).String()
}

var (
	boolType   = reflect.TypeFor[bool]()
	stringType = reflect.TypeFor[string]()
	intType    = reflect.TypeFor[int]()
	errorType  = reflect.TypeFor[error]()
)

func constant(x any) expr {
	v := reflect.ValueOf(x)
	return expr{typ: v.Type(), value: func(m *machine, dot reflect.Value) reflect.Value { return v }}
}

var answers = map[bool]reflect.Value{false: reflect.ValueOf(false), true: reflect.ValueOf(true)}

func yesNo(is func(m *machine, dot reflect.Value) bool) expr {
	return expr{typ: boolType, is: is, value: func(m *machine, dot reflect.Value) reflect.Value { return answers[is(m, dot)] }}
}

// pipe compiles commands, each of which but the first has the value of the one
// before as its last argument.
func (c *compiler) pipe(cmds []*parse.CommandNode, dot reflect.Type) expr {
	v := c.command(cmds[0], dot)
	for _, cmd := range cmds[1:] {
		v = c.command(cmd, dot, v)
	}
	return v
}

// one compiles commands whose value is of one type, and not only true or false.
func (c *compiler) one(cmds []*parse.CommandNode, dot reflect.Type) expr {
	v := c.pipe(cmds, dot)
	if v.typ == mixedType {
		giveUp("%s may be of one type or of another", cmds[0])
	}
	return v
}

func (c *compiler) command(cmd *parse.CommandNode, dot reflect.Type, last ...expr) expr {
	arguments := func() []expr {
		var args []expr
		for _, a := range cmd.Args[1:] {
			args = append(args, c.argument(a, dot))
		}
		return append(args, last...)
	}
	switch n := cmd.Args[0].(type) {
	case *parse.IdentifierNode:
		return c.function(n.Ident, arguments())
	case *parse.FieldNode:
		return fields(itself(dot), n.Ident, arguments())
	case *parse.VariableNode:
		if len(n.Ident) > 1 {
			return fields(c.variable(n.Ident[0]), n.Ident[1:], arguments())
		}
	case *parse.ChainNode:
		return fields(c.argument(n.Node, dot), n.Field, arguments())
	}
	if len(cmd.Args) > 1 || len(last) > 0 {
		giveUp("%s", cmd)
	}
	return c.argument(cmd.Args[0], dot)
}

// argument compiles what stands for itself.
func (c *compiler) argument(n parse.Node, dot reflect.Type) expr {
	switch n := n.(type) {
	case *parse.DotNode:
		return itself(dot)
	case *parse.FieldNode:
		return fields(itself(dot), n.Ident, nil)
	case *parse.VariableNode:
		return fields(c.variable(n.Ident[0]), n.Ident[1:], nil)
	case *parse.ChainNode:
		return fields(c.argument(n.Node, dot), n.Field, nil)
	case *parse.PipeNode:
		if len(n.Decl) == 0 {
			return c.pipe(n.Cmds, dot)
		}
	case *parse.StringNode:
		return constant(n.Text)
	case *parse.BoolNode:
		return constant(n.True)
	case *parse.NumberNode:
		if n.IsInt && !n.IsComplex && int64(int(n.Int64)) == n.Int64 && isDigits(n.Text) {
			return constant(int(n.Int64))
		}
	case *parse.IdentifierNode:
		return c.function(n.Ident, nil)
	}
	giveUp("%s", n)
	return expr{}
}

func isDigits(s string) bool {
	for _, c := range s {
		if c < '0' || c > '9' {
			return false
		}
	}
	return s != ""
}

func itself(dot reflect.Type) expr {
	if dot == nil {
		giveUp("there is no dot")
	}
	return expr{typ: dot, value: func(m *machine, dot reflect.Value) reflect.Value { return dot }}
}

func (c *compiler) variable(name string) expr {
	v := c.find(name)
	if v.typ == nil {
		giveUp("there is no %s", name)
	}
	return expr{typ: v.typ, value: func(m *machine, dot reflect.Value) reflect.Value { return m.vars[m.base+v.slot] }}
}

// direct follows pointers to what they point to.
func (v expr) direct() expr {
	deep := 0
	for v.typ.Kind() == reflect.Pointer {
		v.typ = v.typ.Elem()
		deep++
	}
	pointer := v.value
	switch deep {
	case 0:
		return v
	case 1:
		v.value = func(m *machine, dot reflect.Value) reflect.Value { return follow(pointer(m, dot)) }
	default:
		v.value = func(m *machine, dot reflect.Value) reflect.Value {
			got := pointer(m, dot)
			for range deep {
				got = follow(got)
			}
			return got
		}
	}
	return v
}

func follow(p reflect.Value) reflect.Value {
	if p.IsNil() {
		panic(errUnforeseen)
	}
	return p.Elem()
}

// fields compiles .A.B.C; the last may be a method with arguments.
func fields(v expr, names []string, args []expr) expr {
	for i, name := range names {
		var own []expr
		if i == len(names)-1 {
			own = args
		}
		v = field(v, name, own)
	}
	return v
}

func field(v expr, name string, args []expr) expr {
	v = v.direct()
	if v.typ.Kind() == reflect.Interface {
		giveUp(".%s of %s", name, v.typ)
	}
	if m, ok := reflect.PointerTo(v.typ).MethodByName(name); ok {
		return method(v, m, args)
	}
	if v.typ.Kind() != reflect.Struct || len(args) > 0 {
		giveUp(".%s of %s", name, v.typ)
	}
	f, ok := v.typ.FieldByName(name)
	if !ok || !f.IsExported() || f.Type.Kind() == reflect.Func {
		giveUp(".%s of %s", name, v.typ)
	}
	of, way := v.value, f.Index
	if len(way) == 1 {
		i := way[0]
		return expr{typ: f.Type, value: func(m *machine, dot reflect.Value) reflect.Value { return of(m, dot).Field(i) }}
	}
	return expr{typ: f.Type, value: func(m *machine, dot reflect.Value) reflect.Value { return of(m, dot).FieldByIndex(way) }}
}

// method compiles a call of a method. Those of a pointer can be called where a
// value lies in memory, as html/template does.
func method(v expr, found reflect.Method, args []expr) expr {
	of := v.value
	receiver := func(m *machine, dot reflect.Value) reflect.Value {
		got := of(m, dot)
		if !got.CanAddr() {
			panic(errUnforeseen)
		}
		return got.Addr()
	}
	index := found.Index
	if own, ok := v.typ.MethodByName(found.Name); ok {
		receiver, index = of, own.Index
	}
	typ := found.Type // with the receiver before the arguments
	var in []reflect.Type
	for i := 1; i < typ.NumIn(); i++ {
		in = append(in, typ.In(i))
	}
	call := called(typ, in, args)
	return expr{typ: typ.Out(0), value: func(m *machine, dot reflect.Value) reflect.Value {
		return call(m, dot, receiver(m, dot).Method(index))
	}}
}

// called compiles a call with arguments of fitting types.
func called(typ reflect.Type, in []reflect.Type, args []expr) func(m *machine, dot reflect.Value, f reflect.Value) reflect.Value {
	fits := !typ.IsVariadic() && len(args) == len(in) && (typ.NumOut() == 1 || typ.NumOut() == 2 && typ.Out(1) == errorType)
	for i := range in {
		fits = fits && args[i].typ == in[i]
	}
	if !fits {
		giveUp("a call of %s", typ)
	}
	return func(m *machine, dot reflect.Value, f reflect.Value) reflect.Value {
		given := make([]reflect.Value, len(args))
		for i, a := range args {
			given[i] = a.value(m, dot)
		}
		got := f.Call(given)
		if len(got) == 2 && !got[1].IsNil() {
			panic(errUnforeseen)
		}
		return got[0]
	}
}

// isTrue is what if and with ask of a value.
func isTrue(typ reflect.Type) func(v reflect.Value) bool {
	switch typ.Kind() {
	case reflect.String, reflect.Slice, reflect.Map, reflect.Array:
		return func(v reflect.Value) bool { return v.Len() > 0 }
	case reflect.Bool:
		return reflect.Value.Bool
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return func(v reflect.Value) bool { return v.Int() != 0 }
	case reflect.Pointer:
		return func(v reflect.Value) bool { return !v.IsNil() }
	case reflect.Struct:
		return func(v reflect.Value) bool { return true }
	}
	return func(v reflect.Value) bool {
		is, ok := template.IsTrue(v.Interface())
		if !ok {
			panic(errUnforeseen)
		}
		return is
	}
}

func (c *compiler) truth(v expr) func(m *machine, dot reflect.Value) bool {
	switch {
	case v.is != nil:
		return v.is
	case v.str != nil:
		return func(m *machine, dot reflect.Value) bool { return v.str(m, dot) != "" }
	}
	is := isTrue(v.typ)
	return func(m *machine, dot reflect.Value) bool { return is(v.value(m, dot)) }
}

package stencil

import (
	"html/template"
	"reflect"
	"slices"
)

// function compiles a call of a function of the theme or of Go's.
func (c *compiler) function(name string, args []expr) expr {
	if f, ok := c.set.functions[name]; ok {
		return own(f, args)
	}
	switch name {
	case "not":
		if len(args) == 1 {
			is := c.truth(args[0])
			return yesNo(func(m *machine, dot reflect.Value) bool { return !is(m, dot) })
		}
	case "and", "or":
		if len(args) > 0 {
			return c.either(name == "or", args)
		}
	case "eq":
		if len(args) > 1 {
			return equal(args[0], args[1:])
		}
	case "ne":
		if len(args) == 2 {
			is := equal(args[0], args[1:]).is
			return yesNo(func(m *machine, dot reflect.Value) bool { return !is(m, dot) })
		}
	case "lt", "le", "gt", "ge":
		if len(args) == 2 && isInt(args[0]) && isInt(args[1]) {
			return ordered(name, args[0], args[1])
		}
	case "len":
		if len(args) == 1 {
			return length(args[0])
		}
	case "index":
		if len(args) == 2 && args[1].typ == intType {
			return indexed(args[0], args[1])
		}
	case "slice":
		if len(args) > 0 && !slices.ContainsFunc(args[1:], func(a expr) bool { return a.typ != intType }) {
			return sliced(args[0], args[1:])
		}
	}
	types := make([]reflect.Type, len(args))
	for i, a := range args {
		types[i] = a.typ
	}
	giveUp("%s with %v", name, types)
	return expr{}
}

// own calls a function of the theme, of the common kinds without reflection.
func own(f any, args []expr) expr {
	if len(args) == 1 && args[0].typ == stringType {
		given := args[0]
		switch f := f.(type) {
		case func(string) string:
			return written(stringType, func(m *machine, dot reflect.Value) string { return f(given.text(m, dot)) })
		case func(string) template.HTML:
			return written(reflect.TypeFor[template.HTML](), func(m *machine, dot reflect.Value) string { return string(f(given.text(m, dot))) })
		case func(string) (template.HTML, error):
			return written(reflect.TypeFor[template.HTML](), func(m *machine, dot reflect.Value) string {
				got, err := f(given.text(m, dot))
				if err != nil {
					panic(errUnforeseen)
				}
				return string(got)
			})
		}
	}
	fn := reflect.ValueOf(f)
	var in []reflect.Type
	for i := range fn.Type().NumIn() {
		in = append(in, fn.Type().In(i))
	}
	call := called(fn.Type(), in, args)
	return expr{typ: fn.Type().Out(0), value: func(m *machine, dot reflect.Value) reflect.Value { return call(m, dot, fn) }}
}

func written(typ reflect.Type, text func(m *machine, dot reflect.Value) string) expr {
	return expr{typ: typ, str: text, value: func(m *machine, dot reflect.Value) reflect.Value {
		return reflect.ValueOf(text(m, dot)).Convert(typ)
	}}
}

// either is or, and and: the first argument that decides, or the last. As a
// value its type must not depend on which that is.
func (c *compiler) either(or bool, args []expr) expr {
	is := make([]func(m *machine, dot reflect.Value) bool, len(args))
	of := make([]func(v reflect.Value) bool, len(args))
	same := true
	for i, a := range args {
		is[i], of[i] = c.truth(a), isTrue(a.typ)
		same = same && a.typ == args[0].typ
	}
	v := expr{typ: args[0].typ}
	v.is = func(m *machine, dot reflect.Value) bool {
		for _, one := range is {
			if one(m, dot) == or {
				return or
			}
		}
		return !or
	}
	if !same {
		v.typ = mixedType
		v.value = func(m *machine, dot reflect.Value) reflect.Value { panic(errUnforeseen) }
		return v
	}
	v.value = func(m *machine, dot reflect.Value) (got reflect.Value) {
		for i, a := range args {
			if got = a.value(m, dot); of[i](got) == or {
				break
			}
		}
		return got
	}
	return v
}

// mixedType is the type of what may be of one type or of another, so that only
// its truth can be asked.
var mixedType = reflect.TypeFor[struct{ mixed bool }]()

func isInt(v expr) bool { return v.typ.Kind() >= reflect.Int && v.typ.Kind() <= reflect.Int64 }

// equal is eq: whether the first is any of the others.
func equal(first expr, others []expr) expr {
	tests := make([]func(m *machine, dot reflect.Value) bool, len(others))
	for i, other := range others {
		switch a, b := first.typ.Kind(), other.typ.Kind(); {
		case a == reflect.String && b == reflect.String:
			tests[i] = func(m *machine, dot reflect.Value) bool { return first.text(m, dot) == other.text(m, dot) }
		case a == reflect.Bool && b == reflect.Bool:
			tests[i] = func(m *machine, dot reflect.Value) bool {
				return first.value(m, dot).Bool() == other.value(m, dot).Bool()
			}
		case isInt(first) && isInt(other):
			tests[i] = func(m *machine, dot reflect.Value) bool {
				return first.value(m, dot).Int() == other.value(m, dot).Int()
			}
		default:
			giveUp("eq of %s and %s", first.typ, other.typ)
		}
	}
	return yesNo(func(m *machine, dot reflect.Value) bool {
		for _, one := range tests {
			if one(m, dot) {
				return true
			}
		}
		return false
	})
}

func ordered(name string, a, b expr) expr {
	return yesNo(func(m *machine, dot reflect.Value) bool {
		switch x, y := a.value(m, dot).Int(), b.value(m, dot).Int(); name {
		case "lt":
			return x < y
		case "le":
			return x <= y
		case "gt":
			return x > y
		default:
			return x >= y
		}
	})
}

func length(v expr) expr {
	switch v.typ.Kind() {
	case reflect.String, reflect.Slice, reflect.Array, reflect.Map:
	default:
		giveUp("len of %s", v.typ)
	}
	return expr{typ: intType, value: func(m *machine, dot reflect.Value) reflect.Value {
		return reflect.ValueOf(v.value(m, dot).Len())
	}}
}

func indexed(v, i expr) expr {
	if v.typ.Kind() != reflect.Slice && v.typ.Kind() != reflect.Array {
		giveUp("index of %s", v.typ)
	}
	return expr{typ: v.typ.Elem(), value: func(m *machine, dot reflect.Value) reflect.Value {
		return v.value(m, dot).Index(int(i.value(m, dot).Int())) // out of range: not foreseen
	}}
}

func sliced(v expr, at []expr) expr {
	if v.typ != stringType && v.typ.Kind() != reflect.Slice || len(at) > 2 {
		giveUp("slice of %s", v.typ)
	}
	return expr{typ: v.typ, value: func(m *machine, dot reflect.Value) reflect.Value {
		all := v.value(m, dot)
		ends := [2]int{0, all.Len()}
		for i, a := range at {
			ends[i] = int(a.value(m, dot).Int())
		}
		if ends[1] > all.Len() { // more than it has may be had in Go
			panic(errUnforeseen)
		}
		return all.Slice(ends[0], ends[1])
	}}
}

package opendata

import (
	"reflect"
	"testing"
	"time"
)

// TestAppendKey changes every value that a notice of the data can have, one at
// a time: each must be seen in the key, and no two must look alike.
func TestAppendKey(t *testing.T) {
	full := func() *Notice { return &Notice{Thing: Thing{Contact: &Contact{}}, Publicity: &Publicity{}} }
	seen := map[string]string{}
	note := func(what string, n *Notice) {
		key := string(n.AppendKey(nil))
		if other, ok := seen[key]; ok {
			t.Errorf("%s has the key of %s", what, other)
		}
		seen[key] = what
	}
	note("nothing", &Notice{})
	note("a contact and a publicity", full())
	fields := 0
	var walk func(name string, of func(n *Notice) reflect.Value)
	walk = func(name string, of func(n *Notice) reflect.Value) {
		one := full()
		v := of(one)
		switch {
		case v.Type() == reflect.TypeFor[time.Time]():
			v.Set(reflect.ValueOf(time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)))
			note(name, one)
			other := full()
			of(other).Set(reflect.ValueOf(time.Date(2026, 11, 22, 17, 0, 0, 0, time.FixedZone("", 8*60*60))))
			note(name+" elsewhere", other)
		case v.Kind() == reflect.Pointer:
			walk(name, func(n *Notice) reflect.Value { return of(n).Elem() })
			return
		case v.Kind() == reflect.Struct:
			for i := range v.NumField() {
				walk(name+"."+v.Type().Field(i).Name, func(n *Notice) reflect.Value { return of(n).Field(i) })
			}
			return
		case v.Kind() == reflect.String:
			v.SetString("x")
			note(name, one)
		case v.CanInt():
			v.SetInt(7)
			note(name, one)
		case v.Kind() == reflect.Slice:
			for _, words := range [][]string{{"x"}, {"x", "y"}, {"xy"}, {""}} {
				other := full()
				of(other).Set(reflect.ValueOf(words))
				note(name, other)
			}
		default:
			t.Fatalf("%s is a %s, which the test cannot change", name, v.Type())
		}
		fields++
	}
	walk("Notice", func(n *Notice) reflect.Value { return reflect.ValueOf(n).Elem() })
	if fields < 25 {
		t.Errorf("only %d fields were changed", fields)
	}
}

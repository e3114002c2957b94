package output

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"
	"math"
	"reflect"
	"slices"
	"sync"
	"time"
)

// Key stands for everything that a file's bytes depend on. Two files with one
// key have the same bytes; the zero Key is never equal to anything and means
// "always render".
type Key [16]byte

func (k Key) String() string { return hex.EncodeToString(k[:]) }

// IsZero tells whether there is no key.
func (k Key) IsZero() bool { return k == Key{} }

// With is the key of something that has a part beside it which changes by
// itself: the last bytes are the part's, in place of whatever part k had. So
// the key of the rest, from an earlier time, serves with the part of today.
func (k Key) With(part Key) Key {
	copy(k[10:], part[:])
	return k
}

// KeyOf hashes plain values: booleans, numbers, strings, times, and structs,
// slices, arrays, maps and pointers of these. Types and lengths go into the
// hash, so that ("ab", "c") and ("a", "bc") differ. It walks unexported fields
// too. It panics for what is no plain value (functions, channels), since a
// view that holds one could not be compared.
func KeyOf(parts ...any) Key {
	w := keyWriters.Get().(*keyWriter)
	defer keyWriters.Put(w)
	w.h.Reset()
	for _, p := range parts {
		w.value(reflect.ValueOf(p))
	}
	return w.key()
}

var keyWriters = sync.Pool{New: func() any { return &keyWriter{h: sha256.New()} }}

type keyWriter struct {
	h   hash.Hash
	buf [512]byte
	n   int
}

func (w *keyWriter) flush() {
	w.h.Write(w.buf[:w.n])
	w.n = 0
}

func (w *keyWriter) key() Key {
	w.flush()
	return Key(w.h.Sum(w.buf[:0]))
}

func (w *keyWriter) number(tag byte, n uint64) {
	if w.n+9 > len(w.buf) {
		w.flush()
	}
	w.buf[w.n] = tag
	binary.LittleEndian.PutUint64(w.buf[w.n+1:], n)
	w.n += 9
}

func (w *keyWriter) text(s string) {
	w.number('s', uint64(len(s)))
	for len(s) > 0 {
		if w.n == len(w.buf) {
			w.flush()
		}
		c := copy(w.buf[w.n:], s)
		w.n += c
		s = s[c:]
	}
}

// bytes is value for a slice or an array of bytes.
func (w *keyWriter) bytes(v reflect.Value) {
	w.number('y', uint64(v.Len()))
	if v.Kind() == reflect.Slice {
		w.flush()
		w.h.Write(v.Bytes())
		return
	}
	for i := range v.Len() {
		if w.n == len(w.buf) {
			w.flush()
		}
		w.buf[w.n] = byte(v.Index(i).Uint())
		w.n++
	}
}

var timeType = reflect.TypeFor[time.Time]()
var locationType = reflect.TypeFor[*time.Location]()

func (w *keyWriter) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.Invalid:
		w.number('0', 0)
	case reflect.Bool:
		n := uint64(0)
		if v.Bool() {
			n = 1
		}
		w.number('b', n)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		w.number('i', uint64(v.Int()))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		w.number('u', v.Uint())
	case reflect.Float32, reflect.Float64:
		w.number('f', math.Float64bits(v.Float()))
	case reflect.String:
		w.text(v.String())
	case reflect.Slice, reflect.Array:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			w.bytes(v)
			return
		}
		w.number('l', uint64(v.Len()))
		for i := range v.Len() {
			w.value(v.Index(i))
		}
	case reflect.Map:
		w.mapValue(v)
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			w.number('0', 0)
			return
		}
		if v.Type() == locationType {
			w.text(v.MethodByName("String").Call(nil)[0].String())
			return
		}
		w.number('p', 0)
		w.value(v.Elem())
	case reflect.Struct:
		w.structValue(v)
	default:
		panic(fmt.Sprintf("output: a key cannot be made of %s", v.Type()))
	}
}

func (w *keyWriter) structValue(v reflect.Value) {
	if v.Type() == timeType {
		// A time's fields depend on how it was made; its instant and offset do not.
		if v.CanInterface() {
			t := v.Interface().(time.Time)
			_, offset := t.Zone()
			w.number('t', uint64(t.UnixNano()))
			w.number('z', uint64(offset))
			return
		}
		panic("output: a view's times must be exported fields")
	}
	w.number('S', uint64(v.NumField()))
	for i := range v.NumField() {
		w.value(v.Field(i))
	}
}

// mapValue sorts entries by the hash of their key, so that order never counts.
func (w *keyWriter) mapValue(v reflect.Value) {
	type entry struct{ key, value Key }
	entries := make([]entry, 0, v.Len())
	for it := v.MapRange(); it.Next(); {
		entries = append(entries, entry{keyOfValue(it.Key()), keyOfValue(it.Value())})
	}
	slices.SortFunc(entries, func(a, b entry) int { return slices.Compare(a.key[:], b.key[:]) })
	w.number('m', uint64(len(entries)))
	for _, e := range entries {
		w.text(string(e.key[:]))
		w.text(string(e.value[:]))
	}
}

func keyOfValue(v reflect.Value) Key {
	w := keyWriter{h: sha256.New()}
	w.value(v)
	return w.key()
}

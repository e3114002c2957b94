// Package qr draws addresses as QR codes, for pages, sheets and screens: one
// path of an SVG, so that it is sharp at any size and needs no picture file.
//
//	var drawer qr.Drawer
//	code, err := drawer.Draw("https://xincheng.example/", qr.Screen)
//	<svg viewBox="0 0 {{.Size}} {{.Size}}"><path d="{{.Path}}"/></svg>
//
// One unit of the picture is one module. The quiet zone of four modules that
// readers need is part of the size; what lies behind must be light, and the
// path dark.
package qr

import (
	"errors"
	"strconv"
	"sync"

	"rsc.io/qr/coding"
)

// Level is how much of a code may be lost.
type Level int

const (
	Screen Level = iota // 15 %, for clean surfaces
	Paper               // 25 %, for what hangs in the weather or behind scratched glass
)

// Code is a QR code to be drawn.
type Code struct {
	Size int    // modules on a side, the quiet zone counted in
	Path string // the d of an SVG path
}

// quiet is the width of the light border in modules.
const quiet = 4

// ErrText means a text that a code cannot hold: none, one with other signs
// than ASCII, which readers take for different ones, or one that is too long.
// Addresses are to be percent-encoded.
var ErrText = errors.New("not fit for a QR code")

// Drawer draws codes, and remembers what all codes of one size have in common.
// The zero Drawer is ready. It may be used from many goroutines.
type Drawer struct {
	mu     sync.Mutex
	frames map[kind]*frame
}

type kind struct {
	version coding.Version
	level   coding.Level
}

// Draw makes the code of an address. The same address always has the same code.
func (d *Drawer) Draw(text string, level Level) (Code, error) {
	if text == "" {
		return Code{}, ErrText
	}
	for _, r := range text {
		if r < ' ' || r > '~' {
			return Code{}, ErrText
		}
	}
	var signs coding.Encoding = coding.String(text)
	if s := coding.Alpha(text); s.Check() == nil {
		signs = s
	}
	k := kind{version: coding.MinVersion, level: coding.M}
	if level == Paper {
		k.level = coding.Q
	}
	for signs.Bits(k.version) > 8*k.version.DataBytes(k.level) {
		if k.version++; k.version > coding.MaxVersion {
			return Code{}, ErrText
		}
	}
	f, err := d.frame(k)
	if err != nil {
		return Code{}, err
	}
	g, err := f.best(signs)
	if err != nil {
		return Code{}, err
	}
	return Code{Size: g.size + 2*quiet, Path: path(g)}, nil
}

// frame is what codes of a kind have in common, made when it is first asked for.
func (d *Drawer) frame(k kind) (*frame, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if f := d.frames[k]; f != nil {
		return f, nil
	}
	f, err := newFrame(k)
	if err != nil {
		return nil, err
	}
	if d.frames == nil {
		d.frames = map[kind]*frame{}
	}
	d.frames[k] = f
	return f, nil
}

// path draws the runs of dark modules, row by row, each as a bar one module
// high that begins so far from where the one before began.
func path(g grid) string {
	buf := paths.Get().(*[]byte)
	b := (*buf)[:0]
	lastX, lastY := -quiet, -quiet
	for y, row := range g.rows[:g.size] {
		for x := 0; x < g.size; x++ {
			if !row.has(x) {
				continue
			}
			from := x
			for x < g.size && row.has(x) {
				x++
			}
			b = strconv.AppendInt(append(b, 'm'), int64(from-lastX), 10)
			b = strconv.AppendInt(append(b, ' '), int64(y-lastY), 10)
			b = strconv.AppendInt(append(b, 'h'), int64(x-from), 10)
			b = strconv.AppendInt(append(b, "v1h-"...), int64(x-from), 10)
			b = append(b, 'z')
			lastX, lastY = from, y
		}
	}
	s := string(b)
	*buf = b
	paths.Put(buf)
	return s
}

// paths are drawn into buffers that are used again.
var paths = sync.Pool{New: func() any { return new([]byte) }}

// Package qr draws addresses as QR codes, for pages, sheets and screens: one
// path of an SVG, so that it is sharp at any size and needs no picture file.
//
//	code, err := qr.Of("https://xincheng.example/", qr.Screen)
//	<svg viewBox="0 0 {{.Size}} {{.Size}}"><path d="{{.Path}}"/></svg>
//
// One unit of the picture is one module. The quiet zone of four modules that
// readers need is part of the size; what lies behind must be light, and the
// path dark.
package qr

import (
	"errors"
	"strconv"
	"strings"

	qrcode "github.com/skip2/go-qrcode"
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

// ErrText means a text that a code cannot hold: one with other signs than ASCII,
// which readers take for different ones, or one that is too long. Addresses
// are to be percent-encoded.
var ErrText = errors.New("not fit for a QR code")

// Of makes the code of an address. The same address always has the same code.
func Of(text string, level Level) (Code, error) {
	for _, r := range text {
		if r < ' ' || r > '~' {
			return Code{}, ErrText
		}
	}
	recovery := qrcode.Medium
	if level == Paper {
		recovery = qrcode.High
	}
	symbol, err := qrcode.New(text, recovery)
	if err != nil {
		return Code{}, ErrText
	}
	symbol.DisableBorder = true
	modules := symbol.Bitmap()
	return Code{Size: len(modules) + 2*quiet, Path: path(modules)}, nil
}

// path draws the runs of dark modules, row by row.
func path(modules [][]bool) string {
	var b strings.Builder
	for y, row := range modules {
		for x := 0; x < len(row); x++ {
			if !row[x] {
				continue
			}
			from := x
			for x < len(row) && row[x] {
				x++
			}
			b.WriteString(run(from+quiet, y+quiet, x-from))
		}
	}
	return b.String()
}

// run is a bar one module high.
func run(x, y, width int) string {
	w := strconv.Itoa(width)
	return "M" + strconv.Itoa(x) + " " + strconv.Itoa(y) + "h" + w + "v1h-" + w + "z"
}

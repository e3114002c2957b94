// Package traditional makes the website a second time, in Traditional script:
// everything that is written below public/ and that people read, once more
// below public/zh-Hant/.
//
// It works on finished files, whatever they are: pages, feeds, calendars,
// scripts and data. Of a page it converts what stands between tags and in the
// attributes that people read, by package hant; it leaves what is code, is in
// another language, or has translate="no". Every other byte stays as it is,
// but for three things: the page says that it is zh-Hant; addresses of what is
// there once, such as pictures and sheets, climb one folder more; and the link
// to the other script (an <a> with hreflang="zh-Hant") leads back.
//
// A file's key is made of the key of its source and of everything that
// conversion depends on, so what need not be rendered is not converted.
package traditional

import (
	"bytes"
	"errors"
	"io"
	"path"
	"strings"
	"sync"

	"banbao/internal/diag"
	"banbao/internal/hant"
	"banbao/internal/output"
	"banbao/internal/site"
)

// version goes into every key. Count it up when the same file is to give other
// bytes.
const version = "traditional 1"

// folder is where the second tree stands.
const folder = site.Traditional + "/"

// Settings is what conversion depends on beside the files.
type Settings struct {
	BaseURL  string            // the site's address, ending in a slash; may be empty
	Language string            // in which the site is written: zh-Hans
	Terms    map[string]string // words of the site's own, see [hant.New]
}

// Files are the files of the second tree. Problems of a source are told with
// the source, and not again.
func Files(files []output.File, set Settings) []output.File {
	t := &tree{Settings: set, converter: sync.OnceValue(func() *hant.Converter { return hant.New(set.Terms) })}
	sum := output.KeyOf(version, hant.Version, set)
	var out []output.File
	for _, f := range files {
		if !site.InTraditional(f.Path) {
			continue
		}
		second := output.File{Path: folder + f.Path, Source: f.Source, AsIs: f.AsIs, OnDemand: f.OnDemand, Write: t.writer(f.Path, f.Write)}
		if !f.Key.IsZero() {
			second.Key = output.KeyOf(sum, f.Path, f.Key)
		}
		out = append(out, second)
	}
	return out
}

// tree is what all files of the second tree share.
type tree struct {
	Settings
	converter func() *hant.Converter // made when the first file is written
}

// buffers are what files are converted in.
var buffers = sync.Pool{New: func() any { return new(buffer) }}

type buffer struct {
	source bytes.Buffer
	out    []byte
}

// writer writes a file as it is in the second tree.
func (t *tree) writer(name string, write func(io.Writer) error) func(io.Writer) error {
	return func(w io.Writer) error {
		b := buffers.Get().(*buffer)
		defer buffers.Put(b)
		b.source.Reset()
		if err := write(&b.source); err != nil && !isProblem(err) {
			return err
		}
		b.out = t.convert(b.out[:0], name, b.source.Bytes())
		_, err := w.Write(b.out)
		return err
	}
}

// isProblem tells a mistake in content, which is told with the source, from a
// failing machine.
func isProblem(err error) bool {
	var list diag.List
	var one diag.Problem
	return errors.As(err, &list) || errors.As(err, &one)
}

// convert appends to dst a file as it is in the second tree.
func (t *tree) convert(dst []byte, name string, source []byte) []byte {
	if strings.HasPrefix(name, "search/text/") {
		return t.found(dst, name, source)
	}
	text := string(source)
	switch path.Ext(name) {
	case ".html":
		return t.markup(dst, name, text, false)
	case ".xml":
		return t.markup(dst, name, text, true)
	case ".ics":
		return t.calendar(dst, text)
	}
	if strings.HasPrefix(name, "assets/") { // a script of the theme, whose words stand anywhere
		return t.converter().Append(dst, text)
	}
	return t.data(dst, text)
}

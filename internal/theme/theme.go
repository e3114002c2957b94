// Package theme is the shared look: templates, and the style sheets, scripts
// and pictures they use.
//
// A theme is a folder. Templates are templates/*.html (html/template; a file
// page.html is the template "page", and may define others); icons are
// templates/icons/*.svg; everything in assets/ is published. The default
// theme is part of the program; a site's own folder replaces it file by file, and
// so does a theme of the program that is called by its name.
//
// A style sheet may open with lines such as
//
//	@import "tokens.css";
//
// which are replaced by that file; a sheet that others import is not published
// by itself. A sheet that replaces the default one and only adds to it imports
// that by "default/" before its name. A script may open with lines such as
//
//	//import "clock.js"
//
// which mean the same. Published assets carry a hash of their bytes in their
// names, so that a browser may keep them for ever.
//
// A template sees its view and nothing else. The functions beyond those of Go:
//
//	title   a title as HTML that breaks between phrases, see [Title]
//	plain   a title without the author's hints for breaking
//	icon    an icon by name
package theme

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"banbao/internal/diag"
	"banbao/internal/limit"
	"banbao/internal/output"
	"banbao/internal/stencil"
	"banbao/themes"
)

// Settings is what loading must know beside the files.
type Settings struct {
	Name   string // the theme's folder below themes/, for messages
	Slowly bool   // html/template alone executes the templates, for a comparison
}

// Theme is read-only after Load; many goroutines may use it at once.
type Theme struct {
	templates *stencil.Set
	slowly    bool
	names     []string              // of the templates that are files
	files     map[string]string     // template → file below the site, for messages
	sources   map[string]string     // template → its text, for messages
	keys      map[string]output.Key // of the templates that are files
	assets    map[string]asset      // by name below assets/
	assetsKey output.Key
	off       map[string]bool // templates whose pages the theme does not want
}

// Load reads the default theme, with that of the program called set.Name and a
// site's own files over it; override may be nil. A template or style sheet that cannot be used is a problem.
func Load(override fs.FS, set Settings) (*Theme, diag.List) {
	l := loader{own: override}
	for _, one := range []layer{{override, set.Name}, {themes.Named(set.Name), set.Name}, {themes.Default(), "default"}} {
		if one.fs != nil {
			l.layers = append(l.layers, one)
		}
	}
	t := &Theme{slowly: set.Slowly, files: map[string]string{}, sources: map[string]string{}, assets: map[string]asset{}, off: map[string]bool{}}
	l.templates(t)
	l.assets(t)
	t.assetsKey = assetsKey(t.assets)
	return t, l.problems.Sort()
}

// Has tells whether there is a template of this name.
func (t *Theme) Has(name string) bool { return t.templates.Lookup(name) != nil }

// Off tells whether a theme switches the pages of a template off, by a file
// with nothing in it.
func (t *Theme) Off(name string) bool { return t.off[name] }

// Execute writes the template's page for a view. What goes wrong inside a
// template is a problem with its place.
func (t *Theme) Execute(w io.Writer, name string, view any) error {
	if !t.Has(name) {
		return fmt.Errorf("theme: there is no template %q", name)
	}
	out := &failing{w: w}
	execute := t.templates.Execute
	if t.slowly {
		execute = t.templates.Slowly
	}
	if err := execute(out, name, view); err != nil {
		if out.err != nil {
			return out.err
		}
		return diag.List{t.problem(err)}
	}
	return nil
}

// NotCompiled tells which templates are executed by html/template each time,
// and why, of those that were used often enough to ask. They are slower.
func (t *Theme) NotCompiled() []string { return t.templates.Left() }

// failing remembers that it was the writer that failed, not the template.
type failing struct {
	w   io.Writer
	err error
}

func (f *failing) Write(p []byte) (int, error) {
	n, err := f.w.Write(p)
	if err != nil {
		f.err = err
	}
	return n, err
}

// Key stands for a template with all that it may include. It is one key for
// all templates: whoever edits a theme builds everything anew.
func (t *Theme) Key(name string) output.Key { return t.keys[name] }

// loader reads one theme.
type loader struct {
	own      fs.FS   // the site's; may be nil
	layers   []layer // what goes before comes first; the default theme is the last
	problems diag.List
}

// layer is a folder of files, and its name below themes/.
type layer struct {
	fs   fs.FS
	name string
}

func (one layer) place(name string) string {
	return path.Join("themes", cmp.Or(one.name, "default"), name)
}

// read returns a file of the first layer that has it, and its place for
// messages.
func (l *loader) read(name string) (b []byte, place string, err error) {
	return readFirst(l.layers, name)
}

// readDefault returns a file of the default theme, whatever lies over it.
func (l *loader) readDefault(name string) (b []byte, place string, err error) {
	return readFirst(l.layers[len(l.layers)-1:], name)
}

func readFirst(layers []layer, name string) (b []byte, place string, err error) {
	for _, one := range layers {
		place = one.place(name)
		if b, err = limit.ReadFile(one.fs, name, limit.ThemeFile); err == nil || !errors.Is(err, fs.ErrNotExist) {
			return b, place, err
		}
	}
	return nil, place, err
}

// list returns the files below a folder of any layer, each once, in order.
func (l *loader) list(folder string) []string {
	var names []string
	for _, one := range slices.Backward(l.layers) {
		err := fs.WalkDir(one.fs, folder, func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if hidden := strings.HasPrefix(d.Name(), "."); hidden && d.IsDir() {
				return fs.SkipDir
			} else if kind := d.Type(); kind != 0 && kind&fs.ModeSymlink == 0 && !d.IsDir() {
				l.unreadable(one.place(name), limit.ErrNotFile) // reading a pipe would never end
			} else if !hidden && !d.IsDir() {
				names = append(names, name)
			}
			return nil
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			l.unreadable(one.place(folder), err)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// unreadable is the problem of a file or folder that the system will not give
// out.
func (l *loader) unreadable(place string, err error) {
	l.problems.Add(diag.New("unreadable-file", diag.Pos{File: place},
		diag.Words{Zh: fmt.Sprintf("系统不给（%v）", err), En: fmt.Sprintf("the system refuses (%v)", err)},
		diag.Words{Zh: "看看文件权限", En: "check its permissions"}))
}

// templates parses all templates into one set, so that each may include each.
func (l *loader) templates(t *Theme) {
	icons := map[string]template.HTML{}
	known := functions(icons)
	all := template.New("").Funcs(known)
	sum := []any{"templates"}
	for _, name := range l.list("templates") {
		text, place, err := l.read(name)
		if err != nil {
			l.unreadable(place, err)
			continue
		}
		base := strings.TrimSuffix(path.Base(name), path.Ext(name))
		switch {
		case path.Dir(name) == "templates/icons" && path.Ext(name) == ".svg":
			icons[base] = icon(string(text))
		case path.Dir(name) == "templates" && path.Ext(name) == ".html":
			t.files[base], t.sources[base] = place, string(text)
			if strings.TrimSpace(string(text)) == "" {
				t.off[base] = true
			}
			t.names = append(t.names, base)
			if _, err := all.New(base).Parse(string(text)); err != nil {
				l.problems.Add(t.problem(err))
			}
		default:
			continue
		}
		sum = append(sum, name, string(text))
	}
	t.templates = stencil.New(all, known)
	sums := output.KeyOf(sum...)
	t.keys = map[string]output.Key{}
	for _, name := range t.names {
		t.keys[name] = output.KeyOf(sums, name)
	}
	if len(l.problems) > 0 || l.own == nil { // the default theme is known to be right
		return
	}
	// html/template looks at the context of each value only when a template is
	// first used. Use each once now, so that a mistake is found here.
	for _, name := range t.names {
		var bad *template.Error
		if err := all.Lookup(name).Execute(io.Discard, nil); errors.As(err, &bad) {
			l.problems.Add(t.problem(err))
		}
	}
}

// icon prepares an icon's file for use inside a line of text.
func icon(svg string) template.HTML {
	svg = strings.TrimSpace(svg)
	return template.HTML(strings.Replace(svg, "<svg", `<svg class="icon" aria-hidden="true"`, 1))
}

func functions(icons map[string]template.HTML) template.FuncMap {
	return template.FuncMap{
		"title": Title,
		"plain": Plain,
		"icon": func(name string) (template.HTML, error) {
			if name == "" {
				return "", nil
			}
			svg, ok := icons[name]
			if !ok {
				return "", fmt.Errorf("there is no icon %q", name)
			}
			return svg, nil
		},
	}
}

func hash8(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:4])
}

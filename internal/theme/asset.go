package theme

import (
	"bytes"
	"io"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"banbao/internal/diag"
	"banbao/internal/output"
	"banbao/internal/photo"
)

// asset is a file to publish beside the pages.
type asset struct {
	path  string // below public/: assets/web.1a2b3c4d.css
	body  []byte
	parts []part // what it is put together from, in order
}

// part is a run of lines that an asset takes from one file.
type part struct {
	line int // the first of them in the asset, from 1
	from diag.Pos
}

// origin is where a line of the asset comes from.
func (a asset) origin(line int) diag.Pos {
	var pos diag.Pos
	for _, p := range a.parts {
		if p.line <= line {
			pos = p.from
			pos.Line += line - p.line
		}
	}
	return pos
}

// Asset is where an asset is published, below public/; empty if there is none
// of that name.
func (t *Theme) Asset(name string) string { return t.assets[name].path }

// Text is an asset as it is published; empty if there is none of that name.
func (t *Theme) Text(name string) string { return string(t.assets[name].body) }

// worker is the one script of assets/ that keeps its name: browsers ask for a
// new service worker at the address of the old one.
const worker = "sw.js"

// Worker is the service worker of screens as a file to publish, which has to
// lie above their pages; none if the theme has none.
func (t *Theme) Worker() []output.File {
	a, ok := t.assets[worker]
	if !ok {
		return nil
	}
	return []output.File{a.file("screens/" + worker)}
}

// file is the asset to publish somewhere.
func (a asset) file(at string) output.File {
	return output.File{
		Path: at, Origin: a.origin,
		Key: output.KeyOf("asset", at, string(a.body)),
		Write: func(w io.Writer) error {
			_, err := w.Write(a.body)
			return err
		},
	}
}

// AssetsKey stands for all assets, by where they are published.
func (t *Theme) AssetsKey() output.Key { return t.assetsKey }

func assetsKey(assets map[string]asset) output.Key {
	paths := make(map[string]string, len(assets))
	for name, a := range assets {
		paths[name] = a.path
	}
	return output.KeyOf(paths)
}

// AssetFiles are the assets as files to publish, without the worker.
func (t *Theme) AssetFiles() []output.File {
	var files []output.File
	for _, name := range slices.Sorted(maps.Keys(t.assets)) {
		if name != worker {
			a := t.assets[name]
			files = append(files, a.file(a.path))
		}
	}
	return files
}

var (
	cssImport = regexp.MustCompile(`^\s*@import\s+(?:url\()?\s*"([^"]+)"\s*\)?\s*;\s*$`)
	jsImport  = regexp.MustCompile(`^//import\s+"([^"]+)"\s*$`)
	cssURL    = regexp.MustCompile(`url\(\s*["']?([^"')\s]+)["']?\s*\)`)
)

// cleaner is what takes out of a picture what must not be published, or nil
// for a file that is none.
func cleaner(name string, body []byte) func([]byte) ([]byte, error) {
	switch {
	case photo.IsPhoto(body):
		return photo.Clean
	case strings.EqualFold(path.Ext(name), ".svg"):
		return photo.CleanSVG
	}
	return nil
}

// assets reads, bundles and names everything in assets/.
func (l *loader) assets(t *Theme) {
	bundles := map[string]*bundle{}
	imported := map[string]bool{} // by another
	names := l.list("assets")
	for i, name := range names {
		body, place, err := l.read(name)
		if err != nil {
			l.unreadable(place, err)
			continue
		}
		name = strings.TrimPrefix(name, "assets/")
		names[i] = name
		if clean := cleaner(name, body); clean != nil { // a theme's pictures keep as quiet as those of content
			if body, err = clean(body); err != nil {
				l.problems.Add(diag.New("bad-picture", diag.Pos{File: place}, diag.Words{Zh: "文件坏了，或者不能用这种格式", En: err.Error()}))
				continue
			}
		}
		bundles[name] = &bundle{}
		l.bundle(bundles[name], name, place, body, imported, []string{name})
	}
	publish := func(name string, body []byte) {
		ext := path.Ext(name)
		t.assets[name] = asset{"assets/" + strings.TrimSuffix(name, ext) + "." + hash8(body) + ext, body, bundles[name].parts}
	}
	for _, name := range names {
		if b := bundles[name]; b != nil && path.Ext(name) != ".css" && !imported[name] {
			publish(name, b.body.Bytes())
		}
	}
	// Style sheets come last: they name other assets.
	for _, name := range names {
		b := bundles[name]
		if b == nil || path.Ext(name) != ".css" || imported[name] {
			continue
		}
		publish(name, cssURL.ReplaceAllFunc(b.body.Bytes(), func(m []byte) []byte {
			to := string(cssURL.FindSubmatch(m)[1])
			if a, ok := t.assets[path.Join(path.Dir(name), to)]; ok {
				return []byte(`url("` + relative(path.Dir("assets/"+name), a.path) + `")`)
			}
			return m
		}))
	}
}

// bundle is an asset while it is put together.
type bundle struct {
	body  bytes.Buffer
	lines int // that are whole
	parts []part
}

// add appends what begins at a place of a file.
func (b *bundle) add(text []byte, from diag.Pos) {
	b.parts = append(b.parts, part{b.lines + 1, from})
	b.body.Write(text)
	b.lines += bytes.Count(text, []byte("\n"))
}

// bundle adds a file, with the import lines at the head of a style sheet or
// script replaced by what they name.
func (l *loader) bundle(b *bundle, name, place string, body []byte, imported map[string]bool, chain []string) {
	rule := cssImport
	switch path.Ext(name) {
	case ".css":
	case ".js":
		rule = jsImport
	default:
		b.add(body, diag.Pos{File: place, Line: 1})
		return
	}
	rest, line := body, 0
	for len(rest) > 0 {
		text, after, _ := bytes.Cut(rest, []byte("\n"))
		m := rule.FindSubmatch(text)
		if m == nil && len(bytes.TrimSpace(text)) > 0 && !bytes.HasPrefix(bytes.TrimSpace(text), []byte("/*")) {
			break
		}
		rest = after
		line++
		pos := diag.Pos{File: place, Line: line}
		if m == nil {
			b.add(append(slices.Clip(text), '\n'), pos)
			continue
		}
		part := path.Join(path.Dir(name), string(m[1]))
		pos.Column = 1
		if slices.Contains(chain, part) {
			l.problems.Add(diag.New("asset-import", pos, part))
			continue
		}
		content, where, err := l.imported(part, imported)
		if err != nil {
			l.problems.Add(diag.New("asset-import", pos, part))
			continue
		}
		l.bundle(b, strings.TrimPrefix(part, ofDefault), where, content, imported, append(chain, part))
		b.body.WriteByte('\n') // in case that the part does not end with one
		b.lines++
	}
	b.add(rest, diag.Pos{File: place, Line: line + 1})
}

// ofDefault comes before the name of a file of the default theme, which another
// may replace and import.
const ofDefault = "default/"

// imported reads a file that another imports, and notes that it has been.
func (l *loader) imported(part string, imported map[string]bool) (body []byte, place string, err error) {
	if name, ok := strings.CutPrefix(part, ofDefault); ok {
		return l.readDefault("assets/" + name)
	}
	body, place, err = l.read("assets/" + part)
	imported[part] = imported[part] || err == nil
	return body, place, err
}

// relative is the way from a folder to a path, both below public/.
func relative(from, to string) string {
	a, b := strings.Split(from, "/"), strings.Split(to, "/")
	for len(a) > 0 && len(b) > 1 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	return strings.Repeat("../", len(a)) + strings.Join(b, "/")
}

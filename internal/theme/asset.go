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
)

// asset is a file to publish beside the pages.
type asset struct {
	path string // below public/: assets/web.1a2b3c4d.css
	body []byte
}

// Asset is where an asset is published, below public/; empty if there is none
// of that name.
func (t *Theme) Asset(name string) string { return t.assets[name].path }

// AssetFiles are the assets as files to publish.
func (t *Theme) AssetFiles() []output.File {
	var files []output.File
	for _, name := range slices.Sorted(maps.Keys(t.assets)) {
		a := t.assets[name]
		files = append(files, output.File{
			Path: a.path,
			Key:  output.KeyOf("asset", a.path, string(a.body)),
			Write: func(w io.Writer) error {
				_, err := w.Write(a.body)
				return err
			},
		})
	}
	return files
}

var (
	cssImport = regexp.MustCompile(`^\s*@import\s+(?:url\()?\s*"([^"]+)"\s*\)?\s*;\s*$`)
	jsImport  = regexp.MustCompile(`^//import\s+"([^"]+)"\s*$`)
	cssURL    = regexp.MustCompile(`url\(\s*["']?([^"')\s]+)["']?\s*\)`)
)

// assets reads, bundles and names everything in assets/.
func (l *loader) assets(t *Theme) {
	bodies := map[string][]byte{}
	parts := map[string]bool{} // imported by another
	names := l.list("assets")
	for i, name := range names {
		body, place, err := l.read(name)
		if err != nil {
			l.fail(diag.Pos{File: place}, err.Error())
			continue
		}
		name = strings.TrimPrefix(name, "assets/")
		names[i] = name
		bodies[name] = l.bundle(name, place, body, parts, []string{name})
	}
	publish := func(name string, body []byte) {
		ext := path.Ext(name)
		t.assets[name] = asset{"assets/" + strings.TrimSuffix(name, ext) + "." + hash8(body) + ext, body}
	}
	for _, name := range names {
		if path.Ext(name) != ".css" && !parts[name] {
			publish(name, bodies[name])
		}
	}
	// Style sheets come last: they name other assets.
	for _, name := range names {
		if path.Ext(name) != ".css" || parts[name] {
			continue
		}
		publish(name, cssURL.ReplaceAllFunc(bodies[name], func(m []byte) []byte {
			to := string(cssURL.FindSubmatch(m)[1])
			if a, ok := t.assets[path.Join(path.Dir(name), to)]; ok {
				return []byte(`url("` + relative(path.Dir("assets/"+name), a.path) + `")`)
			}
			return m
		}))
	}
}

// bundle replaces the import lines at the head of a style sheet or script.
func (l *loader) bundle(name, place string, body []byte, parts map[string]bool, chain []string) []byte {
	rule := cssImport
	switch path.Ext(name) {
	case ".css":
	case ".js":
		rule = jsImport
	default:
		return body
	}
	var out bytes.Buffer
	rest, line := body, 0
	for len(rest) > 0 {
		line++
		text, after, _ := bytes.Cut(rest, []byte("\n"))
		m := rule.FindSubmatch(text)
		if m == nil && len(bytes.TrimSpace(text)) > 0 && !bytes.HasPrefix(bytes.TrimSpace(text), []byte("/*")) {
			break
		}
		rest = after
		if m == nil {
			out.Write(text)
			out.WriteByte('\n')
			continue
		}
		part := path.Join(path.Dir(name), string(m[1]))
		pos := diag.Pos{File: place, Line: line, Column: 1}
		if slices.Contains(chain, part) {
			l.problems.Add(diag.New("asset-import", pos, part))
			continue
		}
		content, where, err := l.read("assets/" + part)
		if err != nil {
			l.problems.Add(diag.New("asset-import", pos, part))
			continue
		}
		parts[part] = true
		out.Write(l.bundle(part, where, content, parts, append(chain, part)))
		out.WriteByte('\n')
	}
	out.Write(rest)
	return out.Bytes()
}

// relative is the way from a folder to a path, both below public/.
func relative(from, to string) string {
	a, b := strings.Split(from, "/"), strings.Split(to, "/")
	for len(a) > 0 && len(b) > 1 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	return strings.Repeat("../", len(a)) + strings.Join(b, "/")
}

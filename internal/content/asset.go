package content

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"banbao/internal/config"
	"banbao/internal/decode"
	"banbao/internal/diag"
	"banbao/internal/photo"
	"banbao/internal/site"
)

// asset is a file that some item names, looked at once.
type asset struct {
	site.Asset
	stamp   stamp
	ok      bool
	problem error
}

// asset looks at a file below content/ that the source names.
func (s *source) asset(p string) *asset {
	s.uses = append(s.uses, p)
	return s.loader.asset(p)
}

// asset looks at a file below content/: its size, its hash and, for a
// picture, how large it is when turned upright.
func (l *loader) asset(p string) *asset {
	l.lock.Lock()
	defer l.lock.Unlock()
	if a, seen := l.assets[p]; seen {
		return a
	}
	a := &asset{Asset: site.Asset{Path: p}}
	l.assets[p] = a
	full := Folder + "/" + p
	a.stamp = stampOf(l.fsys, full)
	if a.stamp == (stamp{}) {
		return a
	}
	if old, known := l.cache.Assets[p]; known && old.OK && old.Stamp == a.stamp && a.stamp.before(l.cache.Read) {
		a.Asset, a.ok = old.Asset, true
		return a
	}
	f, err := l.fsys.Open(full)
	if err != nil {
		return a
	}
	defer f.Close()
	a.ok, a.Size = true, a.stamp.Size
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		a.ok = false
		return a
	}
	copy(a.Sum[:], h.Sum(nil))
	if IsPicture(p) && !strings.EqualFold(path.Ext(p), ".svg") {
		g, err := l.fsys.Open(full)
		if err != nil {
			return a
		}
		defer g.Close()
		pic, err := photo.Probe(g)
		a.Width, a.Height, a.problem = pic.Width, pic.Height, err
		if err == nil {
			a.Form = pic.ResizedFormat().Ext()
		}
	}
	return a
}

// IsPicture tells by its name whether a file is a picture that pages show.
func IsPicture(p string) bool {
	switch strings.ToLower(path.Ext(p)) {
	case ".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg":
		return true
	}
	return false
}

// pictures looks at every picture that a text shows, so that pages know their
// sizes. What is missing is reported when the text is rendered, with its
// place; what cannot be opened is reported here.
func (s *source) pictures(b site.Body, r *result) {
	for _, ref := range b.Refs {
		dest, _, _ := strings.Cut(ref.Dest, "#")
		if clean, err := url.PathUnescape(dest); err == nil {
			dest = clean
		}
		if dest == "" || strings.Contains(dest, "://") || strings.HasPrefix(dest, "mailto:") || strings.HasPrefix(dest, "tel:") {
			continue
		}
		p, ok := s.file(dest)
		if !ok || !ref.Picture && (strings.HasSuffix(p, ".md") || strings.HasSuffix(p, ".toml") || strings.HasSuffix(p, ".html") || path.Ext(p) == "") {
			continue
		}
		a := s.asset(p)
		if a.problem != nil && ref.Picture {
			r.problems.Add(diag.New("bad-picture", diag.Pos{File: Folder + "/" + p}, pictureWords(a.problem)))
		}
	}
}

// pictureWords says why a picture cannot be shown.
func pictureWords(err error) diag.Words {
	var large *photo.TooLarge
	var other *photo.Unsupported
	zh := "文件坏了，或者没有下载完"
	switch {
	case errors.As(err, &large):
		zh = fmt.Sprintf("%d×%d 像素，太大了", large.Width, large.Height)
	case errors.As(err, &other) && other.Format != "":
		zh = "不能用 " + strings.ToUpper(other.Format) + " 格式"
		if other.Why != "" {
			zh = "不能用这一种 " + strings.ToUpper(other.Format)
		}
	case errors.As(err, &other):
		zh = "里面不是 JPG、PNG、GIF 或 WebP 图片"
	}
	return diag.Words{Zh: zh, En: err.Error()}
}

// attachments reads the list of files offered beside an item.
func (s *source) attachments(t *decode.Table) []site.Attachment {
	var out []site.Attachment
	texts, tables := t.StringsOrTables("attachments")
	for i, name := range texts {
		at, key, title := t, at1("attachments", i), ""
		if tables[i] != nil {
			at, key = tables[i], "file"
			name, title = at.NeedString("file"), at.String("title")
		}
		if name == "" {
			continue
		}
		if a, ok := s.attachment(at, key, name); ok {
			if title == "" {
				title = strings.TrimSuffix(path.Base(name), path.Ext(name))
			}
			out = append(out, site.Attachment{Path: a.Path, Title: title, Size: a.Size, Sum: a.Sum})
		}
	}
	return out
}

// attachment finds one file that a key names.
func (s *source) attachment(t *decode.Table, key, name string) (*asset, bool) {
	p, ok := s.file(name)
	if ok {
		if a := s.asset(p); a.ok {
			return a, true
		}
	}
	t.Problem(key, "missing-file", name, s.neighbours(name))
	return nil, false
}

// neighbours words a hint with the nearest file in the folder that was meant.
func (s *source) neighbours(name string) diag.Words {
	p, ok := s.file(name)
	dir := path.Dir(s.path)
	if ok {
		dir = path.Dir(Folder + "/" + p)
	}
	entries, _ := fs.ReadDir(s.loader.fsys, dir)
	var names []string
	for _, e := range entries {
		if ext := strings.ToLower(path.Ext(e.Name())); !e.IsDir() && ext != ".md" && ext != ".toml" && utf8.ValidString(e.Name()) {
			names = append(names, e.Name())
		}
	}
	slices.Sort(names)
	if len(names) == 0 {
		return diag.Words{Zh: "把文件放进去，或者改对名字", En: "put the file there, or mend the name"}
	}
	return config.Suggest(path.Base(name), names)
}

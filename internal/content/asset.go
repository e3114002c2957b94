package content

import (
	"bytes"
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
	"banbao/internal/limit"
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
	if a.problem = refused(p, a.stamp.Size); a.problem != nil {
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
	a.ok = a.look(f) == nil
	return a
}

// refused says why a file is not even opened: for what it is, or its size.
func refused(p string, size int64) error {
	most := int64(limit.Attachment)
	if IsPicture(p) {
		most = limit.Picture
	}
	if size > most {
		return &limit.Error{Size: size, Most: most}
	}
	return runsWhenOpened(p)
}

// refusal is the problem of a file that was refused, or false for one with
// another problem or none.
func refusal(name string, err error) (code diag.Code, args []any, ok bool) {
	var large *limit.Error
	var runs *unsafeFile
	switch {
	case errors.As(err, &large):
		return "asset-too-large", []any{name, limit.Bytes(large.Size), limit.Bytes(large.Most)}, true
	case errors.As(err, &runs):
		return "unsafe-file", []any{name, runs.what, runs.hint}, true
	}
	return "", nil, false
}

// look reads a file: all of it for its hash, and into memory only a picture.
func (a *asset) look(f io.Reader) error {
	head := make([]byte, 12)
	n, err := io.ReadFull(f, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return err
	}
	whole := io.MultiReader(bytes.NewReader(head[:n]), f)
	if !IsPicture(a.Path) && !photo.IsPhoto(head[:n]) {
		h := sha256.New()
		a.Size, err = io.Copy(h, whole)
		copy(a.Sum[:], h.Sum(nil))
		return err
	}
	src, err := io.ReadAll(whole)
	if err != nil {
		return err
	}
	a.Sum = sumOf(src)
	if !photo.IsPhoto(head[:n]) && isDrawing(a.Path) {
		a.Size = sizeOf(photo.CleanSVG(src))
		return nil
	}
	pic, err := photo.Probe(bytes.NewReader(src))
	if err != nil {
		a.problem = err
		return nil
	}
	a.Turned = pic.Orientation > 1
	if !a.Turned { // otherwise it would have to be encoded, which takes long
		a.Size = sizeOf(photo.Clean(src))
	}
	if IsPicture(a.Path) && !isDrawing(a.Path) {
		if a.problem = pic.Decodable(); a.problem != nil {
			return nil
		}
		a.Width, a.Height, a.Form = pic.Width, pic.Height, pic.ResizedFormat().Ext()
	}
	return nil
}

// sizeOf a picture that is clean; what cannot be cleaned is reported when it
// is to be published.
func sizeOf(clean []byte, err error) int64 {
	if err != nil {
		return 0
	}
	return int64(len(clean))
}

func isDrawing(p string) bool { return strings.EqualFold(path.Ext(p), ".svg") }

// Copy writes a file below content/ to be taken away: a picture without what
// its camera wrote into it, anything else as it is.
func Copy(fsys fs.FS, a site.Asset, w io.Writer) error {
	return readAsset(fsys, a, func(r io.Reader) error {
		head := make([]byte, 12)
		n, err := io.ReadFull(r, head)
		if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
			return err
		}
		whole := io.MultiReader(bytes.NewReader(head[:n]), r)
		clean := photo.Clean
		switch {
		case photo.IsPhoto(head[:n]):
		case isDrawing(a.Path):
			clean = photo.CleanSVG
		default:
			_, err := io.Copy(w, whole)
			return err
		}
		src, err := io.ReadAll(whole)
		if err != nil {
			return err
		}
		out, err := clean(src)
		if err != nil {
			return err
		}
		_, err = w.Write(out)
		return err
	})
}

// Resize writes a picture below content/, made that wide.
func Resize(fsys fs.FS, a site.Asset, width int, w io.Writer) error {
	return readAsset(fsys, a, func(r io.Reader) error { return photo.Resize(w, r, width) })
}

// readAsset lets use read a file. One that is no longer what was loaded is an
// error, whatever use made of it: a page would be published with the picture
// of the next build, under the name of this one. It is read only once.
func readAsset(fsys fs.FS, a site.Asset, use func(io.Reader) error) error {
	full := Folder + "/" + a.Path
	f, err := fsys.Open(full)
	if err != nil {
		return err
	}
	defer f.Close()
	h := sha256.New()
	r := io.TeeReader(f, h)
	wrong := use(r)
	if _, err := io.Copy(io.Discard, r); err != nil {
		return err
	}
	if [16]byte(h.Sum(nil)) != a.Sum {
		return &fs.PathError{Op: "read", Path: full, Err: ErrChanged}
	}
	var large *photo.TooLarge
	var other *photo.Unsupported
	var bad *photo.Corrupt
	if errors.As(wrong, &large) || errors.As(wrong, &other) || errors.As(wrong, &bad) {
		return badPicture(a.Path, wrong)
	}
	return wrong
}

func badPicture(p string, err error) diag.Problem {
	return diag.New("bad-picture", diag.Pos{File: Folder + "/" + p}, pictureWords(err))
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
		if code, args, ok := refusal(p, a.problem); ok {
			r.problems.Add(diag.New(code, diag.Pos{File: Folder + "/" + p}, args...))
		} else if a.problem != nil && ref.Picture {
			r.problems.Add(badPicture(p, a.problem))
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
		a := s.asset(p)
		if a.ok {
			return a, true
		}
		if code, args, ok := refusal(name, a.problem); ok {
			t.Problem(key, code, args...)
			return nil, false
		}
	}
	t.Problem(key, "missing-file", name, s.neighbours(name))
	return nil, false
}

// neighbours words a hint with the nearest file in the folder that was meant.
func (s *source) neighbours(name string) diag.Words {
	if hint := Near(s.loader.fsys)(s.path, name); hint != (diag.Words{}) {
		return hint
	}
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

package content

import (
	"bytes"
	"errors"
	"html"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"banbao/internal/decode"
	"banbao/internal/diag"
	"banbao/internal/site"
)

// source is one file while it is read.
type source struct {
	loader  *loader
	path    string // below the site
	text    []byte
	skipped int      // bytes of a byte order mark before text
	uses    []string // assets that were asked for
}

var (
	fence     = []byte("+++")
	yamlFence = []byte("---")
)

// split finds the front matter of a Markdown file. It returns the TOML with
// the line it begins on, and the text with the line and the byte it begins at.
func (s *source) split() (front []byte, body []byte, bodyLine, bodyOffset int, problem *diag.Problem) {
	fail := func(code diag.Code, line int) *diag.Problem {
		p := diag.New(code, diag.Pos{File: s.path, Line: line, Column: 1})
		p.Line = lineAt(s.text, line)
		p.Width = max(1, utf8.RuneCountInString(p.Line))
		return &p
	}
	rest := s.text
	line := 1
	for { // blank lines before the fence do no harm
		l, after, more := bytes.Cut(rest, []byte("\n"))
		if t := bytes.TrimSpace(l); len(t) > 0 || !more {
			if bytes.Equal(t, yamlFence) {
				return nil, nil, 0, 0, fail("yaml-front-matter", line)
			}
			if !bytes.Equal(t, fence) {
				return nil, nil, 0, 0, fail("no-front-matter", line)
			}
			rest = after
			break
		}
		rest = after
		line++
	}
	open, start := line, rest
	line++
	for len(rest) > 0 {
		l, after, _ := bytes.Cut(rest, []byte("\n"))
		if bytes.Equal(bytes.TrimSpace(l), fence) {
			front = start[:len(start)-len(rest)]
			// Positions are right because the TOML reader is told the line.
			return front, after, line + 1, len(s.text) - len(after) + s.skipped, nil
		}
		rest = after
		line++
	}
	return nil, nil, 0, 0, fail("open-front-matter", open)
}

func lineAt(text []byte, line int) string {
	for range line - 1 {
		_, after, ok := bytes.Cut(text, []byte("\n"))
		if !ok {
			return ""
		}
		text = after
	}
	l, _, _ := bytes.Cut(text, []byte("\n"))
	return strings.TrimRight(string(l), "\r")
}

// frontMatter parses the front matter of a Markdown file and describes its
// text; nil when there is nothing to go on with.
func (s *source) frontMatter(r *result) (*decode.Table, site.Body, []byte) {
	front, body, line, offset, problem := s.split()
	if problem != nil {
		r.problems.Add(*problem)
		return nil, site.Body{}, nil
	}
	firstLine := line - 1 - bytes.Count(front, []byte("\n"))
	t, problems := s.parse(front, firstLine)
	if t.Empty() && problems.HasErrors() {
		r.problems.Add(problems...)
		return nil, site.Body{}, nil
	}
	return t, s.describe(body, line, offset), body
}

// parse reads TOML that begins on a line of the file.
func (s *source) parse(text []byte, line int) (*decode.Table, diag.List) {
	if s.loader.trace != nil {
		return s.loader.trace(s.path), nil
	}
	return decode.Parse(s.path, text, line, s.loader.cfg.Zone)
}

// describe measures a text without rendering it.
func (s *source) describe(body []byte, line, offset int) site.Body {
	b := site.Body{File: s.path, Offset: offset, Line: line, Size: len(body), Returns: bytes.Count(body, []byte{'\r'})}
	if len(bytes.TrimSpace(body)) == 0 {
		b.Size = 0
		return b
	}
	b.Sum = textSum(body)
	b.Refs = refs(body)
	return b
}

// textSum is the hash of a text. How lines end and what is blank at both ends
// says nothing to a reader and differs between systems and editors, so it does
// not count: the record compares sums over years.
func textSum(text []byte) [16]byte {
	if bytes.IndexByte(text, '\r') >= 0 {
		text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	}
	return sumOf(bytes.TrimSpace(text))
}

// refs finds every destination in the site of a link or picture in a text, and
// perhaps a few that stand in code: pages depend on all of them, which is safe.
func refs(body []byte) []site.Ref {
	var out []site.Ref
	for rest := body; ; {
		i := bytes.Index(rest, []byte("]("))
		if i < 0 {
			break
		}
		picture := false
		if open := bytes.LastIndexByte(rest[:i], '['); open > 0 && rest[open-1] == '!' {
			picture = true
		}
		rest = rest[i+2:]
		if dest := destination(rest); len(dest) > 0 && !elsewhere(dest) {
			out = append(out, site.Ref{Dest: string(dest), Picture: picture})
		}
	}
	if !bytes.Contains(body, []byte("]:")) {
		return out
	}
	for _, m := range definition.FindAllSubmatch(body, -1) {
		// A definition may serve pictures as well as links.
		dest := string(unescape(m[1]))
		out = append(out, site.Ref{Dest: dest}, site.Ref{Dest: dest, Picture: true})
	}
	return out
}

// elsewhere tells whether a destination names a scheme, and so leads out of
// the site.
func elsewhere(dest []byte) bool {
	i := bytes.IndexAny(dest, ":/?#")
	return i > 0 && dest[i] == ':'
}

var definition = regexp.MustCompile(`(?m)^ {0,3}\[[^\]^][^\]]*\]:\s*<?([^\s>]+)`)

// destination reads what stands after "](" up to the closing bracket.
func destination(s []byte) []byte {
	s = bytes.TrimLeft(s[:min(len(s), 2048)], " \n")
	pointed := len(s) > 0 && s[0] == '<'
	depth := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && escaped.Match(s[i:min(i+2, len(s))]):
			i++
		case pointed && c == '>':
			return unescape(s[1:i])
		case pointed:
		case c == '(':
			depth++
		case c == ')' && depth > 0:
			depth--
		case c == ')' || c == ' ' || c == '\n' || c == '\t':
			return unescape(s[:i])
		}
	}
	return nil
}

var escaped = regexp.MustCompile(`\\[!-/:-@\[-\x60{-~]|&#?[0-9A-Za-z]+;`)

// unescape resolves backslashes and entities as Markdown does, so that a
// destination is called here what it is called when the text is rendered.
func unescape(dest []byte) []byte {
	if !bytes.ContainsAny(dest, `\&`) {
		return dest
	}
	return escaped.ReplaceAllFunc(dest, func(e []byte) []byte {
		if e[0] == '\\' {
			return e[1:]
		}
		if plain := html.UnescapeString(string(e)); utf8.RuneCountInString(plain) <= 2 {
			return []byte(plain)
		}
		return e // &notit; is no entity, though it begins with one
	})
}

// ErrChanged is a file that was saved while it was being built from.
var ErrChanged = errors.New("the file changed during the build")

// Reader fetches the texts of items from the files in which they were left,
// into a buffer if it is large enough. A text that is no longer the one that
// was loaded is an error.
func Reader(fsys fs.FS) func(buf []byte, b site.Body) ([]byte, error) {
	return func(buf []byte, b site.Body) ([]byte, error) {
		if b.Text != "" || b.Size == 0 {
			return append(buf[:0], b.Text...), nil
		}
		text, err := readPart(buf, fsys, b)
		if err != nil {
			return nil, err
		}
		if textSum(text) != b.Sum {
			return nil, &fs.PathError{Op: "read", Path: b.File, Err: ErrChanged}
		}
		return text, nil
	}
}

// readPart reads the bytes where a text was, or as many as there are.
func readPart(buf []byte, fsys fs.FS, b site.Body) ([]byte, error) {
	f, err := fsys.Open(b.File)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text := slices.Grow(buf[:0], b.Size)[:b.Size]
	var n int
	if at, ok := f.(io.ReaderAt); ok {
		n, err = at.ReadAt(text, int64(b.Offset))
	} else if _, err = io.CopyN(io.Discard, f, int64(b.Offset)); err == nil {
		n, err = io.ReadFull(f, text)
	}
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		err = nil
	}
	return text[:n], err
}

// name is the file's own word for its slug: the file name, or the folder's
// name for an index file.
func (s *source) name() string {
	base := strings.TrimSuffix(path.Base(s.path), path.Ext(s.path))
	if base == "index" {
		if dir := path.Base(path.Dir(s.path)); dir != "notices" && dir != "activities" && dir != "guides" && dir != "rankings" && dir != "pages" {
			return dir
		}
	}
	return base
}

var (
	goodSlug     = regexp.MustCompile(`^[\p{Han}a-z0-9][\p{Han}a-z0-9._-]{0,79}$`)
	reservedSlug = regexp.MustCompile(`^(index|page-\d+|windows|kinds)$`)
	guideSlug    = regexp.MustCompile(`^(who|letters|hall|overdue)$`) // of guides only
)

// reserved tells whether the site has a page of that name itself.
func (s *source) reserved(slug string) bool {
	return reservedSlug.MatchString(slug) || guideSlug.MatchString(slug) && strings.HasPrefix(s.path, Folder+"/guides/")
}

// slug reads or makes the short name of an item.
func (s *source) slug(t *decode.Table) string {
	written := t.String("slug")
	if written != "" {
		switch {
		case s.reserved(written):
			t.Problem("slug", "reserved-slug", written, written+"-1")
		case !goodSlug.MatchString(written):
			t.Problem("slug", "bad-slug", written, Slug(written))
		}
		return written
	}
	made := Slug(s.name())
	if s.reserved(made) {
		t.Problem("", "reserved-slug", made, made+"-1")
	}
	return made
}

const longestSlug = 80 // bytes of those that Slug makes

// Slug makes a short name that is safe in an address and in a file name on
// every system: lower case, Han kept, anything else a hyphen.
func Slug(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(name) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '_' && b.Len() > 0, unicode.Is(unicode.Han, r):
			if b.Len()+1+utf8.RuneLen(r) > longestSlug {
				return b.String()
			}
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		default:
			gap = true
		}
	}
	if b.Len() == 0 {
		return "item"
	}
	return b.String()
}

// file resolves a path that an author wrote, from the source's folder or, with
// a leading slash, from content/. The result is below content/.
func (s *source) file(written string) (string, bool) {
	p := written
	if strings.HasPrefix(p, "/") {
		p = strings.TrimPrefix(p, "/")
	} else {
		p = path.Join(strings.TrimPrefix(path.Dir(s.path), Folder), p)
		p = strings.TrimPrefix(p, "/")
	}
	p = path.Clean(p)
	if p == "." || p == ".." || strings.HasPrefix(p, "../") || strings.ContainsRune(p, '\\') {
		return "", false
	}
	return p, true
}

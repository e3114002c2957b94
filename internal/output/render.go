package output

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/buffer"

	"banbao/internal/diag"
)

// renderer produces bodies, one after the other, in buffers that it keeps.
type renderer struct {
	asIs  bool
	raw   draft
	small bytes.Buffer
}

const keptBuffer = 1 << 20 // a video must not stay in memory for ever

var renderers = sync.Pool{New: func() any { return new(renderer) }}

func newRenderer(asIs bool) *renderer {
	r := renderers.Get().(*renderer)
	r.asIs = asIs
	return r
}

func (r *renderer) release() {
	if r.raw.Cap() <= keptBuffer && r.small.Cap() <= keptBuffer {
		renderers.Put(r)
	}
}

// render gives the bytes to publish, which are good until the next call.
// Problems may be only warnings; then the bytes are good all the same.
func (r *renderer) render(f File) ([]byte, diag.List, error) {
	body, problems, err := r.body(f)
	if err == nil && f.Check != nil && !problems.HasErrors() {
		problems.Add(f.Check(&f, body)...)
	}
	if err != nil || problems.HasErrors() {
		return nil, problems, err
	}
	return body, problems, nil
}

// body is a file's bytes as they are published, which hold until the next.
func (r *renderer) body(f File) ([]byte, diag.List, error) {
	if r.asIs || f.AsIs {
		problems, err := r.write(f)
		return r.raw.Bytes(), problems, err
	}
	if minifiable(f.Path, nil) == htmlFile {
		if body, problems, done := r.inPieces(f); done {
			return body, problems, nil
		}
	}
	problems, err := r.write(f)
	if err != nil || problems.HasErrors() {
		return nil, problems, err
	}
	kind := minifiable(f.Path, r.raw.Bytes())
	if kind == "" || r.raw.Len() == 0 {
		return r.raw.Bytes(), problems, nil
	}
	if err = r.minify(kind); err == nil {
		return r.small.Bytes(), problems, nil
	}
	// The minifier works within its input, so what is there now is half done.
	again, writeErr := r.write(f)
	if writeErr != nil || again.HasErrors() {
		return nil, again, writeErr
	}
	problems.Add(r.notMinified(f, err))
	return r.raw.Bytes(), problems, nil
}

// inPieces is a page whose pieces the minifier does not read. It is not done
// if anything is wrong, so that all is told of the page as it was written.
func (r *renderer) inPieces(f File) (body []byte, problems diag.List, done bool) {
	var pieces Pieces
	r.raw.pieces = &pieces
	problems, err := r.write(f)
	r.raw.pieces = nil
	if err != nil || problems.HasErrors() || r.raw.Len() == 0 || r.minify(htmlFile) != nil {
		return nil, nil, false
	}
	if len(pieces.put) == 0 {
		return r.small.Bytes(), problems, true
	}
	r.raw.Reset()
	if !pieces.whole(&r.raw.Buffer, r.small.Bytes()) {
		return nil, nil, false
	}
	return r.raw.Bytes(), problems, true
}

// minify makes small from raw, which it spoils.
func (r *renderer) minify(kind string) error {
	r.small.Reset()
	return minifier().Minify(kind, &r.small, buffer.NewReader(r.raw.Bytes()))
}

// write fills raw, and tells mistakes in content from a failing machine.
func (r *renderer) write(f File) (diag.List, error) {
	r.raw.Reset()
	err := f.Write(&r.raw)
	if err == nil {
		return nil, nil
	}
	var list diag.List
	if errors.As(err, &list) {
		return list, nil
	}
	var one diag.Problem
	if errors.As(err, &one) {
		return diag.List{one}, nil
	}
	return nil, fmt.Errorf("render %s: %w", f.Path, err)
}

// notMinified says where a body is wrong: in the file that somebody wrote, if
// it is known, else in what is published.
func (r *renderer) notMinified(f File, err error) diag.Problem {
	pos, line, library := f.Source, "", err.Error()
	if pos.File == "" {
		pos.File = f.Path
	}
	var at *parse.Error
	if errors.As(err, &at) {
		library = at.Message
		if pos.Line == 0 {
			if f.Origin != nil {
				pos = f.Origin(at.Line)
			} else {
				pos.Line = at.Line
			}
			pos.Column = at.Column
			if lines := strings.SplitN(r.raw.String(), "\n", at.Line+1); at.Line >= 1 && at.Line <= len(lines) {
				line = strings.TrimRight(lines[at.Line-1], "\r")
			}
		}
	}
	p := diag.New("not-minified", pos, f.Path, unread(library))
	p.Line = line
	return p
}

// unread says in our words why the minifier does not understand a body, with
// its own words last.
func unread(library string) diag.Words {
	what := diag.Words{Zh: "这里读不通", En: "it makes no sense here"}
	if strings.Contains(library, "EOF") {
		what = diag.Words{Zh: "到这里还没有结束，多半少了一个括号或引号", En: "it ends too early; most likely a bracket or a quote is missing"}
	}
	return diag.Words{Zh: what.Zh + "（" + library + "）", En: what.En + " (" + library + ")"}
}

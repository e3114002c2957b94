package output

import (
	"io"

	"banbao/internal/diag"
)

// File is one file to publish: where it goes, what it depends on, and a way
// to write it. Files are cheap; bodies are produced only while writing.
type File struct {
	Path   string   // below public/, forward slashes, no leading slash
	Source diag.Pos // what made it, for messages; may be zero
	// Origin is where a line of the body comes from, counted from 1, if the body
	// is put together from files that somebody wrote; else nil.
	Origin func(line int) diag.Pos
	Key    Key  // of everything that the bytes depend on; see KeyOf
	AsIs   bool // every byte is to stay, so it is not minified
	// OnDemand is for what takes long and cannot have mistakes: in memory it is
	// rendered only when somebody asks for it.
	OnDemand bool
	Write    func(io.Writer) error
	// Check judges the body before it is published; nil lets every body pass.
	Check func(f *File, body []byte) diag.List
}

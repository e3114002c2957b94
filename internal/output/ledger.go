package output

import (
	"bytes"
	"encoding/gob"
	"os"
	"path/filepath"

	"banbao/internal/diag"
)

// Ledger is what a publication left behind, for the next one: which key gave
// which bytes, and how the file looked from outside once it was written. A
// file whose key is the same, and which still looks the same, is not rendered,
// not read and not written. It is safe to lose; it is of no use for another
// folder.
type Ledger struct {
	Dir   string // absolute
	Files map[string]Written
}

// Written is one file that was published.
type Written struct {
	Key      Key
	Sum      [32]byte
	Size     int64
	Time     int64 // of its last change, in nanoseconds of the epoch
	Problems []diag.Problem
}

// Encode writes a ledger.
func (l *Ledger) Encode() ([]byte, error) {
	gob.Register(diag.Words{})
	var b bytes.Buffer
	err := gob.NewEncoder(&b).Encode(l)
	return b.Bytes(), err
}

// DecodeLedger reads what Encode wrote. Anything else gives an error, and the
// caller goes on without a ledger.
func DecodeLedger(data []byte) (*Ledger, error) {
	gob.Register(diag.Words{})
	l := &Ledger{}
	err := gob.NewDecoder(bytes.NewReader(data)).Decode(l)
	return l, err
}

// known tells whether the disk holds what rendering a file would give.
func (t *target) known(f File) (Written, bool) {
	if t.opt.Ledger == nil || f.Key.IsZero() || t.made {
		return Written{}, false
	}
	w, ok := t.opt.Ledger.Files[f.Path]
	if !ok || w.Key != f.Key {
		return Written{}, false
	}
	info, err := os.Lstat(t.at(f.Path))
	if err != nil || !info.Mode().IsRegular() || info.Size() != w.Size || info.ModTime().UnixNano() != w.Time {
		return Written{}, false
	}
	return w, true
}

// ledger describes what is published now.
func (t *target) ledger(files []File, bodies []body) *Ledger {
	l := &Ledger{Dir: t.dir, Files: make(map[string]Written, len(files))}
	if abs, err := filepath.Abs(t.dir); err == nil {
		l.Dir = abs
	}
	for i, f := range files {
		b := bodies[i]
		if f.Key.IsZero() {
			continue
		}
		if b.known {
			l.Files[f.Path] = t.opt.Ledger.Files[f.Path]
			continue
		}
		info, err := os.Lstat(t.at(f.Path))
		if err != nil {
			continue
		}
		l.Files[f.Path] = Written{Key: f.Key, Sum: b.sum, Size: b.size, Time: info.ModTime().UnixNano(), Problems: b.problems}
	}
	return l
}

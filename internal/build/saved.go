package build

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"time"

	"banbao/internal/content"
	"banbao/internal/diag"
	"banbao/internal/output"
)

// Saved is what one build leaves for the next: what it was made of, what it
// published, and what it learnt of the content. It is safe to lose.
type Saved struct {
	Snapshot Snapshot
	Ledger   *output.Ledger
	Content  *content.Cache

	encoded []byte // of Content, until somebody asks for it
}

// savedParts is a Saved as it is written, after its hash.
type savedParts struct {
	Program  string
	Snapshot Snapshot
	Ledger   []byte
	Content  []byte
}

// Encode writes it for a program, which only the same program will read.
func (s *Saved) Encode(program string) ([]byte, error) {
	gob.Register(diag.Words{})
	p := savedParts{Program: program, Snapshot: s.Snapshot, Ledger: s.Ledger.Encode(), Content: s.encoded}
	if s.Content != nil {
		var err error
		if p.Content, err = s.Content.Encode(); err != nil {
			return nil, err
		}
	}
	var b bytes.Buffer
	b.Write(make([]byte, sha256.Size))
	if err := gob.NewEncoder(&b).Encode(p); err != nil {
		return nil, err
	}
	data := b.Bytes()
	sum := sha256.Sum256(data[sha256.Size:])
	copy(data, sum[:])
	return data, nil
}

// DecodeSaved reads what Encode wrote. What is missing, damaged or another
// program's gives nil, and so a full build.
func DecodeSaved(data []byte, program string) *Saved {
	gob.Register(diag.Words{})
	if len(data) < sha256.Size || sha256.Sum256(data[sha256.Size:]) != [sha256.Size]byte(data) {
		return nil
	}
	var p savedParts
	if gob.NewDecoder(bytes.NewReader(data[sha256.Size:])).Decode(&p) != nil || p.Program != program {
		return nil
	}
	ledger, err := output.DecodeLedger(p.Ledger)
	if err != nil {
		return nil
	}
	return &Saved{Snapshot: p.Snapshot, Ledger: ledger, encoded: p.Content}
}

// encodeCache writes a cache; nil if there is none or it cannot be used again.
func encodeCache(c *content.Cache, read time.Time) []byte {
	if c == nil || read.IsZero() {
		return nil
	}
	data, err := c.Encode()
	if err != nil {
		return nil
	}
	return data
}

// cache is what was learnt of the content; nil if it cannot be read.
func (s *Saved) cache() *content.Cache {
	if s.Content == nil && s.encoded != nil {
		s.Content, _ = content.DecodeCache(s.encoded)
		s.encoded = nil
	}
	return s.Content
}

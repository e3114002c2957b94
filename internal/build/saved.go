package build

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"sync"

	"banbao/internal/content"
	"banbao/internal/output"
)

// Saved is what one build leaves for the next: what it learnt of the content,
// and what it published. It is safe to lose.
type Saved struct {
	Content *content.Cache
	Ledger  *output.Ledger
}

// savedParts is a Saved as it is written, after its hash.
type savedParts struct {
	Program         string
	Content, Ledger []byte
}

// Encode writes it for a program, which only the same program will read.
func (s *Saved) Encode(program string) ([]byte, error) {
	p := savedParts{Program: program}
	var err error
	if s.Content != nil {
		if p.Content, err = s.Content.Encode(); err != nil {
			return nil, err
		}
	}
	if s.Ledger != nil {
		if p.Ledger, err = s.Ledger.Encode(); err != nil {
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
// program's gives an empty value, and so a full build.
func DecodeSaved(data []byte, program string) *Saved {
	s := &Saved{}
	if len(data) < sha256.Size || sha256.Sum256(data[sha256.Size:]) != [sha256.Size]byte(data) {
		return s
	}
	var p savedParts
	if gob.NewDecoder(bytes.NewReader(data[sha256.Size:])).Decode(&p) != nil || p.Program != program {
		return s
	}
	var wg sync.WaitGroup
	wg.Go(func() {
		if c, err := content.DecodeCache(p.Content); err == nil {
			s.Content = c
		}
	})
	wg.Go(func() {
		if l, err := output.DecodeLedger(p.Ledger); err == nil {
			s.Ledger = l
		}
	})
	wg.Wait()
	return s
}

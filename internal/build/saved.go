package build

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/gob"

	"banbao/internal/content"
	"banbao/internal/diag"
	"banbao/internal/output"
	"banbao/internal/paper"
)

// Saved is what one build leaves for the next: what it was made of, what it
// published, and what it learnt of the content. It is safe to lose.
type Saved struct {
	Snapshot     Snapshot
	Ledger       *output.Ledger
	Content      *content.Cache
	Around       output.Key // see web.Earlier
	AroundSheets output.Key // see paper.Earlier
	Looks        map[output.Key]paper.Look

	encoded [][]byte // Content, until somebody asks for it
}

// Saved is what was learnt of the content, without a publication.
func (k *Kept) Saved() *Saved { return &Saved{Ledger: &output.Ledger{}, Content: k.content} }

// savedHead is what a saved build begins with.
type savedHead struct {
	Program              string
	Snapshot             Snapshot
	Around, AroundSheets output.Key
	Looks                map[output.Key]paper.Look
}

// Encode writes it for a program, which only the same program will read: a
// hash, and counted pieces: the head, the ledger, and those of the content.
func (s *Saved) Encode(program string) ([]byte, error) {
	gob.Register(diag.Words{})
	var head bytes.Buffer
	if err := gob.NewEncoder(&head).Encode(savedHead{program, s.Snapshot, s.Around, s.AroundSheets, s.Looks}); err != nil {
		return nil, err
	}
	pieces := [][]byte{head.Bytes(), s.Ledger.Encode()}
	if s.Content != nil {
		content, err := s.Content.Encode()
		if err != nil {
			return nil, err
		}
		pieces = append(pieces, content...)
	}
	size := sha256.Size
	for _, p := range pieces {
		size += binary.MaxVarintLen64 + len(p)
	}
	data := make([]byte, sha256.Size, size)
	for _, p := range pieces {
		data = append(binary.AppendUvarint(data, uint64(len(p))), p...)
	}
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
	var pieces [][]byte
	for data = data[sha256.Size:]; len(data) > 0; {
		size, n := binary.Uvarint(data)
		if n <= 0 || size > uint64(len(data)-n) {
			return nil
		}
		pieces = append(pieces, data[n:n+int(size)])
		data = data[n+int(size):]
	}
	if len(pieces) < 2 {
		return nil
	}
	var head savedHead
	if gob.NewDecoder(bytes.NewReader(pieces[0])).Decode(&head) != nil || head.Program != program {
		return nil
	}
	ledger, err := output.DecodeLedger(pieces[1])
	if err != nil {
		return nil
	}
	return &Saved{Snapshot: head.Snapshot, Around: head.Around, AroundSheets: head.AroundSheets, Looks: head.Looks, Ledger: ledger, encoded: pieces[2:]}
}

// cache is what was learnt of the content; nil if it cannot be read.
func (s *Saved) cache() *content.Cache {
	if s.Content == nil && len(s.encoded) > 0 {
		s.Content, _ = content.DecodeCache(s.encoded)
		s.encoded = nil
	}
	return s.Content
}

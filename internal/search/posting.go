package search

import (
	"encoding/binary"
	"errors"
	"math/bits"
	"slices"
)

// An entry says which records of a block have a gram: 2 bits of section, 32 of
// the gram, 14 of the block, 16 of the records; so entries sort as they are
// written.
type entry uint64

func newEntry(g gram, block int, records uint16) entry {
	return entry(g)<<30 | entry(block)<<16 | entry(records)
}

func (e entry) gram() gram      { return gram(e >> 30) }
func (e entry) block() int      { return int(e>>16) & maxBlocks }
func (e entry) records() uint16 { return uint16(e) }

// encodeShard writes a shard. It sorts the entries.
func encodeShard(entries []entry) []byte {
	slices.Sort(entries)
	var counts [sections]uint32
	var out, posting []byte
	for len(entries) > 0 {
		g := entries[0].gram()
		n := 1
		for n < len(entries) && entries[n].gram() == g {
			n++
		}
		posting = appendPosting(posting[:0], entries[:n])
		entries = entries[n:]
		counts[g.section()]++
		out = binary.LittleEndian.AppendUint32(out, g.value())
		out = binary.AppendUvarint(out, uint64(len(posting)))
		out = append(out, posting...)
	}
	head := make([]byte, 0, 4*sections+len(out))
	for _, n := range counts {
		head = binary.LittleEndian.AppendUint32(head, n)
	}
	return append(head, out...)
}

// How a stretch of a posting is written, in the last two bits of its number.
const (
	oneRecord  = iota // gap, 4 bits of which
	twoRecords        // gap; a byte for both, the first in its low half
	oneBlock          // gap; 16 bits for which
	manyBlocks        // gap; how many without a gap; 16 bits each
)

// appendPosting writes which records have a gram, of all of which the entries are.
func appendPosting(dst []byte, entries []entry) []byte {
	next := 0 // the block without a gap
	for len(entries) > 0 {
		e := entries[0]
		gap := uint64(e.block() - next)
		run := 0
		for run < len(entries) && entries[run].block() == e.block()+run && bits.OnesCount16(entries[run].records()) > 2 {
			run++
		}
		first := uint64(bits.TrailingZeros16(e.records()))
		switch {
		case run > 1:
			dst = binary.AppendUvarint(dst, gap<<2|manyBlocks)
			dst = binary.AppendUvarint(dst, uint64(run))
			for _, e := range entries[:run] {
				dst = binary.LittleEndian.AppendUint16(dst, e.records())
			}
		case bits.OnesCount16(e.records()) == 1:
			dst = binary.AppendUvarint(dst, gap<<6|first<<2) // oneRecord
		case bits.OnesCount16(e.records()) == 2:
			last := 15 - bits.LeadingZeros16(e.records())
			dst = append(binary.AppendUvarint(dst, gap<<2|twoRecords), byte(first)|byte(last)<<4)
		default:
			dst = binary.LittleEndian.AppendUint16(binary.AppendUvarint(dst, gap<<2|oneBlock), e.records())
		}
		run = max(run, 1)
		next = entries[run-1].block() + 1
		entries = entries[run:]
	}
	return dst
}

var errDamaged = errors.New("the index is damaged")

// decodeShard reads what encodeShard wrote, in its order.
func decodeShard(data []byte) ([]entry, error) {
	r := shardReader{data: data}
	var counts [sections]uint32
	for i := range counts {
		counts[i] = r.word()
	}
	entries := make([]entry, 0, len(data)/3)
	for section, n := range counts {
		for ; n > 0 && !r.short; n-- {
			g := newGram(section, r.word())
			posting := shardReader{data: r.take(int(min(r.varint(), 1<<30)))}
			for block := 0; len(posting.data) > 0; {
				entries, block = posting.stretch(entries, g, block)
			}
			r.short = r.short || posting.short
		}
	}
	if r.short || len(r.data) > 0 {
		return nil, errDamaged
	}
	return entries, nil
}

// stretch reads a stretch of a posting, which begins at least at a block, and
// gives the block behind it.
func (r *shardReader) stretch(entries []entry, g gram, block int) ([]entry, int) {
	head := r.varint()
	run, gap, which := uint64(1), head>>2, uint16(0)
	switch head & 3 {
	case oneRecord:
		gap, which = head>>6, 1<<(head>>2&15)
	case twoRecords:
		if b := r.take(1); b != nil {
			which = 1<<(b[0]&15) | 1<<(b[0]>>4)
		}
	case manyBlocks:
		run = r.varint()
	}
	if gap > maxBlocks || run > maxBlocks || block+int(gap+run) > maxBlocks {
		r.short, r.data = true, nil
		return entries, block
	}
	block += int(gap)
	for range run {
		if head&3 >= oneBlock {
			which = r.half()
		}
		if r.short {
			break
		}
		entries = append(entries, newEntry(g, block, which))
		block++
	}
	return entries, block
}

type shardReader struct {
	data  []byte
	short bool
}

func (r *shardReader) take(n int) []byte {
	if n > len(r.data) {
		r.short, r.data = true, nil
		return nil
	}
	out := r.data[:n]
	r.data = r.data[n:]
	return out
}

func (r *shardReader) word() uint32 {
	if b := r.take(4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

func (r *shardReader) half() uint16 {
	if b := r.take(2); b != nil {
		return binary.LittleEndian.Uint16(b)
	}
	return 0
}

func (r *shardReader) varint() uint64 {
	n, size := binary.Uvarint(r.data)
	if size <= 0 {
		r.short, r.data = true, nil
		return 0
	}
	r.data = r.data[size:]
	return n
}

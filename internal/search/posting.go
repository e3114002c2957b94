package search

import (
	"encoding/binary"
	"errors"
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
		posting = posting[:0]
		last := -1
		for len(entries) > 0 && entries[0].gram() == g {
			e := entries[0]
			posting = appendRecords(posting, e.block()-last-1, e.records())
			last = e.block()
			entries = entries[1:]
		}
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

// appendRecords writes which records of one block have a gram.
func appendRecords(dst []byte, gap int, records uint16) []byte {
	if records&(records-1) != 0 {
		dst = binary.AppendUvarint(dst, uint64(gap)<<1|1)
		return binary.LittleEndian.AppendUint16(dst, records)
	}
	dst = binary.AppendUvarint(dst, uint64(gap)<<1)
	return append(dst, byte(trailing(records)))
}

func trailing(records uint16) (n int) {
	for records > 1 {
		records >>= 1
		n++
	}
	return n
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
			block := -1
			for len(posting.data) > 0 {
				gap := posting.varint()
				block += int(min(gap>>1, maxBlocks)) + 1
				var records uint16
				if gap&1 == 0 {
					if one := posting.take(1); one != nil {
						records = 1 << (one[0] & (BlockSize - 1))
					}
				} else if two := posting.take(2); two != nil {
					records = binary.LittleEndian.Uint16(two)
				}
				if posting.short || block >= maxBlocks {
					return nil, errDamaged
				}
				entries = append(entries, newEntry(g, block, records))
			}
		}
	}
	if r.short || len(r.data) > 0 {
		return nil, errDamaged
	}
	return entries, nil
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

func (r *shardReader) varint() uint64 {
	n, size := binary.Uvarint(r.data)
	if size <= 0 {
		r.short, r.data = true, nil
		return 0
	}
	r.data = r.data[size:]
	return n
}

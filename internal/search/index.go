package search

import (
	"fmt"
	"io"
	"sync"
)

// Block is a number of records that stand in one file.
type Block struct {
	Name string // see TextPath
	Size int    // of records
	Read func() ([]Record, error)
}

// Index makes the files of an index when they are asked for, in any order and
// from any goroutine. Blocks that are written first are read once.
type Index struct {
	blocks  []Block
	shards  int
	renewed *renewal // nil if it is made from nothing

	collected []sync.Once
	errs      []error
	mu        sync.Mutex
	entries   [][]entry // by shard
	given     []bool    // shards that were asked for
	tables    sync.Pool
	anew      func() *Index // the same one made from nothing
}

// NewIndex is the index of these blocks. More than there can be are an error.
func NewIndex(blocks []Block) (*Index, error) {
	if len(blocks) > maxBlocks {
		return nil, fmt.Errorf("an index of %d blocks; at most %d", len(blocks), maxBlocks)
	}
	records := 0
	for _, b := range blocks {
		records += b.Size
	}
	return newIndex(blocks, Shards(records)), nil
}

func newIndex(blocks []Block, shards int) *Index {
	return &Index{
		blocks: blocks, shards: shards,
		collected: make([]sync.Once, len(blocks)),
		errs:      make([]error, len(blocks)),
		entries:   make([][]entry, shards),
		given:     make([]bool, shards),
		tables:    sync.Pool{New: func() any { return newTable() }},
		anew:      sync.OnceValue(func() *Index { return newIndex(blocks, shards) }),
	}
}

// Shards is how many there are.
func (x *Index) Shards() int { return x.shards }

// WriteText writes the file of a block.
func (x *Index) WriteText(w io.Writer, block int) error {
	records, err := x.read(block)
	if err != nil {
		return err
	}
	if x.needs(block) {
		x.collected[block].Do(func() { x.collect(block, records) })
	}
	buf := lineBuffers.Get().(*[]byte)
	defer lineBuffers.Put(buf)
	*buf, err = writeBlock(w, (*buf)[:0], x.blocks[block].Name, records)
	return err
}

// lineBuffers hold the lines of blocks while they are written.
var lineBuffers = sync.Pool{New: func() any { return new([]byte) }}

// read gives the records of a block. Those of changed ones were read already.
func (x *Index) read(block int) ([]Record, error) {
	if x.renewed != nil && x.renewed.changed[block] != nil {
		return x.renewed.changed[block], nil
	}
	return x.blocks[block].Read()
}

// needs tells whether the entries of a block have to be made of its records.
func (x *Index) needs(block int) bool { return x.renewed == nil || x.renewed.fresh[block] }

func (x *Index) collect(block int, records []Record) {
	t := x.tables.Get().(*table)
	defer x.tables.Put(t)
	t.made = t.entries(t.made[:0], block, records)
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, e := range t.made {
		k := e.gram().shard(x.shards)
		x.entries[k] = append(x.entries[k], e)
	}
}

// collectAll sees that the entries of all blocks are there.
func (x *Index) collectAll() error {
	for i := range x.blocks {
		if !x.needs(i) {
			continue
		}
		x.collected[i].Do(func() {
			records, err := x.read(i)
			if err != nil {
				x.errs[i] = err
				return
			}
			x.collect(i, records)
		})
		if x.errs[i] != nil {
			return x.errs[i]
		}
	}
	return nil
}

// Shard is the file of a shard. Its entries are let go; whoever asks for it again
// waits until it is made anew.
func (x *Index) Shard(n int) ([]byte, error) {
	if err := x.collectAll(); err != nil {
		return nil, err
	}
	x.mu.Lock()
	entries, given := x.entries[n], x.given[n]
	x.entries[n], x.given[n] = nil, true
	x.mu.Unlock()
	if given {
		return x.anew().again(n)
	}
	if x.renewed != nil {
		data, ok := x.renewed.shard(n)
		old, err := decodeShard(data)
		if !ok || err != nil { // somebody has changed it meanwhile
			return x.anew().again(n)
		}
		entries = x.renewed.keep(entries, old)
	}
	return encodeShard(entries), nil
}

// again is a shard that may be asked for any number of times.
func (x *Index) again(n int) ([]byte, error) {
	if err := x.collectAll(); err != nil {
		return nil, err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	return encodeShard(x.entries[n]), nil
}

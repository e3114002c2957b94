package search

// Published is an index as an earlier build published it.
type Published struct {
	Blocks []string                          // names, in order
	Shards int                               // how many
	Text   func(block string) ([]byte, bool) // the file of a block, if it is as it was published
	Shard  func(n int) ([]byte, bool)        // that of a shard, likewise
	Same   func(block string, now int) bool  // whether a block is that which now has this number
}

// renewal is how an index comes of an earlier one.
type renewal struct {
	place []int  // number of an earlier block → its number now; -1 if it is gone or has changed
	fresh []bool // blocks that are new or have changed
	shard func(n int) ([]byte, bool)

	changed map[int][]Record // blocks that have been read
}

// keep adds to entries what has stayed of those of an earlier shard.
func (r *renewal) keep(entries, old []entry) []entry {
	for _, e := range old {
		if b := e.block(); b < len(r.place) && r.place[b] >= 0 {
			entries = append(entries, newEntry(e.gram(), r.place[b], e.records()))
		}
	}
	return entries
}

// mostFresh is how many blocks may have changed for an index to be renewed and
// not made anew.
const mostFresh = 64

// Renew makes x of what was published before, where little has changed. It gives
// the shards that are as they were; false for what must be written again. If no
// numbers of blocks have moved only the shards of grams that came or went are
// written.
func (x *Index) Renew(p Published) (same []bool) {
	same = make([]bool, x.shards)
	if p.Shards != x.shards {
		return same
	}
	r := &renewal{place: make([]int, len(p.Blocks)), fresh: make([]bool, len(x.blocks)), shard: p.Shard, changed: map[int][]Record{}}
	number := make(map[string]int, len(x.blocks))
	for i, b := range x.blocks {
		number[b.Name] = i
		r.fresh[i] = true
	}
	moved := len(p.Blocks) != len(x.blocks)
	var changed []string
	for old, name := range p.Blocks {
		now, ok := number[name]
		moved = moved || !ok || now != old
		r.place[old] = -1
		if ok && p.Same(name, now) {
			r.place[old], r.fresh[now] = now, false
		} else if ok {
			changed = append(changed, name)
		}
	}
	fresh := 0
	for _, f := range r.fresh {
		if f {
			fresh++
		}
	}
	if fresh > mostFresh {
		return same
	}
	x.renewed = r
	if moved {
		return same
	}
	touched, err := x.touched(p, changed, number)
	if err != nil {
		x.renewed = nil
		return same
	}
	for i := range same {
		same[i] = !touched[i]
	}
	return same
}

// touched tells which shards have other entries than before: those of grams that
// the changed blocks have gained or lost.
func (x *Index) touched(p Published, changed []string, number map[string]int) ([]bool, error) {
	touched := make([]bool, x.shards)
	t := newTable()
	for _, name := range changed {
		text, ok := p.Text(name)
		if !ok {
			return nil, errDamaged
		}
		before, err := DecodeBlock(text)
		if err != nil || len(before) > BlockSize {
			return nil, errDamaged
		}
		n := number[name]
		was := map[gram]uint16{}
		for _, e := range t.entries(nil, n, before) {
			was[e.gram()] = e.records()
		}
		now, err := x.blocks[n].Read()
		if err != nil {
			return nil, err
		}
		x.renewed.changed[n] = now
		for _, e := range t.entries(nil, n, now) {
			if was[e.gram()] != e.records() {
				touched[e.gram().shard(x.shards)] = true
			}
			delete(was, e.gram())
		}
		for g := range was {
			touched[g.shard(x.shards)] = true
		}
	}
	return touched, nil
}

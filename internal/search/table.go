package search

// table collects the grams of one block: which records have each. It is used
// for one block after the other.
type table struct {
	slots []slot
	used  []int32
	units []uint16
	made  []entry
}

type slot struct {
	gram    gram
	records uint16 // none: the slot is free
}

func newTable() *table { return &table{slots: make([]slot, 1<<12)} }

// entries are those of a block of records, in no order.
func (t *table) entries(dst []entry, block int, records []Record) []entry {
	for i := range records {
		bit := uint16(1) << i
		add := func(g gram) { t.add(g, bit) }
		t.units = records[i].appendFolded(t.units[:0])
		eachGram(t.units, inText, add)
		head := firstLines(t.units, 1+len(records[i].Names))
		eachGram(head, inHeading, add)
		eachReading(records[i].Read, add)
	}
	for _, at := range t.used {
		dst = append(dst, newEntry(t.slots[at].gram, block, t.slots[at].records))
		t.slots[at] = slot{}
	}
	t.used = t.used[:0]
	return dst
}

// firstLines are the first n lines of a folded text.
func firstLines(units []uint16, n int) []uint16 {
	for i, u := range units {
		if u == '\n' {
			if n--; n == 0 {
				return units[:i]
			}
		}
	}
	return units
}

func (t *table) add(g gram, bit uint16) {
	mask := uint64(len(t.slots) - 1)
	at := (uint64(g) * 0x9e3779b97f4a7c15) >> 40 & mask
	for t.slots[at].records != 0 && t.slots[at].gram != g {
		at = (at + 1) & mask
	}
	if t.slots[at].records == 0 {
		t.slots[at].gram = g
		t.used = append(t.used, int32(at))
	}
	t.slots[at].records |= bit
	if len(t.used)*2 > len(t.slots) {
		t.grow()
	}
}

func (t *table) grow() {
	old, used := t.slots, t.used
	t.slots, t.used = make([]slot, 2*len(old)), make([]int32, 0, 2*len(used))
	for _, at := range used {
		t.add(old[at].gram, old[at].records)
	}
}

package hant

import (
	"compress/flate"
	_ "embed"
	"io"
	"strings"
	"sync"
	"unicode/utf8"
)

// packed is the dictionary: characters, a line for each with its forms, the
// usual one first; an empty line; and phrases, see [dictionary.unpack]. It is
// compressed, and made by the test from OpenCC's tables.
//
//go:embed dictionary.z
var packed string

// Bytes in a packed phrase that are no character. All of the text is at least
// a space.
const (
	maxShared = 0x0f // up to here: a phrase begins with so many characters of the one before
	formAt    = 0x10 // from here to 0x1e: the character before has another form of its own
	otherForm = 0x1f // the character before is written as the next one
)

const isRare = 0xffff // no character has this number

// dictionary is read-only once it is unpacked.
type dictionary struct {
	usual [1 << 16]uint16 // character → usual form; 0 for itself, isRare if that is below
	rare  map[rune]rune   // where one of the two does not fit there

	// Phrases are sorted; those that begin with the same two characters are
	// found by these, in a table that is a power of two long.
	from, to       string
	fromAt, toAt   []uint32 // where each phrase begins; one more than there are phrases
	pairs          []uint64 // two characters, or 0
	first, follows []uint32 // of the pair: its phrases are first to follows-1
}

var load = sync.OnceValue(unpacked)

// unpacked makes the dictionary of what the program carries.
func unpacked() *dictionary {
	text, err := io.ReadAll(flate.NewReader(strings.NewReader(packed)))
	if err != nil {
		panic(err) // it is part of the program
	}
	d := &dictionary{rare: map[rune]rune{}}
	characters, phrases, _ := strings.Cut(string(text), "\n\n")
	d.unpack(phrases, d.characters(characters))
	d.index()
	return d
}

// characters reads the lines of characters, and returns all forms.
func (d *dictionary) characters(text string) map[rune][]rune {
	forms := make(map[rune][]rune, 4096)
	for line := range strings.SplitSeq(text, "\n") {
		all := []rune(line)
		forms[all[0]] = all[1:]
		switch {
		case all[0] == all[1]:
		case all[0] < 1<<16 && all[1] < 1<<16:
			d.usual[all[0]] = uint16(all[1])
		default:
			d.rare[all[0]] = all[1]
			if all[0] < 1<<16 {
				d.usual[all[0]] = isRare
			}
		}
	}
	return forms
}

// unpack reads the phrases. Each is a byte that tells with how many characters
// of the one before it begins, and the characters that follow; a character
// that is not written in its usual form is followed by which form it has.
func (d *dictionary) unpack(text string, forms map[rune][]rune) {
	var from, to strings.Builder
	var key, value []rune
	end := func() {
		d.fromAt, d.toAt = append(d.fromAt, uint32(from.Len())), append(d.toAt, uint32(to.Len()))
		from.WriteString(string(key))
		to.WriteString(string(value))
	}
	for i, r := range text {
		last := len(value) - 1
		switch {
		case r <= maxShared:
			if i > 0 {
				end()
			}
			key, value = key[:r], value[:r]
		case r < otherForm:
			value[last] = forms[key[last]][r-formAt]
		case r == otherForm:
			value[last] = otherForm
		case last >= 0 && value[last] == otherForm:
			value[last] = r
		default:
			key = append(key, r)
			if form := d.character(r); form != 0 {
				value = append(value, form)
			} else {
				value = append(value, r)
			}
		}
	}
	end()
	d.from, d.to = from.String(), to.String()
	d.fromAt, d.toAt = append(d.fromAt, uint32(from.Len())), append(d.toAt, uint32(to.Len()))
}

// index finds phrases by their first two characters.
func (d *dictionary) index() {
	const size = 1 << 16
	d.pairs, d.first, d.follows = make([]uint64, size), make([]uint32, size), make([]uint32, size)
	last := uint64(0)
	slot := uint32(0)
	for i := range len(d.fromAt) - 1 {
		phrase := d.from[d.fromAt[i]:d.fromAt[i+1]]
		r, n := utf8.DecodeRuneInString(phrase)
		s, _ := utf8.DecodeRuneInString(phrase[n:])
		if pair := pairOf(r, s); pair != last {
			last, slot = pair, d.slot(pair)
			d.pairs[slot], d.first[slot] = pair, uint32(i)
		}
		d.follows[slot] = uint32(i + 1)
	}
}

func pairOf(r, s rune) uint64 { return uint64(r)<<32 | uint64(s) }

// slot is where a pair stands, or would stand.
func (d *dictionary) slot(pair uint64) uint32 {
	size := uint32(len(d.pairs))
	at := uint32(pair*0x9E3779B97F4A7C15>>40) % size
	for d.pairs[at] != 0 && d.pairs[at] != pair {
		at = (at + 1) % size
	}
	return at
}

// character is a character's usual form, or 0 where that is itself.
func (d *dictionary) character(r rune) rune {
	if r < 1<<16 && d.usual[r] != isRare {
		return rune(d.usual[r])
	}
	return d.rare[r]
}

// phrase is the longest phrase at the beginning of s, whose first character
// is r, n bytes long.
func (d *dictionary) phrase(r rune, n int, s string) (from, to string, ok bool) {
	next, _ := utf8.DecodeRuneInString(s[n:])
	slot := d.slot(pairOf(r, next))
	if d.pairs[slot] == 0 {
		return "", "", false
	}
	// Of two that fit, one begins with the other, so the longer comes later.
	for i := d.follows[slot]; i > d.first[slot]; i-- {
		from = d.from[d.fromAt[i-1]:d.fromAt[i]]
		if strings.HasPrefix(s, from) {
			return from, d.to[d.toAt[i-1]:d.toAt[i]], true
		}
	}
	return "", "", false
}

package search

import "unicode/utf16"

// Sections of a shard.
const (
	inText = iota
	inHeading
	inReading
	sections
)

// longestWord is how many letters of a word are known.
const longestWord = 16

// gram is what a section and a sign, a pair or the beginning of a word become.
type gram uint64

func newGram(section int, value uint32) gram { return gram(section)<<32 | gram(value) }

func (g gram) section() int  { return int(g >> 32) }
func (g gram) value() uint32 { return uint32(g) }

// signShards is over how many shards the pairs are spread that begin with one
// sign: a query for two signs fetches one of them, for a single sign all.
const signShards = 4

// shard is where a gram stands: all sections of a value in one place, and all
// pairs that begin with one sign, which together are where that sign stands,
// in signShards that follow each other.
func (g gram) shard(shards int) int {
	v := g.value()
	if v < firstPair {
		return spread(v) & (shards - 1)
	}
	return (spread(v>>16)&^(signShards-1) | spread(v&0xffff)&(signShards-1)) & (shards - 1)
}

func spread(h uint32) int { return int(h * 0x9e3779b1 >> 16) }

// Signs begin at firstSign, so pairs do here; words and readings are below.
const firstPair = firstSign << 16

// pair is two signs that follow each other; with 0 the end of a run.
func pair(a, b uint16) uint32 { return uint32(a)<<16 | uint32(b) }

func wordValue(letters []uint16) uint32 { return hash(letters) & 0x1fffffff }

// eachGram gives all grams of a folded text.
func eachGram(units []uint16, section int, give func(gram)) {
	for i := 0; i < len(units); {
		switch u := units[i]; {
		case isSign(u):
			next := uint16(0)
			if i+1 < len(units) && isSign(units[i+1]) {
				next = units[i+1]
			}
			give(newGram(section, pair(u, next)))
			i++
		case isLetter(u):
			end := i + 1
			for end < len(units) && isLetter(units[end]) {
				end++
			}
			eachBeginning(units[i:end], func(value uint32) { give(newGram(section, value)) })
			if end < len(units) && end-i < longestWord && isSign(units[end]) { // 5幢
				give(newGram(section, wordValue(units[i:end+1])))
				if n := dateEnd(units[end:]); n > 0 { // 11月5日
					give(newGram(section, wordValue(units[i:end+n])))
				}
			}
			i = end
		default:
			i++
		}
	}
}

// dateEnd is the length of 月5日 or 月5号 at the beginning of a text, or 0.
func dateEnd(units []uint16) int {
	n := 1
	for n < len(units) && n < 4 && isLetter(units[n]) {
		n++
	}
	if units[0] != '月' || n == 1 || n == len(units) || units[n] != '日' && units[n] != '号' {
		return 0
	}
	return n + 1
}

// eachBeginning gives the values of all beginnings of a word.
func eachBeginning(word []uint16, give func(uint32)) {
	for n := 1; n <= min(len(word), longestWord); n++ {
		give(wordValue(word[:n]))
	}
}

// eachReading gives the grams by which readings are found: one syllable, two
// that follow each other, and two and three initials.
func eachReading(read []string, give func(gram)) {
	say := func(kind byte, text string) {
		give(newGram(inReading, wordValue(utf16.Encode([]rune(string(kind)+text)))))
	}
	for _, name := range read {
		signs := parseReading(name)
		for i, sign := range signs {
			say('y', sign.syllable)
			if i+1 == len(signs) {
				break
			}
			say('y', sign.syllable+" "+signs[i+1].syllable)
			for _, a := range sign.initials {
				for _, b := range signs[i+1].initials {
					say('i', string(a)+string(b))
					if i+2 == len(signs) {
						continue
					}
					for _, c := range signs[i+2].initials {
						say('i', string(a)+string(b)+string(c))
					}
				}
			}
		}
	}
}

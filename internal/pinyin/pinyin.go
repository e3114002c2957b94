// Package pinyin makes short ASCII names out of Chinese ones, for file names
// and addresses that people type off a sheet of paper:
//
//	pinyin.Slug("消防演练")        // xiaofang-yanlian
//	pinyin.Slug("重阳节联欢会")     // chongyang-jielian-huanhui
//	pinyin.Slug("A4纸领取 #2")     // a4-zhilingqu-2
//	pinyin.Slug("5幢停水")          // 5zhuang-tingshui
//
// Tones are left out and ü is written v, as people type it. Two characters
// make a word, the last three of an odd run as well: Chinese words mostly have
// two, and finding where they end would take a dictionary. Letters and digits
// stay together and become lower case; everything else separates.
//
// A character has one reading here, its most usual one; characters that are
// read differently in a word of neighbourhood life (银行, 调解, 会计, 重阳)
// are corrected by a list of such words.
package pinyin

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

// readings has a line for each syllable: the syllable, a space, and all
// characters that are read so. It is made by the test from go-pinyin, whose
// own table would cost every start of the program some milliseconds.
//
//go:embed readings.txt
var readings string

// words has a line for each word: the word, a space, and its syllables.
//
//go:embed words.txt
var wordList string

// units go with the number before them: 2026nian, 5zhuang.
const units = "年月日号幢栋座楼层室期届次户人元天周岁点时组路"

// maxSlug is as long as a slug gets, unless its first part is longer.
const maxSlug = 36

// Slug is an ASCII name of a to z, 0 to 9 and single hyphens, at most about
// forty characters long. It is empty if name has nothing to read.
func Slug(name string) string {
	var parts []string
	var han []string // syllables of the run of Han that is being read
	var ascii strings.Builder
	flush := func() {
		for len(han) > 0 {
			n := 2
			if len(han) == 3 || len(han) == 1 {
				n = len(han)
			}
			parts = append(parts, strings.Join(han[:n], ""))
			han = han[n:]
		}
		if ascii.Len() > 0 {
			parts = append(parts, ascii.String())
			ascii.Reset()
		}
	}
	for name != "" {
		if syllables, n := word(name); n > 0 {
			if ascii.Len() > 0 {
				flush()
			}
			han = append(han, syllables...)
			name = name[n:]
			continue
		}
		r, n := utf8.DecodeRuneInString(name)
		name = name[n:]
		afterDigit := false
		if n := ascii.Len(); n > 0 {
			last := ascii.String()[n-1]
			afterDigit = last >= '0' && last <= '9'
		}
		if r >= '！' && r <= '～' { // full-width forms
			r -= '！' - '!'
		}
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		switch syllable := Reading(r); {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			if len(han) > 0 {
				flush()
			}
			ascii.WriteRune(r)
		case syllable != "" && afterDigit && strings.ContainsRune(units, r):
			ascii.WriteString(syllable)
			flush()
		case syllable != "":
			if ascii.Len() > 0 {
				flush()
			}
			han = append(han, syllable)
		default:
			flush()
		}
	}
	flush()

	var slug strings.Builder
	for i, p := range parts {
		if i > 0 && slug.Len()+1+len(p) > maxSlug {
			break
		}
		if i > 0 {
			slug.WriteByte('-')
		}
		slug.WriteString(p[:min(len(p), maxSlug)])
	}
	return slug.String()
}

// Reading is the usual reading of a Han character without its tone, or empty.
func Reading(r rune) string {
	if i := int(r) - firstSign; i >= 0 && i < len(table()) {
		return All()[table()[i]]
	}
	if r < 0x3007 || r == utf8.RuneError {
		return ""
	}
	at := strings.IndexRune(readings, r) // the few that are elsewhere
	if at < 0 {
		return ""
	}
	line := readings[strings.LastIndexByte(readings[:at], '\n')+1:]
	syllable, _, _ := strings.Cut(line, " ")
	return syllable
}

// firstSign is where Han characters begin that most people write.
const firstSign, lastSign = 0x4e00, 0x9fff

// All are all syllables without tones, in order; the first is empty.
func All() []string { return made().syllables }

// table has for each character from firstSign the number of its syllable.
func table() []uint16 { return made().signs }

type madeTable struct {
	syllables []string
	signs     []uint16
}

// made is the list of readings as it is looked up by people who ask often.
var made = sync.OnceValue(func() madeTable {
	t := madeTable{[]string{""}, make([]uint16, lastSign-firstSign+1)}
	for line := range strings.Lines(readings) {
		syllable, signs, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		for _, r := range signs {
			if r >= firstSign && r <= lastSign && t.signs[r-firstSign] == 0 {
				t.signs[r-firstSign] = uint16(len(t.syllables))
			}
		}
		t.syllables = append(t.syllables, syllable)
	}
	return t
})

// others are second readings that people type as well, by initial: whoever looks
// for 调解 may type T or D.
const others = "重zc 长zc 调td 行xh 会hk 乐ly 传cz 解jx 单ds 曾zc 朝cz 藏cz 参cs 给gj 降jx 校xj 率ls 省sx 弹td 提td 系xj 厦sx 畜cx 盛sc 便bp 堡bp 番fp 卡kq 壳kq 伺cs 叶yx 粘nz 侧cz 车cj 臭cx 查cz 宿sx 石sd 属sz 还hx"

// Syllables are how each sign of a name is read, in the order of the signs: a
// character as its word has it, a letter or digit itself in lower case; "" for
// what is not typed, such as a comma.
//
//	pinyin.Syllables("低保申请") // di bao shen qing
func Syllables(name string) []string {
	var all []string
	for name != "" {
		r, n := utf8.DecodeRuneInString(name)
		if syllables, long := word(name); long > 0 && len(syllables) == utf8.RuneCountInString(name[:long]) {
			all = append(all, syllables...)
			name = name[long:]
			continue
		}
		name = name[n:]
		if r >= '！' && r <= '～' { // full-width forms
			r -= '！' - '!'
		}
		switch syllable := Reading(r); {
		case syllable != "":
			all = append(all, syllable)
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			all = append(all, string(r))
		case r >= 'A' && r <= 'Z':
			all = append(all, string(r+'a'-'A'))
		default:
			all = append(all, "")
		}
	}
	return all
}

// Initials are the letters by which each sign of a name can be typed: the
// initial of its syllable, then that of another reading.
//
//	pinyin.Initials("低保申请") // d b s q
//	pinyin.Initials("调解")    // td j
func Initials(name string) []string {
	all, i := Syllables(name), 0
	for _, r := range name {
		if all[i] != "" {
			all[i] = withOther(r, all[i][:1])
		}
		i++
	}
	return all
}

// withOther adds the initial of a character's other reading.
func withOther(r rune, initial string) string {
	if r < 0x3007 { // initials in the list must not find themselves
		return initial
	}
	_, rest, _ := strings.Cut(others, string(r))
	mine, _, _ := strings.Cut(rest, " ")
	for _, c := range mine {
		if !strings.ContainsRune(initial, c) {
			initial += string(c)
		}
	}
	return initial
}

// word reads the longest word at the beginning of s that the list has.
func word(s string) (syllables []string, n int) {
	_, first := utf8.DecodeRuneInString(s)
	if first < 3 { // not Han
		return nil, 0
	}
	for _, w := range words()[s[:first]] {
		if len(w.text) > n && strings.HasPrefix(s, w.text) {
			syllables, n = w.syllables, len(w.text)
		}
	}
	return syllables, n
}

type entry struct {
	text      string
	syllables []string
}

// words are the words of the list by their first character.
var words = sync.OnceValue(func() map[string][]entry {
	byFirst := map[string][]entry{}
	for line := range strings.Lines(wordList) {
		fields := strings.Fields(line)
		if len(fields) < 2 {
			continue
		}
		_, first := utf8.DecodeRuneInString(fields[0])
		byFirst[fields[0][:first]] = append(byFirst[fields[0][:first]], entry{fields[0], fields[1:]})
	}
	return byFirst
})

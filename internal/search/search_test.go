package search

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// someRecords are notices made of a few words, so that many have each.
func someRecords(seed uint64, n int) []Record {
	r := rand.New(rand.NewPCG(seed, 1))
	words := []string{"停水", "水停", "通知", "东区", "广场", "电梯", "年检", "5幢", "15号楼", "WiFi", "ＡＢ", "月", "十一月", "，", "。", "\n", " ", "張", "裡面", "0523-0600 1101", "é", "😀"}
	text := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteString(words[r.IntN(len(words))])
		}
		return b.String()
	}
	all := make([]Record, n)
	for i := range all {
		title := strings.ReplaceAll(text(3), "\n", "")
		all[i] = Record{Path: fmt.Sprintf("notices/%d.html", i), Title: title, Kind: "通知", Text: text(20), Read: []string{Reading(title)}}
		if i%3 == 0 {
			all[i].Names = []string{"桂花苑"}
		}
		all[i].Finish(simple)
	}
	return all
}

// simple folds two signs.
func simple(r rune) rune {
	switch r {
	case '張':
		return '张'
	case '裡':
		return '里'
	}
	return r
}

// inBlocks cuts records into blocks.
func inBlocks(all []Record) []Block {
	var list []Block
	for i := 0; i < len(all); i += BlockSize {
		part := all[i:min(i+BlockSize, len(all))]
		list = append(list, Block{Name: fmt.Sprintf("2026-11-%d", i/BlockSize), Size: len(part), Read: func() ([]Record, error) { return part, nil }})
	}
	return list
}

// files are all files of an index.
func files(t *testing.T, x *Index) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	put := func(path string, data []byte, err error) {
		if err != nil {
			t.Fatal(path, err)
		}
		all[path] = data
	}
	for i, b := range x.blocks {
		var data bytes.Buffer
		err := x.WriteText(&data, i)
		put(TextPath(b.Name), data.Bytes(), err)
	}
	for n := range x.Shards() {
		data, err := x.Shard(n)
		put(ShardPath(n), data, err)
	}
	return all
}

func TestLinesAreJSON(t *testing.T) {
	r := Record{Path: "a", Title: "\"\\\n\t\x01\u2028é😀", Kind: "k", Date: "d", Until: 12, State: "s", Names: []string{"n", "m"}, Read: []string{"y"}, Text: "x", Folded: "z"}
	var want bytes.Buffer
	e := json.NewEncoder(&want)
	e.SetEscapeHTML(false)
	if err := e.Encode(&r); err != nil {
		t.Fatal(err)
	}
	var a, b Record
	line := r.appendLine(nil)
	if err := errors.Join(json.Unmarshal(line, &a), json.Unmarshal(want.Bytes(), &b)); err != nil || fmt.Sprint(a) != fmt.Sprint(b) {
		t.Errorf("%v\n%s\n%s", err, line, want.Bytes())
	}
	data, err := EncodeBlock("2026-11-0", []Record{r, {Path: "b"}})
	if err != nil {
		t.Fatal(err)
	}
	back, err := DecodeBlock(data)
	if err != nil || len(back) != 2 || fmt.Sprint(back[0]) != fmt.Sprint(r) {
		t.Errorf("%v, %v", back, err)
	}
	if _, err := DecodeBlock(data[:len(data)-2]); err == nil {
		t.Error("half a block is read")
	}
}

func TestFold(t *testing.T) {
	for text, want := range map[string]string{
		"ＷｉＦｉ 開放：１１ 月":   "wifi開放:11月",
		"a  b 裡 c\n d":   "a b里c\nd",
		"2026\u200b年\t1": "2026年1",
		" 停 水 ":          "停水",
		"É×Я":            "é×я",
		"😀 裡":            "😀里",
	} {
		if got := Fold(text, simple); got != want {
			t.Errorf("%q is folded to %q, not %q", text, got, want)
		}
	}
}

func TestReading(t *testing.T) {
	if got := Reading("调解，A区"); got != "tiao/d jie/x - a qu/o" && got != "tiao/d jie/x - a qu" {
		t.Error(got)
	}
}

// FuzzGrams: whatever is written, every gram of a part of a text is one of the
// text, if the part begins and ends where signs do; so nothing is missed.
func FuzzGrams(f *testing.F) {
	f.Add("停水通知 WiFi 6 开放，5幢15号", 3, 4)
	f.Add("張三\n裡面😀", 0, 9)
	f.Fuzz(func(t *testing.T, text string, from, length int) {
		units := foldUnits(nil, text, simple)
		if again := foldUnits(nil, string(utf16.Decode(units)), simple); utf16Valid(text) && !slices.Equal(again, units) {
			t.Errorf("%q is folded twice to %q", text, string(utf16.Decode(again)))
		}
		known := map[gram]bool{}
		eachGram(units, inText, func(g gram) { known[g] = true })
		if len(units) == 0 || from < 0 || length < 0 {
			return
		}
		from %= len(units)
		part := units[from:min(from+length%8, len(units))]
		if len(part) > 0 && isLetter(part[0]) && from > 0 && isLetter(units[from-1]) {
			return // no term begins within a word
		}
		eachGram(part, inText, func(g gram) {
			if last := g.value() & 0xffff; g.value() >= firstPair && last == 0 {
				return // the end of the part is none of the text
			}
			if !known[g] {
				t.Errorf("%q has no gram of its part %q", text, string(utf16.Decode(part)))
			}
		})
	})
}

// utf16Valid: what is no text is replaced, which does not come out the same.
func utf16Valid(s string) bool { return !strings.ContainsRune(s, '\ufffd') }

// FuzzDecodeShard: whatever is read for a shard, it is one, or an error.
func FuzzDecodeShard(f *testing.F) {
	f.Add(encodeShard([]entry{newEntry(newGram(inText, pair('停', '水')), 3, 5), newEntry(newGram(inHeading, 7), 0, 1)}))
	f.Add([]byte{1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})
	f.Fuzz(func(t *testing.T, data []byte) {
		entries, err := decodeShard(data)
		if err != nil {
			return
		}
		again, err := decodeShard(encodeShard(slices.Clone(entries)))
		slices.Sort(entries)
		if err != nil && len(entries) > 0 && entries[0].records() != 0 {
			t.Errorf("%v: %v is not read again", err, entries)
		}
		_ = again
	})
}

// TestRenew: an index that was brought up to date is that which is made anew,
// whatever was changed, and what is said to be the same is.
func TestRenew(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 2))
		was := someRecords(seed, 60+r.IntN(80))
		now := slices.Clone(was)
		for range 1 + r.IntN(3) {
			switch at := r.IntN(len(now)); r.IntN(3) {
			case 0:
				now[at].Text += "新"
				now[at].Finish(simple)
			case 1:
				now = slices.Delete(slices.Clone(now), at, at+1)
			case 2:
				now = append(slices.Clone(now), someRecords(seed+1000, 1)...)
			}
		}
		old, err := NewIndex(inBlocks(was))
		if err != nil {
			t.Fatal(err)
		}
		published := files(t, old)
		blocks := inBlocks(now)
		fresh, err := NewIndex(blocks)
		if err != nil {
			t.Fatal(err)
		}
		want := files(t, fresh)
		renewed, err := NewIndex(blocks)
		if err != nil {
			t.Fatal(err)
		}
		read := func(path string) ([]byte, bool) { data, ok := published[path]; return data, ok }
		p := Published{
			Shards: old.Shards(),
			Text:   func(b string) ([]byte, bool) { return read(TextPath(b)) },
			Shard:  func(n int) ([]byte, bool) { return read(ShardPath(n)) },
			Same: func(b string, now int) bool {
				data, ok := read(TextPath(b))
				return ok && bytes.Equal(data, want[TextPath(blocks[now].Name)])
			},
		}
		for _, b := range old.blocks {
			p.Blocks = append(p.Blocks, b.Name)
		}
		same := renewed.Renew(p)
		for path, data := range files(t, renewed) {
			if !bytes.Equal(data, want[path]) {
				t.Fatalf("seed %d: %s differs", seed, path)
			}
		}
		for n, s := range same {
			if s && !bytes.Equal(published[ShardPath(n)], want[ShardPath(n)]) {
				t.Errorf("seed %d: shard %d is said to be the same", seed, n)
			}
		}
	}
}

// TestDamaged: an index that somebody has changed on the disk is made anew.
func TestDamaged(t *testing.T) {
	blocks := inBlocks(someRecords(1, 40))
	fresh, err := NewIndex(blocks)
	if err != nil {
		t.Fatal(err)
	}
	want := files(t, fresh)
	x, err := NewIndex(blocks)
	if err != nil {
		t.Fatal(err)
	}
	x.Renew(Published{
		Blocks: []string{blocks[0].Name, blocks[1].Name, blocks[2].Name}, Shards: x.Shards(),
		Text:  func(string) ([]byte, bool) { return want[TextPath(blocks[1].Name)], true },
		Shard: func(int) ([]byte, bool) { return []byte("no shard"), true },
		Same:  func(b string, _ int) bool { return b != blocks[1].Name },
	})
	for path, data := range files(t, x) {
		if !bytes.Equal(data, want[path]) {
			t.Errorf("%s differs", path)
		}
	}
}

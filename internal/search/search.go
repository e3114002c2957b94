// Package search makes an index of texts that a page in a browser can ask
// without a server: it fetches the few files that a query needs. Nothing here
// reads a file or a clock.
//
// # What is found
//
// A record is found by a term that stands in its title, its other names or its
// text, when both are folded (see [Fold]): full and half width, capitals,
// Traditional and Simplified, and spaces beside Han count for nothing. A run of
// letters and digits in the term must begin where one begins in the text, so 5
// finds 5幢 and not 15幢. Several terms, with spaces between, must all stand in
// it. Titles and names are found by their pinyin as well.
//
// # Files
//
// Records are ordered by [Group] and stand in blocks of [BlockSize], each one
// file: a line for each record, with its text, to verify a hit and to show it.
// The first line says how many bytes each has, so that one can be fetched by
// its range. The file is a script, so that it can be read from a folder, where
// nothing can be fetched:
//
//	banbaoSearch.texts("2026-11-0",[812,1290],[
//	{"p":"notices/a.html","t":"停水","x":"…"},
//	{"p":"notices/b.html", …}
//	])
//
// Postings say which records have a gram: two signs that follow each other, the
// last sign of a run (so that single signs are known, too), the beginning of a
// word, a word and the sign that follows it, as 5幢, or a date, as 11月5日. They are spread over shards by the hash of the gram, pairs by that of
// their first sign and, over four shards, of their second; a shard is
//
//	3 × count of grams as a 32-bit number: in the text, in titles, in pinyin
//	for each gram: itself, 32 bits; the length of its postings, varint; those:
//	  varint 64·gap + 4·record, of a block with one record that has it, or
//	  varint 4·gap+1, a byte for two records, the first in its low half, or
//	  varint 4·gap+2, 16 bits for which of the records, or
//	  varint 4·gap+3, varint for how many blocks, 16 bits for each of them
//
// with all numbers little-endian, and gap how many blocks are left out. Grams of two or three signs are exact. What is longer is
// verified by its text when it is shown.
//
// The index is made of the records alone. So it can be brought up to date from
// what was published before: see [Renew].
package search

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// BlockSize is how many records stand in one file at most.
const BlockSize = 16

// maxBlocks is how many blocks an entry can tell apart: 262,128 records.
const maxBlocks = 1<<14 - 1

// Record is one thing to be found.
type Record struct {
	Path   string   `json:"p"`           // its page, below public/
	Title  string   `json:"t"`           //
	Kind   string   `json:"k"`           // a word: 通知
	Date   string   `json:"d,omitempty"` // 2026年11月20日, as it is shown
	Until  int64    `json:"u,omitempty"` // when it ends, in seconds of the epoch
	State  string   `json:"s,omitempty"` // in a word where it is neither current nor ended: 已撤回
	Names  []string `json:"n,omitempty"` // what else it is called, and where it is
	Read   []string `json:"y,omitempty"` // pinyin of the title and of names, see [Reading]
	Text   string   `json:"x,omitempty"`
	Folded string   `json:"z,omitempty"` // title, names and text, where Simplified is written otherwise
}

// Whole is all that a record is found by, a line for each part.
func (r *Record) Whole() string {
	var b strings.Builder
	b.Grow(len(r.Title) + len(r.Text) + 100)
	b.WriteString(r.Title)
	for _, n := range r.Names {
		b.WriteByte('\n')
		b.WriteString(n)
	}
	b.WriteByte('\n')
	b.WriteString(r.Text)
	return b.String()
}

// Finish fills in Folded where there are signs that fold turns into others.
func (r *Record) Finish(fold func(rune) rune) {
	if folds(r.Title, fold) || folds(r.Text, fold) || slices.ContainsFunc(r.Names, func(n string) bool { return folds(n, fold) }) {
		r.Folded = simplified(r.Whole(), fold)
	}
}

func folds(text string, fold func(rune) rune) bool {
	for _, c := range text {
		if c >= firstSign && fold(c) != c {
			return true
		}
	}
	return false
}

// appendFolded appends all that a record is found by, folded.
func (r *Record) appendFolded(dst []uint16) []uint16 {
	if r.Folded != "" {
		return foldUnits(dst, r.Folded, nil)
	}
	dst = foldUnits(dst, r.Title, nil)
	for _, n := range r.Names {
		dst = foldUnits(append(dst, '\n'), n, nil)
	}
	return foldUnits(append(dst, '\n'), r.Text, nil)
}

// TextPath and ShardPath are where blocks and shards are published.
func TextPath(block string) string { return "search/text/" + block + ".js" }

// ShardPath is where a shard is published.
func ShardPath(n int) string { return "search/grams/" + strconv.FormatInt(int64(n), 36) + ".bin" }

// EncodeBlock is the file of a block.
func EncodeBlock(name string, records []Record) ([]byte, error) {
	var b bytes.Buffer
	_, err := writeBlock(&b, nil, name, records)
	return b.Bytes(), err
}

// writeBlock writes the file of a block, which it puts together in buf.
func writeBlock(w io.Writer, buf []byte, name string, records []Record) ([]byte, error) {
	head := fmt.Appendf(nil, "banbaoSearch.texts(%q,[", name)
	for i := range records {
		if i > 0 {
			head, buf = append(head, ','), append(buf, ",\n"...)
		}
		from := len(buf)
		buf = records[i].appendLine(buf)
		head = strconv.AppendInt(head, int64(len(buf)-from), 10)
	}
	buf = append(buf, "\n])\n"...)
	_, err := w.Write(append(head, "],[\n"...))
	if err == nil {
		_, err = w.Write(buf)
	}
	return buf, err
}

// DecodeBlock reads what EncodeBlock wrote.
func DecodeBlock(data []byte) ([]Record, error) {
	_, rest, ok := bytes.Cut(data, []byte(",[\n"))
	body, ended := bytes.CutSuffix(rest, []byte("\n])\n"))
	if !ok || !ended {
		return nil, fmt.Errorf("no block of an index")
	}
	var records []Record
	err := json.Unmarshal(append(append([]byte{'['}, body...), ']'), &records)
	return records, err
}

// Shards is over how many files the postings of so many records are spread: a
// power of two, so that a shard stays small and few sites ever change it.
func Shards(records int) int {
	n := 4
	for n*BlockSize < records && n < 1024 {
		n *= 2
	}
	return n
}

// hash is FNV-1a in 32 bits, for what is no pair of signs.
func hash(units []uint16) uint32 {
	h := uint32(2166136261)
	for _, u := range units {
		h = (h ^ uint32(u&0xff)) * 16777619
		h = (h ^ uint32(u>>8)) * 16777619
	}
	return h
}

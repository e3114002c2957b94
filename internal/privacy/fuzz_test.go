package privacy

import (
	"testing"
	"unicode/utf8"
)

// FuzzFind: findings are within the text, in order and on whole characters;
// what is masked is found no more and masked as it is.
func FuzzFind(f *testing.F) {
	for _, name := range []string{"true.txt", "harmless.txt", "true_held.txt"} {
		for i, line := range lines(f, name) {
			if i%5 == 0 {
				text, _ := marked(line)
				f.Add(text)
			}
		}
	}
	d := New([]string{"0523-0600 1102", "13700000001", "hall@xincheng.example"})
	f.Fuzz(func(t *testing.T, text string) {
		at := 0
		for _, f := range d.Find(text) {
			if f.Start < at || f.End <= f.Start || f.End > len(text) || !f.Rule.Known() || f.Masked == text[f.Start:f.End] {
				t.Fatalf("%+v in %q after %d", f, text, at)
			}
			at = f.End
			if !utf8.ValidString(text) {
				continue
			}
			if !utf8.RuneStart(text[f.Start]) || at < len(text) && !utf8.RuneStart(text[at]) {
				t.Fatalf("%+v cuts a character of %q", f, text)
			}
		}
		masked := d.Mask(text)
		if found := d.Find(masked); len(found) > 0 {
			t.Fatalf("%q is masked as %q, and there is still %+v", text, masked, found)
		}
		if again := d.Mask(masked); again != masked {
			t.Fatalf("%q is masked as %q and then as %q", text, masked, again)
		}
	})
}

// FuzzPlain: what a text says is the same however it is written, and saying it
// again changes nothing.
func FuzzPlain(f *testing.F) {
	for _, text := range []string{"0523-0600 1102", "１３８　0013·8000", "壹叁捌", "Hall@Xincheng.example", "1️⃣3️⃣", "𝟏𝟑𝟖", "\xff1"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		once := plain(nil, text)
		if twice := plain(nil, string(once)); string(twice) != string(once) {
			t.Errorf("%q says %q and then %q", text, once, twice)
		}
		for i, c := range once {
			if c < utf8.RuneSelf && (classes[c].isGap() || c >= 'A' && c <= 'Z') {
				t.Errorf("%q says %q, with %q at %d", text, once, c, i)
			}
		}
	})
}

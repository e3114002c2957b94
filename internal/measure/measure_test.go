package measure

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestLines(t *testing.T) {
	for _, c := range []struct {
		text          string
		width, indent float64
		want          string
	}{
		{"今天是小雪。天冷了。", 6, 2, "今天是小|雪。天冷了。"},
		{"一二三四五六，七八", 6, 0, "一二三四五|六，七八"},         // no line begins with a comma
		{"一二三四五“六七”八", 6, 0, "一二三四五|“六七”八"},       // none ends with an opening quote
		{"早上9:30在三楼量血压", 4, 0, "早上|9:30在|三楼量血|压"}, // a time stays whole
		{"我们在2026年见面", 5, 0, "我们在|2026年见|面"},      // and a number with what it counts
		{"一二三四五", 6, 2, "一二三四|五"},
		{"abcdefghijklmnopqrstuvwxyz", 6, 0, "abcdefghij|klmnopqrst|uvwxyz"},
		{"", 6, 2, ""},
		{"　　空格", 6, 0, "空格"},
	} {
		if got := strings.Join(Lines(c.text, c.width, c.indent, false), "|"); got != c.want {
			t.Errorf("%q in %v: %q, want %q", c.text, c.width, got, c.want)
		}
	}
}

// FuzzLines wants that nothing is lost and that no line is wider than allowed.
func FuzzLines(f *testing.F) {
	f.Add("早上9:30在三楼“量血压”，65岁以上的来。", 6.0, true)
	f.Add("abc　def，，，，，，。", 3.0, false)
	f.Fuzz(func(t *testing.T, s string, width float64, upright bool) {
		if !utf8.ValidString(s) || !(width >= 2) || width > 100 {
			return
		}
		bare := func(s string) string {
			return strings.Map(func(r rune) rune {
				if unicode.IsSpace(r) {
					return -1
				}
				return r
			}, s)
		}
		lines := Lines(s, width, 1, upright)
		if got := bare(strings.Join(lines, "")); got != bare(s) {
			t.Fatalf("%q became %q", s, got)
		}
		for n, l := range lines {
			w := Em(l)
			if upright {
				w = float64(utf8.RuneCountInString(l))
			}
			if n == 0 {
				w++
			}
			if w > width+1e-6 && utf8.RuneCountInString(l) > 1 {
				t.Fatalf("%q is %v wide, not %v", l, w, width)
			}
		}
	})
}

// TestCount wants as many lines as there are.
func TestCount(t *testing.T) {
	for _, s := range []string{"", " ", "请看。", "11月24日起，社区、物业和警务室用五天时间，到各家看一看用火用电。打0523-0600 1234另约。", "aVeryLongWordWhichNoLineHoldsAtAll和字"} {
		for _, width := range []float64{1, 3, 7.5, 20} {
			if got, want := Count(s, width, 1), len(Lines(s, width, 1, false)); got != want {
				t.Errorf("%q in %v em: %d lines, not %d", s, width, got, want)
			}
		}
	}
}

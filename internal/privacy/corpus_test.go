package privacy

import (
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "make testdata/true.txt anew")

// lines reads a file of testdata without its comments.
func lines(t testing.TB, name string) (all []string) {
	t.Helper()
	src, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(src)) {
		if line = strings.TrimRight(line, "\r\n"); line != "" && !strings.HasPrefix(line, "# ") {
			all = append(all, strings.NewReplacer("⏎", "\n", "→", "\t").Replace(line))
		}
	}
	return all
}

// marked cuts the marks 【】 out of a line and gives where they were.
func marked(line string) (text string, spans [][2]int) {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(line, "【")
		b.WriteString(before)
		if !found {
			return b.String(), spans
		}
		inside, after, _ := strings.Cut(rest, "】")
		start := b.Len()
		b.WriteString(inside)
		spans = append(spans, [2]int{start, b.Len()})
		line = after
	}
}

// TestCorpus wants everything found that is marked, and nothing where nothing
// is personal.
func TestCorpus(t *testing.T) {
	t.Run("first", func(t *testing.T) { measure(t, "true.txt", "harmless.txt", 300) })
	t.Run("held", func(t *testing.T) { measure(t, "true_held.txt", "harmless_held.txt", 60) })
	t.Run("tables", func(t *testing.T) { measure(t, "true_fourth.txt", "harmless_fourth.txt", 20) })
	t.Run("third", func(t *testing.T) { measure(t, "true_third.txt", "harmless_third.txt", 40) })
}

func measure(t *testing.T, personal, lookAlikes string, least int) {
	d := New(nil)
	wanted, found := 0, 0
	for _, line := range lines(t, personal) {
		rule, text, _ := strings.Cut(line, "\t")
		text, spans := marked(text)
		got := d.Find(text)
		for _, span := range spans {
			wanted++
			if covered(got, Rule(rule), span) {
				found++
			} else {
				t.Errorf("%s is not found: %s; found %+v", rule, line, got)
			}
		}
		if again := d.Find(d.Mask(text)); len(again) > 0 {
			t.Errorf("%s is masked as %s, and there is still %+v", text, d.Mask(text), again)
		}
	}
	harmless := lines(t, lookAlikes)
	alarms := 0
	for _, line := range harmless {
		if got := d.Find(line); len(got) > 0 {
			alarms++
			t.Logf("false alarm: %s: %+v", line, got)
		}
	}
	t.Logf("recall %.3f (%d of %d), false alarms %.1f %% (%d of %d)", float64(found)/float64(wanted), found, wanted,
		100*float64(alarms)/float64(len(harmless)), alarms, len(harmless))
	if wanted < least || len(harmless) < least {
		t.Error("the corpus is too small")
	}
	if alarms*100 > len(harmless) {
		t.Errorf("%d false alarms in %d lines", alarms, len(harmless))
	}
}

// covered tells whether a finding of the rule has the whole span.
func covered(found []Finding, rule Rule, span [2]int) bool {
	for _, f := range found {
		if f.Rule == rule && f.Start <= span[0] && f.End >= span[1] {
			return true
		}
	}
	return false
}

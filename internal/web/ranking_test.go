package web

import (
	"testing"

	"banbao/internal/site"
)

// TestSumWords: a sum that is shown is right, or says that it is rounded.
func TestSumWords(t *testing.T) {
	third := 88.0 / 3
	k := &site.Ranking{Decimals: 1, Categories: []site.Category{{Weight: 1}, {Weight: 0.5}}}
	for _, c := range []struct {
		scores [2]float64
		total  float64
		want   string
	}{
		{[2]float64{39, 24}, 51, "39 + 24×0.5 = 51分"},
		{[2]float64{0.1, 0.4}, 0.3, "0.1 + 0.4×0.5 = 0.3分"},
		{[2]float64{third, 20}, third + 10, "29.333 + 20×0.5 ≈ 39.333分"},
	} {
		e := &site.Entry{Scores: []site.Score{{Value: c.scores[0]}, {Value: c.scores[1]}}, Total: c.total}
		if got := sumWords(k, e); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	sc := &site.Score{Value: third, Parts: []site.ScorePart{{Value: 28}, {Value: 30}, {Value: 30}}}
	if got, want := meanWords(k, sc), "(28 + 30 + 30) ÷ 3 ≈ 29.333"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

package content

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"banbao/internal/diag"
	"banbao/internal/site"
)

// loadRanking loads a site of one ranking and its log.
func loadRanking(t testing.TB, toml, log string) *site.Ranking {
	t.Helper()
	s, problems := load(t, map[string]string{"content/rankings/a.toml": toml, "content/rankings/a.csv": log})
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	return s.Rankings[0]
}

// checks is a ranking of houses by what walks found.
const checks = `title = "楼院卫生"
form = "points"
unit = "%s"
date = 2026-10-10
period = { name = "三季度", from = 2026-07-01, to = 2026-09-30 }
findings = "a.csv"
%s
[[categories]]
id = "stairs"
name = "楼道"
max = 40
start = 40
rules = [
  { id = "s1", text = "堆物，每处", points = -2, cap = -12 },
  { id = "s2", text = "小广告，每处", points = -0.1 },
]
[[categories]]
id = "together"
name = "一起动手"
max = 15
weight = 0.5
rules = [{ id = "t1", text = "清洁日来一户", points = 1.5 }, { id = "t2", text = "上锁", veto = true }]
`

// randomLog is a log and the totals that it gives, worked out in hundredths of
// a point by somebody who knows only what the rules say.
func randomLog(r *rand.Rand, units, findings int, months bool) (log string, want []float64) {
	type tally struct{ piles, ads, came int }
	tallies := make([][3]tally, units)
	var b strings.Builder
	b.WriteString("三季度检查记录,,,,,\n日期,单位,细则,次数,说明,检查人\n")
	for range findings {
		unit, month, day := r.IntN(units), r.IntN(3), 1+r.IntN(30)
		rule, times := []string{"s1", "小广告，每处", "t1"}[r.IntN(3)], 1+r.IntN(3)
		fmt.Fprintf(&b, "2026-%02d-%02d,%d号,\"%s\",%d,随手记,网格员\n", 7+month, day, unit, rule, times)
		switch t := &tallies[unit][month]; rule {
		case "s1":
			t.piles += times
		case "t1":
			t.came += times
		default:
			t.ads += times
		}
	}
	for _, t := range tallies {
		all, n := 0, 1
		parts := []tally{{t[0].piles + t[1].piles + t[2].piles, t[0].ads + t[1].ads + t[2].ads, t[0].came + t[1].came + t[2].came}}
		if months {
			parts, n = t[:], 3
		}
		for _, p := range parts {
			stairs := 4000 - min(200*p.piles, 1200) - 10*p.ads
			all += 2*min(max(stairs, 0), 4000) + min(150*p.came, 1500) // halves of hundredths
		}
		want = append(want, float64(all)/float64(n)/200)
	}
	return b.String(), want
}

func entriesOf(units int) string {
	var b strings.Builder
	for i := range units {
		fmt.Fprintf(&b, "[[entries]]\nname = \"%d号\"\n", i)
	}
	return b.String()
}

// TestFindings compares totals with an independent sum, for the period as a
// whole and for the mean of its months.
func TestFindings(t *testing.T) {
	for _, average := range []string{"", `average = "month"`} {
		for seed := range uint64(20) {
			const units = 12
			log, want := randomLog(rand.New(rand.NewPCG(seed, 1)), units, 300, average != "")
			k := loadRanking(t, fmt.Sprintf(checks, "building", average)+entriesOf(units), log)
			for _, e := range k.Entries {
				var unit int
				fmt.Sscanf(e.Name, "%d号", &unit)
				if math.Abs(e.Total-want[unit]) > 1e-9 {
					t.Errorf("%s seed %d: %s has %v, want %v", average, seed, e.Name, e.Total, want[unit])
				}
			}
			for i := 1; i < len(k.Entries); i++ {
				if k.Entries[i].Total > k.Entries[i-1].Total {
					t.Error("the best are not first")
				}
			}
		}
	}
}

// TestPeriodsWithoutParts: a mean that cannot be taken is told, and is not tried.
// The first divided by no weeks at all, the second went through those of
// eighteen centuries for every unit and rule.
func TestPeriodsWithoutParts(t *testing.T) {
	for name, c := range map[string]struct{ from, code string }{
		"backwards": {"2096-07-01", "until-before-from"},
		"centuries": {"0206-07-01", "average-too-long"},
	} {
		text := strings.Replace(fmt.Sprintf(checks, "building", "average = \"week\"")+entriesOf(2), "2026-07-01", c.from, 1)
		_, problems := load(t, map[string]string{"content/rankings/a.toml": text, "content/rankings/a.csv": "日期,单位,细则\n2026-09-30,0号,s2\n"})
		if !strings.Contains(codes(problems), c.code) {
			t.Errorf("%s: %s", name, codes(problems))
		}
	}
}

// TestFindingsOfPeople: a household is praised, and what it lost is a number
// without a reason.
func TestFindingsOfPeople(t *testing.T) {
	log := "日期,户主,细则,说明\n2026-07-02,王小芳,s1,门口一堆纸箱\n2026-07-03,王小芳,t1,带着孩子来\n2026-07-04,h2,上锁,锁了通道\n"
	k := loadRanking(t, fmt.Sprintf(checks, "household", "")+"[[entries]]\nname = \"王小芳\"\n[[entries]]\nid = \"h2\"\nname = \"李明\"\n", log)
	e := k.Entries[0]
	if e.Name != "王*芳" || e.Total != 38.75 {
		t.Errorf("%s has %v", e.Name, e.Total)
	}
	part := e.Scores[0].Parts[0]
	if part.Hidden != -2 || len(part.Sums) != 0 {
		t.Errorf("the fault is told: %+v", part)
	}
	if sums := e.Scores[1].Parts[0].Sums; len(sums) != 1 || sums[0].Findings[0].Note != "带着孩子来" {
		t.Errorf("the praise is not told: %+v", sums)
	}
	if k.Entries[1].Veto == "" || k.Entries[1].Rank != 0 {
		t.Errorf("the veto does not rule out: %+v", k.Entries[1])
	}
}

// TestFindingPhotos: what was seen may be shown; a file that is none, or no
// picture, is told with its row.
func TestFindingPhotos(t *testing.T) {
	var dot bytes.Buffer
	if err := png.Encode(&dot, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		t.Fatal(err)
	}
	files := map[string]string{
		"content/rankings/a.toml":     fmt.Sprintf(checks, "building", "") + entriesOf(1),
		"content/rankings/a.csv":      "日期,单位,细则,照片\n2026-07-02,0号,s1,pile.png\n",
		"content/rankings/pile.png":   dot.String(),
		"content/rankings/broken.png": "no picture",
	}
	s := clean(t, files)
	f := s.Rankings[0].Entries[0].Scores[0].Parts[0].Sums[0].Findings[0]
	if _, known := s.Assets[f.Photo]; f.Photo != "rankings/pile.png" || !known {
		t.Errorf("the photo is %q", f.Photo)
	}
	for name, code := range map[string]diag.Code{"lost.png": "missing-file", "broken.png": "bad-picture"} {
		files["content/rankings/a.csv"] = "日期,单位,细则,照片\n2026-07-02,0号,s1," + name + "\n"
		if _, problems := load(t, files); !slices.ContainsFunc(problems, func(p diag.Problem) bool { return p.Code == code }) {
			t.Errorf("%s: %v", name, problems)
		}
	}
}

// BenchmarkFindings is a town: 2,300 households, 40,000 findings.
func BenchmarkFindings(b *testing.B) {
	log, _ := randomLog(rand.New(rand.NewPCG(1, 1)), 2300, 40000, false)
	toml := fmt.Sprintf(checks, "building", "") + entriesOf(2300)
	for b.Loop() {
		loadRanking(b, toml, log)
	}
}

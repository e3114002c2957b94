package content

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"banbao/internal/calendar"
)

// FuzzRanking reads a ranking and its log as strangers write them. Problems lie
// in one of the two; and what is published adds up: each score is between 0 and
// its category's most, the total is theirs by weight, and who has more stands
// higher.
func FuzzRanking(f *testing.F) {
	entries := "[[entries]]\nname = \"0号\"\n[[entries]]\nname = \"1号\"\nid = \"b\"\n"
	f.Add(fmt.Sprintf(checks, "building", "")+entries, "日期,单位,细则,次数\n2026-07-02,0号,s1,2\n2026-07-03,b,t1,1000\n")
	f.Add(fmt.Sprintf(checks, "building", "average = \"week\"")+entries, "日期,单位,细则,分数\n2026-09-30,1号,小广告，每处,-1e6\n46200,0号,t2,\n")
	f.Add(fmt.Sprintf(checks, "household", "average = \"month\"")+entries, "楼院检查\n\n日期;姓名;细则;分\n２０２６年７月２日;1号;s2;−0.3\n")
	f.Add(fmt.Sprintf(checks, "person", "")+entries, "")
	f.Add("title = \"x\"\nform = \"stars\"\nunit = \"building\"\ndate = 2026-11-20\nfindings = [\"a.csv\", \"a.csv\"]\n[[categories]]\nid = \"a\"\nname = \"a\"\nmax = 1e14\nstart = 1e14\nweight = 1e6\nrules = [{ id = \"r\", text = \"r\", points = 9e9 }]\n"+entries, "日期,单位,细则,次数\n2026-07-02,0号,r,1000\n")
	f.Add(strings.Replace(fmt.Sprintf(checks, "building", "average = \"week\"")+entries, "from = 2026-07-01", "from = 2096-07-01", 1), "日期,单位,细则\n2026-09-30,0号,s2\n") // divided by the weeks of no period
	f.Add("title = \"x\"\nform = \"flags\"\nunit = \"building\"\ndate = 2026-11-20\n[[entries]]\nname = \"x\"\nflag = \"red\"\n", "a")
	f.Fuzz(func(t *testing.T, ranking, log string) {
		files := map[string]string{"content/rankings/a.toml": ranking, "content/rankings/a.csv": log}
		s, problems := load(t, files)
		for _, p := range problems {
			_, _ = p.Message("zh"), p.Hint("en")
			text, known := files[p.Pos.File]
			if known && p.Pos.Line > strings.Count(text, "\n")+1 {
				t.Fatalf("%s: %v is behind the end", p.Code, p.Pos)
			}
		}
		if problems.HasErrors() {
			return
		}
		for _, k := range s.Rankings {
			for i, e := range k.Entries {
				total := 0.0
				for n, c := range k.Categories {
					if n >= len(e.Scores) {
						break
					}
					v := e.Scores[n].Value
					if math.IsNaN(v) || v < 0 || v > c.Max {
						t.Errorf("%s has %v of %v in %s", e.Name, v, c.Max, c.Name)
					}
					weight := c.Weight
					total += v * weight
				}
				if len(e.Scores) > 0 && math.Abs(total-e.Total) > 1e-6*max(1, math.Abs(total)) {
					t.Errorf("%s has %v, and its scores give %v", e.Name, e.Total, total)
				}
				if i > 0 && e.Rank > 0 && k.Entries[i-1].Rank > e.Rank {
					t.Errorf("%s of rank %d stands below %d", e.Name, e.Rank, k.Entries[i-1].Rank)
				}
			}
		}
		if again, _ := load(t, files); !reflect.DeepEqual(again.Rankings, s.Rankings) {
			t.Error("read twice, it is another")
		}
	})
}

// FuzzFindings compares totals with the independent sum of TestFindings.
func FuzzFindings(f *testing.F) {
	f.Add(uint64(1), uint8(12), uint16(300), true)
	f.Add(uint64(2), uint8(1), uint16(0), false)
	f.Fuzz(func(t *testing.T, seed uint64, units uint8, findings uint16, months bool) {
		n, average := 1+int(units)%40, ""
		if months {
			average = `average = "month"`
		}
		log, want := randomLog(rand.New(rand.NewPCG(seed, 1)), n, int(findings)%1000, months)
		for _, e := range loadRanking(t, fmt.Sprintf(checks, "building", average)+entriesOf(n), log).Entries {
			var unit int
			fmt.Sscanf(e.Name, "%d号", &unit)
			if math.Abs(e.Total-want[unit]) > 1e-9 {
				t.Errorf("%s has %v, want %v\n%s", e.Name, e.Total, want[unit], log)
			}
		}
	})
}

// FuzzRepeat reads rules of recurrence that strangers write. One that is
// accepted gives at most one occurrence a day, besides those that are listed,
// in order, within what was asked for; and it is soon known what comes next.
func FuzzRepeat(f *testing.F) {
	for _, s := range []string{
		"every = \"week\"\non = [\"mon\", \"thu\"]\nuntil = 2027-01-31\nexcept = [2026-11-26]\n",
		"every = \"month\"\non = \"5th fri\"\ninterval = 1000\n",
		"every = \"year\"\non = [\"02-29\"]\ncount = 1000000000\n",
		"every = \"lunar-year\"\non = [\"12-30\", \"九月初九\"]\n",
		"every = \"day\"\nskip_holidays = true\nworkdays_only = true\ncount = 9000000\n",
		"every = \"month\"\non = [\"31\", \"-1\"]\nextra = [2026-12-01, 2026-12-01T08:00]\n[[repeat.change]]\non = 2026-11-30\nto = 2026-12-02T09:00\n",
		"every = \"week\"\ninterval = -1\n",
	} {
		f.Add("2026-11-23T09:00", "11:00", s)
		f.Add("0001-01-01", "", s)
		f.Add("9999-12-30", "9999-12-31", s)
	}
	f.Fuzz(func(t *testing.T, start, end, repeat string) {
		head := "+++\ntitle = \"x\"\nplace = \"y\"\nstart = " + start + "\n"
		if end != "" {
			head += "end = \"" + end + "\"\n"
		}
		s, problems := load(t, map[string]string{"content/activities/a.md": head + "[repeat]\n" + repeat + "+++\n"})
		if problems.HasErrors() || len(s.Activities) != 1 {
			return
		}
		series := s.Activities[0].Series
		from := noon.AddDate(-1, 0, 0)
		to := from.AddDate(3, 0, 0)
		found := series.Between(from, to, china, calendar.Shipped())
		most := int(to.Sub(from).Hours())/24 + 2
		if series.Repeat != nil {
			most += len(series.Repeat.Extra) + len(series.Repeat.Changes)
		}
		if !series.End.IsZero() { // those that began before and last
			most += int(series.End.Day-series.Start.Day) + 1
		}
		if len(found) > most {
			t.Errorf("%d occurrences in three years", len(found))
		}
		for i, o := range found {
			if !o.Start.Before(to) || !o.Over().After(from) || i > 0 && o.Start.Before(found[i-1].Start) {
				t.Errorf("%v is out of order", o)
			}
		}
		if next, ok := series.Next(from, china, calendar.Shipped()); len(found) > 0 && (!ok || next != found[0]) {
			t.Errorf("next is %v, not %v", next, found[0])
		}
	})
}

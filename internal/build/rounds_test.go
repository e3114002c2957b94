package build

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"banbao/internal/record"
)

// TestSampleRounds wants that the sample site's caretaker has walked before,
// so that its page shows what changed since and not the whole wall. With
// -update it writes the round of the 20th as it would be with today's content.
func TestSampleRounds(t *testing.T) {
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, china)
	file := filepath.Join("../..", filepath.FromSlash(record.RoundsFolder), "2026.txt")
	if *update {
		plan := Prepare(sample(time.Date(2026, 11, 20, 8, 0, 0, 0, china)))
		round := plan.Walls().MakeRound(&record.Rounds{}, time.Time{})
		files, err := record.AddedRounds(round.Lines(), func(string) ([]byte, error) { return nil, nil })
		if err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, files["2026.txt"], 0o644); err != nil {
			t.Fatal(err)
		}
	}
	plan := Prepare(sample(now))
	round := plan.Walls().MakeRound(&plan.Record.Rounds, time.Time{})
	if round.First || len(round.Stops) == 0 || len(round.Stops) == len(plan.Site.Boards) {
		t.Errorf("on the 22nd something is to be done at %d of %d boards", len(round.Stops), len(plan.Site.Boards))
	}
}

package build

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"banbao/internal/diag"
	"banbao/internal/output"
)

func sample(now time.Time) Request {
	return Request{FS: os.DirFS("../.."), Now: now, Version: "test"}
}

// TestSampleSite checks the site that this repository is: no error, and no
// warning that somebody at the site could mend.
func TestSampleSite(t *testing.T) {
	plan, err := Check(sample(time.Date(2026, 11, 22, 9, 0, 0, 0, china)))
	if err != nil {
		t.Fatal(err)
	}
	if plan.Problems.Fail(true) {
		t.Errorf("the sample site has problems:\n%s", printed(slices.DeleteFunc(plan.Problems, func(p diag.Problem) bool { return p.Severity() == diag.Advice }), "en"))
	}
}

// TestSampleLater: whoever tries the sample years from now, without --clock,
// sees what has grown old in it, and a site.
func TestSampleLater(t *testing.T) {
	plan := Prepare(sample(time.Date(2031, 3, 9, 9, 0, 0, 0, china)))
	if plan.Problems.HasErrors() {
		t.Errorf("the sample site cannot be built:\n%s", printed(plan.Problems, "en"))
	}
}

// TestNothingChangesBeforeNextChange builds the sample site at many moments:
// from each until just before the next change that it announces, all pages
// stay as they are.
func TestNothingChangesBeforeNextChange(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the sample site many times")
	}
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, china)
	for range 12 {
		first := Prepare(sample(now))
		if first.Problems.HasErrors() {
			t.Fatal("the sample site has errors: ", first.Problems)
		}
		next := first.Site.NextChange()
		was := keys(first.Files)
		for _, then := range []time.Time{now.Add(next.Sub(now) / 3).Truncate(time.Minute), next.Add(-time.Minute)} {
			if !then.After(now) {
				continue
			}
			is := keys(Prepare(sample(then)).Files)
			var differ []string
			for path, key := range is {
				if was[path] != key {
					differ = append(differ, path)
				}
			}
			if slices.Sort(differ); len(differ) > 0 {
				t.Errorf("built at %s, next change at %s; but at %s other pages: %s",
					now.Format(time.DateTime), next.Format(time.DateTime), then.Format(time.DateTime), strings.Join(differ[:min(len(differ), 6)], " "))
			}
		}
		now = next
	}
}

func keys(files []output.File) map[string]string {
	m := make(map[string]string, len(files))
	for _, f := range files {
		m[f.Path] = fmt.Sprintf("%x", f.Key)
	}
	return m
}

// TestSampleGuides holds the guides of the sample against the whole list of
// elements that guides to government services have.
func TestSampleGuides(t *testing.T) {
	s := Prepare(sample(time.Date(2026, 11, 22, 9, 0, 0, 0, china))).Site
	if len(s.Guides) < 20 {
		t.Errorf("the sample has %d guides", len(s.Guides))
	}
	flows, elses, forms, joins := 0, 0, 0, 0
	for _, g := range s.Guides {
		for what, there := range map[string]bool{
			"summary": g.Summary != "", "code": g.Code != "", "sort": g.Sort != "", "applicants": len(g.Applicants) > 0,
			"conditions": len(g.Conditions) > 0, "refusals": len(g.Refusals) > 0, "legal_time": g.LegalTime.Written,
			"scope": g.Scope != "", "result": g.Result != "", "delivery": len(g.Delivery) > 0, "basis": len(g.Basis) > 0,
			"occasions": len(g.Occasions) > 0, "visits": g.Visits >= 0, "questions": len(g.Questions) > 0,
		} {
			if !there {
				t.Errorf("%s has no %s", g.Slug, what)
			}
		}
		if g.Flow != nil {
			flows++
		}
		elses += len(g.Else)
		for _, m := range g.Materials {
			if m.Form != "" {
				forms++
			}
		}
		for _, step := range g.Steps {
			if step.Join != "" {
				joins++
			}
		}
	}
	if flows == 0 || elses == 0 || forms == 0 || joins == 0 {
		t.Errorf("the sample has %d guides with questions, %d with another way, %d blank forms, %d joined steps", flows, elses, forms, joins)
	}
}

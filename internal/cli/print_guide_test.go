package cli

import (
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"banbao/internal/build"
)

// The sheets that a guide has besides its handout come when they are asked for.
func TestGuideSheets(t *testing.T) {
	plan := build.Prepare(build.Request{Now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.FixedZone("", 8*60*60)), Version: "test", FS: fstest.MapFS{
		"config.toml": {Data: []byte("title = \"新城社区\"\n[[windows]]\nid = \"w1\"\nname = \"1号窗口\"\n")},
		"content/guides/card.md": {Data: []byte(`+++
title = "借书卡"
responsible = "阅览室"
for = "居民"
conditions = ["住在本社区。"]
materials = []
steps = [{ name = "登记", place = "三楼", actor = "本人", duration = "当场" }]
promised_time = "at-once"
fee = "free"
window = "w1"
enquiry = "0523-0600 1108"
complaint = "12345"
checked_on = 2026-11-01
+++

借书。
`)},
	}})
	if plan.Problems.HasErrors() {
		t.Fatal(plan.Problems)
	}
	for _, c := range []struct{ names, want []string }{
		{nil, []string{"guides/card"}},
		{[]string{"card"}, []string{"guides/card"}},
		{[]string{"借书卡"}, []string{"guides/card"}},
		{[]string{"card-list", "card-wall"}, []string{"guides/card-list", "guides/card-wall"}},
	} {
		found, err := (&printCmd{Name: c.names}).sheets(&session{}, plan)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, x := range found {
			got = append(got, x.name())
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%v prints %v, not %v", c.names, got, c.want)
		}
	}
}

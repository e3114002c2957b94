package site

import (
	"testing"

	"banbao/internal/calendar"
)

func TestPlaceName(t *testing.T) {
	for _, c := range []struct{ place, want string }{
		{"", ""},
		{"三楼文娱室", "三楼文娱室"},
		{" 三楼  文娱室 ", "三楼 文娱室"},
		{"文化广场，下雨改在三楼文娱室", "文化广场"},
		{"文化广场（下雨改在三楼）", "文化广场"},
		{"Hall (upstairs)", "Hall"},
		{"新城花园3、4幢，文化广场", "新城花园3、4幢"},
		{"，", ""},
	} {
		if got := PlaceName(c.place); got != c.want {
			t.Errorf("PlaceName(%q) = %q, want %q", c.place, got, c.want)
		}
	}
}

// TestPlaceFiles wants a file for every place, those of changes too, and no two
// places in one file, also where large and small letters are the same.
func TestPlaceFiles(t *testing.T) {
	at := func(place string, changed ...string) *Activity {
		a := &Activity{Place: place}
		if len(changed) > 0 {
			a.Series.Repeat = &calendar.Rule{}
		}
		for _, c := range changed {
			a.Series.Repeat.Changes = append(a.Series.Repeat.Changes, calendar.Change{Place: c})
		}
		return a
	}
	s := &Site{Activities: []*Activity{
		at("文化广场"), at("文化广场，下雨改期", "大厅", ""), at("Hall A"), at("hall a"), at("hall/a"), at("index"), at(""),
	}}
	got := s.PlaceFiles()
	if len(got) != 6 {
		t.Errorf("%d places, want 6: %v", len(got), got)
	}
	if got["文化广场"] != "文化广场" || got["大厅"] != "大厅" {
		t.Errorf("a place that can be a name has another: %v", got)
	}
	taken := map[string]string{"index": "the index"}
	for place, file := range got {
		if other, has := taken[file]; has {
			t.Errorf("%q and %q are both %s", place, other, file)
		}
		taken[file] = place
	}
}

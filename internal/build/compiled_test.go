package build

import (
	"bytes"
	"path"
	"slices"
	"testing"
	"time"

	"banbao/internal/output"
	"banbao/internal/theme"
)

// TestCompiledTemplates writes every page of the sample site by templates that
// are compiled and by html/template alone: not a byte differs, and the default
// theme has nothing that cannot be compiled.
func TestCompiledTemplates(t *testing.T) {
	files := func(slowly bool) (*theme.Theme, []output.File) {
		look, problems := theme.Load(nil, theme.Settings{Name: "default", Slowly: slowly})
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		r := sample(time.Date(2026, 11, 22, 9, 0, 0, 0, china))
		plan := prepare(r, &Kept{listing: newListing(r.FS), theme: look, name: "default"})
		if plan.Problems.HasErrors() {
			t.Fatal(plan.Problems)
		}
		return look, slices.DeleteFunc(plan.Files, func(f output.File) bool { return path.Ext(f.Path) != ".html" })
	}
	text := func(f output.File) []byte {
		var out bytes.Buffer
		if err := f.Write(&out); err != nil {
			t.Fatal(f.Path, err)
		}
		return out.Bytes()
	}
	look, quick := files(false)
	_, slow := files(true)
	if len(quick) != len(slow) {
		t.Fatal(len(quick), len(slow))
	}
	for range 2 { // until they are compiled
		for _, f := range quick {
			text(f)
		}
	}
	for i, f := range slow {
		want, got := text(f), text(quick[i])
		if f.Path != quick[i].Path || !bytes.Equal(want, got) {
			t.Errorf("%s differs", f.Path)
		}
	}
	inTags := []string{"during", "find", "publicity-during"}
	var want []string
	for _, name := range inTags {
		want = append(want, name+"$htmltemplate_stateTag: html/template keeps it to itself")
	}
	if left := look.NotCompiled(); !slices.Equal(left, want) {
		t.Errorf("not compiled: %q\nwant %q", left, want)
	}
}

package screen

import (
	"flag"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write what is there now")

// TestThemeDoc compares the table of views in docs/theme.md with the views.
func TestThemeDoc(t *testing.T) {
	const file, begin, end = "../../docs/theme.md", "### 电子屏的视图\n", "### 各页的视图\n"
	doc, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok := strings.Cut(string(doc), begin)
	_, tail, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatal("docs/theme.md has no section 电子屏的视图 before 各页的视图")
	}
	want := "\n| 模板 | 哪一页 | 字段 |\n| --- | --- | --- |\n"
	for _, v := range []struct {
		template, what string
		view           any
	}{
		{"screen", "一块屏的播放器", page0{}},
		{"screen-set", "一块屏的一套", set0{}},
		{"screen-plain", "没有脚本时的一页", plain0{}},
		{"slide", "屏上的一页，上面三种都用它", Filled{}},
		{"screens", "全部的屏", Overview{}},
		{"screens", "里面的一块（`Screens`）", Thumb{}},
		{"touch", "触摸一体机", Touch{}},
		{"touch", "里面的一页（`Pages`）", TouchPage{}},
	} {
		want += "| `" + v.template + "` | " + v.what + " | " + strings.Join(fields(reflect.TypeOf(v.view)), " ") + " |\n"
	}
	want += "\n"
	if *update {
		if err := os.WriteFile(file, []byte(head+begin+want+end+tail), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got := string(doc[len(head)+len(begin) : len(doc)-len(tail)-len(end)]); got != want {
		t.Errorf("docs/theme.md is out of date; run go test ./internal/screen -run TestThemeDoc -update\n%s", want)
	}
}

// fields are the names that a template may use, in the order of the struct.
func fields(t reflect.Type) []string {
	var names []string
	for i := range t.NumField() {
		f := t.Field(i)
		switch {
		case f.Anonymous:
			names = append(names, fields(f.Type)...)
		case f.IsExported():
			names = append(names, "`"+f.Name+"`")
		}
	}
	seen := map[string]bool{} // what lies deeper is hidden
	return slices.DeleteFunc(names, func(name string) bool {
		was := seen[name]
		seen[name] = true
		return was
	})
}

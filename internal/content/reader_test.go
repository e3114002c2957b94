package content

import (
	"errors"
	"testing"
	"testing/fstest"
)

// A text that was saved after it was loaded is never cut at the old places.
func TestReaderKnowsItsText(t *testing.T) {
	src := &source{path: "content/pages/a.md", text: []byte("+++\ntitle = \"甲\"\n+++\n\n正文。\n")}
	_, body, line, offset, _ := src.split()
	b := src.describe(body, line, offset)
	fsys := fstest.MapFS{"content/pages/a.md": {Data: src.text}}
	if got, err := Reader(fsys)(nil, b); err != nil || string(got) != "\n正文。\n" {
		t.Fatalf("%q %v", got, err)
	}
	fsys["content/pages/a.md"] = &fstest.MapFile{Data: []byte("+++\ntitle = \"换了一个长些的标题\"\n+++\n\n另一段。\n")}
	if got, err := Reader(fsys)(nil, b); !errors.Is(err, ErrChanged) {
		t.Errorf("%q %v", got, err)
	}
}

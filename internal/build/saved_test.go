package build

import (
	"bytes"
	"crypto/sha256"
	"testing"
	"testing/fstest"
	"time"

	"banbao/internal/config"
	"banbao/internal/content"
	"banbao/internal/diag"
	"banbao/internal/output"
)

// aSavedBuild is what a build of a site of one notice leaves.
func aSavedBuild(t testing.TB) []byte {
	fsys := fstest.MapFS{
		"config.toml":          {Data: []byte("title = \"新城社区\"\n")},
		"content/notices/a.md": {Data: []byte("+++\ntitle = \"停水\"\nkind = \"notice\"\ndate = 2026-11-20\n+++\n\n正文。\n")},
	}
	cfg, _ := config.Load(fsys)
	_, cache, problems := content.Load(fsys, cfg, content.Options{Now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)})
	if problems.HasErrors() {
		t.Fatalf("%v", []diag.Problem(problems))
	}
	data, err := (&Saved{Ledger: &output.Ledger{Dir: "public"}, Content: cache}).Encode("banbao 1")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// FuzzDecodeSaved: whatever lies where a build was saved, it is read, or it is
// nothing and everything is built; it never stops a build. The sum at its head
// is made right, since otherwise nothing behind it would ever be read.
func FuzzDecodeSaved(f *testing.F) {
	whole := aSavedBuild(f)
	f.Add(whole[sha256.Size:])
	f.Add(whole[sha256.Size : len(whole)-5])
	f.Add([]byte{0})
	f.Add([]byte{0, 0, 0})
	f.Add(bytes.Repeat([]byte{0xff}, 20))
	f.Fuzz(func(t *testing.T, body []byte) {
		if DecodeSaved(body, "banbao 1") != nil && len(body) < sha256.Size {
			t.Error("what is shorter than its sum was read")
		}
		sum := sha256.Sum256(body)
		data := append(sum[:], body...)
		s := DecodeSaved(data, "banbao 1")
		if s == nil {
			return
		}
		s.cache()
		if DecodeSaved(data, "banbao 2") != nil {
			t.Error("another program's was read")
		}
		data[len(data)-1] ^= 1
		if DecodeSaved(data, "banbao 1") != nil {
			t.Error("what was changed was read")
		}
	})
}

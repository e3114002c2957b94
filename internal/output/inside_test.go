package output

import (
	"crypto/sha256"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// TestNothingBehindALink wants a folder that somebody has replaced by a link
// to elsewhere to be left alone with all that is behind it: by what is written,
// by what is no longer needed, and by force.
func TestNothingBehindALink(t *testing.T) {
	dir, elsewhere := t.TempDir(), t.TempDir()
	publish(t, dir, site("index.html", "i", "notices/a.html", "a", "notices/deep/b.html", "b"), ordinary)
	if err := os.Rename(filepath.Join(dir, "notices"), filepath.Join(elsewhere, "notices")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(elsewhere, "notices"), filepath.Join(dir, "notices")); err != nil {
		t.Skip(err)
	}
	precious := tree(t, elsewhere)
	r, err := Publish(dir, site("index.html", "i", "notices/a.html", "changed"), ordinary)
	if err != nil || codes(r.Problems) != "foreign-file" {
		t.Error(r.Problems, err)
	}
	sameTree(t, precious, tree(t, elsewhere))

	opt := ordinary
	opt.Force = true
	publish(t, dir, site("index.html", "i", "notices/a.html", "changed"), opt)
	sameTree(t, precious, tree(t, elsewhere))
	if info, err := os.Lstat(filepath.Join(dir, "notices")); err != nil || !info.IsDir() {
		t.Errorf("the link is still there: %v", err)
	}
	if data, _ := os.ReadFile(filepath.Join(dir, "notices", "a.html")); string(data) != "changed" {
		t.Errorf("published is %q", data)
	}
}

// TestJournalStaysInside lays what an interrupted run would have left, made by
// somebody who wants other files moved or removed.
func TestJournalStaysInside(t *testing.T) {
	for _, bad := range []step{
		{Do: putFile, Path: "../precious.txt", From: "new/0", Sum: sha256.Sum256([]byte("precious"))},
		{Do: putFile, Path: "a.html", From: "../../precious.txt"},
		{Do: removeFile, Path: "../precious.txt"},
		{Do: makeFolder, Path: "/tmp"},
	} {
		above := t.TempDir()
		dir := filepath.Join(above, "public")
		put(t, above, "precious.txt", "precious")
		put(t, dir, stagingName+"/old/0", "theirs")
		journal, err := json.Marshal([]step{bad})
		if err != nil {
			t.Fatal(err)
		}
		put(t, dir, stagingName+"/"+journalName, string(journal))
		before := tree(t, above)
		if _, err := Publish(dir, site("index.html", "i"), ordinary); err == nil {
			t.Errorf("%+v is undone", bad)
		}
		sameTree(t, before, tree(t, above))
	}
	above := t.TempDir()
	dir := filepath.Join(above, "public")
	put(t, above, "elsewhere/"+journalName, "[]")
	put(t, dir, "x", "")
	if err := os.Symlink(filepath.Join(above, "elsewhere"), filepath.Join(dir, stagingName)); err != nil {
		t.Skip(err)
	}
	if _, err := Publish(dir, site("index.html", "i"), ordinary); err == nil {
		t.Error("a link is taken for what a run left")
	}
	if _, err := os.Stat(filepath.Join(above, "elsewhere", journalName)); err != nil {
		t.Error(err)
	}
}

package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"
)

var committed = time.Date(2026, 11, 22, 9, 0, 0, 0, time.FixedZone("CST", 8*60*60))

func aProgram() *debug.BuildInfo {
	return &debug.BuildInfo{
		GoVersion: "go1.26.8", Main: debug.Module{Path: "banbao", Version: "v0.1.0+dirty"},
		Deps:     []*debug.Module{{Path: "github.com/yuin/goldmark", Version: "v1.8.7", Sum: "h1:x="}, {Path: "rsc.io/qr", Version: "v0.2.0"}},
		Settings: []debug.BuildSetting{{Key: "GOOS", Value: "linux"}},
	}
}

// A release never goes among the files of another.
func TestNewFolder(t *testing.T) {
	out := filepath.Join(t.TempDir(), "releases", "today")
	if err := newFolder(out); err != nil {
		t.Fatal(err)
	}
	if err := newFolder(out); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a second time: %v", err)
	}
}

// TestBOM holds the list against what the schema of CycloneDX 1.6 asks for.
func TestBOM(t *testing.T) {
	text, err := bom(aProgram(), [32]byte{1, 2, 3}, committed)
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := bom(aProgram(), [32]byte{1, 2, 3}, committed); !bytes.Equal(text, again) {
		t.Error("the same program has two lists")
	}
	var doc struct {
		BOMFormat, SpecVersion, SerialNumber string
		Version                              int
		Metadata                             struct {
			Timestamp string
			Component map[string]any
		}
		Components   []map[string]any
		Dependencies []struct {
			Ref       string
			DependsOn []string
		}
	}
	if err := json.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	if doc.BOMFormat != "CycloneDX" || doc.SpecVersion != "1.6" || doc.Version < 1 {
		t.Errorf("it is %s %s, %d", doc.BOMFormat, doc.SpecVersion, doc.Version)
	}
	if !regexp.MustCompile(`^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`).MatchString(doc.SerialNumber) {
		t.Errorf("the serial number is %s", doc.SerialNumber)
	}
	if at, err := time.Parse(time.RFC3339, doc.Metadata.Timestamp); err != nil || !at.Equal(committed) {
		t.Errorf("the time is %s", doc.Metadata.Timestamp)
	}
	var refs []string
	for _, c := range append(doc.Components, doc.Metadata.Component) {
		for _, key := range []string{"type", "name", "bom-ref", "version", "purl"} {
			if s, _ := c[key].(string); s == "" {
				t.Errorf("%v has no %s", c["name"], key)
			}
		}
		if !slices.Contains([]string{"application", "library"}, c["type"].(string)) {
			t.Errorf("there is no type %v", c["type"])
		}
		if purl := c["purl"].(string); !regexp.MustCompile(`^pkg:golang/[^@+ ]+@[^@+ ]+$`).MatchString(purl) {
			t.Errorf("%s is no package URL", purl)
		}
		if l, _ := c["licenses"].([]any); len(l) != 1 || !slices.Contains([]string{"MIT", "BSD-3-Clause"}, l[0].(map[string]any)["license"].(map[string]any)["id"].(string)) {
			t.Errorf("the licence of %v is %v", c["name"], c["licenses"])
		}
		ref := c["bom-ref"].(string)
		if slices.Contains(refs, ref) {
			t.Errorf("%s is there twice", ref)
		}
		refs = append(refs, ref)
	}
	if len(doc.Components) != 3 || len(doc.Dependencies) != 1 || len(doc.Dependencies[0].DependsOn) != 3 {
		t.Errorf("%d parts, %v", len(doc.Components), doc.Dependencies)
	}
	for _, d := range doc.Dependencies {
		for _, ref := range append(d.DependsOn, d.Ref) {
			if !slices.Contains(refs, ref) {
				t.Errorf("%s is used and is not there", ref)
			}
		}
	}
}

// What is not listed, or is not what others can have, is not released.
func TestBOMRefuses(t *testing.T) {
	for _, m := range []*debug.Module{
		{Path: "github.com/nobody/nothing", Version: "v1.0.0"},
		{Path: "rsc.io/qr", Version: "v0.2.0", Replace: &debug.Module{Path: "../qr"}},
	} {
		info := aProgram()
		info.Deps = []*debug.Module{m}
		if _, err := bom(info, [32]byte{}, committed); err == nil {
			t.Errorf("%s is released", m.Path)
		}
	}
}

// TestArchives packs files twice and unpacks them again.
func TestArchives(t *testing.T) {
	entries := []entry{{"b-1/LICENSE", []byte("MIT\n"), 0o644}, {"b-1/banbao", bytes.Repeat([]byte{0, 1}, 5000), 0o755}}
	for name, pack := range map[string]func([]entry, time.Time) ([]byte, error){"tar.gz": tarball, "zip": zipped} {
		one, err := pack(entries, committed)
		if err != nil {
			t.Fatal(err)
		}
		if two, _ := pack(entries, committed.UTC()); !bytes.Equal(one, two) {
			t.Errorf("%s: the same files give other bytes", name)
		}
		got := unpack(t, name, one)
		if !slices.EqualFunc(got, entries, func(a, b entry) bool {
			return a.name == b.name && bytes.Equal(a.body, b.body) && a.mode == b.mode
		}) {
			t.Errorf("%s: other files came out", name)
		}
	}
}

func unpack(t *testing.T, form string, packed []byte) (entries []entry) {
	t.Helper()
	if form == "zip" {
		z, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range z.File {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(r)
			if err != nil || !f.Modified.Equal(committed) {
				t.Errorf("%s: %v, of %v", f.Name, err, f.Modified)
			}
			entries = append(entries, entry{f.Name, body, f.Mode()})
		}
		return entries
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if err == io.EOF {
			return entries
		}
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil || !h.ModTime.Equal(committed) || h.Uname != "" {
			t.Errorf("%s: %v, of %v", h.Name, err, h.ModTime)
		}
		entries = append(entries, entry{h.Name, body, h.FileInfo().Mode()})
	}
}

func TestSums(t *testing.T) {
	got := string(sums(map[string][]byte{"b.zip": []byte("b"), "a.tar.gz": nil}))
	want := "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a.tar.gz\n3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d  b.zip\n"
	if got != want || strings.Count(got, "\n") != 2 {
		t.Errorf("%s", got)
	}
}

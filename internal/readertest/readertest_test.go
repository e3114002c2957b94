// Package readertest reads what the sample site gives to programs as others
// do, with tools that know nothing of Banbao: its data and their schemas with
// Ajv, its feeds with Feedsmith, what its pages say to search engines with
// jsonld.
//
// They are tools of development (npm ci); nothing of them is in the program.
// Where they or Node.js are missing the test skips and says so. With
// BANBAO_REQUIRE_NODE=1 that is a failure.
package readertest

import (
	"bytes"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"banbao/internal/build"
	"banbao/internal/outside"
)

// read is what the tools made of the files.
type read struct {
	Mistakes  []string            `json:"mistakes"`
	Feeds     map[string][]string `json:"feeds"` // ids of the entries
	Types     map[string]int      `json:"types"`
	Validated int                 `json:"validated"`
}

// TestSample has everything read that the sample gives to programs.
func TestSample(t *testing.T) {
	outside.NeedNode(t, "ajv", "ajv-formats", "feedsmith", "jsonld")
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.FixedZone("", 8*60*60))
	plan := build.Prepare(build.Request{FS: os.DirFS("../.."), Now: now, Version: "test"})
	if plan.Problems.HasErrors() {
		t.Fatal(plan.Problems)
	}
	files := map[string]string{}
	for _, f := range plan.Files {
		top, _, _ := strings.Cut(f.Path, "/")
		given := strings.HasPrefix(top, "feed") || top == "data" || top == "rankings" && path.Ext(f.Path) == ".json"
		says := slices.Contains([]string{"notices", "activities", "guides", "index.html"}, top)
		if ext := path.Ext(f.Path); given && ext != ".html" || says && ext == ".html" {
			var b bytes.Buffer
			if err := f.Write(&b); err != nil {
				t.Fatal(err)
			}
			files[f.Path] = b.String()
		}
	}
	var got read
	outside.Node(t, files, &got, "read.mjs")
	for _, m := range got.Mistakes {
		t.Error(m)
	}
	if got.Validated < 10 {
		t.Errorf("%d files of data were read", got.Validated)
	}
	for file, ids := range got.Feeds {
		if other := strings.TrimSuffix(file, ".xml") + ".json"; !slices.Equal(ids, got.Feeds[other]) && strings.HasSuffix(file, ".xml") {
			t.Errorf("%s holds %v, and %s %v", file, ids, other, got.Feeds[other])
		}
	}
	if len(got.Feeds["feed.xml"]) < 10 || len(got.Feeds["feeds/kind-publicity.json"]) == 0 {
		t.Errorf("the feeds hold too little: %v", got.Feeds)
	}
	for _, kind := range []string{"SpecialAnnouncement", "Article", "Event", "GovernmentService", "Organization", "BreadcrumbList"} {
		if got.Types["https://schema.org/"+kind] == 0 {
			t.Errorf("no page tells search engines of a %s: %v", kind, got.Types)
		}
	}
}

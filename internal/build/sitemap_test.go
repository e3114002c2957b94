package build

import (
	"bytes"
	"encoding/xml"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

// mapped are the addresses in a sitemap, as paths in the site.
func mapped(t *testing.T, sitemap []byte, base string) []string {
	t.Helper()
	var in struct {
		URL []struct {
			Loc string `xml:"loc"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal(sitemap, &in); err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, u := range in.URL {
		rest, own := strings.CutPrefix(u.Loc, base)
		path, err := url.PathUnescape(rest)
		if !own || err != nil {
			t.Errorf("the sitemap names %q", u.Loc)
			continue
		}
		if path == "" || strings.HasSuffix(path, "/") {
			path += "index.html"
		}
		paths = append(paths, path)
	}
	return paths
}

// TestSitemap: what the sitemap names is there, in both scripts, and one does
// not need to know of the archive to find the page of days.
func TestSitemap(t *testing.T) {
	plan := Prepare(sample(time.Date(2026, 11, 22, 9, 0, 0, 0, china)))
	written := keys(plan.Files)
	for _, f := range plan.Files {
		if f.Path != "sitemap.xml" {
			continue
		}
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		paths := mapped(t, b.Bytes(), plan.Site.BaseURL)
		for _, path := range paths {
			if _, there := written[path]; !there {
				t.Errorf("the sitemap names %s, which is not there", path)
			}
		}
		for _, path := range []string{"index.html", "archive/on.html", "zh-Hant/index.html", "zh-Hant/archive/on.html"} {
			if !slices.Contains(paths, path) {
				t.Errorf("the sitemap does not name %s", path)
			}
		}
		return
	}
	t.Error("the sample site has no sitemap")
}

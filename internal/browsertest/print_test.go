package browsertest

import (
	"regexp"
	"strconv"
	"testing"
)

var (
	pdfPage = regexp.MustCompile(`/Type\s*/Page\b`)
	pdfSize = regexp.MustCompile(`/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]`)
)

// TestPrint prints pages as a browser does. A4 is 595 × 842 points.
func TestPrint(t *testing.T) {
	b := open(t)
	for _, k := range kinds(t) {
		var most int
		switch k.name {
		case "notice-notice", "notice-announcement", "notice-urgent", "notice-reminder":
			most = 3
		case "guide", "notice-publicity", "calendar":
			most = 8
		case "ranking-stars": // with the reasons of every household
			most = 12
		default:
			continue
		}
		b.visit(site(t).http + k.path)
		pdf := b.pdf()
		if n := len(pdfPage.FindAll(pdf, -1)); n < 1 || n > most {
			t.Errorf("%s prints on %d sheets", k.path, n)
		}
		for _, m := range pdfSize.FindAllSubmatch(pdf, -1) {
			w, _ := strconv.ParseFloat(string(m[1]), 64)
			h, _ := strconv.ParseFloat(string(m[2]), 64)
			if min(w, h) < 594 || min(w, h) > 597 || max(w, h) < 841 || max(w, h) > 843 {
				t.Errorf("%s prints on %v × %v points", k.path, w, h)
			}
		}
	}
}

package papertest

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"banbao/internal/chrome"
	"banbao/internal/markdown"
)

var (
	pdfPage = regexp.MustCompile(`/Type\s*/Page\b`)
	pdfSize = regexp.MustCompile(`/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]`)
)

// TestPrint prints pages as a browser does. A4 is 595 × 842 points.
func TestPrint(t *testing.T) {
	t.Parallel()
	b := chrome.Open(t)
	for _, k := range chrome.Kinds(t) {
		var most int
		switch k.Name {
		case "notice-notice", "notice-announcement", "notice-urgent", "notice-reminder":
			most = 3
		case "guide", "notice-publicity", "calendar":
			most = 8
		case "ranking-stars": // with the reasons of every household
			most = 12
		default:
			continue
		}
		b.Visit(chrome.Site(t).HTTP + k.Path)
		pdf := b.PDF()
		if n := len(pdfPage.FindAll(pdf, -1)); n < 1 || n > most {
			t.Errorf("%s prints on %d sheets", k.Path, n)
		}
		for _, m := range pdfSize.FindAllSubmatch(pdf, -1) {
			w, _ := strconv.ParseFloat(string(m[1]), 64)
			h, _ := strconv.ParseFloat(string(m[2]), 64)
			if min(w, h) < 594 || min(w, h) > 597 || max(w, h) < 841 || max(w, h) > 843 {
				t.Errorf("%s prints on %v × %v points", k.Path, w, h)
			}
		}
	}
}

// TestPrintsLight prints pages of a reader who has dark colours, and of one who
// has chosen large type, in both themes: paper is white, and words are black.
func TestPrintsLight(t *testing.T) {
	t.Parallel()
	b := chrome.Open(t)
	home := chrome.Kinds(t)[0].Path
	for _, address := range []string{chrome.Site(t).HTTP + home, chrome.Site(t).HTTP + chrome.Urgent(t).Path(), chrome.Chalked(t, []string{home}) + home} {
		for _, elder := range []string{"?elder=0", "?elder=1"} {
			b.Visit(address + elder)
			_, err := chromedp.Call(b.Ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print", Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}})
			b.Must(err)
			if dark := chrome.Eval[[]string](b, `(() => {
				const rgb = (c) => (c.match(/[\d.]+/g) || []).map(Number), sum = (c) => rgb(c)[3] === 0 ? 765 : rgb(c)[0] + rgb(c)[1] + rgb(c)[2];
				const html = getComputedStyle(document.documentElement), out = [];
				if (sum(html.backgroundColor) < 700 || sum(getComputedStyle(document.body).backgroundColor) < 700) out.push("the ground is " + html.backgroundColor);
				document.querySelectorAll("main h1, main h2, main p, main td, main li").forEach((e) => {
					const c = getComputedStyle(e).color;
					if (e.checkVisibility() && sum(c) > 420 && !e.closest(".mark, .board, .flag, .alert, .urgent-box")) out.push("pale words: " + e.tagName + "." + e.className + " " + c);
				});
				return out;
			})()`); len(dark) > 0 {
				t.Errorf("%s%s: %q", address, elder, dark[:min(len(dark), 4)])
			}
		}
	}
}

// TestPrintWideTable puts a table of twelve columns, some with long words, on an
// upright sheet: no number may stand on two lines, and none beyond the edge.
func TestPrintWideTable(t *testing.T) {
	t.Parallel()
	b := chrome.Open(t)
	row := "| 新城花园小区南区11幢和沿街商铺 | 98.5 | 1,098.5 | 改好以后再来看一次 | 97.25 | −2.5 | 居民小组长当天来看过两次 | 12,098.5 | 99.75 分 | 通道已经清理完毕 | 90 % | 1 234.5 |\n"
	doc, err := markdown.New().Convert([]byte("| 楼院 | 楼道整洁"+strings.Repeat(" | 垃圾分类", 10)+" |\n|"+strings.Repeat("---|", 12)+"\n"+strings.Repeat(row, 3)), markdown.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range chrome.Kinds(t) {
		if k.Name == "notice-notice" {
			b.Visit(chrome.Site(t).HTTP + k.Path)
		}
	}
	const sheet = 658 // A4 less its margins, in CSS pixels
	b.Size(sheet, 930)
	b.Paper()
	broken := chrome.Eval[[]string](b, `(() => {
		document.querySelector(".body").innerHTML = `+strconv.Quote(doc.HTML)+`;
		return [...document.querySelectorAll(".body td")].filter(td => /\d/.test(td.textContent) && td.textContent.length < 10).filter(td => {
			const range = document.createRange();
			range.selectNodeContents(td);
			const lines = new Set([...range.getClientRects()].map(r => Math.round(r.bottom)));
			return lines.size > 1 || td.getBoundingClientRect().right > innerWidth + 0.5;
		}).map(td => td.textContent);
	})()`)
	if len(broken) > 0 {
		t.Errorf("on two lines or beyond the edge: %q", broken)
	}
}

package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	fontOf = regexp.MustCompile(`<fontspec id="(\d+)" size="[^"]*" family="([^"]*)"`)
	textOf = regexp.MustCompile(`<text [^>]*font="(\d+)">(.*?)</text>`)
)

// TestFacesByRole prints an official notice and a plain one, and looks in the
// PDF which face each of their words has: the title that of titles, headings
// 黑体 and 楷体, the text 仿宋, each cut from the face that check names.
func TestFacesByRole(t *testing.T) {
	dir := smallSite(t)
	text := "+++\ntitle = \"关于消防自查的通知\"\nkind = \"notice\"\nsheet = \"official\"\nto = \"各居民小组\"\ndate = 2026-11-20\nuntil = 2026-11-28\nissuer = \"新城社区居民委员会\"\n+++\n" +
		"现将自查安排通知如下。\n\n一、自查范围\n\n楼道和车棚都看。\n\n（一）楼道怎么看。\n\n杂物一律清走。\n"
	plain := strings.Replace(strings.Replace(text, "sheet = \"official\"\n", "", 1), "一、自查范围", "## 自查范围", 1)
	for name, text := range map[string]string{"o": text, "p": plain} {
		if err := os.WriteFile(filepath.Join(dir, "content", "notices", name+".md"), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	code, said, stderr := run(t, dir, "check", "--clock", "2026-11-22")
	if code == exitUsage {
		t.Fatal(said, stderr)
	}
	for name, want := range map[string]map[string]string{
		"o": {"关于消防自查的通知": "biaosong", "现将自查安排": "fangsong", "一、自查范围": "heiti", "（一）楼道怎么看": "kaiti", "杂物一律清走": "fangsong", "各居民小组": "fangsong", "新城社区居民委员会": "fangsong"},
		"p": {"关于消防自查": "song-bold", "自查范围": "song-bold", "楼道和车棚都看": "hei", "各居民小组": "hei-bold"},
	} {
		at := filepath.Join(dir, name+".pdf")
		if code, stdout, stderr := run(t, dir, "print", name, "--clock", "2026-11-22", "--one", at); code != 0 {
			t.Fatal(stdout, stderr)
		}
		xml := poppler(t, "pdftohtml", "-xml", "-stdout", "-i", "-fontfullname", at)
		family := map[string]string{}
		for _, m := range fontOf.FindAllStringSubmatch(xml, -1) {
			family[m[1]] = m[2]
		}
		for words, role := range want {
			found := false
			for _, m := range textOf.FindAllStringSubmatch(xml, -1) {
				line := squeezed(tag.ReplaceAllString(m[2], ""))
				if !strings.Contains(line, words) {
					continue
				}
				found = true
				_, face, _ := strings.Cut(family[m[1]], "+")
				own, as, _ := strings.Cut(face, "-")
				if as != role {
					t.Errorf("%s: %q stands in %q, not in that of %s", name, words, family[m[1]], role)
				}
				if own == "" || !strings.Contains(strings.NewReplacer(" ", "", "-", "").Replace(said), own) {
					t.Errorf("%s: %q stands in %q, of which check says nothing:\n%s", name, words, own, said)
				}
			}
			if !found {
				t.Errorf("%s: there is no %q:\n%s", name, words, xml)
			}
		}
	}
}

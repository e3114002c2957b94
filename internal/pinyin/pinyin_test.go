package pinyin

import (
	"cmp"
	"flag"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	gopinyin "github.com/mozillazg/go-pinyin"
)

var update = flag.Bool("update", false, "make readings.txt anew from go-pinyin")

// usual are readings that matter more on a notice board than in a dictionary.
var usual = map[rune]string{'幢': "zhuang", '厦': "sha", '薄': "bo"}

// The table is what go-pinyin says of every common character.
func TestReadingsAreGoPinyins(t *testing.T) {
	bySyllable := map[string]string{}
	for r := rune(0x3007); r <= 0x9fff; r++ {
		if r > 0x3007 && r < 0x4e00 {
			continue
		}
		syllable := usual[r]
		if made := gopinyin.LazyPinyin(string(r), gopinyin.NewArgs()); syllable == "" && len(made) == 1 {
			syllable = made[0]
		}
		if plain.MatchString(syllable) {
			bySyllable[syllable] += string(r)
		}
	}
	var table strings.Builder
	for _, syllable := range slices.Sorted(maps.Keys(bySyllable)) {
		table.WriteString(syllable + " " + bySyllable[syllable] + "\n")
	}
	if *update {
		if err := os.WriteFile("readings.txt", []byte(table.String()), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if table.String() != readings {
		t.Error("readings.txt is not what go-pinyin gives; run with -update and read the diff")
	}
}

var plain = regexp.MustCompile(`^[a-z]+$`)

func TestWordsAreWellFormed(t *testing.T) {
	seen := map[string]bool{}
	for line := range strings.Lines(wordList) {
		f := strings.Fields(line)
		if len(f)-1 != utf8.RuneCountInString(f[0]) {
			t.Errorf("%q: not a syllable for each character", line)
		}
		if seen[f[0]] {
			t.Errorf("%s is there twice", f[0])
		}
		seen[f[0]] = true
		for _, s := range f[1:] {
			if !strings.Contains("\n"+readings, "\n"+s+" ") {
				t.Errorf("%s: no character is read %s", f[0], s)
			}
		}
	}
}

func TestSlug(t *testing.T) {
	for name, want := range map[string]string{
		"消防演练":              "xiaofang-yanlian",
		"重阳节":               "chongyangjie",
		"重庆路":               "chongqinglu",
		"银行卡防骗":             "yinhang-kafangpian",
		"厦门来的长者":            "xiamen-laide-zhangzhe",
		"行政调解":              "xingzheng-tiaojie",
		"会计公示":              "kuaiji-gongshi",
		"绿色旅行":              "lvse-lvxing",
		"长江路5幢停水":           "changjianglu-5zhuang-tingshui",
		"家长会":               "jiazhanghui",
		"民乐队排练":             "minyue-duipailian",
		"音乐会":               "yinyuehui",
		"11·9消防日":           "11-9-xiaofangri",
		"2026年三季度":          "2026nian-sanjidu",
		"Ａ４纸":               "a4-zhi",
		"Wi-Fi 免费":          "wi-fi-mianfei",
		"a/b\\c:d*e?f\"g|h": "a-b-c-d-e-f-g-h",
		"../../etc/passwd":  "etc-passwd",
		"100%":              "100",
		"〇号楼":               "linghaolou",
		"#?%/":              "",
		"":                  "",
		"😀":                 "",
		"今冬家庭用火用电安全入户检查的通知和安排": "jindong-jiating-yonghuo-yongdian",
		strings.Repeat("a", 99): strings.Repeat("a", 36),
	} {
		if got := Slug(name); got != want {
			t.Errorf("Slug(%q) = %q, want %q", name, got, want)
		}
	}
}

func FuzzSlug(f *testing.F) {
	for _, s := range []string{"消防演练", "A4纸", "#?%/", "\xff\xfe", "重", "银行\x00卡"} {
		f.Add(s)
	}
	good := regexp.MustCompile(`^([a-z0-9]+(-[a-z0-9]+)*)?$`)
	f.Fuzz(func(t *testing.T, s string) {
		if got := Slug(s); !good.MatchString(got) || len(got) > 40 {
			t.Errorf("Slug(%q) = %q", s, got)
		}
	})
}

func BenchmarkSlug(b *testing.B) {
	for b.Loop() {
		Slug("今冬家庭用火用电安全入户检查")
	}
}

func TestInitials(t *testing.T) {
	for name, want := range map[string]string{
		"低保申请":    "d b s q",
		"居住证":     "j z z",
		"人民调解":    "r m td jx",
		"重阳节":     "cz y j",
		"银行卡":     "y hx kq",
		"A4纸，领取":  "a 4 z - l q",
		"𠮷":       "-",
		"会计":      "kh j",
		"医疗和养老保险": "y l h y l b x",
	} {
		var got []string
		for _, s := range Initials(name) {
			if s == "" {
				s = "-"
			}
			got = append(got, s)
		}
		if len(got) != utf8.RuneCountInString(name) || strings.Join(got, " ") != want {
			t.Errorf("%s: %s, want %s", name, strings.Join(got, " "), want)
		}
	}
}

func TestSyllables(t *testing.T) {
	for name, want := range map[string]string{
		"低保申请":   "di bao shen qing",
		"重阳节":    "chong yang jie",
		"Ａ4纸，领取": "a 4 zhi - ling qu",
	} {
		var got []string
		for _, s := range Syllables(name) {
			got = append(got, cmp.Or(s, "-"))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %s, want %s", name, strings.Join(got, " "), want)
		}
	}
}

// FuzzInitials: every sign has its syllable and the letters it can be typed by,
// the first of them that of its syllable; all is small ASCII.
func FuzzInitials(f *testing.F) {
	for _, s := range []string{"低保申请", "调解重阳", "A4纸，领取", "\xff报", "ＡＢ１", "𠮷", "银行", "İı"} {
		f.Add(s)
	}
	f.Add(strings.Repeat("\xd1", 5000)) // took seconds
	ascii := regexp.MustCompile(`^[a-z0-9]*$`)
	f.Fuzz(func(t *testing.T, s string) {
		syllables, initials := Syllables(s), Initials(s)
		if n := utf8.RuneCountInString(s); len(syllables) != n || len(initials) != n {
			t.Fatalf("%q of %d signs has %d syllables and %d initials", s, n, len(syllables), len(initials))
		}
		for i, sound := range syllables {
			if !ascii.MatchString(sound) || !ascii.MatchString(initials[i]) {
				t.Errorf("%q is read %q, typed %q", s, sound, initials[i])
			}
			if sound == "" != (initials[i] == "") || sound != "" && sound[0] != initials[i][0] {
				t.Errorf("%q: %q is typed %q", s, sound, initials[i])
			}
		}
	})
}

package privacy

import (
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"strings"
	"testing"
)

// maker makes personal data of nobody: regions that do not exist (…99),
// numbers of blocks that are not given out (…0000…), names put together.
type maker struct{ rand *rand.Rand }

func (m maker) digits(n int) string {
	var b strings.Builder
	for range n {
		b.WriteByte(byte('0' + m.rand.IntN(10)))
	}
	return b.String()
}

// pick gives one of the words, parted by spaces.
func (m maker) pick(words string) string {
	all := strings.Fields(words)
	return all[m.rand.IntN(len(all))]
}

// identity makes an identity number whose check digit is an X, or is not.
func (m maker) identity(province string, x bool) string {
	for {
		if province == "" {
			province = m.pick("11 32 33 34 37 41 44 51 65")
		}
		body := province + m.pick("0199 0299 1099") + m.day(true) + m.digits(3)
		check := checkDigitOf(body)
		if (check == "X") == x {
			return body + check
		}
	}
}

// checkDigitOf computes the digit by the weights of the standard, another way
// than the package does.
func checkDigitOf(body string) string {
	sum := 0
	for i, w := range []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += int(body[i]-'0') * w
	}
	return strings.Split("1 0 X 9 8 7 6 5 4 3 2", " ")[sum%11]
}

func (m maker) day(century bool) string {
	day := fmt.Sprintf("%02d%02d%02d", 30+m.rand.IntN(70), 1+m.rand.IntN(12), 1+m.rand.IntN(28))
	if century {
		return "19" + day
	}
	return day
}

func (m maker) card(prefix string, n int) string {
	body := prefix + m.digits(n-len(prefix)-1)
	for check := '0'; ; check++ {
		if luhn([]byte(body + string(check))) {
			return body + string(check)
		}
	}
}

const madeSurnames = "王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢 韩 唐 冯 于 董 萧 程 曹 袁 邓 许 傅 沈 曾 彭 吕"
const madeGiven = "伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 超 霞 刚 桂 兰 梅 英 华 玉 萍 红 鹏 宇 浩 轩 涵 怡 欣 诺 梓 晨"

// value makes what stands in a slot {kind}.
func (m maker) value(kind string) string {
	switch kind {
	case "id":
		return m.identity("", false)
	case "idx":
		return m.identity("", true)
	case "id81", "id83":
		return m.identity(kind[2:], false)
	case "cert":
		return m.identity("", false) + "43"
	case "id15":
		return m.pick("11 32 33 34") + "0199" + m.day(false) + m.digits(3)
	case "mobile":
		return m.pick("13 15 17 18 19") + m.digits(1) + "0000" + m.digits(4)
	case "card19":
		return m.card("62", 19)
	case "card16":
		return m.card("62", 16)
	case "visa":
		return m.card("4", 16)
	case "card17", "card18":
		return "10" + m.digits(int(kind[4]-'0')*10+int(kind[5]-'0')-2)
	case "p5":
		return m.digits(5)
	case "mail":
		return m.pick("zhang li.hong wang_fang mei2 a.b-c") + m.digits(2) + "@" + m.pick("mail.example.com post.example.cn 163.example.com")
	case "maildot":
		return "laowu" + m.digits(3) + "＠post．example．com"
	case "wx":
		return m.pick("wxid_ laozhang- mm_ sunny Li_Hong") + m.digits(5)
	case "name2":
		return m.pick(madeSurnames) + m.pick(madeGiven)
	case "name3":
		return m.pick(madeSurnames) + m.pick(madeGiven) + m.pick(madeGiven)
	case "name4":
		return m.pick("欧阳 上官 诸葛 司徒 慕容") + m.pick(madeGiven) + m.pick(madeGiven)
	}
	if kind[0] == 'd' {
		var n int
		fmt.Sscan(kind[1:], &n)
		return "1" + m.digits(n-1)
	}
	panic("no such kind: " + kind)
}

// write writes digits as somebody would.
func write(value, writing string) string {
	by := func(row string) string {
		to := []rune(row)
		return strings.Map(func(r rune) rune {
			switch {
			case r >= '0' && r <= '9' && len(to) == 10:
				return to[r-'0']
			}
			return r
		}, value)
	}
	split := func(mark string, sizes ...int) string {
		if len(sizes) == 0 {
			switch n := len(value); {
			case n == 11:
				sizes = []int{3, 4, 4}
			case value[0] == '6' && n > 15, n == 16:
				sizes = []int{4, 4, 4, 4, 3}
			default:
				sizes = []int{6, 8, 4}
			}
		}
		var parts []string
		rest := value
		for _, n := range sizes {
			n = min(n, len(rest))
			parts = append(parts, rest[:n])
			rest = rest[n:]
		}
		if rest != "" {
			parts = append(parts, rest)
		}
		return strings.TrimRight(strings.Join(parts, mark), mark)
	}
	switch writing {
	case "", "plain":
		return value
	case "lower":
		return strings.ToLower(value)
	case "full":
		return strings.ReplaceAll(by("０１２３４５６７８９"), "X", "Ｘ")
	case "han":
		return by("〇一二三四五六七八九")
	case "yao":
		return by("零幺二三四五六七八九")
	case "formal":
		return by("零壹贰叁肆伍陆柒捌玖")
	case "circled":
		return by("⓪①②③④⑤⑥⑦⑧⑨")
	case "space":
		return split(" ")
	case "hyphen":
		return split("-")
	case "dot":
		return split(".")
	case "middle":
		return split("·")
	case "under":
		return split("_")
	case "zero":
		return split("\u200b")
	case "nbsp":
		return split("\u00a0")
	case "wide":
		return split("　")
	case "mixed":
		return strings.Replace(split(" - "), " - ", "　", 1)
	case "single":
		return strings.Join(strings.Split(value, ""), " ")
	case "pairs":
		return split(" ", 2, 2, 2, 2, 2, 1)
	case "five":
		return split(" ", 5, 3, 3)
	case "four":
		return split(" ", 4, 4, 3)
	case "onedot":
		return split(".", 3)
	case "onemiddle":
		return split("·", 3)
	case "handot":
		return write(split(".", 3), "han")
	case "bold":
		half := len(value) / 2
		return value[:half] + "**" + value[half:]
	}
	panic("no such writing: " + writing)
}

var slot = regexp.MustCompile(`\{([a-z]+[0-9]*)(?:/([a-z]+))?\}`)

// make fills the slots of a line.
func (m maker) make(line string) string {
	return slot.ReplaceAllStringFunc(line, func(s string) string {
		parts := slot.FindStringSubmatch(s)
		return write(m.value(parts[1]), parts[2])
	})
}

// TestMade keeps the lines in testdata what their templates make: each is used
// twice.
func TestMade(t *testing.T) {
	sameMade(t, "templates.txt", "true.txt", 2026)
	sameMade(t, "templates_held.txt", "true_held.txt", 2027)
	sameMade(t, "templates_third.txt", "true_third.txt", 2028)
}

func sameMade(t *testing.T, templates, made string, seed uint64) {
	t.Helper()
	m := maker{rand.New(rand.NewPCG(8, seed))}
	var b strings.Builder
	b.WriteString("# made from " + templates + " by go test -update; personal data of nobody\n")
	for _, line := range lines(t, templates) {
		for range 2 {
			b.WriteString(m.make(line) + "\n")
		}
	}
	if *update {
		if err := os.WriteFile("testdata/"+made, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile("testdata/" + made)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != b.String() {
		t.Errorf("testdata/%s is not what %s makes; run go test ./internal/privacy -update", made, templates)
	}
}

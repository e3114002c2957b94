package markdown

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// words writes running text. Telephone numbers and numbers with their unit
// stay on one line: 027-8888 1234, 30 分钟, 5 000 元. A span does it, so that
// what is copied, counted and searched is what was written.
func (p *page) words(text []byte) {
	if p.unbroken > 0 {
		p.out = appendText(p.out, text)
		return
	}
	for {
		start, end := nextWhole(text)
		if start < 0 {
			p.out = appendText(p.out, text)
			return
		}
		p.out = appendText(p.out, text[:start])
		p.str(`<span class="nb">`)
		p.out = appendText(p.out, text[start:end])
		p.str("</span>")
		text = text[end:]
	}
}

// longestWhole is how much may stay on one line, in half widths; it must fit
// on a phone with large type.
const longestWhole = 20

// nextWhole finds the next piece that shall not break; start is -1 if there is
// none.
func nextWhole(text []byte) (start, end int) {
	for i := 0; i < len(text); {
		if !digit(text[i]) {
			i++
			continue
		}
		if i == 0 || !asciiAlnum(text[i-1]) && strings.IndexByte(`./_-&#\`, text[i-1]) < 0 {
			from, to := quantity(text, i)
			if i < 2 || text[i-1] != ' ' || !digit(text[i-2]) { // the end of a longer number is none
				if callFrom, callTo := telephone(text, i); callTo >= to {
					from, to = callFrom, callTo
				}
			}
			if to > i {
				return from, to
			}
		}
		i += digits(text[i:])
	}
	return -1, -1
}

func digit(b byte) bool { return b >= '0' && b <= '9' }

// digits measures the digits that text begins with.
func digits(text []byte) int {
	n := 0
	for n < len(text) && digit(text[n]) {
		n++
	}
	return n
}

// telephone finds a telephone number of several parts at the digits at i, with
// its bracket or plus sign and its extension: 027-8888 1234, （0571）8888 8888,
// +86 138 0000 0000, 400-800-8820, 8888-1234 转 801. to is 0 if there is none.
func telephone(text []byte, i int) (from, to int) {
	from = i
	closing := closingFor(text[:i])
	abroad := i > 0 && text[i-1] == '+'
	number := make([]byte, 0, 14) // digits only
	parts := make([]int, 0, 8)
	for at := i; ; {
		n := digits(text[at:])
		if len(number)+n > 14 {
			break
		}
		number, parts = append(number, text[at:at+n]...), append(parts, n)
		at += n
		if dialled(string(number), parts, abroad) {
			to = at
		}
		next := at
		if closing != "" && len(parts) == 1 && bytes.HasPrefix(text[at:], []byte(closing)) {
			from = i - len(closing)
			next += len(closing)
		}
		if next < len(text) && (text[next] == ' ' || next == at && text[next] == '-') {
			next++
		}
		if next == at || next == len(text) || !digit(text[next]) {
			break
		}
		at = next
	}
	if to == 0 {
		return i, 0
	}
	if abroad {
		from--
	}
	if more := afterwards(text[to:]); width(text[from:to+more]) <= longestWhole {
		to += more
	}
	return from, to
}

// closingFor is the bracket that closes the one that text ends with.
func closingFor(text []byte) string {
	switch {
	case bytes.HasSuffix(text, []byte("(")):
		return ")"
	case bytes.HasSuffix(text, []byte("（")):
		return "）"
	}
	return ""
}

// dialled tells whether digits in such parts are a telephone number in China;
// one from abroad begins with the number of the country.
func dialled(number string, parts []int, abroad bool) bool {
	if len(parts) < 2 || parts[len(parts)-1] < 3 {
		return false
	}
	if abroad {
		number = number[parts[0]:]
		if number[0] != '1' || number[1] < '3' {
			number = "0" + number
		}
	}
	switch {
	case number[0] == '0':
		return len(number) >= 10 && len(number) <= 12 && number[1] != '0'
	case number[0] == '1':
		return len(number) == 11 && number[1] >= '3'
	case strings.HasPrefix(number, "400"), strings.HasPrefix(number, "800"):
		return len(number) == 10
	}
	local := len(parts) == 2 && (parts[0] == 3 || parts[0] == 4) && parts[1] == 4
	years := parts[0] == 4 && strings.HasPrefix(number, "20")
	return local && !years && number[0] != '9'
}

// afterwards measures what is dialled afterwards: 转 801, 转801.
func afterwards(text []byte) int {
	for _, word := range []string{"转", "分机"} {
		rest := bytes.TrimPrefix(text, []byte(" "))
		if !bytes.HasPrefix(rest, []byte(word)) {
			continue
		}
		rest = bytes.TrimPrefix(rest[len(word):], []byte(" "))
		if n := digits(rest); n > 0 && n <= 6 {
			return len(text) - len(rest) + n
		}
	}
	return 0
}

// units are what is counted and measured on a notice board, by their first
// character.
var units = byFirst(`
	个工作日 工作日 个自然日 自然日 个月 月 个小时 小时 个半小时 分钟 刻钟 秒钟 秒 年 年度 日 号 号楼 号院 天 周 周岁 岁 时 点 分 届 期 季度
	元 万元 亿元 角 块 折 积分 颗
	人 人次 名 位 户 家 个 件 份 张 页 次 遍 场 项 条 款 种 类 组 批 套 台 辆 部 支 只 本 册 袋 箱 瓶 盒 桶 把 块 片 棵 盏 处 间 座 倍 成
	幢 栋 楼 层 单元 室 门 弄 路
	平方米 平方公里 立方米 米 公里 千米 厘米 毫米 亩 公斤 千克 克 吨 斤 升 毫升 度 摄氏度 千瓦时 千瓦 瓦 伏 兆
	% ‰ ℃ °C ㎡ m² m³ km m cm mm kg g mg t L mL ml KB MB GB TB kWh kW W V A min h s
`)

func byFirst(words string) map[string][]string {
	m := map[string][]string{}
	for _, w := range strings.Fields(words) {
		_, size := utf8.DecodeRuneInString(w)
		m[w[:size]] = append(m[w[:size]], w)
	}
	return m
}

// quantity finds a number with its unit, or several in a row, at the digits at
// i: 30 分钟, 5 000 元, 10~20 元, 第 3 次, 2026年11月22日. A number in groups of three
// needs no unit. to is 0 if there is none.
func quantity(text []byte, i int) (from, to int) {
	from = i
	for _, before := range []string{"第", "第 "} {
		if bytes.HasSuffix(text[:i], []byte(before)) {
			from = i - len(before)
		}
	}
	for at := i; at < len(text) && digit(text[at]); {
		n, grouped := number(text[at:])
		u := unit(text[at+n:])
		if u == 0 && !grouped || width(text[from:at+n+u]) > longestWhole {
			break
		}
		at += n + u
		to = at
		if u == 0 {
			break
		}
	}
	if to > 0 && !breaks(text[from:to]) {
		return from, 0
	}
	return from, to
}

// breaks tells whether a browser could break a piece at all: 50% and 5kg it
// leaves whole.
func breaks(text []byte) bool {
	return bytes.ContainsFunc(text, func(r rune) bool { return r == ' ' || r == '-' || r >= utf8.RuneSelf })
}

// number measures 30, 1.5, 1,000, 5 000, 9:30 and 10~20. It gives up on what is
// longer than any number, so that a text of nothing else is read once.
func number(text []byte) (n int, grouped bool) {
	first := digits(text)
	for n = first; n < len(text) && n <= 2*longestWhole; {
		_, size := utf8.DecodeRune(text[n:])
		sign, more := string(text[n:n+size]), digits(text[n+size:])
		switch {
		case more == 0:
			return n, grouped
		case sign == " " && more == 3 && first <= 3:
			grouped = true
		case sign == " " || !strings.Contains(".,:：-–—~～至", sign):
			return n, grouped
		}
		n += size + more
	}
	return n, grouped
}

// unit measures a space, if there is one, and the longest unit behind it.
func unit(text []byte) int {
	rest := bytes.TrimPrefix(text, []byte(" "))
	longest := 0
	_, size := utf8.DecodeRune(rest)
	for _, u := range units[string(rest[:size])] {
		if len(u) > longest && bytes.HasPrefix(rest, []byte(u)) && !(asciiAlnum(u[len(u)-1]) && len(rest) > len(u) && asciiAlnum(rest[len(u)])) {
			longest = len(u)
		}
	}
	if longest == 0 {
		return 0
	}
	return len(text) - len(rest) + longest
}

// width measures text in half widths.
func width(text []byte) int {
	w := 0
	for _, r := range string(text) {
		w += halves(r)
	}
	return w
}

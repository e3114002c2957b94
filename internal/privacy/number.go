package privacy

import "strings"

// mostDigits is how many digits of one number are looked at: more than the
// longest kind has (20 of a disability certificate), so that a longer one is
// told from it.
const mostDigits = 22

// mostRun is how many digits are read at once: several numbers may stand one
// behind the other with nothing between them but what may part one number.
const mostRun = 3 * mostDigits

// number is the digits from a group of digits on, across whatever may stand
// between them. Digits are counted from 0 at the group that is looked at.
type number struct {
	base  int // the digit of the run that is digit 0
	count int // of digits in the run
	value [mostRun]byte
	start [mostRun]int   // where the digit starts in the text
	end   [mostRun]int   // where it ends
	parts [mostRun]class // what stands before the digit, 0 where nothing does
	open  bool           // more digits would follow
	cue   int8           // 1 if a word for a card stands before the run, -1 if not, 0 as long as nobody asked
}

// mostGap is how many characters may part two digits of one number.
const mostGap = 5

// read reads the run that starts at i, where a digit is.
func (num *number) read(s string, i int) {
	num.base, num.count, num.open, num.cue = 0, 0, false, 0
	var before class
	skipped := 0
	for i < len(s) && skipped <= mostGap {
		c, size := classOf(s, i)
		switch {
		case c.isDigit():
			if num.count == mostRun {
				num.open = true
				return
			}
			k := num.count
			num.value[k], num.start[k], num.end[k], num.parts[k] = c.value(), i, i+size, before
			num.count++
			before, skipped = 0, 0
		case c == unseen:
			if before == 0 { // it belongs to the digit, as the frame of a keycap does
				num.end[num.count-1] = i + size
			}
			skipped++
		case c.isGap():
			before = max(before, c)
			skipped++
		default:
			return
		}
		i += size
	}
}

// n is how many digits there are from the group on.
func (num *number) n() int { return num.count - num.base }

// from and to give where a digit starts and ends, digit what it is, gap what
// stands before it, text the digits [i, j).
func (num *number) from(i int) int       { return num.start[num.base+i] }
func (num *number) to(i int) int         { return num.end[num.base+i] }
func (num *number) digit(i int) byte     { return num.value[num.base+i] }
func (num *number) gap(i int) class      { return num.parts[num.base+i] }
func (num *number) text(i, j int) []byte { return num.value[num.base+i : num.base+j] }

// next goes on to the next group of digits, at the place or behind it.
func (num *number) next(place int) bool {
	for k := num.base + 1; k < num.count; k++ {
		if num.parts[k] != 0 && num.start[k] >= place {
			num.base = k
			return true
		}
	}
	return false
}

// ends tells whether a group of digits ends before digit k.
func (num *number) ends(k int) bool {
	return k == num.n() && !num.open || k < num.n() && num.gap(k) != 0
}

// shape writes the lengths of the groups of digits [from, to) and tells what
// stands between them: 0 where there is but one group, the kind of gap where
// all are of one, and mixed otherwise.
func (num *number) shape(from, to int, groups []byte) (shape []byte, kind class) {
	length := byte(1)
	for k := from + 1; k < to; k++ {
		g := num.gap(k)
		if g == 0 {
			length++
			continue
		}
		groups = append(groups, '0'+length)
		length = 1
		if kind == 0 {
			kind = g
		} else if kind != g {
			kind = mixed
		}
	}
	return append(groups, '0'+length), kind
}

// mixed is the gap of a number that is parted in several ways.
const mixed = gap | 0xf

// surround is what stands about a place: the text before it and behind it, on
// the same line and not far.
type surround struct{ before, after string }

// reach is how many bytes of text a word may be away that tells what a number
// is: sixteen characters.
const reach = 48

func around(s string, start, end int) surround {
	before := s[max(0, start-reach):start]
	if k := strings.LastIndexAny(before, "\n。；;"); k >= 0 {
		before = before[k+1:]
	}
	after := s[end:min(len(s), end+reach)]
	if k := strings.IndexAny(after, "\n。；;"); k >= 0 {
		after = after[:k]
	}
	return surround{before, after}
}

// lastOf gives where the last of the words stands in a text, or -1.
func lastOf(text string, words []string) int {
	last := -1
	for _, w := range words {
		last = max(last, strings.LastIndex(text, w))
	}
	return last
}

// says tells whether one of the words stands in a text.
func says(text string, words []string) bool { return lastOf(text, words) >= 0 }

// notPersonal are words before a number that is a thing's.
var notPersonal = []string{
	"订单", "单号", "考号", "准考证", "学号", "编号", "流水", "工单", "条码", "货号", "型号", "批号", "文号", "发票", "序列号", "版本", "合同号", "案号", "代码", "备案",
	"许可证", "登记证", "取件码", "物料", "资产", "税号", "识别号", "批准文号", "项目号", "设备号", "表号", "户号", "ISBN", "ISSN", "isbn",
	"坐标", "经度", "纬度", "东经", "北纬", "校验", "哈希", "MD5", "SHA", "No.", "NO.", "№",
}

var (
	identityWords = []string{"身份证", "证件", "公民身份", "身份号码", "居民证", "ID"}
	phoneWords    = []string{"电话", "手机", "联系", "致电", "微信", "tel", "Tel", "TEL", "拨打", "号码"}
	cardWords     = []string{"卡号", "账号", "帐号", "账户", "帐户", "开户", "银行卡", "存折", "打款", "汇款", "工行", "农行", "建行", "中行", "农商行", "信用社", "储蓄"}
)

// thing tells whether a number is a thing's: the last word before it that says
// what it is says so.
func (w surround) thing(unless []string) bool {
	t := lastOf(w.before, notPersonal)
	return t >= 0 && t > lastOf(w.before, unless)
}

// findNumber tries every kind on the number that starts at i, and gives where
// to look on.
func (s *scan) findNumber(i int) int {
	if end := shortGroup(s.text, i); end > 0 {
		return end
	}
	num := &s.num
	num.read(s.text, i)
	for {
		from := num.from(0)
		if num.open && num.base > 0 && num.n() < mostDigits {
			return from // read on from here
		}
		end := s.oneNumber()
		if !num.next(max(end, from+1)) {
			break
		}
	}
	end := num.end[num.count-1]
	for num.open && end < len(s.text) { // the rest of a group that is too long for any number
		c, size := classOf(s.text, end)
		if !c.isDigit() && c != unseen {
			break
		}
		end += size
	}
	return max(end, s.reached)
}

// oneNumber tries every kind of number on the digits from a group on, and
// gives where the one ends that it finds, or 0.
func (s *scan) oneNumber() int {
	end, ok := s.hyphenated()
	if !ok && s.num.n() >= 7 {
		if end, ok = s.identity(); !ok {
			end, ok = s.mobile()
		}
		if !ok {
			end, ok = s.card()
		}
		if !ok {
			end, ok = s.document()
		}
	}
	if !ok {
		return 0
	}
	s.reached = end
	return end
}

// shortGroup gives the end of a group of fewer than seven ASCII digits that
// nothing joins to another; most digits stand so.
func shortGroup(s string, i int) int {
	j := i
	for j < len(s) && s[j]-'0' <= 9 {
		j++
	}
	if j == i || j-i >= 7 {
		return 0
	}
	if j == len(s) || s[j] >= 0xe4 && s[j] <= 0xe9 && classAt(s, j) == 0 || s[j] < 0x80 && !classes[s[j]].isGap() {
		return j
	}
	return 0
}

func classAt(s string, i int) class {
	c, _ := classOf(s, i)
	return c
}

// add notes a finding unless it is allowed.
func (s *scan) add(rule Rule, start, end int, masked string, sure bool) {
	if len(s.allowed) > 0 {
		var room [64]byte
		if s.allowed[string(domestic(plain(room[:0], s.text[start:end])))] {
			return
		}
	}
	s.found = append(s.found, Finding{Rule: rule, Start: start, End: end, Masked: masked, Sure: sure})
}

// hidden is what stands where nothing of a number is shown.
const hidden = "（已隐去）"

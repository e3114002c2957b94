package privacy

import (
	"strings"
	"unicode/utf8"
)

// door finds an address that names the door, from the character that makes a
// number one of a building or a staircase: 3号楼2单元501室, 三栋五零一, 12弄3
// 号501室. The building may be told, so it stays. It gives where to look on.
func (s *scan) door(i, end int) int {
	start, ok := s.numberBefore(s.buildingMark(i))
	if !ok {
		return end
	}
	kept := end
	room := end
	staircase := strings.HasSuffix(s.text[:end], "单元")
	switch s.text[i:end] {
	case "弄":
		to, n := s.small(end)
		if n == 0 || !strings.HasPrefix(s.text[to:], "号") {
			return end
		}
		kept = to + len("号")
		room = kept
	case "室": // 18号501室
		if start, ok = s.numberedHouse(start); !ok {
			return end
		}
		kept = start + strings.Index(s.text[start:], "号") + len("号")
		return s.addDoor(start, kept, end, false)
	}
	room = skip(s.text, room, " 　-－—,，·") // 3号楼-2单元-501
	if !staircase {
		if to, found := s.staircase(room); found {
			staircase, room = true, skip(s.text, to, " 　-－—,，·")
		}
	} else {
		kept = start
	}
	to, ok := s.room(room, staircase)
	if !ok {
		return end
	}
	return s.addDoor(start, kept, to, staircase)
}

// addDoor notes an address unless it is an office's.
func (s *scan) addDoor(start, kept, end int, staircase bool) int {
	if s.office(start, end, staircase) {
		return end
	}
	counts := !staircase && strings.HasSuffix(s.text[:end], "户") // 6栋108户 may be how many there are
	s.add(Address, start, end, s.text[start:kept]+"某室", !counts)
	return end
}

// buildingMark gives where the mark of a building begins that has its last
// character at i: 楼 alone is a floor, 元 alone is money.
func (s *scan) buildingMark(i int) int {
	head := s.text[:i]
	switch {
	case strings.HasPrefix(s.text[i:], "楼"):
		for _, w := range [...]string{"号", "#", "＃", "号 "} {
			if strings.HasSuffix(head, w) {
				return i - len(w)
			}
		}
		return -1
	case strings.HasPrefix(s.text[i:], "元"):
		if !strings.HasSuffix(head, "单") {
			return -1
		}
		return i - len("单")
	}
	return i
}

// numberBefore gives where the number begins that ends at i: digits of any
// kind, 十, one letter, or one of 甲乙丙丁东西南北.
func (s *scan) numberBefore(i int) (start int, ok bool) {
	if i <= 0 {
		return 0, false
	}
	for i > 0 && s.text[i-1] == ' ' {
		i--
	}
	start = i
	for n := 0; start > 0 && n < 4; n++ {
		r, size := utf8.DecodeLastRuneInString(s.text[:start])
		if !classOfRune(r).isDigit() && r != '十' {
			break
		}
		start -= size
	}
	r, size := utf8.DecodeLastRuneInString(s.text[:start])
	if strings.ContainsRune("甲乙丙丁", r) || start == i && (strings.ContainsRune("东西南北", r) || classOfRune(r) == letter) {
		start -= size
	}
	return start, start < i
}

// numberedHouse gives where a house number begins that stands directly before
// a room's: 18号501室.
func (s *scan) numberedHouse(room int) (start int, ok bool) {
	head := strings.TrimRight(s.text[:room], " ")
	if !strings.HasSuffix(head, "号") {
		return 0, false
	}
	return s.numberBefore(len(head) - len("号"))
}

// staircase reads 2单元 or 2门 at i.
func (s *scan) staircase(i int) (end int, ok bool) {
	to, n := s.small(i)
	if n == 0 {
		r, size := utf8.DecodeRuneInString(s.text[i:])
		if !strings.ContainsRune("甲乙丙丁东西南北", r) && classOfRune(r) != letter {
			return 0, false
		}
		to = i + size
	}
	to = skip(s.text, to, " 　")
	for _, w := range [...]string{"单元", "门洞", "门", "梯"} {
		if strings.HasPrefix(s.text[to:], w) {
			return to + len(w), true
		}
	}
	return 0, false
}

// small reads a number of up to five digits at i and tells how many it has.
func (s *scan) small(i int) (end, digits int) {
	for i < len(s.text) && digits <= 5 {
		r, size := utf8.DecodeRuneInString(s.text[i:])
		if !classOfRune(r).isDigit() && r != '十' {
			break
		}
		i += size
		digits++
	}
	return i, digits
}

// sides tell the flats of one floor apart.
var sides = []string{"东户", "西户", "中户", "东室", "西室", "左户", "右户", "东首", "西首"}

// room reads a room at i: 501室, 501, 5楼501, 顶楼西户. Behind a building
// alone a bare number must be one of a room: a floor, and a flat up to 20.
func (s *scan) room(i int, staircase bool) (end int, ok bool) {
	for _, floor := range [...]bool{true, false} {
		at := i
		if floor {
			to, n := s.small(i)
			if strings.HasPrefix(s.text[i:], "顶") {
				to, n = i+len("顶"), 1
			}
			to = skip(s.text, to, " 　")
			if n == 0 || !strings.HasPrefix(s.text[to:], "楼") && !strings.HasPrefix(s.text[to:], "层") {
				continue
			}
			at = skip(s.text, to+len("楼"), " 　-－")
		}
		for _, w := range sides {
			if strings.HasPrefix(s.text[at:], w) {
				return at + len(w), true
			}
		}
		to, n := s.small(at)
		if n == 0 {
			return 0, false
		}
		if end, ok = s.roomMark(at, to, n, staircase || floor); ok {
			return end, true
		}
	}
	return 0, false
}

// counted are what a number counts or measures that is no room's.
const counted = "元人个米平年月日号:：名份处台度点%％户栋幢单楼层至到~～吨万千百十套辆盏次块根棵家小周天分时"

// roomMark tells whether the number at [at, to) is a room's by what follows.
func (s *scan) roomMark(at, to, digits int, staircase bool) (end int, ok bool) {
	mark := skip(s.text, to, " 　")
	rest := s.text[mark:]
	switch {
	case strings.HasPrefix(rest, "室"):
		return mark + len("室"), true
	case strings.HasPrefix(rest, "房") && digits >= 3:
		return mark + len("房"), true
	case strings.HasPrefix(rest, "户"):
		behind, _ := utf8.DecodeRuneInString(rest[len("户"):])
		return mark + len("户"), flat(s.text[at:to]) && (staircase || behind == utf8.RuneError || isBoundary(behind))
	case strings.HasPrefix(rest, "号"):
		return mark + len("号"), digits >= 3 && flat(s.text[at:to])
	}
	if digits < 3 || digits > 4 || !flat(s.text[at:to]) {
		return 0, false
	}
	if mark < len(s.text) {
		r, _ := utf8.DecodeRuneInString(rest)
		if strings.ContainsRune(counted, r) || classOfRune(r).isDigit() || classOfRune(r) == letter || mark == to && r < utf8.RuneSelf && strings.ContainsRune("-./", r) {
			return 0, false
		}
	}
	return to, true
}

// flat tells whether a number is one of a flat: its last two digits are 01 to
// 20 and a floor stands before them.
func flat(number string) bool {
	var d []int
	for _, r := range number {
		c := classOfRune(r)
		if !c.isDigit() {
			return false
		}
		d = append(d, int(c&0xf))
	}
	if len(d) < 3 || d[0] == 0 {
		return false
	}
	last := d[len(d)-2]*10 + d[len(d)-1]
	return last >= 1 && last <= 20
}

// skip goes over some of the characters, up to three.
func skip(text string, i int, chars string) int {
	for range 3 {
		r, size := utf8.DecodeRuneInString(text[i:])
		if size == 0 || !strings.ContainsRune(chars, r) {
			break
		}
		i += size
	}
	return i
}

var (
	estateEnds = []string{"苑", "园", "新村", "小区", "公寓", "家园", "花园", "里", "庭", "府", "居", "城", "湾", "庄", "坊", "区"}
	doorWords  = []string{"门牌", "房号", "住址", "地址", "家住", "住在", "户籍", "楼栋号"}
)

// hyphenated finds 3-2-501 and 3-501 where the number just read stands behind
// an estate or a word for an address, or before 室.
func (s *scan) hyphenated() (end int, ok bool) {
	num := &s.num
	if n := num.n(); n < 4 || num.gap(1) != hyphen && num.gap(2) != hyphen {
		return 0, false
	}
	for groups := 3; groups >= 2; groups-- {
		var room [mostDigits]byte
		for n := min(8, num.n()); n >= 4; n-- {
			if !num.ends(n) {
				continue
			}
			shape, kind := num.shape(0, n, room[:0])
			if len(shape) != groups || kind != hyphen || shape[groups-1] < '3' || shape[groups-1] > '4' || shape[0] > '2' || groups == 3 && shape[1] > '2' {
				continue
			}
			if start, end, ok := s.hyphenatedDoor(n, groups); ok {
				building := s.text[start:num.to(int(shape[0]-'1'))]
				s.add(Address, start, end, building+"幢某室", true)
				return end, true
			}
		}
	}
	return 0, false
}

// hyphenatedDoor tells whether the first n digits are an address.
func (s *scan) hyphenatedDoor(n, groups int) (start, end int, ok bool) {
	num := &s.num
	start, end = num.from(0), num.to(n-1)
	last := n
	for last > 0 && (last == n || num.gap(last) == 0) {
		last--
	}
	if !flat(s.text[num.from(last):end]) {
		return 0, 0, false
	}
	w := around(s.text, start, end)
	head := strings.TrimRight(w.before, " 　：:")
	named := says(w.before, doorWords) && groups == 3
	for _, e := range estateEnds {
		named = named || strings.HasSuffix(head, e)
	}
	for _, mark := range [...]string{"室", "号", "户"} {
		if strings.HasPrefix(w.after, mark) {
			end += len(mark)
			named = named || mark == "室"
		}
	}
	return start, end, named && !s.office(start, end, groups == 3)
}

var (
	officeBehind = []string{"物业", "社区", "居委", "警务", "服务", "党群", "办公", "会议", "活动", "卫生", "阅览", "网格", "大厅", "调解", "值班", "议事", "老年", "日间", "儿童之家", "志愿", "图书", "棋牌", "教室", "门市", "商铺"}
	officeBefore = []string{"中心", "服务站", "服务处", "卫生", "居委会", "党群", "办公", "活动地点", "大厅", "物业", "警务", "活动室", "会议", "窗口", "派出所", "驿站", "书屋"}
	officeBeside = []string{"社区", "街道", "地点", "学校", "医院", "食堂", "门卫", "居委"} // only where nothing parts them from the room
)

// office tells whether a room is one that people are asked to come to: its
// name stands in the same clause before, or directly behind. A staircase leads
// to homes, so there only what stands behind counts.
func (s *scan) office(start, end int, staircase bool) bool {
	w := around(s.text, start, end)
	behind := w.after[skip(w.after, 0, " 　（(，,"):]
	for _, word := range officeBehind {
		if strings.HasPrefix(strings.TrimPrefix(behind, "的"), word) {
			return true
		}
	}
	if staircase {
		return false
	}
	before := strings.TrimRight(w.before, "（(：: 　在于")
	for _, word := range officeBeside {
		if strings.HasSuffix(before, word) {
			return true
		}
	}
	if k := strings.LastIndexAny(before, "，,、|（(！!？?\t"); k >= 0 {
		before = before[k:]
	}
	return says(before, officeBefore)
}

package privacy

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaskNames hides part of each person's name, always in the same way: 张*, 李*明,
// 欧阳**, 阿***·买**, W*** W**. Several names in one are parted by 、 or ， or
// 和; a title and a remark in brackets stay behind the name, and so does 家. A
// name that is masked already stays as it is.
//
// What is no name that it understands comes back unchanged and not ok: it must
// not be shown.
func MaskNames(names string) (masked string, ok bool) {
	if !utf8.ValidString(names) { // its pieces could be put together to signs
		return names, false
	}
	var b strings.Builder
	ok = true
	for rest := names; ; {
		name, mark, after := cutName(rest)
		m, understood := maskOne(name)
		if !understood {
			ok = false
		}
		b.WriteString(m)
		b.WriteString(mark)
		if rest = after; mark == "" {
			break
		}
	}
	if !ok {
		return names, false
	}
	return b.String(), true
}

// cutName cuts the first name from a list of them, and what parts it from the
// next one; what stands in brackets parts nothing.
func cutName(list string) (name, mark, rest string) {
	depth := 0
	for i, r := range list {
		after := i + len(string(r))
		switch {
		case strings.ContainsRune("（(", r):
			depth++
		case strings.ContainsRune("）)", r):
			depth--
		case depth > 0:
		case strings.ContainsRune("、，,；;/／", r), r == '和' && isNames(list[:i]) && isNames(list[after:]):
			return list[:i], list[i:after], list[after:]
		}
	}
	return list, "", ""
}

// isNames tells whether 和 may stand before or behind a text, and not within a
// name: 李四和王和平 are two people.
func isNames(text string) bool {
	text, _ = cutTitle(strings.TrimSpace(text))
	return len([]rune(text)) >= 2
}

// titles are said behind a name and hide nothing.
var titles = []string{"老师", "同志", "先生", "女士", "阿姨", "师傅", "书记", "主任", "奶奶", "爷爷", "大妈", "大爷", "夫妇"}

// cutTitle cuts 老师 and 家 from the end of a name, as long as one is left.
func cutTitle(name string) (plain, title string) {
	plain = name
	for {
		cut := plain
		for _, t := range append([]string{"家"}, titles...) {
			if before, found := strings.CutSuffix(plain, t); found && strings.TrimSpace(before) != "" {
				cut = strings.TrimSpace(before)
				title = t + title
				break
			}
		}
		if cut == plain {
			return plain, title
		}
		plain = cut
	}
}

var (
	remark = regexp.MustCompile(`^([^（(]*)((?:（[^（）]*）|\([^()]*\))+)$`)
	dot    = regexp.MustCompile(`[·•・‧∙.．]`)
)

// maskOne masks one name.
func maskOne(name string) (masked string, ok bool) {
	name = strings.TrimSpace(name)
	rest := ""
	if m := remark.FindStringSubmatch(name); m != nil {
		name, rest = strings.TrimSpace(m[1]), m[2]
	}
	if isMasked(name) {
		return strings.ReplaceAll(name, "＊", "*") + rest, true
	}
	name, title := cutTitle(name)
	rest = title + rest
	switch {
	case name == "":
		return rest, rest == ""
	case title != "" && title != "家" && slices.Contains(compound, name):
		return name + rest, true // 欧阳老师 hides the name already
	case allHan(name):
		masked = maskHan(name)
	case allHan(dot.ReplaceAllString(name, "")):
		for _, part := range dot.Split(name, -1) {
			if part == "" {
				return name, false
			}
			masked += "·" + hide([]rune(part), 1)
		}
		masked = strings.TrimPrefix(masked, "·")
	case allHan(strings.Join(strings.Fields(name), "")):
		masked = maskSpaced(strings.Fields(name))
	default:
		masked, ok = maskLetters(name)
		return masked + rest, ok
	}
	return masked + rest, true
}

func isMasked(name string) bool { return strings.ContainsAny(name, "*＊×某") }

func allHan(name string) bool {
	return name != "" && !strings.ContainsFunc(name, func(r rune) bool { return !unicode.Is(unicode.Han, r) })
}

// compound are the surnames of two characters that are still common.
var compound = []string{"欧阳", "司马", "上官", "诸葛", "司徒", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯", "端木", "南宫", "长孙", "宇文",
	"呼延", "闻人", "赫连", "濮阳", "淳于", "申屠", "钟离", "鲜于", "闾丘", "司寇", "轩辕", "澹台", "万俟", "独孤", "纳兰", "拓跋", "完颜"}

// maskHan masks a name in Han characters. One of more than four is not a
// surname and a given name: only the first character stays.
func maskHan(name string) string {
	r := []rune(name)
	switch {
	case len(r) > 2 && len(r) <= 4 && slices.Contains(compound, string(r[:2])):
		return hide(r, 2)
	case len(r) == 3 || len(r) == 4:
		return hide(r[:len(r)-1], 1) + string(r[len(r)-1])
	}
	return hide(r, 1)
}

// hide leaves the first characters.
func hide(r []rune, keep int) string {
	return string(r[:keep]) + strings.Repeat("*", len(r)-keep)
}

// maskSpaced masks 李 明, a short name made as wide as a long one, and 张三
// 李四, who are two.
func maskSpaced(words []string) string {
	whole := strings.Join(words, "")
	short := func(w string) bool { return len([]rune(w)) < 2 }
	if slices.ContainsFunc(words, short) || len(words) == 2 && slices.Contains(compound, words[0]) {
		return maskHan(whole)
	}
	for i, w := range words {
		words[i] = maskHan(w)
	}
	return strings.Join(words, " ")
}

// maskLetters masks a name in an alphabet: the first letter of each word stays.
func maskLetters(name string) (string, bool) {
	var b strings.Builder
	first := true
	for _, r := range name {
		switch {
		case unicode.Is(unicode.Han, r):
			return name, false
		case unicode.IsLetter(r) && first:
			b.WriteRune(r)
			first = false
		case unicode.IsLetter(r):
			b.WriteByte('*')
		case strings.ContainsRune(" -.·'’", r):
			b.WriteRune(r)
			first = true
		default:
			return name, false
		}
	}
	return b.String(), true
}

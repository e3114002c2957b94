package proof

import (
	"bytes"
	"regexp"
	"strings"
)

// officialPhrases are words of offices, and what people say instead. A row is
// here only where the other word does as well in a notice; terms of law (公示,
// 受理, 申请人) are not.
var officialPhrases = []struct{ official, plain string }{
	{"予以", "给，或者不写"},
	{"届时", "到时候"},
	{"兹定于", "定在"},
	{"拟于", "打算在"},
	{"敬请", "请"},
	{"恳请", "请"},
	{"鉴于", "因为"},
	{"知悉", "知道"},
	{"周知", "都知道"},
	{"告知于", "告诉"},
	{"如遇", "碰到"},
	{"若遇", "碰到"},
	{"方可", "才可以"},
	{"均可", "都可以"},
	{"不得擅自", "不能自己"},
	{"有关事宜", "要办的事"},
	{"相关事宜", "要办的事"},
	{"为荷", "谢谢"},
	{"为盼", "谢谢"},
	{"切勿", "不要"},
	{"尚未", "还没有"},
	{"亦可", "也可以"},
	{"逾期不候", "过了时候就不等了"},
	{"逾期不予办理", "过了期就不办了"},
	{"切实做好", "做好"},
	{"积极开展", "做"},
	{"大力推进", "做"},
	{"进一步加强", "加强，再写明怎么做"},
	{"高度重视", "写明要做什么"},
	{"严格落实", "做到"},
}

// nounVerb is a verb made into a noun by 进行: 进行检查.
var nounVerb = regexp.MustCompile(`进行(?:了|全面|集中|统一)?(检查|清理|维修|检修|登记|整治|排查|宣传|发放|打扫|消毒|施工|改造|公布|核对|回访|培训)`)

// officialIn are the phrases of offices in a sentence.
func officialIn(sentence []byte) []Wording {
	var all []Wording
	for _, row := range officialPhrases {
		if i := bytes.Index(sentence, []byte(row.official)); i >= 0 {
			all = append(all, Wording{From: i, To: i + len(row.official), Fault: Official, Words: row.official, Plain: row.plain})
		}
	}
	for _, m := range nounVerb.FindAllSubmatchIndex(sentence, -1) {
		all = append(all, Wording{From: m[0], To: m[1], Fault: Official, Words: string(sentence[m[0]:m[1]]), Plain: string(sentence[m[2]:m[3]])})
	}
	return all
}

var (
	acronym = regexp.MustCompile(`[A-Z]{2,6}`)
	// known are letters that everybody in a neighbourhood reads as a word.
	known = " APP ATM CT DNA ID IC KTV LED OK PDF QQ SIM TV USB VIP WIFI WPS DVD CD HEIC JPG PNG MP CSV XLS XLSX DOC DOCX KB MB GB AM PM NO SOS UV VR PVC DIY CBA NBA EMS ETC POS "
)

// acronymsIn are Latin letters in a sentence that the text does not explain
// anywhere: nothing stands in brackets behind them, and they do not stand in
// brackets behind what they mean.
func acronymsIn(text []byte, s stretch) []Wording {
	var all []Wording
	for _, m := range acronym.FindAllIndex(text[s.from:s.to], -1) {
		from, to := s.from+m[0], s.from+m[1]
		letters := string(text[from:to])
		if strings.Contains(known, " "+letters+" ") || inCode(text, from, to) || explains(text, letters) {
			continue
		}
		all = append(all, Wording{From: from, To: to, Fault: Acronym, Words: letters})
	}
	return all
}

// inCode tells whether letters are a part of a number, a name or an address:
// GB/T 9704, B12, a.PDF.
func inCode(text []byte, from, to int) bool {
	joins := func(b byte) bool {
		return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || strings.IndexByte("/._-+=&?@#%:(\\", b) >= 0
	}
	if from > 0 && joins(text[from-1]) && text[from-1] != '(' && text[from-1] != ':' {
		return true
	}
	if to < len(text) && joins(text[to]) && text[to] != '(' && text[to] != ':' {
		return true
	}
	return to+1 < len(text) && text[to] == ' ' && text[to+1] >= '0' && text[to+1] <= '9'
}

// explains tells whether a text says in brackets what letters mean, or them
// behind what they mean.
func explains(text []byte, letters string) bool {
	for _, form := range []string{letters + "（", letters + "(", "（" + letters + "）", "(" + letters + ")", "（" + letters + "，", "简称" + letters, "叫" + letters, letters + "是"} {
		if bytes.Contains(text, []byte(form)) {
			return true
		}
	}
	return false
}

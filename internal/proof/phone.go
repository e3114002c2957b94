package proof

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"banbao/internal/diag"
)

// WrongPhone is a telephone number with a digit too many or too few.
type WrongPhone struct {
	From, To int    // bytes
	Number   string // as it is written
	Digits   int
	Rule     diag.Words // how many there should be
}

// Args are what the message phone-digits says.
func (w WrongPhone) Args() []any { return []any{w.Number, w.Digits, w.Rule} }

var (
	// phoneCue is what stands before a number to call. What is between them, and
	// is not another number's name, is short.
	phoneCue = regexp.MustCompile(`(?:电话|手机|热线|致电|拨打|来电|座机|联系人|联系方式|tel:)[号码为是：:（）()*\p{Han}A-Za-z 　,，]{0,24}?([+＋]?[0-9０-９][0-9０-９ \-－—–()（）]{5,24}[0-9０-９])`)
	// otherNumber is what is no telephone.
	otherNumber = regexp.MustCompile(`身份证|账号|帐号|卡号|编号|文号|邮编|QQ|微信|订单|时间|日期|号码牌|信箱|代码|传真`)
	mobile      = regexp.MustCompile(`^1[3-9]`)
	service     = regexp.MustCompile(`^[48]00`)
	notDigits   = regexp.MustCompile(`[^0-9]+`)
	extension   = regexp.MustCompile(`[-－—–][0-9０-９]{1,5}$`)
)

var (
	mobileRule   = diag.Words{Zh: "手机号码是 11 位", En: "a mobile number has 11"}
	landlineRule = diag.Words{Zh: "区号 3 到 4 位，号码 7 到 8 位", En: "an area code has 3 or 4, and the number behind it 7 or 8"}
	serviceRule  = diag.Words{Zh: "400、800 开头的是 10 位", En: "a number that begins with 400 or 800 has 10"}
	localRule    = diag.Words{Zh: "没有区号的是 7 到 8 位", En: "without an area code there are 7 or 8"}
)

// WrongPhones finds numbers behind words such as 电话 that nobody can call.
// Short ones (12345) are let pass, and so is what could be another kind of
// number.
func WrongPhones(text []byte) []WrongPhone {
	var out []WrongPhone
	for at := 0; ; {
		m := phoneCue.FindSubmatchIndex(text[at:])
		if m == nil {
			return out
		}
		from, to := at+m[2], at+m[3]
		cue := text[at+m[0] : from]
		at = to
		next, _ := utf8.DecodeRune(bytes.TrimLeft(text[to:], " "))
		if otherNumber.Match(cue) || strings.ContainsRune("*＊×xX年月日时:：.%％元幢栋号室", next) {
			continue
		}
		number := string(text[from:to])
		if digits, rule, wrong := wrongDigits(number); wrong {
			out = append(out, WrongPhone{from, to, number, digits, rule})
		}
	}
}

// wrongDigits tells how many digits a number has, and what is wrong with that.
func wrongDigits(number string) (n int, rule diag.Words, wrong bool) {
	all := digitsOf(number)
	if strings.Count(all, "*") > 0 || severalNumbers(number) {
		return 0, rule, false
	}
	plain := strings.TrimPrefix(strings.TrimPrefix(all, "00"), "86")
	if len(all)-len(plain) >= 2 && (mobile.MatchString(plain) || len(plain) > 9) && (strings.HasPrefix(number, "+") || strings.HasPrefix(number, "＋") || strings.HasPrefix(all, "00")) {
		all = plain
		if !mobile.MatchString(all) {
			all = "0" + all // +86 523 …: the area code without its zero
		}
	}
	rule, wrong = wrongLength(all)
	if wrong {
		if short := extension.ReplaceAllString(number, ""); short != number {
			if _, still := wrongLength(digitsOf(short)); !still && len(digitsOf(short)) >= 10 {
				return 0, rule, false
			}
		}
	}
	return len(all), rule, wrong
}

func digitsOf(number string) string { return notDigits.ReplaceAllString(Narrow(number), "") }

// wrongLength judges digits by how they begin. Fourteen and more are another
// kind of number.
func wrongLength(all string) (rule diag.Words, wrong bool) {
	n := len(all)
	switch {
	case n < 7 || n > 13:
		return rule, false
	case mobile.MatchString(all) && n >= 9:
		return mobileRule, n != 11
	case service.MatchString(all) && n >= 9:
		return serviceRule, n != 10
	case all[0] == '0' && n >= 9:
		least := 11
		if strings.HasPrefix(all, "01") || strings.HasPrefix(all, "02") {
			least = 10
		}
		return landlineRule, n < least || n > least+1
	case n == 9:
		return localRule, true
	}
	return rule, false
}

// severalNumbers tells whether spaces part whole numbers: 0600 1101 0600 1102.
func severalNumbers(number string) bool {
	parts := strings.Fields(number)
	whole := 0
	for i := range parts {
		part := digitsOf(parts[i])
		if i+1 < len(parts) && len(part) <= 4 {
			part += digitsOf(parts[i+1])
		}
		if n := len(part); n == 7 || n == 8 || n == 11 {
			whole++
		}
	}
	return whole > 1 && len(digitsOf(number)) > 12
}

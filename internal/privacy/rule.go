package privacy

import "slices"

// Rule is what kind of personal data was found. Its name is stable: people
// write it in waivers.
type Rule string

// The rules.
const (
	IDNumber  Rule = "id-number"
	Mobile    Rule = "mobile"
	BankCard  Rule = "bank-card"
	Passport  Rule = "passport"
	Permit    Rule = "permit"
	Plate     Rule = "plate"
	Address   Rule = "address"
	Email     Rule = "email"
	WeChat    Rule = "wechat"
	Minor     Rule = "minor"
	Health    Rule = "health"
	Hardship  Rule = "hardship"
	ruleCount      = 12
)

// said is how a rule is told: its name and the law behind it, in Chinese and
// in English.
type said struct {
	rule         Rule
	zh, en       string
	lawZh, lawEn string
}

const (
	consentZh = "《个人信息保护法》第二十五条：未经单独同意不得公开"
	consentEn = "PIPL art. 25: not public without separate consent"
	sensZh    = "《个人信息保护法》第二十八条：敏感个人信息"
	sensEn    = "PIPL art. 28: sensitive personal information"
)

var rules = [ruleCount]said{
	{IDNumber, "身份证号", "identity number", consentZh + "（GB 11643-1999）", consentEn + " (GB 11643-1999)"},
	{Mobile, "手机号", "mobile number", consentZh, consentEn},
	{BankCard, "银行卡号", "bank card", sensZh + "（金融账户）", sensEn + " (financial account)"},
	{Passport, "护照号", "passport number", consentZh, consentEn},
	{Permit, "通行证等证件号", "permit number", consentZh, consentEn},
	{Plate, "车牌号", "number plate", consentZh, consentEn},
	{Address, "门牌到户的住址", "address down to the door", consentZh + "，写到楼栋为止", consentEn + "; the building is enough"},
	{Email, "电子邮箱", "e-mail address", consentZh, consentEn},
	{WeChat, "微信号或QQ号", "WeChat or QQ name", consentZh, consentEn},
	{Minor, "未成年人的姓名", "name of a minor", "《个人信息保护法》第二十八条、第三十一条：未满十四周岁的，须监护人同意", "PIPL art. 28 and 31: under 14 a guardian must consent"},
	{Health, "姓名连着病情", "name beside health", sensZh + "（医疗健康）", sensEn + " (health)"},
	{Hardship, "姓名连着困难情况", "name beside hardship", sensZh + "（关系人格尊严）", sensEn + " (dignity)"},
}

// Rules gives all rules.
func Rules() []Rule {
	all := make([]Rule, 0, ruleCount)
	for _, s := range rules {
		all = append(all, s.rule)
	}
	return all
}

// Known tells whether there is such a rule.
func (r Rule) Known() bool { return r.said().rule != "" }

// Words gives the rule's name in Chinese and in English.
func (r Rule) Words() (zh, en string) { s := r.said(); return s.zh, s.en }

// Law gives the article behind the rule in Chinese and in English.
func (r Rule) Law() (zh, en string) { s := r.said(); return s.lawZh, s.lawEn }

// rank is where the rule stands among all: of two for the same words the first
// is told.
func (r Rule) rank() int {
	return slices.IndexFunc(rules[:], func(s said) bool { return s.rule == r })
}

func (r Rule) said() said {
	if k := r.rank(); k >= 0 {
		return rules[k]
	}
	return said{}
}

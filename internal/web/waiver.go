package web

import (
	"slices"
	"strings"

	"banbao/internal/diag"
	"banbao/internal/gate"
	"banbao/internal/privacy"
	"banbao/internal/site"
)

// waiversView is what those see who answer for personal data: what may be
// public although it is personal, why, by whose word, and how long.
type waiversView struct {
	Page
	Rows []waiverRow
}

type waiverRow struct {
	Rule, Text   string // 身份证号, 张*#3f2a
	File         string
	Reason, Role string
	Until, ISO   string // 2027年5月22日（星期六）
}

const waiversPath = "staff/waivers.html"

// waivers makes the page of waivers, if there are any. Only who knows its
// address finds it.
func (r *renderer) waivers() {
	if len(r.site.Waivers) == 0 {
		return
	}
	var v waiversView
	for _, w := range inOrder(r.site.Waivers) {
		v.Rows = append(v.Rows, waiverRow{
			Rule: gate.RuleWords(privacy.Rule(w.Rule)).Zh, Text: w.Text, File: w.File, Reason: w.Reason, Role: w.Role,
			Until: w.Until.Chinese() + "（" + w.Until.WeekdayChinese() + "）", ISO: w.Until.String(),
		})
	}
	v.Frame = r.frame(waiversPath, "", "准许公布的个人信息", Link{Text: "准许公布的个人信息"})
	v.Frame.NoIndex = true
	add(r, waiversPath, "waivers", diag.Pos{}, v)
}

// inOrder puts first what ends first.
func inOrder(waivers []site.DataWaiver) []site.DataWaiver {
	return slices.SortedStableFunc(slices.Values(waivers), func(a, b site.DataWaiver) int {
		if a.Until != b.Until {
			return int(a.Until - b.Until)
		}
		return strings.Compare(a.File, b.File)
	})
}

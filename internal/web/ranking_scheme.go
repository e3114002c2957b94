package web

import (
	"fmt"
	"strconv"

	"banbao/internal/site"
)

// schemeView is how it is judged.
type schemeView struct {
	Categories []schemeCategory
	Levels     []factView
	Rules      []string
	Vetoes     []string
	VetoedOnes []factView
	VetoNote   string
	Ties       string
}

type schemeCategory struct {
	Name   string
	Weight string
	Max    string
	Rules  []schemeRule
}

type schemeRule struct {
	Text, Points, Cap string
}

func schemeOf(r *site.Ranking) schemeView {
	v := schemeView{Rules: r.Rules, Vetoes: r.Vetoes}
	for _, c := range r.Categories {
		sc := schemeCategory{Name: c.Name}
		if c.Max > 0 {
			sc.Max = score(r, c.Max)
		}
		if c.Weight != 0 && c.Weight != 1 {
			sc.Weight = "乘以" + strconv.FormatFloat(c.Weight, 'f', -1, 64)
		}
		for _, rule := range c.Rules {
			sr := schemeRule{Text: rule.Text}
			if rule.Points != 0 && r.Form != site.FormStars {
				sr.Points = signed(rule.Points) + "分"
			}
			if rule.Cap != 0 {
				sr.Cap = "最多" + signed(rule.Cap) + "分"
			}
			sc.Rules = append(sc.Rules, sr)
		}
		v.Categories = append(v.Categories, sc)
	}
	for _, l := range r.Levels {
		least := strconv.FormatFloat(l.Least, 'f', -1, 64)
		if r.Form == site.FormStars {
			v.Levels = append(v.Levels, factView{l.Name, least + "颗星以上"})
		} else {
			v.Levels = append(v.Levels, factView{l.Name, least + "分以上"})
		}
	}
	// A household or a person that was ruled out is not put on the wall; a
	// building or an organisation may be, with the reason.
	out := 0
	for _, e := range r.Entries {
		if e.Veto == "" {
			continue
		}
		out++
		if r.Unit == site.UnitBuilding || r.Unit == site.UnitOrganisation {
			v.VetoedOnes = append(v.VetoedOnes, factView{e.Name, e.Veto})
		}
	}
	if out > len(v.VetoedOnes) {
		v.VetoNote = fmt.Sprintf("另有%d%s不参加这次排名，原因只告诉本人。", out, r.Unit.Counter())
	}
	return v
}

// signed is +2 or −2, with a real minus sign.
func signed(v float64) string {
	text := strconv.FormatFloat(v, 'f', -1, 64)
	if v < 0 {
		return "−" + text[1:]
	}
	return "+" + text
}

package web

import (
	"strconv"

	"banbao/internal/calendar"
	"banbao/internal/site"
)

// phaseView is a stage on the way to a title.
type phaseView struct {
	Name, Days, Text string
	Public           string // what may be known in it
	State            string // past, now, or empty for one to come
	Word             string // the same in a word
}

// phasesOf are the stages of a ranking at the site's moment.
func (r *renderer) phasesOf(k *site.Ranking, p *site.Publicity) []phaseView {
	if k.Phases == nil {
		return nil
	}
	at := k.StageAt(p, r.site.Now)
	title := k.Phases.TitleName
	if title == "" {
		title = "称号"
	}
	var list []phaseView
	add := func(stage site.RankingStage, name, days, text, public string) {
		v := phaseView{Name: name, Days: days, Text: text, Public: public}
		order := []site.RankingStage{site.StageNomination, site.StageReview, site.StagePublicity, site.StageFinal, site.StageTitle, site.StageExpired}
		switch here, now := indexOf(order, stage), indexOf(order, at); {
		case here < now:
			v.State, v.Word = "past", "已过"
		case here == now:
			v.State, v.Word = "now", "现在"
		default:
			v.Word = "还没到"
		}
		list = append(list, v)
	}
	s := k.Phases
	if !s.Nomination.IsZero() {
		add(site.StageNomination, "推荐", phaseDays(s.Nomination), s.Nomination.Text, "公开办法和时间，不公开名单")
	}
	if !s.Review.IsZero() {
		add(site.StageReview, "评议", phaseDays(s.Review), s.Review.Text, "公开收到多少，不公开名单")
	}
	if p != nil && !p.Span.First.IsZero() {
		add(site.StagePublicity, "公示", p.Start.ChineseShort()+"到"+p.Span.Last.ChineseShort(), "", "公开名单、得分和理由，可以提意见")
	}
	if !s.Final.IsZero() {
		add(site.StageFinal, "定下", phaseDays(s.Final), s.Final.Text, "公开结果和每条意见的答复")
	}
	if !s.Title.IsZero() {
		days := s.Title.From.Chinese() + "起"
		if !s.Title.To.IsZero() {
			days = s.Title.From.Chinese() + "到" + s.Title.To.Chinese()
		}
		add(site.StageTitle, title, days, s.Title.Text, "公开称号和有效期；撤销的也公开")
	}
	if at == site.StageExpired {
		list = append(list, phaseView{Name: "到期", Days: s.Title.To.Chinese(), State: "now", Word: "现在", Public: "留作往期"})
	}
	return list
}

func indexOf(order []site.RankingStage, stage site.RankingStage) int {
	for i, s := range order {
		if s == stage {
			return i
		}
	}
	return len(order)
}

func phaseDays(p site.Phase) string {
	if p.To.IsZero() || p.To == p.From {
		return p.From.ChineseShort()
	}
	return p.From.ChineseShort() + "到" + p.To.ChineseShort()
}

// noResultWords is what stands where there are no names yet.
func noResultWords(k *site.Ranking, p *site.Publicity, s *site.Site) string {
	switch k.StageAt(p, s.Now) {
	case site.StageNomination:
		return "正在推荐。名单到公示的时候公布。"
	case site.StageReview:
		return "正在评议。名单到公示的时候公布。"
	}
	return "还没有结果。"
}

// objectionView is what somebody said against a result.
type objectionView struct {
	Received, About, Text string
	Answered, Answer      string
	Category, From, To    string // a score that was changed
	Before, After         string // what that did
}

func objectionsOf(k *site.Ranking, year int) []objectionView {
	day := func(d calendar.Day) string {
		if d.IsZero() || d.Year() != year {
			return d.Chinese()
		}
		return d.ChineseShort()
	}
	var list []objectionView
	for _, o := range k.Objections {
		v := objectionView{Received: day(o.Received), About: o.About, Text: o.Text, Answer: o.Answer}
		if !o.Answered.IsZero() {
			v.Answered = day(o.Answered)
		}
		if c := o.Change; c != nil {
			v.Category, v.From, v.To = c.Category, score(k, c.From), score(k, c.To)
			v.Before, v.After = score(k, c.TotalBefore)+"分", score(k, c.Total)+"分"
			if c.RankBefore > 0 && c.RankThen > 0 {
				v.Before += "，第" + strconv.Itoa(c.RankBefore) + "名"
				v.After += "，第" + strconv.Itoa(c.RankThen) + "名"
			}
		}
		list = append(list, v)
	}
	return list
}

// revokedOf says which titles were taken back: of a household or a person only
// that one was.
func revokedOf(k *site.Ranking) []factView {
	var list []factView
	for _, x := range k.Revoked {
		if x.Name == "" {
			list = append(list, factView{x.On.Chinese(), "1" + k.Unit.Counter() + "，原因只告诉本人"})
			continue
		}
		list = append(list, factView{x.On.Chinese(), x.Name + "：" + x.Why})
	}
	return list
}

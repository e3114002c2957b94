package paper

import (
	"strconv"

	"banbao/internal/site"
)

// Ranking is a ranking on paper: names in columns where there are no scores to
// show, a table else.
type Ranking struct {
	Form    string // stars, points, flag, honour
	Period  string
	Who     string // the head of the first column
	Columns []string
	Rows    []RankingRow
	Ranked  bool
	Order   string // how it is ordered, under the list
	Total   string // 星数, 总分
	Holder  string // of the flag
}

// RankingRow is one entry.
type RankingRow struct {
	Rank, Name, Where, Total, Level, Note string
	Cells                                 []RankingCell
	Step                                  bool // the last of its level
}

// RankingCell is a star or a score.
type RankingCell struct {
	Star  bool
	Value string
}

func (r *renderer) ranking(k *site.Ranking) *Sheet {
	class := k.Sheet
	if class == "" {
		class = site.SheetRanking
	}
	v := r.sheet(&k.Item, class)
	v.Kind, v.Sign = "光荣榜", true
	v.Issuer, v.Date, v.ISO = k.Issuer, k.Date.Day.Chinese(), k.Date.Day.String()
	if v.Issuer == "" {
		v.Issuer = r.site.Issuer
	}
	if class == site.SheetRanking {
		v.Text = Text{} // how it was judged is on its page
	}
	p := &Ranking{Form: string(k.Form), Period: k.Period.Name, Who: "单位", Total: "总分"}
	people := k.Unit == site.UnitHousehold || k.Unit == site.UnitPerson
	switch k.Unit {
	case site.UnitHousehold:
		p.Who = "户主"
	case site.UnitPerson:
		p.Who = "姓名"
	case site.UnitBuilding:
		p.Who = "楼院"
	}
	switch {
	case k.Form == site.FormStars:
		p.Total, p.Order = "星数", "点表示这一项没有评上，没有别的意思。同星数的不分先后。"
		v.Kind = "星级榜"
	case k.Form == site.FormHonour || k.Ties == site.TiesShared:
		p.Order = "排名不分先后。"
		if people {
			p.Order = "按姓氏笔画排列，排名不分先后。"
		}
	default:
		p.Order = "按总分从高到低。"
		v.Kind = "评比榜"
	}
	if k.Form != site.FormHonour {
		for _, c := range k.Categories {
			p.Columns = append(p.Columns, c.Name)
		}
	}
	for _, e := range k.Entries {
		if e.Veto != "" {
			continue
		}
		row := RankingRow{Name: e.Name, Where: e.Where, Total: k.Points(e.Total), Note: e.Note}
		if e.Rank > 0 && k.Ties != site.TiesShared && (k.Form == site.FormPoints || k.Form == site.FormFlag) {
			row.Rank = strconv.Itoa(e.Rank)
			p.Ranked = true
		}
		if e.Level >= 0 && e.Level < len(k.Levels) {
			row.Level = k.Levels[e.Level].Name
		}
		for n := range p.Columns {
			cell := RankingCell{}
			if n < len(e.Scores) {
				sc := e.Scores[n]
				if k.Form == site.FormStars {
					cell.Star = sc.Value > 0 && (k.Categories[n].Max <= 0 || sc.Value >= k.Categories[n].Max)
				} else {
					cell.Value = k.Points(sc.Value)
				}
			}
			row.Cells = append(row.Cells, cell)
		}
		p.Rows = append(p.Rows, row)
	}
	if k.Form == site.FormStars {
		for n := range p.Rows[:max(len(p.Rows)-1, 0)] {
			p.Rows[n].Step = p.Rows[n].Total != p.Rows[n+1].Total
		}
	}
	if k.Form == site.FormFlag && len(p.Rows) > 0 {
		p.Holder = p.Rows[0].Name
	}
	v.Ranking = p
	return v
}

package paper

import (
	"cmp"
	"strconv"
	"unicode/utf8"

	"banbao/internal/calendar"
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
	Why     string // what the holder is praised for
	Won     string // 96分
	Many    bool   // so many rows that they are set closer
	Leaves  []Honour
	Signed  string // 二〇二六年十月十六日
	Public  bool   // it was made public for objections, and that is over
}

// Honour is an A3 sheet of names that are read from the right, each with what
// it is praised for below.
type Honour struct {
	Columns []HonourColumn
	Size    string // short, middle or long: how much is said of each
	Last    bool   // the one that is signed
}

// HonourColumn is a name, or the head of the names on its left.
type HonourColumn struct {
	Head, Where, Name, Why string
}

// An honour roll is set in upright columns while it takes a few sheets; a
// longer one is a list.
const (
	honourSheets  = 3
	honourColumns = 8 // on a sheet, heads among them
)

// manyRows is how many rows of stars an A3 sheet has in the usual size.
const manyRows = 12

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
	class := k.PaperStyle().Sheet
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
		p.Total, p.Order = "得星", "点表示这一项没有评上，没有别的意思。同星数的不分先后。"
		v.Kind = "星级榜"
	case k.Form == site.FormHonour || k.Ties == site.TiesShared:
		p.Order = "排名不分先后。"
		if k.ByStrokes {
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
	p.Many = len(p.Rows) > manyRows
	if class == site.SheetRanking {
		switch {
		case k.Form == site.FormStars:
			v.Paper = "A3"
			for n := range p.Rows {
				if p.Rows[n].Total += "星"; p.Rows[n].Level != "" {
					p.Rows[n].Total = p.Rows[n].Level
				}
			}
		case k.Form == site.FormFlag && len(p.Rows) > 0:
			p.Holder, p.Why = p.Rows[0].Name, p.Rows[0].Note
			p.Won = p.Rows[0].Total + "分"
			v.Kind = "流动红旗"
		case k.Form == site.FormHonour:
			v.Paper = "A3"
			p.Leaves = honour(plain(k.Title), p.Rows)
			p.Signed = numerals(k.Date.Day)
			p.Public = k.Publicity != nil && k.Publicity.Result != "" && k.Publicity.ResultDate <= calendar.DayOf(r.site.Now)
		}
	}
	v.Ranking = p
	return v
}

// honour sets names in upright columns, under the head of their level or of
// the roll; nil where there are too many.
func honour(title string, rows []RankingRow) []Honour {
	var all []HonourColumn
	head, longest := "", 0
	for _, row := range rows {
		if level := cmp.Or(row.Level, title); level != head {
			head = level
			all = append(all, HonourColumn{Head: head})
		}
		all = append(all, HonourColumn{Where: row.Where, Name: row.Name, Why: row.Note})
		longest = max(longest, utf8.RuneCountInString(row.Note))
	}
	sheets := (len(all) + honourColumns - 1) / honourColumns
	if sheets > honourSheets {
		return nil
	}
	size := "long"
	switch {
	case longest <= 12:
		size = "short"
	case longest <= 30:
		size = "middle"
	}
	var leaves []Honour
	for k := range sheets { // as many on each
		part := all[k*len(all)/sheets : (k+1)*len(all)/sheets]
		leaves = append(leaves, Honour{Columns: part, Size: size, Last: k == sheets-1})
	}
	return leaves
}

// numerals is a day as it is written upright: 二〇二六年十月十六日.
func numerals(d calendar.Day) string {
	const digits = "〇一二三四五六七八九"
	digit := func(n int) string { return digits[3*n : 3*n+3] }
	count := func(n int) string {
		text := ""
		if n >= 20 {
			text = digit(n / 10)
		}
		if n >= 10 {
			text += "十"
		}
		if n%10 > 0 {
			text += digit(n % 10)
		}
		return text
	}
	year, month, day := d.Date()
	text := ""
	for _, c := range strconv.Itoa(year) {
		text += digit(int(c - '0'))
	}
	return text + "年" + count(int(month)) + "月" + count(day) + "日"
}

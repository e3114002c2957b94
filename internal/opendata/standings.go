package opendata

import (
	"banbao/internal/calendar"
	"banbao/internal/site"
)

// standings is the schema of the file of a ranking, which stands beside its
// page and not in data/.
var standings = Set{"standings", "一期的名次", "一期评比的名次和分数，文件在那一期的网页旁边"}

// Schemas are all sets that have a schema: those of Sets, and the standings of
// a ranking, each of which is a file beside its page.
func Schemas() []Set { return append(Sets(), standings) }

// Standings is one ranking, with what its page shows and nothing more.
type Standings struct {
	Schema     string       `json:"$schema,omitempty" jsonschema:"title=这个文件的 JSON Schema"`
	Title      string       `json:"title" jsonschema:"title=标题"`
	Form       site.Form    `json:"form" jsonschema:"title=样子"`
	Unit       site.Unit    `json:"unit" jsonschema:"title=评的是什么"`
	Ties       site.Ties    `json:"ties" jsonschema:"title=分数相同怎么排"`
	Issuer     string       `json:"issuer" jsonschema:"title=评定单位"`
	Date       calendar.Day `json:"date,omitempty,omitzero" jsonschema:"title=公布的日期"`
	Period     Period       `json:"period" jsonschema:"title=哪一期"`
	Categories []Category   `json:"categories" jsonschema:"title=项目"`
	Entries    []Entry      `json:"entries" jsonschema:"title=名次,description=按名次，光荣榜按公布的次序"`
}

// Category is what points are given for.
type Category struct {
	ID     string  `json:"id" jsonschema:"title=编号"`
	Name   string  `json:"name" jsonschema:"title=名称"`
	Weight float64 `json:"weight" jsonschema:"title=权重"`
	Max    float64 `json:"max" jsonschema:"title=满分"`
	Start  float64 `json:"start,omitempty" jsonschema:"title=起始分"`
}

// Entry is one place.
type Entry struct {
	Rank     int                `json:"rank,omitempty" jsonschema:"title=名次,description=光荣榜没有"`
	Tied     bool               `json:"tied,omitempty" jsonschema:"title=并列"`
	Name     string             `json:"name" jsonschema:"title=名称,description=人名是遮过的"`
	Where    string             `json:"where,omitempty" jsonschema:"title=地址"`
	Scores   map[string]float64 `json:"scores,omitempty" jsonschema:"title=各项的分,description=项目的编号对分数"`
	Total    float64            `json:"total" jsonschema:"title=总分"`
	Level    string             `json:"level,omitempty" jsonschema:"title=等级"`
	Trend    string             `json:"trend,omitempty" jsonschema:"title=变化"`
	Note     string             `json:"note,omitempty" jsonschema:"title=说明"`
	Evidence map[string]string  `json:"evidence,omitempty" jsonschema:"title=依据,description=项目的编号对依据"`
}

// StandingsOf are the standings of a ranking with those entries that may be
// read. Whether there is a schema to lead to is for the caller to say.
func StandingsOf(k *site.Ranking, entries []site.Entry, schema bool) *Standings {
	d := &Standings{
		Title: plain(k.Title), Form: k.Form, Unit: k.Unit, Ties: k.Ties, Issuer: k.Issuer, Date: k.Date.Day,
		Period: Period{Name: k.Period.Name}, Categories: []Category{}, Entries: []Entry{},
	}
	if schema {
		d.Schema = "../" + standings.SchemaFile()
	}
	if !k.Period.From.IsZero() && !k.Period.To.IsZero() {
		d.Period = Period{k.Period.Name, k.Period.From, k.Period.To}
	}
	for _, c := range k.Categories {
		d.Categories = append(d.Categories, Category{c.ID, c.Name, c.Weight, c.Max, c.Start})
	}
	for _, e := range entries {
		out := Entry{Rank: e.Rank, Tied: e.Tied, Name: e.Name, Where: e.Where, Total: e.Total, Trend: e.Trend, Note: e.Note}
		if e.Level >= 0 && e.Level < len(k.Levels) {
			out.Level = k.Levels[e.Level].Name
		}
		for n, sc := range e.Scores {
			if out.Scores == nil {
				out.Scores, out.Evidence = map[string]float64{}, map[string]string{}
			}
			out.Scores[k.Categories[n].ID] = sc.Value
			if sc.Evidence != "" {
				out.Evidence[k.Categories[n].ID] = sc.Evidence
			}
		}
		d.Entries = append(d.Entries, out)
	}
	return d
}

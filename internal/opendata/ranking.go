package opendata

import (
	"banbao/internal/calendar"
	"banbao/internal/site"
)

// Rankings is the file of rankings.
type Rankings struct {
	Head
	Rankings []Ranking `json:"rankings" jsonschema:"title=评比"`
}

// Ranking is a contest. Who came in which place stands in a file of its own,
// once that may be read.
type Ranking struct {
	Thing
	Form   site.Form `json:"form" jsonschema:"title=样子"`
	Unit   site.Unit `json:"unit" jsonschema:"title=评的是什么"`
	Period Period    `json:"period" jsonschema:"title=哪一期"`
	Issuer string    `json:"issuer,omitempty" jsonschema:"title=评定单位"`
	Data   Link      `json:"data,omitempty,omitzero" jsonschema:"title=名次和分数的文件"`
}

// Period is what time a ranking is about.
type Period struct {
	Name string       `json:"name" jsonschema:"title=名称"`
	From calendar.Day `json:"from,omitempty,omitzero" jsonschema:"title=第一天"`
	To   calendar.Day `json:"to,omitempty,omitzero" jsonschema:"title=最后一天"`
}

// RankingsOf are the rankings that anybody may read.
func RankingsOf(s *site.Site, head Head) *Rankings {
	d := &Rankings{Head: head, Rankings: []Ranking{}}
	for _, k := range present(s, s.Rankings, func(k *site.Ranking) *site.Item { return &k.Item }) {
		out := Ranking{
			Thing: thingOf(s, &k.Item), Form: k.Form, Unit: k.Unit, Issuer: k.Issuer,
			Period: Period{k.Period.Name, k.Period.From, k.Period.To},
		}
		if k.Ranked() {
			out.Data = Link{s.BaseURL, k.Noun.Folder() + "/", k.Slug + ".json"}
		}
		d.Rankings = append(d.Rankings, out)
	}
	return d
}

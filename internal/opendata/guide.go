package opendata

import (
	"banbao/internal/calendar"
	"banbao/internal/site"
)

// Guides is the file of guides.
type Guides struct {
	Head
	Guides []Guide `json:"guides" jsonschema:"title=办事指南"`
}

// Guide says how to get something done.
type Guide struct {
	Thing
	OtherNames   []string       `json:"other_names,omitempty" jsonschema:"title=别的叫法"`
	Code         string         `json:"code,omitempty" jsonschema:"title=实施编码"`
	BasicCode    string         `json:"basic_code,omitempty" jsonschema:"title=基本编码"`
	Sort         site.GuideSort `json:"sort,omitempty" jsonschema:"title=事项类型"`
	Responsible  string         `json:"responsible,omitempty" jsonschema:"title=实施主体"`
	For          string         `json:"for,omitempty" jsonschema:"title=服务对象"`
	Conditions   []string       `json:"conditions,omitempty" jsonschema:"title=条件"`
	Materials    []Material     `json:"materials,omitempty" jsonschema:"title=材料"`
	Steps        []Step         `json:"steps,omitempty" jsonschema:"title=步骤"`
	LegalTime    string         `json:"legal_time,omitempty" jsonschema:"title=法定时限"`
	PromisedTime string         `json:"promised_time,omitempty" jsonschema:"title=承诺时限"`
	Free         bool           `json:"free" jsonschema:"title=不收费"`
	Fee          string         `json:"fee,omitempty" jsonschema:"title=收费"`
	Window       string         `json:"window,omitempty" jsonschema:"title=窗口"`
	Place        string         `json:"place,omitempty" jsonschema:"title=地点"`
	Hours        string         `json:"hours,omitempty" jsonschema:"title=时间"`
	Enquiry      string         `json:"enquiry,omitempty" jsonschema:"title=咨询电话"`
	Complaint    string         `json:"complaint,omitempty" jsonschema:"title=投诉电话"`
	Result       string         `json:"result,omitempty" jsonschema:"title=办成了得到什么"`
	Basis        []string       `json:"basis,omitempty" jsonschema:"title=依据"`
	Online       string         `json:"online,omitempty" jsonschema:"title=网上办理,format=uri"`
	CheckedOn    calendar.Day   `json:"checked_on,omitempty,omitzero" jsonschema:"title=哪天核对过"`
}

// Material is a paper to bring.
type Material struct {
	Name     string `json:"name" jsonschema:"title=名称"`
	Count    string `json:"count,omitempty" jsonschema:"title=原件还是复印件、几份"`
	Source   string `json:"source,omitempty" jsonschema:"title=从哪里来"`
	Note     string `json:"note,omitempty" jsonschema:"title=说明"`
	Optional bool   `json:"optional,omitempty" jsonschema:"title=不是人人都要"`
}

// Step is one thing that happens on the way.
type Step struct {
	Name string `json:"name" jsonschema:"title=名称"`
	Text string `json:"text,omitempty" jsonschema:"title=怎么做"`
	Time string `json:"time,omitempty" jsonschema:"title=多久"`
}

// GuidesOf are the guides that anybody may read.
func GuidesOf(s *site.Site, head Head) *Guides {
	d := &Guides{Head: head, Guides: []Guide{}}
	for _, g := range present(s, s.Guides, func(g *site.Guide) *site.Item { return &g.Item }) {
		out := Guide{
			Thing: thingOf(s, &g.Item), OtherNames: g.OtherNames, Code: g.Code, BasicCode: g.BasicCode, Sort: g.Sort,
			Responsible: g.Responsible, For: g.For, Conditions: g.Conditions,
			LegalTime: g.LegalTime.Chinese(), PromisedTime: g.PromisedTime.Chinese(), Free: g.Fee.Free, Fee: g.Fee.Amount,
			Window: g.WindowName, Place: g.Place, Hours: g.Hours, Enquiry: g.Enquiry, Complaint: g.Complaint, Result: g.Result,
			Online: g.Online, CheckedOn: g.CheckedOn,
		}
		for _, m := range g.Materials {
			out.Materials = append(out.Materials, Material{m.Name, m.Count(), m.Source, m.Note, m.Optional})
		}
		for _, st := range g.Steps {
			out.Steps = append(out.Steps, Step{st.Name, st.Text, st.Duration})
		}
		for _, b := range g.Basis {
			out.Basis = append(out.Basis, b.Chinese())
		}
		d.Guides = append(d.Guides, out)
	}
	return d
}

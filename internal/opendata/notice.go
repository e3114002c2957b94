package opendata

import (
	"encoding/binary"
	"slices"
	"strconv"
	"time"

	"banbao/internal/site"
)

// Notices is a file of notices.
type Notices struct {
	Head
	Years   []Year   `json:"years,omitempty" jsonschema:"title=按年的文件"`
	Notices []Notice `json:"notices" jsonschema:"title=通知"`
}

// Year is the file of the notices of a year.
type Year struct {
	Year  int    `json:"year" jsonschema:"title=年份"`
	Count int    `json:"count" jsonschema:"title=条数"`
	File  string `json:"file" jsonschema:"title=文件,description=和这个文件在同一个文件夹"`
}

// Notice is anything that is posted.
type Notice struct {
	Thing
	Kind      site.Kind  `json:"kind" jsonschema:"title=种类"`
	Level     site.Level `json:"level" jsonschema:"title=轻重"`
	State     site.State `json:"state" jsonschema:"title=状态,description=生成数据那一刻的"`
	Issuer    string     `json:"issuer,omitempty" jsonschema:"title=发布单位"`
	Number    string     `json:"number,omitempty" jsonschema:"title=文号"`
	From      time.Time  `json:"from,omitempty,omitzero" jsonschema:"title=从什么时候起"`
	Until     time.Time  `json:"until,omitempty,omitzero" jsonschema:"title=到什么时候为止,description=不含这一刻"`
	Publicity *Publicity `json:"publicity,omitempty" jsonschema:"title=公示"`
	Withdrawn string     `json:"withdrawn,omitempty" jsonschema:"title=为什么撤回"`
	Corrected time.Time  `json:"corrected,omitempty,omitzero" jsonschema:"title=最近一次更正"`
}

// Publicity is a period in which anyone may object.
type Publicity struct {
	From   time.Time  `json:"from,omitempty,omitzero" jsonschema:"title=公示开始"`
	Until  time.Time  `json:"until,omitempty,omitzero" jsonschema:"title=公示结束,description=不含这一刻"`
	Stage  site.Stage `json:"stage" jsonschema:"title=到了哪一步"`
	Basis  string     `json:"basis,omitempty" jsonschema:"title=依据"`
	To     string     `json:"to,omitempty" jsonschema:"title=意见向谁提"`
	Phone  string     `json:"phone,omitempty" jsonschema:"title=电话"`
	Result string     `json:"result,omitempty" jsonschema:"title=结果"`
}

// NoticeOf is a notice that anybody may read, as it is at the site's moment.
func NoticeOf(s *site.Site, n *site.Notice) Notice {
	d := Notice{Thing: thingOf(s, &n.Item), Kind: n.Kind, Level: n.Level, State: n.State(s.Now), Issuer: n.Issuer, Number: n.Number}
	if d.State == site.Withdrawn { // its page says no more
		d.Summary, d.Contact, d.Where = "", nil, nil
		d.Withdrawn = n.Withdrawn.Why
		return d
	}
	d.From, d.Until = n.Window.From, n.Window.Until
	d.Corrected = site.Corrected(n.Corrections, s.Now)
	if p := n.Publicity; p != nil {
		d.Publicity = &Publicity{
			From: p.Window.From, Until: p.Window.Until, Stage: p.Stage(s.Now), Basis: p.Basis,
			To: p.Objections.To, Phone: p.Objections.Phone,
		}
		if d.Publicity.Stage == site.Closed {
			d.Publicity.Result = p.Result
		}
	}
	return d
}

// AppendKey adds all that the notice says, so that two which say the same have
// the same bytes. Every notice is asked at every build, for which reflection
// would be slow.
func (d *Notice) AppendKey(dst []byte) []byte {
	text := func(words ...string) {
		for _, w := range words {
			dst = append(binary.AppendUvarint(dst, uint64(len(w))), w...)
		}
	}
	list := func(words []string) {
		dst = binary.AppendUvarint(dst, uint64(len(words)))
		text(words...)
	}
	moment := func(t time.Time) {
		_, offset := t.Zone()
		dst = binary.AppendVarint(binary.AppendVarint(dst, t.Unix()), int64(offset))
	}
	text(d.ID, d.URL.Base, d.URL.Folder, d.URL.Name, d.Title, d.Summary)
	dst = binary.AppendVarint(dst, int64(d.Date))
	list(d.Tags)
	list(d.Where)
	if c := d.Contact; c != nil {
		list([]string{c.Name, c.Phone, c.Place, c.Hours})
	} else {
		list(nil)
	}
	text(string(d.Kind), string(d.Level), string(d.State), d.Issuer, d.Number, d.Withdrawn)
	moment(d.From)
	moment(d.Until)
	moment(d.Corrected)
	if p := d.Publicity; p != nil {
		list([]string{string(p.Stage), p.Basis, p.To, p.Phone, p.Result})
		moment(p.From)
		moment(p.Until)
	} else {
		list(nil)
	}
	return dst
}

// Posted are the notices of a site by the files they are given out in: those
// that are current, in the one order, and all of each year, latest year first.
type Posted struct {
	Current []*site.Notice
	Years   []Year
	Of      map[int][]*site.Notice
}

// PostedOf sorts the notices that anybody may read.
func PostedOf(s *site.Site) Posted {
	p := Posted{Of: map[int][]*site.Notice{}}
	for _, n := range s.Notices {
		if s.Presence(&n.Item) != site.Present {
			continue
		}
		if n.State(s.Now) == site.Current {
			p.Current = append(p.Current, n)
		}
		year := n.Date.Day.Year()
		p.Of[year] = append(p.Of[year], n)
	}
	for year, notices := range p.Of {
		p.Years = append(p.Years, Year{year, len(notices), "notices-" + strconv.Itoa(year) + ".json"})
	}
	slices.SortFunc(p.Years, func(a, b Year) int { return b.Year - a.Year })
	return p
}

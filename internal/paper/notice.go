package paper

import (
	"html/template"
	"slices"
	"strconv"
	"strings"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/site"
)

// Publicity is a period for objections on paper, which hangs through all of
// it and so says nothing of today.
type Publicity struct {
	Days       []Day // from the day it is posted to the last; nil where they are too many for a line
	Until      string
	How        string // 11月20日张贴，5个工作日
	Guess      bool
	Basis      string
	To         string
	Address    string
	Phone      string
	Hours      string
	Supervisor string
}

// WholeHours are the hours, none of them parted over two lines.
func (p *Publicity) WholeHours() template.HTML { return whole(p.Hours) }

// Day is one of the days of a publicity.
type Day struct {
	Num, Weekday string
	State        string // counts, last, or empty
}

func (r *renderer) notice(n *site.Notice) *Sheet {
	v := r.sheet(&n.Item, n.SheetOf())
	v.Kind, v.Number, v.To = n.Kind.Chinese(), n.Number, n.To
	v.CopyTo = n.CopyTo
	v.Issuer, v.Date, v.ISO = n.Issuer, n.Date.Day.Chinese(), n.Date.Day.String()
	if n.Number != "" && (v.Class == string(site.SheetOfficial) || v.Class == string(site.SheetSealed)) {
		v.RedHead = r.site.RedHead
	}
	v.Sign = true
	switch n.Kind {
	case site.KindStory, site.KindScience:
		v.Sign = false
	}
	if v.Sign && strings.Contains(n.Issuer, "、") {
		v.Signers = signers(n.Issuer)
	}
	v.Files = files(n.Attachments)
	v.Facts = contact(n.Contact())
	if n.SheetOf() == site.SheetPoster {
		r.noticePoster(v, n)
		return v
	}
	if p := n.Publicity; p != nil {
		v.Publicity = r.publicity(p)
		if v.Remove == "" {
			v.Remove = dayOf(p.Window.Until)
		}
	}
	return v
}

// page is the sheet of a page that does not age.
func (r *renderer) page(p *site.Page) *Sheet {
	class := p.PaperStyle().Sheet
	if class == "" {
		class = site.SheetPlain
	}
	v := r.sheet(&p.Item, class)
	v.Kind, v.Issuer = "社区", r.site.Issuer
	v.Files = files(p.Attachments)
	v.Facts = contact(p.Contact())
	return v
}

// daysMost is how many days stand in one line.
const daysMost = 12

func (r *renderer) publicity(p *site.Publicity) *Publicity {
	v := &Publicity{
		Guess: p.Span.Estimated && p.Result == "", Basis: p.Basis,
		To: p.Objections.To, Address: p.Objections.Address, Phone: p.Objections.Phone,
		Hours: p.Objections.Hours, Supervisor: p.Objections.Supervisor,
	}
	last := p.Span.Last
	v.Until = last.ChineseShort() + "（" + last.WeekdayChinese() + "）"
	unit := "天"
	if p.Unit == calendar.WorkingDays {
		unit = "个工作日"
	}
	v.How = p.Start.ChineseShort() + "张贴，" + strconv.Itoa(len(p.Span.Counted)) + unit
	if !p.CountStart {
		v.How += "，张贴当天不算"
	}
	counted := map[calendar.Day]bool{}
	for _, d := range p.Span.Counted {
		counted[d] = true
	}
	from := p.Start
	if from.IsZero() || from > p.Span.First {
		from = p.Span.First
	}
	if last-from >= daysMost {
		return v
	}
	for d := from; d <= last; d++ {
		_, _, num := d.Date()
		day := Day{Num: strconv.Itoa(num), Weekday: "周" + strings.TrimPrefix(d.WeekdayChinese(), "星期")}
		switch {
		case d == last:
			day.State = "last"
		case counted[d]:
			day.State = "counts"
		}
		v.Days = append(v.Days, day)
	}
	return v
}

// contact is whom to ask, in two lines.
func contact(c site.Contact) []Fact {
	var facts []Fact
	add := func(term string, words ...string) {
		words = slices.DeleteFunc(words, func(w string) bool { return w == "" })
		if len(words) > 0 {
			facts = append(facts, Fact{term, strings.Join(words, "　")})
		}
	}
	add("问谁", c.Name, strings.ReplaceAll(c.Phone, " ", "\u00a0")) // a number stays on one line
	add("在哪", c.Place, c.Hours)
	return facts
}

// files are attachments by title.
func files(list []site.Attachment) []string {
	var names []string
	for _, a := range list {
		name := a.Title
		if name == "" {
			name = a.Path[strings.LastIndexByte(a.Path, '/')+1:]
			if dot := strings.LastIndexByte(name, '.'); dot > 0 {
				name = name[:dot]
			}
		}
		names = append(names, name)
	}
	return names
}

// dayOf is a moment's day: 11月25日.
func dayOf(t time.Time) string { return calendar.DayOf(t).ChineseShort() }

package content

import (
	"slices"
	"strconv"
	"strings"

	"banbao/internal/calendar"
	"banbao/internal/config"
	"banbao/internal/decode"
	"banbao/internal/diag"
	"banbao/internal/site"
)

// publicity reads the table of that name. What it does not say comes from the
// preset of its matter, and whether the day of posting counts from the site.
func (s *source) publicity(t *decode.Table, date calendar.Moment) *site.Publicity {
	table := t.Table("publicity")
	if table == nil {
		return nil
	}
	cfg := s.loader.cfg
	preset := s.preset(table)
	from := site.PublicityPreset{Days: 5, Unit: calendar.WorkingDays, CountStart: cfg.CountsFirstDay}
	if preset != nil {
		from = *preset
	}
	p := &site.Publicity{
		Preset:     table.String("preset"),
		Days:       table.Int("days", from.Days, 1, 400),
		Unit:       decode.Word(table, "unit", config.Units(), from.Unit),
		Start:      table.Day("start"),
		CountStart: from.CountStart,
		Basis:      table.String("basis"),
		Result:     table.String("result"),
		ResultDate: table.Day("result_date"),
	}
	if table.Has("count_start") {
		p.CountStart = table.Bool("count_start")
	}
	if p.Basis == "" {
		p.Basis = from.Basis
	}
	if !table.Has("days") && !table.Has("preset") {
		table.Problem("", "missing-key", "days")
	}
	if p.Start.IsZero() {
		p.Start = date.Day
	}
	if o := table.Table("objections"); o != nil {
		p.Objections = site.Objections{To: o.String("to"), Address: o.String("address"), Phone: config.Phone(o, "phone", false), Hours: o.String("hours"), Supervisor: o.String("supervisor")}
	} else if !table.Has("objections") {
		table.Problem("", "missing-objections")
	}
	incomplete(table, p)
	if p.Start.IsZero() {
		return p // the missing date is a problem already
	}
	span, err := s.loader.site.Holidays.Count(calendar.Period{Start: p.Start, Days: p.Days, Unit: p.Unit, CountStart: p.CountStart})
	if err != nil {
		return p // the number of days is a problem already
	}
	p.Span = span
	zone := cfg.Zone
	p.Window = calendar.Window{From: span.First.Start(zone), Until: span.Last.End(zone)}
	if preset != nil {
		s.tooShort(table, p, preset)
	}
	if span.Estimated && p.Result == "" {
		key := "days"
		if !table.Has(key) {
			key = "preset"
		}
		year := span.Last.Year()
		if s.loader.site.Holidays.Known(year) {
			year++ // whose notice may rule the last days of December
		}
		table.Problem(key, "estimated-period", year, span.Last.String())
	}
	if p.Result != "" && p.ResultDate.IsZero() {
		table.Problem("result", "result-without-date")
	}
	if !p.ResultDate.IsZero() && p.ResultDate <= span.Last {
		table.Problem("result_date", "result-too-early", span.Last.String(), p.ResultDate.String())
	}
	return p
}

// preset is the one that a table names; nil without one, or if there is none
// of that name.
func (s *source) preset(table *decode.Table) *site.PublicityPreset {
	name := table.String("preset")
	if name == "" {
		if table.IsString("preset") {
			table.Problem("preset", "empty-value", "preset")
		}
		return nil
	}
	all := s.loader.cfg.Presets
	i := slices.IndexFunc(all, func(p site.PublicityPreset) bool { return p.ID == name })
	if i >= 0 {
		return &all[i]
	}
	known := make([]site.Place, len(all))
	for k, p := range all {
		known[k] = site.Place{ID: p.ID, Name: p.Name}
	}
	config.Reference(table, "preset", name, config.Preset, known)
	return nil
}

// tooShort warns of a period that ends before the one that its matter asks for
// would. They are laid on the calendar to be compared, for five working days
// can be longer than seven days and shorter.
func (s *source) tooShort(table *decode.Table, p *site.Publicity, preset *site.PublicityPreset) {
	least, err := s.loader.site.Holidays.Count(calendar.Period{Start: p.Start, Days: preset.Days, Unit: preset.Unit, CountStart: preset.CountStart})
	if err != nil || p.Span.Last >= least.Last {
		return
	}
	key := "preset"
	for _, k := range []string{"days", "unit", "count_start"} {
		if table.Has(k) {
			key = k
			break
		}
	}
	table.Problem(key, "publicity-too-short", p.Span.Last.String(), daysWords(preset.Days, preset.Unit), least.Last.String(), preset.Name)
}

// daysWords is a number of days with what is counted.
func daysWords(n int, unit calendar.Unit) diag.Words {
	if unit == calendar.WorkingDays {
		return diag.Words{Zh: strconv.Itoa(n) + "个工作日", En: strconv.Itoa(n) + " working days"}
	}
	return diag.Words{Zh: strconv.Itoa(n) + "天", En: strconv.Itoa(n) + " days"}
}

// incomplete warns of what a publicity has to say and does not. One that has
// its result is past mending.
func incomplete(table *decode.Table, p *site.Publicity) {
	if p.Result != "" {
		return
	}
	var zh, en []string
	need := func(s, key, word string) {
		if s == "" {
			zh, en = append(zh, word+"（"+key+"）"), append(en, key)
		}
	}
	need(p.Basis, "basis", "依据")
	key := ""
	if table.Has("objections") {
		key = "objections"
		o := p.Objections
		need(o.To, "to", "谁受理")
		need(o.Address, "address", "地点")
		need(o.Phone, "phone", "电话")
		need(o.Hours, "hours", "时间")
		need(o.Supervisor, "supervisor", "上级监督")
	}
	if p.Basis == "" && len(zh) == 1 {
		key = ""
	}
	if len(zh) > 0 {
		table.Problem(key, "incomplete-publicity", diag.Words{Zh: strings.Join(zh, "、"), En: strings.Join(en, ", ")})
	}
}

// withoutResult asks for the results of publicities whose time is up. A ranking
// that a notice publishes ends with it.
func (l *loader) withoutResult() {
	ask := func(i *site.Item, p *site.Publicity) {
		if p == nil || i.Draft || p.Result != "" || p.Window.Until.IsZero() || !p.Window.After(l.site.Now) {
			return
		}
		l.problems.Add(diag.New("no-result", i.Source, p.Span.Last.String()))
	}
	for _, n := range l.site.Notices {
		if n.Withdrawn == nil {
			ask(&n.Item, n.Publicity)
		}
	}
	for _, k := range l.site.Rankings {
		if k.Publication == "" {
			ask(&k.Item, k.Publicity)
		}
	}
}

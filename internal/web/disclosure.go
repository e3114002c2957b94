package web

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/diag"
	"banbao/internal/site"
)

// disclosureView is what residents see of the disclosure calendar: each lane
// with what was made public last and what comes next.
type disclosureView struct {
	Page
	Lanes []disclosureLane
	Staff string // the page for those who write
}

type disclosureLane struct {
	ID, Name, Note string
	Items          []disclosureItem
}

type disclosureItem struct {
	Title  string
	When   string // 每月，月后10个工作日内
	Basis  string
	Latest []disclosureLink // each while it is the latest
	Never  []saying         // while there is none
	Next   []disclosureNext // what is to come or should have been, each while it is
	Idle   []saying         // while nothing is
}

// disclosureLink is something made public, and the time in which it is named.
type disclosureLink struct {
	Name, Href  string
	Day, ISO    string
	Hidden      bool
	From, Until string
}

// disclosureNext is a day by which something is to be made public.
type disclosureNext struct {
	saying
	By      string // 最晚12月14日（星期一）
	Overdue bool
}

// staffView is what those see who write: what is due, what is overdue, and how
// punctual it was.
type staffView struct {
	Page
	Parts  []staffPart
	Record []staffLane
}

// staffPart is the duties of one urgency.
type staffPart struct {
	ID, Title string
	Rows      []staffRow
	Empty     []saying
}

type staffRow struct {
	Lane, Item  string
	Name        string // 2026年10月
	Due, ISO    string
	Guess       bool
	When, Who   string
	Plan        string // 定于12月3日公开
	Overdue     bool
	Hidden      bool
	From, Until string
}

// staffLane is what a lane has made public, the latest first.
type staffLane struct {
	Name string
	Rows []staffDone
}

type staffDone struct {
	Item, Name  string
	Title, Href string
	Due, Day    string
	Late        string // 晚2天; empty for what was in time
	Hidden      bool
	From        string
}

const (
	disclosurePath = "disclosure/index.html"
	staffPath      = "staff/disclosure.html"

	// dutiesAhead is how many days an open page of duties stays right.
	dutiesAhead = 40
	// recordMost is how many entries the record of a lane shows.
	recordMost = 24
)

// discloses tells whether the site has the pages of the disclosure calendar.
func (r *renderer) discloses() bool {
	return len(r.site.Lanes) > 0 && !r.theme.Off("disclosure")
}

// disclosure makes the pages of the disclosure calendar, for residents and for
// those who write. Nothing in it says what day it is: everything carries the
// time in which it is true.
func (r *renderer) disclosure() {
	if len(r.site.Lanes) == 0 {
		return
	}
	duties := r.site.Duties(calendar.DayOf(r.site.Now) + dutiesAhead)
	v := r.disclosureView(duties)
	v.Frame = r.frame(disclosurePath, sectionNotices, "公开目录", Link{"通知", "notices/index.html"}, Link{"公开", kindPath(site.KindDisclosure)}, Link{Text: "公开目录"})
	if !r.hasKind(site.KindDisclosure) {
		v.Frame.Crumbs = slices.Delete(v.Frame.Crumbs, 2, 3)
	}
	v.Frame.Description = "哪些事要公开，多久一次，最近一次在哪里看，下一次最晚哪天。"
	if !r.theme.Off("staff") {
		v.Staff = staffPath
	}
	add(r, disclosurePath, "disclosure", diag.Pos{}, v)

	w := r.staffView(duties)
	w.Frame = r.frame(staffPath, "", "公开台账", Link{"公开目录", disclosurePath}, Link{Text: "公开台账"})
	if !r.discloses() {
		w.Frame.Crumbs = slices.Delete(w.Frame.Crumbs, 1, 2)
	}
	w.Frame.NoIndex = true
	add(r, staffPath, "staff", diag.Pos{}, w)
}

// hasKind tells whether there is a list of a kind of notice.
func (r *renderer) hasKind(k site.Kind) bool {
	return slices.ContainsFunc(r.site.Notices, func(n *site.Notice) bool { return n.Kind == k && r.site.Shown(&n.Item) })
}

// publishedAt is when a duty is done, as far as it may be told by now.
func (r *renderer) publishedAt(d *site.Duty) (at time.Time, ok bool) {
	if d.Notice == nil || !r.site.Shown(&d.Notice.Item) {
		return time.Time{}, false
	}
	return d.Notice.Window.From, true
}

// within cuts [from, until) to what is not yet over, and tells how a page
// writes it. A zero until never comes.
func (r *renderer) within(from, until time.Time) (hidden bool, f, u string, ok bool) {
	now := r.site.Now
	if !until.IsZero() && (!until.After(from) || !until.After(now)) {
		return false, "", "", false
	}
	if from.After(now) {
		hidden, f = true, epoch(from)
	}
	return hidden, f, epoch(until), true
}

// sooner is the earlier of two ends, of which zero never comes.
func sooner(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

func (r *renderer) disclosureView(duties []*site.Duty) disclosureView {
	v := disclosureView{}
	for _, lane := range r.site.Lanes {
		l := disclosureLane{ID: laneAnchor(lane.ID), Name: lane.Name, Note: lane.Note}
		for i := range lane.Items {
			item := &lane.Items[i]
			var own []*site.Duty
			for _, d := range duties {
				if d.Lane.ID == lane.ID && d.Item.ID == item.ID {
					own = append(own, d)
				}
			}
			l.Items = append(l.Items, r.disclosureItem(item, own))
		}
		v.Lanes = append(v.Lanes, l)
	}
	return v
}

func (r *renderer) disclosureItem(item *site.DisclosureItem, duties []*site.Duty) disclosureItem {
	v := disclosureItem{Title: item.Title, When: whenDisclosed(item), Basis: item.Basis}
	zone := r.site.Now.Location()
	type done struct {
		duty *site.Duty
		at   time.Time
	}
	var published []done
	var latest, next []span
	for _, d := range duties {
		at, known := r.publishedAt(d)
		if known {
			published = append(published, done{d, at})
		}
		stop := time.Time{}
		if known {
			stop = at
		}
		add := func(from, until time.Time, by string, overdue bool) {
			hidden, f, u, ok := r.within(from, sooner(until, stop))
			if !ok {
				return
			}
			v.Next = append(v.Next, disclosureNext{saying{d.Name(), hidden, f, u}, by, overdue})
			next = append(next, seen(f, u))
		}
		end := d.Due.End(zone)
		guess := ""
		if d.Estimated {
			guess = "预计"
		}
		add(d.Begins().Start(zone), end, guess+"最晚"+dueWord(d), false)
		add(end, time.Time{}, "最晚应在"+dueWord(d), true)
	}
	slices.SortStableFunc(published, func(a, b done) int { return a.at.Compare(b.at) })
	for k, p := range published {
		until := time.Time{}
		if k+1 < len(published) {
			until = published[k+1].at
		}
		hidden, f, u, ok := r.within(p.at, until)
		if !ok {
			continue
		}
		n := p.duty.Notice
		name := p.duty.Name()
		if p.duty.Term.IsZero() {
			name = n.Title
		}
		day := calendar.DayOf(p.at.In(zone))
		v.Latest = append(v.Latest, disclosureLink{name, n.Path(), whenYearDay(day), day.String(), hidden, f, u})
		latest = append(latest, seen(f, u))
	}
	v.Never = during("还没有公开过。", gaps(latest))
	v.Idle = during("有了就公开。", gaps(next))
	return v
}

func laneAnchor(id string) string { return "lane-" + id }

// dayWord is 12月14日（星期一）.
func dayWord(d calendar.Day) string { return d.ChineseShort() + "（" + d.WeekdayChinese() + "）" }

// dueWord is the day of a duty, with its year where that is not the one of the
// period.
func dueWord(d *site.Duty) string {
	if d.Due.Year() != d.Begins().Year() {
		return d.Due.Chinese() + "（" + d.Due.WeekdayChinese() + "）"
	}
	return dayWord(d.Due)
}

// whenDisclosed is 每月一次，月底后10个工作日内.
func whenDisclosed(i *site.DisclosureItem) string {
	days := strconv.Itoa(i.Days) + unitWord(i.Unit) + "内"
	switch i.Cadence {
	case site.Monthly:
		return "每月一次，月底后" + days
	case site.Quarterly:
		return "每季度一次，季末后" + days
	case site.HalfYearly:
		return "每半年一次，半年过后" + days
	case site.Yearly:
		return "每年一次，年底后" + days
	case site.AtOnce:
		return "随时公开，事后" + days
	}
	return "事后" + days
}

// dueSince is when a duty begins to press.
func dueSince(d *site.Duty) calendar.Day { return max(d.Opens(), d.Due-site.DueSoon) }

func (r *renderer) staffView(duties []*site.Duty) staffView {
	zone := r.site.Now.Location()
	v := staffView{Parts: []staffPart{
		{ID: "overdue", Title: "已经逾期"},
		{ID: "week", Title: "一周内到期"},
		{ID: "open", Title: "可以公开了"},
		{ID: "coming", Title: "还没到时候"},
	}}
	nothing := []string{"没有逾期的。", "一周内没有到期的。", "没有别的要公开。", "没有。"}
	spans := make([][]span, len(v.Parts))
	duties = slices.Clone(duties)
	slices.SortStableFunc(duties, func(a, b *site.Duty) int { return cmp.Compare(a.Due, b.Due) })
	for _, d := range duties {
		at, known := r.publishedAt(d)
		row := staffRow{
			Lane: d.Lane.Name, Item: d.Item.Title, Name: d.Name(), Due: dueWord(d), ISO: d.Due.String(), Guess: d.Estimated,
			When: whenDisclosed(d.Item), Who: d.Item.Who,
		}
		if known && at.After(r.site.Now) {
			row.Plan = "定于" + dayWord(calendar.DayOf(at.In(zone))) + "公开"
		}
		end := d.Due.End(zone)
		edges := []time.Time{d.Begins().Start(zone), d.Opens().Start(zone), dueSince(d).Start(zone), end}
		put := func(part int, from, until time.Time) {
			stop := until
			if known {
				stop = sooner(until, at)
			}
			hidden, f, u, ok := r.within(from, stop)
			if !ok {
				return
			}
			row := row
			row.Hidden, row.From, row.Until, row.Overdue = hidden, f, u, part == 0
			v.Parts[part].Rows = append(v.Parts[part].Rows, row)
			spans[part] = append(spans[part], seen(f, u))
		}
		put(3, edges[0], edges[1])
		put(2, edges[1], edges[2])
		put(1, edges[2], end)
		put(0, end, time.Time{})
	}
	for i := range v.Parts {
		v.Parts[i].Empty = during(nothing[i], gaps(spans[i]))
	}
	for _, lane := range r.site.Lanes {
		l := staffLane{Name: lane.Name}
		for k := len(duties) - 1; k >= 0 && len(l.Rows) < recordMost; k-- {
			if d := duties[k]; d.Lane.ID == lane.ID {
				if row, ok := r.staffDone(d); ok {
					l.Rows = append(l.Rows, row)
				}
			}
		}
		if len(l.Rows) > 0 {
			v.Record = append(v.Record, l)
		}
	}
	return v
}

func (r *renderer) staffDone(d *site.Duty) (staffDone, bool) {
	at, known := r.publishedAt(d)
	if !known {
		return staffDone{}, false
	}
	day := calendar.DayOf(at.In(r.site.Now.Location()))
	row := staffDone{
		Item: d.Item.Title, Name: d.Name(), Title: d.Notice.Title, Href: d.Notice.Path(),
		Due: d.Due.ChineseShort(), Day: day.ChineseShort(),
	}
	if late := int(day - d.Due); late > 0 {
		row.Late = "晚" + strconv.Itoa(late) + "天"
	}
	if at.After(r.site.Now) {
		row.Hidden, row.From = true, epoch(at)
	}
	return row, true
}

// disclosedAs is what a notice makes public, with the way to the calendar.
func (r *renderer) disclosedAs(n *site.Notice) Link {
	if n.Disclosure == nil || !r.discloses() {
		return Link{}
	}
	for _, lane := range r.site.Lanes {
		for _, item := range lane.Items {
			if lane.ID != n.Disclosure.Lane || item.ID != n.Disclosure.Item {
				continue
			}
			text := lane.Name + "，" + item.Title
			if !n.Disclosure.Term.IsZero() {
				text += "，" + n.Disclosure.Term.Chinese()
			}
			return Link{text, disclosurePath + "#" + laneAnchor(lane.ID)}
		}
	}
	return Link{}
}

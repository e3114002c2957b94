package site

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/diag"
)

// Lane is a line of affairs that are made public by the calendar: of the Party,
// of the committee, of the money.
type Lane struct {
	ID, Name, Note string
	Items          []DisclosureItem
}

// DisclosureItem is one thing that a lane makes public again and again.
type DisclosureItem struct {
	ID, Title string
	Cadence   Cadence
	Days      int // after the end of the period, or after the event
	Unit      calendar.Unit
	Basis     string
	Who       string       // who sees to it
	Since     calendar.Day // the first period that is owed begins on this day or later
	Source    diag.Pos
}

// Cadence is how often something is made public.
type Cadence string

const (
	Monthly    Cadence = "monthly"
	Quarterly  Cadence = "quarterly"
	HalfYearly Cadence = "half-yearly"
	Yearly     Cadence = "yearly"
	AtOnce     Cadence = "at-once" // when something happens, within few days
	Within     Cadence = "within"  // likewise, with days that a rule sets
)

// Cadences are all of them, the most frequent first.
func Cadences() []Cadence { return []Cadence{Monthly, Quarterly, HalfYearly, Yearly, AtOnce, Within} }

// Chinese is the cadence in a word.
func (c Cadence) Chinese() string {
	switch c {
	case Monthly:
		return "每月"
	case Quarterly:
		return "每季度"
	case HalfYearly:
		return "每半年"
	case Yearly:
		return "每年"
	case AtOnce:
		return "随时"
	case Within:
		return "按期限"
	}
	return string(c)
}

// Periodic tells whether it is periods that are made public, and not events.
func (c Cadence) Periodic() bool { return c != AtOnce && c != Within }

// months are how long a period is.
func (c Cadence) months() int {
	switch c {
	case Quarterly:
		return 3
	case HalfYearly:
		return 6
	case Yearly:
		return 12
	}
	return 1
}

// Term is a period that is made public: a month, a quarter, a half, a year.
type Term struct{ From, To calendar.Day }

// IsZero tells whether there is none.
func (p Term) IsZero() bool { return p == Term{} }

// Term is the one that a day is in.
func (c Cadence) Term(d calendar.Day) Term {
	n := c.months()
	y, m, _ := d.Date()
	first := time.Month((int(m)-1)/n*n + 1)
	return Term{calendar.Date(y, first, 1), calendar.Date(y, first+time.Month(n), 1) - 1}
}

// ParseTerm reads 2026-10, 2026-Q3, 2026-H1 or 2026, whichever the cadence
// has.
func (c Cadence) ParseTerm(s string) (Term, bool) {
	year, rest, more := strings.Cut(s, "-")
	y, err := strconv.Atoi(year)
	if err != nil || len(year) != 4 || y < 1950 || y > 2200 || more == (c == Yearly) {
		return Term{}, false
	}
	letter := map[Cadence]string{Monthly: "", Quarterly: "Q", HalfYearly: "H"}[c]
	n := 1
	if more {
		digits, ok := strings.CutPrefix(strings.ToUpper(rest), letter)
		if n, err = strconv.Atoi(digits); err != nil || digits[0] == '+' || !ok || n < 1 || n > 12/c.months() || len(digits) != len(strconv.Itoa(12/c.months())) {
			return Term{}, false
		}
	}
	return c.Term(calendar.Date(y, time.Month((n-1)*c.months()+1), 1)), true
}

// String is the term as authors write it.
func (p Term) String() string {
	y, m, _ := p.From.Date()
	switch p.months() {
	case 1:
		return fmt.Sprintf("%04d-%02d", y, m)
	case 3:
		return fmt.Sprintf("%04d-Q%d", y, (m+2)/3)
	case 6:
		return fmt.Sprintf("%04d-H%d", y, (m+5)/6)
	}
	return fmt.Sprintf("%04d", y)
}

// Chinese is 2026年10月, 2026年第三季度, 2026年上半年, 2026年.
func (p Term) Chinese() string {
	y, m, _ := p.From.Date()
	year := strconv.Itoa(y) + "年"
	switch p.months() {
	case 1:
		return year + strconv.Itoa(int(m)) + "月"
	case 3:
		return year + "第" + [...]string{"一", "二", "三", "四"}[(m-1)/3] + "季度"
	case 6:
		return year + [...]string{"上", "下"}[(m-1)/6] + "半年"
	}
	return year
}

func (p Term) months() int {
	y, m, _ := p.From.Date()
	z, n, _ := p.To.Date()
	return (z-y)*12 + int(n-m) + 1
}

// Disclosed is what a notice makes public.
type Disclosed struct {
	Lane, Item string       // ids
	Term       Term         // of periodic items
	Event      calendar.Day // of others: when it happened
}

// Duty is one thing to be made public, by a day.
type Duty struct {
	Lane      *Lane
	Item      *DisclosureItem
	Term      Term
	Event     calendar.Day
	Due       calendar.Day // with its end
	Estimated bool         // working days are not known that far
	Notice    *Notice      // the first that makes it public, now or later; nil for none
	Source    diag.Pos     // where to mend it
}

// DutyState is what a duty is at a moment.
type DutyState string

const (
	DutyComing  DutyState = "coming" // its period runs
	DutyDue     DutyState = "due"
	DutyOverdue DutyState = "overdue"
	DutyDone    DutyState = "done"
	DutyLate    DutyState = "late" // done, after its day
)

// DueSoon is how many days before a duty is due it is called for.
const DueSoon = 7

// Begins is the first day of the period, or that of the event.
func (d *Duty) Begins() calendar.Day {
	if d.Term.IsZero() {
		return d.Event
	}
	return d.Term.From
}

// Opens is the first day on which it can be done: the period is over.
func (d *Duty) Opens() calendar.Day {
	if d.Term.IsZero() {
		return d.Event
	}
	return d.Term.To + 1
}

// Name is the period, or the day of the event.
func (d *Duty) Name() string {
	if d.Term.IsZero() {
		return d.Event.ChineseShort() + "的事项"
	}
	return d.Term.Chinese()
}

// State of a duty at t.
func (d *Duty) State(t time.Time) DutyState {
	today := calendar.DayOf(t)
	switch {
	case d.Notice != nil && !t.Before(d.Notice.Window.From):
		if calendar.DayOf(d.Notice.Window.From.In(t.Location())) > d.Due {
			return DutyLate
		}
		return DutyDone
	case today > d.Due:
		return DutyOverdue
	case today < d.Opens():
		return DutyComing
	}
	return DutyDue
}

// Duties are all duties whose period begins by a day, in the order of lanes and
// items, the earliest first. Drafts and what was withdrawn make nothing public;
// one about an event still tells that there is something to be done.
func (s *Site) Duties(until calendar.Day) []*Duty {
	type key struct {
		lane, item string
		from       calendar.Day // of the term, or the event
	}
	at := map[key]*Notice{}
	events := map[[2]string][]*Notice{}
	for _, n := range s.Notices {
		d := n.Disclosure
		if d == nil {
			continue
		}
		if d.Term.IsZero() {
			events[[2]string{d.Lane, d.Item}] = append(events[[2]string{d.Lane, d.Item}], n)
		}
		if n.Draft || n.Withdrawn != nil || n.Window.From.IsZero() {
			continue
		}
		k := key{d.Lane, d.Item, d.Term.From}
		if d.Term.IsZero() {
			k.from = d.Event
		}
		if old := at[k]; old == nil || earlier(n, old) {
			at[k] = n
		}
	}
	var all []*Duty
	for l := range s.Lanes {
		lane := &s.Lanes[l]
		for i := range lane.Items {
			item := &lane.Items[i]
			add := func(d Duty, last calendar.Day) {
				span, err := s.Holidays.Count(calendar.Period{Start: last, Days: item.Days, Unit: item.Unit})
				if err != nil {
					return // a problem of config.toml
				}
				d.Lane, d.Item, d.Due, d.Estimated = lane, item, span.Last, span.Estimated
				d.Notice = at[key{lane.ID, item.ID, d.Begins()}]
				all = append(all, &d)
			}
			if !item.Cadence.Periodic() {
				list := events[[2]string{lane.ID, item.ID}]
				slices.SortFunc(list, func(a, b *Notice) int {
					if a.Disclosure.Event != b.Disclosure.Event {
						return int(a.Disclosure.Event - b.Disclosure.Event)
					}
					return strings.Compare(a.Source.File, b.Source.File)
				})
				for j, n := range list {
					e := n.Disclosure.Event
					if e < item.Since || e > until || j > 0 && list[j-1].Disclosure.Event == e {
						continue
					}
					add(Duty{Event: e, Source: n.Source}, e)
				}
				continue
			}
			if item.Since.IsZero() {
				continue
			}
			term := item.Cadence.Term(item.Since)
			if term.From < item.Since {
				term = item.Cadence.Term(term.To + 1)
			}
			for ; term.From <= until; term = item.Cadence.Term(term.To + 1) {
				add(Duty{Term: term, Source: item.Source}, term.To)
			}
		}
	}
	return all
}

// earlier tells whether a notice is published before another. Of two at once
// the file's name decides, so that the order in which they are read does not.
func earlier(a, b *Notice) bool {
	if !a.Window.From.Equal(b.Window.From) {
		return a.Window.From.Before(b.Window.From)
	}
	return a.Source.File < b.Source.File
}

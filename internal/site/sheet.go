package site

import (
	"fmt"
	"time"

	"banbao/internal/calendar"
)

// Sheet is how an item looks on paper.
type Sheet string

const (
	SheetPlain      Sheet = "plain"      // 张贴单
	SheetOfficial   Sheet = "official"   // 公文格式, signed
	SheetSealed     Sheet = "sealed"     // the same with room for a seal
	SheetPreprinted Sheet = "preprinted" // the same under a head that is printed already
	SheetPublicity  Sheet = "publicity"  // 公示: the days, and who hears objections
	SheetLetter     Sheet = "letter"     // 倡议书, 一封信
	SheetHandout    Sheet = "handout"    // 明白纸
	SheetRanking    Sheet = "ranking"    // 光荣榜, 星级表, 流动红旗
	SheetPoster     Sheet = "poster"     // 海报
	SheetProgramme  Sheet = "programme"  // 节目单, 课程表
	SheetCalendar   Sheet = "calendar"   // 月历; no item's, but the calendar's own
	SheetList       Sheet = "list"       // 一次性告知单; a guide's second sheet
	SheetWall       Sheet = "wall"       // a guide for the wall, its third
)

// Sheets are the sheets that an author may choose for a noun, the usual one
// first.
func Sheets(n Noun) []Sheet {
	switch n {
	case NounPage:
		return []Sheet{SheetPlain, SheetOfficial, SheetSealed, SheetPreprinted, SheetLetter, SheetPublicity}
	case NounGuide:
		return []Sheet{SheetHandout, SheetPlain}
	case NounRanking:
		return []Sheet{SheetRanking, SheetPlain}
	}
	return []Sheet{SheetPlain, SheetOfficial, SheetSealed, SheetPreprinted, SheetLetter, SheetPublicity, SheetPoster, SheetProgramme}
}

// Posters are the papers that a poster may be made for, the usual one first.
func Posters() []string { return []string{"A3", "A2", "A1"} }

// SheetOf is how a notice comes on paper: as its author says, or as its kind
// is used to.
func (n *Notice) SheetOf() Sheet {
	sheet := n.PaperStyle().Sheet
	switch {
	case sheet != "":
		return sheet
	case n.Publicity != nil:
		return SheetPublicity
	case n.Kind == KindLetter || n.Kind == KindProposal:
		return SheetLetter
	}
	return SheetPlain
}

// Printed tells whether an item has a sheet in this build: while it is current
// or still to come. What has ended keeps the print style of its page.
func (s *Site) Printed(i *Item) bool {
	if !s.Shown(i) {
		return false
	}
	return i.Window.Until.IsZero() || !i.Window.After(s.Now)
}

// SheetPath is where an item's sheet stands below public/.
func (i *Item) SheetPath() string { return "print/" + i.Path() }

// SheetOn is where a further sheet of a guide stands: print/guides/dibao-list.html.
func (g *Guide) SheetOn(kind Sheet) string {
	return "print/guides/" + g.Slug + "-" + string(kind) + ".html"
}

// monthSheets is how many months have a sheet: the present one and the next.
const monthSheets = 3

// MonthSheets are the first days of the months that have a sheet.
func (s *Site) MonthSheets() []calendar.Day {
	if len(s.Activities) == 0 {
		return nil
	}
	today := calendar.DayOf(s.Now)
	var days []calendar.Day
	for k := range monthSheets {
		days = append(days, calendar.Date(today.Year(), today.Month()+time.Month(k), 1))
	}
	return days
}

// MonthSheetPath is where the sheet of a month stands below public/.
func MonthSheetPath(first calendar.Day) string {
	return "print/calendar/" + first.String()[:len("2026-11")] + ".html"
}

// WeekSheets are the Mondays of the weeks that have a sheet: the present one
// and the next.
func (s *Site) WeekSheets() []calendar.Day {
	if len(s.Activities) == 0 {
		return nil
	}
	monday := mondayOf(calendar.DayOf(s.Now))
	return []calendar.Day{monday, monday + 7}
}

func mondayOf(d calendar.Day) calendar.Day { return d - calendar.Day((int(d.Weekday())+6)%7) }

// WeekSheetPath is where the sheet of a week stands below public/, by its
// Monday.
func WeekSheetPath(monday calendar.Day) string {
	return "print/calendar/week-" + monday.String() + ".html"
}

// ProgrammeSheetPath is where the programme of every week stands.
const ProgrammeSheetPath = "print/calendar/programme.html"

// programmeLeast is how many series make a programme.
const programmeLeast = 3

// ProgrammeSheet is the Monday from which the programme is seen, if enough
// takes place every week.
func (s *Site) ProgrammeSheet() (calendar.Day, bool) {
	monday, n := mondayOf(calendar.DayOf(s.Now))+7, 0
	for _, a := range s.Activities {
		r := a.Series.Repeat
		if a.Cancelled || r == nil || r.Every != calendar.EveryWeek && r.Every != calendar.EveryDay || s.Presence(&a.Item) != Present {
			continue
		}
		if r.Until.IsZero() || r.Until >= monday {
			n++
		}
	}
	return monday, n >= programmeLeast
}

// planAhead is how many days before its beginning a year's plan is printed.
const planAhead = 61

// PlanSheets are the years that have a sheet: the present one, and the next one
// near its end, if anything is known of it.
func (s *Site) PlanSheets() []int {
	if len(s.Activities) == 0 {
		return nil
	}
	today := calendar.DayOf(s.Now)
	years := []int{today.Year()}
	next := calendar.Date(today.Year()+1, time.January, 1)
	end := calendar.Date(today.Year()+2, time.January, 1)
	if today+planAhead >= next && len(s.Occurrences(next.Start(s.Zone), end.Start(s.Zone))) > 0 {
		years = append(years, next.Year())
	}
	return years
}

// PlanSheetPath is where the sheet of a year stands below public/.
func PlanSheetPath(year int) string { return fmt.Sprintf("print/calendar/%04d.html", year) }

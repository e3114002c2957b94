package web

import (
	"slices"

	"banbao/internal/calendar"
	"banbao/internal/site"
)

// sheetOf is the sheet that an item's page leads to, below public/; empty if
// it has none.
func (r *renderer) sheetOf(i *site.Item) string {
	if r.theme.Off("sheet") || !r.site.Printed(i) {
		return ""
	}
	return i.SheetPath()
}

// guideSheet is a further sheet of a guide; empty where the theme has none.
func (r *renderer) guideSheet(g *site.Guide, kind site.Sheet, template string) string {
	if r.sheetOf(&g.Item) == "" || r.theme.Off(template) {
		return ""
	}
	return g.SheetOn(kind)
}

// monthSheet is that of a month.
func (r *renderer) monthSheet(first calendar.Day) string {
	if r.theme.Off("sheet") || r.theme.Off("sheet-month") || !slices.Contains(r.site.MonthSheets(), first) {
		return ""
	}
	return site.MonthSheetPath(first)
}

// weekSheet is that of the week that begins with a Monday.
func (r *renderer) weekSheet(monday calendar.Day) string {
	if r.theme.Off("sheet") || r.theme.Off("sheet-week") || !slices.Contains(r.site.WeekSheets(), monday) {
		return ""
	}
	return site.WeekSheetPath(monday)
}

// programmeSheet is that of what takes place every week.
func (r *renderer) programmeSheet() string {
	if _, ok := r.site.ProgrammeSheet(); !ok || r.theme.Off("sheet") || r.theme.Off("sheet-week") {
		return ""
	}
	return site.ProgrammeSheetPath
}

// planSheet is that of a year.
func (r *renderer) planSheet(year int) string {
	if r.theme.Off("sheet") || r.theme.Off("sheet-plan") || !slices.Contains(r.site.PlanSheets(), year) {
		return ""
	}
	return site.PlanSheetPath(year)
}

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

// monthSheet is that of a month.
func (r *renderer) monthSheet(first calendar.Day) string {
	if r.theme.Off("sheet") || r.theme.Off("sheet-month") || !slices.Contains(r.site.MonthSheets(), first) {
		return ""
	}
	return site.MonthSheetPath(first)
}

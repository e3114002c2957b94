package web

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"banbao/internal/diag"
	"banbao/internal/site"
)

// yearMost is how many notices one page of a year holds. A fuller year leads
// to a page for each month.
const yearMost = 300

// archiveView is all years.
type archiveView struct {
	Page
	Lede  string
	On    Link // what was posted on a day; leads nowhere where there is no such page
	Years []archiveYear
}

type archiveYear struct {
	Year   string
	Href   string
	Count  int
	Months []archiveMonth
}

type archiveMonth struct {
	Name  string // 十一月
	ID    string
	Href  string
	Count int
	Root  string
	first int
}

// yearView is a year or, where that is too much, a month of one. Rows stand
// by date, the latest first.
type yearView struct {
	Page
	Title  string
	Lede   string
	Months []archiveMonth // with rows on this page, or leading to their own
	Full   bool           // the months have their own pages
	Newer  Link
	Older  Link
}

// Of are the rows of a month on the page of its year.
func (v *yearView) Of(m archiveMonth) *rowList {
	return v.Frame.rowList(v.Rows[m.first:m.first+m.Count], false)
}

// archive makes the pages of all that was ever posted, by year and month.
func (r *renderer) archive() {
	type monthRows struct {
		month time.Month
		rows  []*Row
	}
	type yearRows struct {
		year   int
		months []monthRows
		count  int
	}
	var all []*site.Notice
	for _, n := range r.site.Notices {
		if r.site.Presence(&n.Item) == site.Present && !n.Draft {
			all = append(all, n)
		}
	}
	slices.SortStableFunc(all, func(a, b *site.Notice) int { return int(b.Date.Day - a.Date.Day) })
	var years []yearRows
	for _, n := range all {
		y, m, _ := n.Date.Day.Date()
		if k := len(years); k == 0 || years[k-1].year != y {
			years = append(years, yearRows{year: y})
		}
		year := &years[len(years)-1]
		if k := len(year.months); k == 0 || year.months[k-1].month != m {
			year.months = append(year.months, monthRows{month: m})
		}
		month := &year.months[len(year.months)-1]
		month.rows = append(month.rows, r.noticeRow(n))
		year.count++
	}
	index := archiveView{Lede: fmt.Sprintf("从开板到现在，一共%d条。", len(all))}
	if len(all) == 0 {
		index.Lede = "还没有贴过什么。"
	}
	yearPath := func(y yearRows) string { return "archive/" + strconv.Itoa(y.year) + ".html" }
	home := Link{"往期", "archive/index.html"}
	for k, y := range years {
		path, name := yearPath(y), strconv.Itoa(y.year)+"年"
		full := y.count > yearMost
		v := yearView{Title: name, Lede: strconv.Itoa(y.count) + "条", Full: full}
		if k > 0 {
			v.Newer = Link{strconv.Itoa(years[k-1].year) + "年", yearPath(years[k-1])}
		}
		if k+1 < len(years) {
			v.Older = Link{strconv.Itoa(years[k+1].year) + "年", yearPath(years[k+1])}
		}
		entry := archiveYear{Year: name, Href: path, Count: y.count}
		for _, m := range y.months {
			month := archiveMonth{
				Name: strconv.Itoa(int(m.month)) + "月", ID: fmt.Sprintf("m%02d", int(m.month)), Count: len(m.rows), first: len(v.Rows),
			}
			month.Href = path + "#" + month.ID
			if full {
				month.Href = "archive/" + monthPath(y.year, m.month) + ".html"
				one := yearView{Title: monthTitle(y.year, m.month), Lede: strconv.Itoa(len(m.rows)) + "条", Months: []archiveMonth{month}}
				one.Months[0].first = 0
				one.Rows = m.rows
				one.Frame = r.frame(month.Href, sectionNotices, one.Title, home, Link{name, path}, Link{Text: month.Name})
				add(r, month.Href, "year", diag.Pos{}, one)
			} else {
				v.Rows = append(v.Rows, m.rows...)
			}
			entry.Months = append(entry.Months, month)
			v.Months = append(v.Months, month)
		}
		v.Frame = r.frame(path, sectionNotices, name, home, Link{Text: name})
		add(r, path, "year", diag.Pos{}, v)
		index.Years = append(index.Years, entry)
	}
	if r.tellsDays() {
		index.On = Link{"那一天贴了什么", onPath}
	}
	index.Frame = r.frame("archive/index.html", sectionNotices, "往期", Link{"通知", "notices/index.html"}, Link{Text: "往期"})
	add(r, "archive/index.html", "archive", diag.Pos{}, index)
}

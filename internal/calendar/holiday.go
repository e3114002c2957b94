package calendar

import (
	"maps"
	"slices"
	"time"
)

// NamedDay is a day off with the name of its holiday.
type NamedDay struct {
	Day  Day
	Name string
}

// YearData is the arrangement that one yearly notice of the State Council
// makes. Days may lie outside the year: the last days of December are often
// ruled by the notice of the year that follows.
type YearData struct {
	Year      int
	Source    string     // the notice, by name and date
	Off       []NamedDay // every day it lists as off, holiday or bridge
	Statutory []Day      // the holidays themselves: 13 days a year since 2025, 11 before
	Work      []Day      // weekend days that are worked instead
}

// Holidays answers which days are worked. It never changes; With makes a new
// one. A nil *Holidays knows no arrangement: Monday to Friday are worked.
type Holidays struct {
	years     map[int]YearData
	off       map[Day]string
	statutory map[Day]bool
	work      map[Day]bool
}

// With returns a copy of h in which y stands for its year.
func (h *Holidays) With(y YearData) *Holidays {
	years := map[int]YearData{}
	if h != nil {
		maps.Copy(years, h.years)
	}
	y.Off, y.Statutory, y.Work = slices.Clone(y.Off), slices.Clone(y.Statutory), slices.Clone(y.Work)
	years[y.Year] = y
	return merge(years)
}

// merge lays the notices over each other, the later year on top: where two
// list the same day, the newer notice rules.
func merge(years map[int]YearData) *Holidays {
	h := &Holidays{years, map[Day]string{}, map[Day]bool{}, map[Day]bool{}}
	for _, year := range h.Years() {
		y := years[year]
		for _, off := range y.Off {
			h.off[off.Day] = off.Name
			delete(h.work, off.Day)
		}
		for _, d := range y.Work {
			h.work[d] = true
			delete(h.off, d)
			delete(h.statutory, d)
		}
		for _, d := range y.Statutory {
			h.statutory[d] = true
			delete(h.work, d)
			if h.off[d] == "" {
				h.off[d] = ""
			}
		}
	}
	return h
}

// Known reports whether the arrangement of a year is known.
func (h *Holidays) Known(year int) bool {
	if h == nil {
		return false
	}
	_, ok := h.years[year]
	return ok
}

// KnownDay reports whether everything that could rule d is known: the
// arrangement of its year and, from 28 December, also that of the next, which
// may make a bridge to New Year's Day.
func (h *Holidays) KnownDay(d Day) bool {
	y, m, day := d.Date()
	return h.Known(y) && (m != time.December || day < 28 || h.Known(y+1))
}

// Years returns the years that are known, in order.
func (h *Holidays) Years() []int {
	if h == nil {
		return nil
	}
	return slices.Sorted(maps.Keys(h.years))
}

// Year returns the data of a year. The slices are the reader's to read only.
func (h *Holidays) Year(year int) (YearData, bool) {
	if h == nil {
		return YearData{}, false
	}
	y, ok := h.years[year]
	return y, ok
}

// Off returns the name of the holiday if d is listed as a day off, be it the
// holiday itself or a day that joins it to a weekend. Ordinary weekends are
// not listed.
func (h *Holidays) Off(d Day) (name string, ok bool) {
	if h == nil {
		return "", false
	}
	name, ok = h.off[d]
	return name, ok
}

// Statutory reports whether d is itself a statutory holiday.
func (h *Holidays) Statutory(d Day) bool { return h != nil && h.statutory[d] }

// MakeUp reports whether d is a weekend day that is worked.
func (h *Holidays) MakeUp(d Day) bool { return h != nil && h.work[d] }

// Working reports whether d is worked: a weekday that is not off, or a make-up
// day.
func (h *Holidays) Working(d Day) bool {
	if h != nil {
		if h.work[d] {
			return true
		}
		if _, off := h.off[d]; off {
			return false
		}
	}
	w := d.Weekday()
	return w != time.Saturday && w != time.Sunday
}

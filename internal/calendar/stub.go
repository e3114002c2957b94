package calendar

import "time"

// ParseOn reads the words of an author: weekdays, days of the month, nth
// weekdays or dates.
func ParseOn(values ...string) (On, error) { return On{}, nil }

// Shipped returns the arrangements this program knows.
func Shipped() *Holidays { return merge(nil) }

// Count lays p on the calendar.
func (h *Holidays) Count(p Period) (Span, error) { return Span{}, &PeriodError{p, "days"} }

// LunarOf returns the lunar date of d.
func LunarOf(d Day) (Lunar, bool) { return Lunar{}, false }

// Civil returns the civil day of l.
func (l Lunar) Civil() (Day, bool)                          { return 0, false }
func (l Lunar) MonthChinese() string                        { return "" }
func (l Lunar) DayChinese() string                          { return "" }
func (l Lunar) String() string                              { return "" }
func (l Lunar) YearChinese() string                         { return "" }
func (l Lunar) Zodiac() string                              { return "" }
func LunarMonthDays(year, month int, leap bool) (int, bool) { return 0, false }
func SolarTerm(d Day) (string, bool)                        { return "", false }
func Festivals(d Day) []string                              { return nil }

// Check reports what is wrong with a series.
func (s Series) Check() []error { return nil }

// Between returns the occurrences that overlap [from, to).
func (s Series) Between(from, to time.Time, loc *time.Location, h *Holidays) []Occurrence { return nil }

// Next returns the first occurrence not ended at t.
func (s Series) Next(t time.Time, loc *time.Location, h *Holidays) (Occurrence, bool) {
	return Occurrence{}, false
}

// NextEdge returns the next start or end strictly after t.
func (s Series) NextEdge(t time.Time, loc *time.Location, h *Holidays) (time.Time, bool) {
	return time.Time{}, false
}

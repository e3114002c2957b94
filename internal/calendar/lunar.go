package calendar

// Lunar is a date of the Chinese lunisolar calendar.
type Lunar struct {
	Year, Month, Day int
	Leap             bool // a leap month, which follows the month of the same number
}

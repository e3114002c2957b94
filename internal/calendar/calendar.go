// Package calendar answers questions about days: which date a text means, when
// a notice is shown, which days are worked, what the lunar date is, and when an
// activity takes place again. It is pure: no clock, no files, no state. The same
// question has the same answer everywhere, for ever.
//
// # Days and times
//
// A [Day] is a civil date without a zone, written 2026-11-22 and in no other
// way. A [Clock] is a time of day, 00:00 to 24:00. A [Moment] is what an author
// writes, a date or a date with a time; a bare date stands for the whole day, so
// it starts at its first instant and ends at the first instant of the next. Only
// Start and End, which take a location, lead to a [time.Time]. A [Window] is
// half-open: what ends at 18:00 is gone at 18:00.
//
// Errors are typed ([DayError], [ClockError], [MomentError], [OnError],
// [NoticeError], [PeriodError], [SeriesError]) and carry the values that a message needs, in
// whatever language it is written.
//
// # The lunar calendar
//
// [LunarOf], [SolarTerm] and [Festivals] read tables made in advance, for 1950
// to 2100, by the rules of GB/T 33661: days begin at midnight in Beijing
// wherever the site is. The tables come from one published library and are
// compared with another in the tests; testdata/lunar.mjs makes both. Outside the
// tables there is no answer, not a wrong one.
//
// # Working days
//
// Which days are worked is announced by the State Council each autumn for the
// next year. [Shipped] holds the arrangements announced so far; [Holidays.With]
// adds or replaces a year. [ParseNotice] reads a notice's own words, and
// [StatutoryDays] is the law behind them. A listed day off is a holiday or a day that bridges
// to it; a statutory day is the holiday itself (13 a year since 2025, 11
// before); a make-up day is a weekend day that is worked instead. Where notices
// of two years list the same day, the later one rules. A year that is not known
// is never guessed: weekdays are then worked, and what was computed with it says
// so ([Span].Estimated). As the notice of a year may bridge the last days of
// December before it, those are only known when the next year is.
//
// [Holidays.Count] counts a publicity period. Posted on 24 September 2026, seven
// working days end on 12 October: 25 to 27 and 1 to 7 are off, Saturday the 10th
// is worked.
//
// # Recurrence
//
// A [Series] takes place once, or by a [Rule]. Start is the first occurrence or,
// where it does not fit the rule, the day from which the rule counts; it gives
// the time of day. Each occurrence lasts as long as End is after Start on the
// clock on the wall, also over midnight and over several days. One with a time
// and no end has no length, so that no page makes up an end for it, but it is
// taken to go on until its day is over: [Occurrence.Over] is midnight, and
// Between, Next, NextEdge and NextOver go by that.
//
//	every        on (none: as start)          gives
//	day          weekdays, if interval is 1    each day, or those weekdays
//	week         weekdays                      weeks begin on Monday
//	month        days 1..31, -1 the last;      in each month; what a month does not have
//	             1st..5th or last weekdays     (31, a 5th Monday) is left out, not moved
//	year         dates; or days and nth        each year; 02-29 in leap years only;
//	             weekdays of start's month     days and weekdays in the month of start
//	lunar-year   lunar dates                   each lunar year, never in a leap month; the
//	                                           30th of a short month is its 29th, so that
//	                                           12-30 is always New Year's Eve
//
// The interval counts from the day, week, month or year of the first day that
// fits. Until is inclusive. Count counts the days that the rule gives, after
// skip_holidays (listed days off) and workdays_only (make-up days are kept) and
// before except and changes: a course of ten that pauses for a holiday still has
// ten lessons, one without its third has nine.
//
// Except takes days away. Extra adds moments, which no holiday drops; a bare
// date takes the usual time of day, and a day that is both excepted and extra is
// held at the extra's time. A change moves, shortens, comments or cancels the
// occurrence of one day; a cancelled one is still listed, so that people learn
// of it. A change of the end means the first such time after the start; for what
// lasts a day or more, on the same last day as before. The order of these lists
// never matters.
//
// [Series.Check] finds what is contradictory or without effect, and says as
// advice where the calendar may surprise. Between, Next and NextEdge answer
// whatever Check would say, in bounded time.
package calendar

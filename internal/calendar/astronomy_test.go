package calendar

import (
	"math"
	"testing"
	"time"
)

// The tables of the lunar calendar and their fixture come from libraries of
// one author. Here they are held against the sky: new moons and the sun's
// longitude by Jean Meeus, Astronomical Algorithms (2nd ed., chapters 25 and
// 49), and months numbered by the rule of GB/T 33661. Where moon or sun come so
// close to midnight in Beijing that these formulas cannot tell the day, either
// day is accepted; that may happen rarely.

const (
	moonDoubt = 2.0 / 1440  // of a day; the formulas are good to seconds, ΔT of 2100 is not known
	sunDoubt  = 16.0 / 1440 // 0.01° of longitude
)

func degSin(x float64) float64 { return math.Sin(math.Mod(x, 360) * math.Pi / 180) }

// newMoon returns the k-th new moon since the first of 2000, in dynamical time.
func newMoon(k float64) float64 {
	t := k / 1236.85
	e := 1 - 0.002516*t - 0.0000074*t*t
	m := 2.5534 + 29.10535670*k - 0.0000014*t*t
	mm := 201.5643 + 385.81693528*k + 0.0107582*t*t + 0.00001238*t*t*t
	f := 160.7108 + 390.67050284*k - 0.0016118*t*t - 0.00000227*t*t*t
	o := 124.7746 - 1.56375588*k + 0.0020672*t*t
	jde := 2451550.09766 + 29.530588861*k + 0.00015437*t*t - 0.000000150*t*t*t
	for _, term := range []struct{ size, at float64 }{
		{-0.40720, mm}, {0.17241 * e, m}, {0.01608, 2 * mm}, {0.01039, 2 * f}, {0.00739 * e, mm - m}, {-0.00514 * e, mm + m},
		{0.00208 * e * e, 2 * m}, {-0.00111, mm - 2*f}, {-0.00057, mm + 2*f}, {0.00056 * e, 2*mm + m}, {-0.00042, 3 * mm},
		{0.00042 * e, m + 2*f}, {0.00038 * e, m - 2*f}, {-0.00024 * e, 2*mm - m}, {-0.00017, o}, {-0.00007, mm + 2*m},
		{0.00004, 2*mm - 2*f}, {0.00004, 3 * m}, {0.00003, mm + m - 2*f}, {0.00003, 2*mm + 2*f}, {-0.00003, mm + m + 2*f},
		{0.00003, mm - m + 2*f}, {-0.00002, mm - m - 2*f}, {-0.00002, 3*mm + m}, {0.00002, 4 * mm},
		{0.000325, 299.77 + 0.107408*k - 0.009173*t*t}, {0.000165, 251.88 + 0.016321*k}, {0.000164, 251.83 + 26.651886*k},
		{0.000126, 349.42 + 36.412478*k}, {0.000110, 84.66 + 18.206239*k}, {0.000062, 141.74 + 53.303771*k},
		{0.000060, 207.14 + 2.453732*k}, {0.000056, 154.84 + 7.306860*k}, {0.000047, 34.52 + 27.261239*k},
		{0.000042, 207.19 + 0.121824*k}, {0.000040, 291.34 + 1.844379*k}, {0.000037, 161.72 + 24.198154*k},
		{0.000035, 239.56 + 25.513099*k}, {0.000023, 331.55 + 3.592518*k},
	} {
		jde += term.size * degSin(term.at)
	}
	return jde
}

// sunLongitude returns the sun's apparent longitude, in degrees.
func sunLongitude(jde float64) float64 {
	t := (jde - 2451545) / 36525
	m := 357.52911 + 35999.05029*t - 0.0001537*t*t
	c := (1.914602-0.004817*t-0.000014*t*t)*degSin(m) + (0.019993-0.000101*t)*degSin(2*m) + 0.000289*degSin(3*m)
	o := 125.04 - 1934.136*t
	l := 280.46646 + 36000.76983*t + 0.0003032*t*t + c - 0.00569 - 0.00478*degSin(o)
	return math.Mod(math.Mod(l, 360)+360, 360)
}

// deltaT is dynamical less universal time in days, by Espenak and Meeus.
func deltaT(jde float64) float64 {
	y := 2000 + (jde-2451545)/365.25
	seconds := 0.0
	switch t := y - 2000; {
	case y < 1961:
		t = y - 1950
		seconds = 29.07 + 0.407*t - t*t/233 + t*t*t/2547
	case y < 1986:
		t = y - 1975
		seconds = 45.45 + 1.067*t - t*t/260 - t*t*t/718
	case y < 2005:
		seconds = 63.86 + 0.3345*t - 0.060374*t*t + 0.0017275*t*t*t + 0.000651814*t*t*t*t
	case y < 2050:
		seconds = 62.92 + 0.32217*t + 0.005589*t*t
	default:
		seconds = -20 + 32*(y-1820)/100*(y-1820)/100 - 0.5628*(2150-y)
	}
	return seconds / 86400
}

// beijing returns the day in Beijing, UTC+8, and the nearest other day if the
// moment is as close as doubt to midnight (else the same day).
func beijing(jde, doubt float64) (day, other Day) {
	local := jde - deltaT(jde) + 8.0/24 + 0.5 // its whole part is a day that begins at midnight
	at := func(x float64) Day { return Day(math.Floor(x)-2451545) + Date(2000, time.January, 1) }
	day = at(local)
	if other = at(local - doubt); other == day {
		other = at(local + doubt)
	}
	return day, other
}

// Every month of every lunar year begins on the day of its new moon.
func TestMonthsBeginWithTheMoon(t *testing.T) {
	months, doubtful := 0, 0
	for k := -632.0; ; k++ {
		day, other := beijing(newMoon(k), moonDoubt)
		if day < Date(1949, time.February, 15) {
			continue
		}
		if day > Date(2101, time.January, 15) {
			break
		}
		months++
		if other != day {
			doubtful++
		}
		a, okA := LunarOf(day)
		b, okB := LunarOf(other)
		if !okA || !okB || a.Day != 1 && b.Day != 1 {
			t.Errorf("there is a new moon on %s, which is %s", day, a)
		}
	}
	if months < 1870 || doubtful > 12 {
		t.Errorf("%d months were compared, %d of them in doubt", months, doubtful)
	}
}

// Every solar term falls on the day on which the sun is where it says.
func TestTermsFollowTheSun(t *testing.T) {
	names := [...]string{"小寒", "大寒", "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至",
		"小暑", "大暑", "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至"}
	terms, doubtful := 0, 0
	for year := termFirst; year <= termLast; year++ {
		for i, name := range names {
			longitude := math.Mod(285+15*float64(i), 360)
			jde := 2451545 + (float64(year)-2000)*365.2422 + 5 + float64(i)*15.22
			for range 20 {
				off := math.Mod(longitude-sunLongitude(jde)+540, 360) - 180
				jde += off * 365.2422 / 360
			}
			day, other := beijing(jde, sunDoubt)
			terms++
			if day != other {
				doubtful++
			}
			a, _ := SolarTerm(day)
			b, _ := SolarTerm(other)
			if a != name && b != name {
				t.Errorf("%d: %s is on %s, where the table has %q", year, name, day, a)
			}
		}
	}
	if terms != 24*151 || doubtful > terms*4/100 {
		t.Errorf("%d terms were compared, %d of them in doubt", terms, doubtful)
	}
}

// Months are numbered by the solar terms: the eleventh has 冬至; where there are
// thirteen from one eleventh to the next, the first without a principal term is
// a leap month. In 2033 that is the one after the eleventh, not the seventh or
// eighth.
func TestLeapMonthsByTheRule(t *testing.T) {
	principal := map[string]bool{"大寒": true, "雨水": true, "春分": true, "谷雨": true, "小满": true, "夏至": true,
		"大暑": true, "处暑": true, "秋分": true, "霜降": true, "小雪": true, "冬至": true}
	type month struct {
		first Day
		is    Lunar
		has   bool // a principal term
	}
	leaps := 0
	for year := termFirst; year < termLast; year++ {
		// From the month of one winter solstice to before that of the next.
		solstice := func(year int) Day {
			for d := Date(year, time.December, 18); ; d++ {
				if name, _ := SolarTerm(d); name == "冬至" {
					return d
				}
			}
		}
		var months []month
		l, _ := LunarOf(solstice(year))
		next, _ := LunarOf(solstice(year + 1))
		end := solstice(year+1) - Day(next.Day-1)
		for d := solstice(year) - Day(l.Day-1); d < end; d++ {
			if l, _ := LunarOf(d); l.Day == 1 {
				months = append(months, month{first: d, is: l})
			}
			if name, ok := SolarTerm(d); ok && principal[name] {
				months[len(months)-1].has = true
			}
		}
		leap := -1
		if len(months) == 13 {
			for i, m := range months {
				if !m.has && leap < 0 {
					leap = i
				}
			}
			leaps++
		} else if len(months) != 12 {
			t.Fatalf("%d has %d months", year, len(months))
		}
		number := 11
		for i, m := range months {
			want := Lunar{Month: number, Day: 1}
			if i == leap {
				want.Month, want.Leap = (number+10)%12+1, true
			} else {
				number = number%12 + 1
			}
			want.Year = m.is.Year
			if m.is != want {
				t.Errorf("%s begins %v, want %v", m.first, m.is, want)
			}
		}
	}
	if leaps != 56 && leaps != 55 {
		t.Errorf("%d leap months in 150 years", leaps)
	}
	if LunarLeapMonth(2033) != 11 || LunarLeapMonth(2034) != 0 {
		t.Errorf("2033 has a leap %d", LunarLeapMonth(2033))
	}
}

package content

import (
	"math"
	"math/big"
	"slices"
	"strconv"

	"banbao/internal/calendar"
	"banbao/internal/site"
)

// micro is a number of points in millionths. Logs are added up in them, since
// 0.1 three times is not 0.3 for a machine.
type micro int64

const one micro = 1e6

func microOf(f float64) micro { return micro(math.Round(f * float64(one))) }

func (m micro) float() float64 { return float64(m) / float64(one) }

// product multiplies two figures as they are written, since 0.1 three times
// is not 0.3 for a machine. The total is the number nearest to the exact sum:
// equal sums are equal, and what is on a threshold reaches it.
func product(a, b float64) *big.Rat {
	x, _ := new(big.Rat).SetString(number(a))
	y, _ := new(big.Rat).SetString(number(b))
	return x.Mul(x, y)
}

// logLine is a finding and the rule that it is of.
type logLine struct {
	category, rule int
	points         micro
	finding        site.Finding
}

// span is a part of a ranking's period.
type span struct {
	name     string
	from, to calendar.Day
}

// mostAveraged is the longest period, in days, of which a mean is taken: what is
// longer has a wrong year, and a score with a part for every week of centuries.
const mostAveraged = 10 * 365

// spans are the parts over which scores are the mean: those that had begun
// when the ranking was published.
func spans(k *site.Ranking) []span {
	p := k.Period
	if k.Average == site.AverageNone || p.From.IsZero() || p.To.IsZero() {
		return []span{{}}
	}
	var list []span
	for from := p.From; from <= p.To && (from <= k.Date.Day || len(list) == 0); {
		year, month, _ := from.Date()
		next, name := calendar.Date(year, month+1, 1), strconv.Itoa(int(month))+"月"
		if k.Average == site.AverageWeek {
			next = from + 7 - calendar.Day((int(from.Weekday())+6)%7)
			name = from.ChineseShort() + "起"
		}
		list = append(list, span{name, from, min(next-1, p.To)})
		from = next
	}
	return list
}

// counted adds up the lines of one unit in one category: in each part of the
// period what everybody starts with and what each rule gives, kept within the
// rule's cap and then between 0 and the category's most; and of the parts the
// mean. Lines are in the order of their days.
func counted(k *site.Ranking, category int, lines []logLine, parts []span) (*big.Rat, []site.ScorePart) {
	c := &k.Categories[category]
	var sum micro
	out := make([]site.ScorePart, 0, len(parts))
	for _, part := range parts {
		p := site.ScorePart{Name: part.name, Start: c.Start}
		points := microOf(c.Start)
		for rule := range c.Rules {
			rs, got := ruleSum(&c.Rules[rule], rule, lines, part)
			points += got
			switch {
			case len(rs.Findings) == 0:
			case people(k) && got < 0: // who was at fault is nobody else's business
				p.Hidden = (microOf(p.Hidden) + got).float()
			default:
				if people(k) {
					rs.Findings = slices.DeleteFunc(rs.Findings, func(f site.Finding) bool { return f.Points < 0 })
				}
				p.Sums = append(p.Sums, rs)
			}
		}
		points = max(0, min(points, microOf(c.Max)))
		p.Value = points.float()
		sum += points
		out = append(out, p)
	}
	return big.NewRat(int64(sum), int64(len(parts))*int64(one)), out
}

// ruleSum is what the lines of one rule give in a part of the period.
func ruleSum(rule *site.Rule, index int, lines []logLine, part span) (site.RuleSum, micro) {
	rs := site.RuleSum{Rule: index}
	var got micro
	for i := range lines {
		l := &lines[i]
		if l.rule == index && (part.to == 0 || l.finding.Day >= part.from && l.finding.Day <= part.to) {
			got += l.points
			rs.Findings = append(rs.Findings, l.finding)
		}
	}
	if most := microOf(math.Abs(rule.Cap)); most > 0 && (got > most || got < -most) {
		rs.Capped = true
		got = max(-most, min(got, most))
	}
	rs.Points = got.float()
	return rs, got
}

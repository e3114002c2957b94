package config

import (
	"banbao/internal/decode"
	"banbao/internal/site"
)

// dignity reads how the site speaks of people. What is less strict than the
// default needs a day and a reason.
func dignity(t *decode.Table) site.Dignity {
	d := site.Dignity{Names: site.NamesMasked, Negative: site.NegativeUnits}
	table := t.Table("dignity")
	if table == nil {
		return d
	}
	d.Names = decode.Word(table, "names", site.NamesPolicies(), d.Names)
	d.Negative = decode.Word(table, "negative", site.NegativePolicies(), d.Negative)
	d.Since, d.Why = table.Day("since"), table.String("why")
	for _, key := range []string{"names", "negative"} {
		loose := key == "names" && d.Names == site.NamesFull || key == "negative" && d.Negative == site.NegativeAll
		if loose && (d.Since.IsZero() || d.Why == "") {
			table.Problem(key, "loosened-without-reason")
		}
	}
	return d
}

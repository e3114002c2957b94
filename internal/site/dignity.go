package site

import "banbao/internal/calendar"

// Dignity is how the whole site speaks of people in rankings. A site may be
// stricter than the default at will; less strict only with a day and a reason,
// which pages print.
type Dignity struct {
	Names    NamesPolicy
	Negative NegativePolicy
	Since    calendar.Day
	Why      string
}

// NamesPolicy is how much of a person's name is shown.
type NamesPolicy string

const (
	NamesMasked  NamesPolicy = "masked"  // 王*芳
	NamesSurname NamesPolicy = "surname" // 王**, which is stricter
	NamesFull    NamesPolicy = "full"    // whole, where a ranking asks for it
)

// NamesPolicies are all of them.
func NamesPolicies() []NamesPolicy { return []NamesPolicy{NamesMasked, NamesSurname, NamesFull} }

// NegativePolicy is who may be listed as having to get better.
type NegativePolicy string

const (
	NegativeUnits NegativePolicy = "units" // buildings and organisations
	NegativeNone  NegativePolicy = "none"  // nobody, which is stricter
	NegativeAll   NegativePolicy = "all"   // households and people as well
)

// NegativePolicies are all of them.
func NegativePolicies() []NegativePolicy {
	return []NegativePolicy{NegativeUnits, NegativeNone, NegativeAll}
}

// Waiver is why something is shown that is not shown by default.
type Waiver struct {
	On  calendar.Day
	Why string
}

// Negative is how long entries that must get better are listed, and whom to
// ask about it.
type Negative struct {
	Until  calendar.Day
	Appeal Objections
}

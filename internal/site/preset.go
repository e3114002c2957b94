package site

import "banbao/internal/calendar"

// PublicityPreset is a matter that is published for objections, with the time
// that its rule asks for at least.
type PublicityPreset struct {
	ID, Name string
	Days     int
	Unit     calendar.Unit
	Basis    string // empty where each place has a rule of its own, which the notice must name
	// CountStart is a rule that counts the day of posting, against the Civil Code.
	CountStart bool
}

// PublicityPresets are the matters known to the program. The same matter has
// other days, and even another unit, from city to city; where no national rule
// sets the time, the figure is what is usual and there is no basis to print.
// A site puts its own rule over them in config.toml.
func PublicityPresets() []PublicityPreset {
	const working, days = calendar.WorkingDays, calendar.CalendarDays
	return []PublicityPreset{
		{ID: "honours", Name: "评先评优", Days: 5, Unit: working},
		{ID: "party-admission", Name: "发展党员", Days: 5, Unit: working, Basis: "《中国共产党发展党员工作细则》"},
		{ID: "cadre", Name: "干部任职", Days: 5, Unit: working, Basis: "《党政领导干部选拔任用工作条例》关于任职前公示的规定"},
		{ID: "hire", Name: "招聘社区工作人员", Days: 7, Unit: days},
		{ID: "dibao", Name: "最低生活保障", Days: 7, Unit: days, Basis: "《最低生活保障审核确认办法》（民发〔2021〕57号）"},
		{ID: "social-assistance", Name: "社会救助", Days: 7, Unit: working, Basis: "《社会救助暂行办法》"},
		{ID: "owners-meeting", Name: "业主大会", Days: 7, Unit: days},
		{ID: "owners-committee", Name: "业主委员会候选人", Days: 7, Unit: days},
		{ID: "maintenance-fund", Name: "使用维修资金", Days: 7, Unit: days},
		{ID: "property-accounts", Name: "物业收支和审计", Days: 30, Unit: days},
	}
}

package diag

var ofGuides = map[Code]entry{
	"promise-over-law": {severity: Error,
		message: text{"承诺的时间（%[1]s）比法定的（%[2]s）还长", "the promised time (%[1]s) is longer than the legal one (%[2]s)"},
		hint:    text{"承诺只能更快", "a promise can only be faster"}},
	"check-overdue": {severity: Advice,
		message: text{"这份指南 %[1]s 核对过，已经超过一年", "the guide was last checked on %[1]s, over a year ago"},
		hint:    text{"照着窗口的实际做法核对一遍，改 checked_on", "check it against what the window does, and change checked_on"}},
	"future-check": {severity: Warning,
		message: text{"核对日期 %[1]s 还没有到", "checked_on %[1]s is still to come"},
		hint:    text{"写真正核对的那天", "write the day on which it was checked"}},
}

package diag

var ofRankings = map[Code]entry{
	"total-differs": {severity: Error,
		message: text{"“%[1]s”的总分写的是 %[2]s，加起来是 %[3]s", "the total of %[1]q is given as %[2]s but adds up to %[3]s"},
		hint:    text{"改对各项得分，或者删去 total，由程序来加", "mend the scores, or remove total and let it be added up"}},
	"score-out-of-range": {severity: Error,
		message: text{"“%[1]s”得了 %[2]s 分，超出 0 到 %[3]s", "%[1]q has a score of %[2]s, outside 0 to %[3]s"},
		hint:    text{"满分写在 [[categories]] 的 max 里", "the most is max in [[categories]]"}},
	"missing-score": {severity: Error,
		message: text{"“%[1]s”少了“%[2]s”这一项的得分", "%[1]q has no score for %[2]q"},
		hint:    text{"没有得分就写 0", "write 0 for none"}},
	"negative-person": {severity: Error,
		message: text{"名次表上不能点名批评住户或个人", "a ranking may not blame a household or a person by name"},
		hint:    text{"户和人只列入围的；要改进的事只写到楼或单位", "list only those who are honoured; what needs improving is said of buildings or organisations"}},
	"unmasked-name": {severity: Error,
		message: text{"看不出“%[1]s”是谁的姓名，没法隐去一字", "%[1]q cannot be masked, as it does not look like a person's name"},
		hint:    text{"自己隐去再写，像“王*芳”；是楼或单位的，写 mask = false", "write it masked yourself, like 王*芳; for buildings and organisations write mask = false"}},
	"no-entries": {severity: Warning,
		message: text{"评比里还没有人", "the ranking has no entries yet"},
		hint:    text{"用 [[entries]] 写上", "write them under [[entries]]"}},
}

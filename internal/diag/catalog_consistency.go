package diag

// ofConsistency are the messages about what does not agree: one item with
// another, a text with its front matter, a folder with what is in use.
var ofConsistency = map[Code]entry{
	"duplicate-number": {severity: Warning,
		message: text{"文号“%[1]s”已经用过了：%[2]s", "the document number %[1]q is taken already: %[2]s"},
		hint:    text{"看看哪一篇的文号写错了；重发的，把原来那篇撤回（withdrawn）", "see which of the two has the wrong number; if it was issued anew, withdraw the first"}},
	"unused-file": {severity: Warning,
		message: text{"没有哪一条用到%[1]s", "no item uses %[1]s"},
		hint:    text{"要给人下载的，写进某一条的 attachments；用不着的移到 content/ 外面：名单、表格里常有个人信息", "list what is to be downloaded in the attachments of an item, and move the rest out of content/: lists and spreadsheets often hold personal data"}},
	"unused-picture": {severity: Advice,
		message: text{"没有哪一条用到图片%[1]s", "no item uses the picture %[1]s"},
		hint:    text{"在正文里用 ![说明](路径) 放上，或者移到 content/ 外面；照片上的人未必愿意留在这里", "show it in a text with ![…](path), or move it out of content/: who is on a photograph may not want to stay there"}},
	"phone-digits": {severity: Warning,
		message: text{"“%[1]s”有 %[2]d 位数字，打不通：%[3]s", "%[1]q has %[2]d digits and cannot be called: %[3]s"},
		hint:    text{"照原件数一数；不是电话的，前面别写“电话”", "count them against the original; if it is no telephone number, do not call it one"}},
	"wrong-lunar": {severity: Warning,
		message: text{"%[1]s是农历%[3]s，不是%[2]s", "%[1]s is %[3]s in the lunar calendar, not %[2]s"},
		hint:    text{"查一查两个日子哪个写错了；说的是别的年份，就把年份写出来", "see which of the two is wrong; if another year is meant, write the year"}},
	"date-differs": {severity: Warning,
		message: text{"%[1]s里写的是%[2]s，%[3]s 是 %[4]s", "%[1]s says %[2]s, and %[3]s is %[4]s"},
		hint:    text{"两处改成一样；改了日子的，星期也看一看", "make both say the same, and look at the weekday as well"}},
	"until-before-date": {severity: Warning,
		message: text{"%[1]s里的%[2]s还没有到，%[3]s 过后就不显示了", "%[1]s is about %[2]s, and it is shown only until %[3]s"},
		hint:    text{"把 until 改成那天或者更晚", "make until that day or later"}},
	"ended-link": {severity: Warning,
		message: text{"链接指向的“%[1]s”在%[2]s已经结束", "this leads to %[1]q, which ended on %[2]s"},
		hint:    text{"换成现在的那一条，或者删去；就是要给人看从前的，在句子里说明是往期、已结束", "link to what holds now, or remove it; if what is past is meant, say so in the sentence (往期, 已结束)"}},
}

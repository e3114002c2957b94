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
}

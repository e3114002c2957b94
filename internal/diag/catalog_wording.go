package diag

// ofWording is advice on how a text could be said more plainly. None of it
// says that anything is wrong, so none ever stops a build.
var ofWording = map[Code]entry{
	"long-sentence": {severity: Advice,
		message: text{"“%[1]s……”这一句有 %[2]d 个字，念到后面忘了前面", "the sentence that begins %[1]q has %[2]d characters; who reads the end has forgotten the beginning"},
		hint:    text{"一句只说一件事，%[3]d 个字以内；几样东西，一样一行写成列表", "say one thing in a sentence, in %[3]d characters at most; list things one on a line"}},
	"stacked-clauses": {severity: Advice,
		message: text{"“%[1]s……”这一句有 %[2]d 个%[3]s，一层套一层", "the sentence that begins %[1]q has %[2]d %[3]s, one thing inside another"},
		hint:    text{"分成两三句：谁，什么时候，做什么", "make two or three of it: who, when, what to do"}},
	"unexplained-letters": {severity: Advice,
		message: text{"“%[1]s”是什么，有人看不懂", "not everybody knows what %[1]q stands for"},
		hint:    text{"第一次写到的时候，在后面用括号写出中文，例如 AED（自动体外除颤器）", "explain it in brackets where it stands first: AED（自动体外除颤器）"}},
	"official-phrase": {severity: Advice,
		message: text{"“%[1]s”，平常说“%[2]s”", "people do not say %[1]q; they say %[2]q"},
		hint:    text{"照平常说话的样子写，老人听人念也懂", "write as you would say it, so that it is understood when it is read aloud"}},
	"more-wording": {severity: Advice,
		message: text{"这一篇还有 %[1]d 处可以说得更明白，从这里起", "there are %[1]d more places that could be said more plainly, from here on"},
		hint:    text{"先改上面几处，再检查一次", "change those above first, and check again"}},
}

package privacy

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// cue is a word that gives reason to look for a name beside it. It is found by
// one character of it that few other words have.
type cue struct {
	head          rune   // the character
	before, after string // what of the word stands before and behind it
	rule          Rule
	sure          bool // a name beside it is surely of whom the rule protects
}

var cues = []cue{
	{'学', "小", "", Minor, true}, {'学', "同", "", Minor, true}, {'学', "", "生", Minor, false}, {'学', "中", "", Minor, false}, {'学', "", "前班", Minor, true},
	{'幼', "", "儿", Minor, true}, {'级', "年", "", Minor, true}, {'童', "儿", "", Minor, true}, {'朋', "小", "友", Minor, true},
	{'班', "）", "", Minor, true}, {'班', ")", "", Minor, true}, {'班', "大", "", Minor, false}, {'班', "中", "", Minor, false}, {'班', "小", "", Minor, false},
	{'孩', "", "子", Minor, false}, {'孩', "男", "", Minor, false}, {'孩', "女", "", Minor, false}, {'先', "少", "队", Minor, true}, {'婴', "", "", Minor, true}, {'儿', "少", "", Minor, true}, {'儿', "新生", "", Minor, true}, {'托', "", "班", Minor, true}, {'托', "", "管", Minor, false}, {'孤', "", "儿", Minor, true}, {'成', "未", "年", Minor, true},
	{'初', "", "中", Minor, false}, {'者', "小记", "", Minor, true}, {'者', "小作", "", Minor, true},

	{'残', "", "疾", Health, false}, {'残', "致", "", Health, false}, {'肢', "", "体", Health, false}, {'智', "", "力", Health, false}, {'精', "", "神", Health, false},
	{'病', "重", "", Health, false}, {'病', "大", "", Health, false}, {'病', "患", "", Health, false}, {'病', "", "情", Health, false}, {'病', "因", "", Health, false},
	{'病', "血", "", Health, false}, {'病', "尿", "", Health, false}, {'病', "脏", "", Health, false}, {'患', "", "者", Health, false}, {'患', "", "有", Health, false},
	{'诊', "确", "", Health, false}, {'癌', "", "", Health, false}, {'瘤', "", "", Health, false}, {'毒', "尿", "", Health, false}, {'析', "透", "", Health, false},
	{'瘫', "", "", Health, false}, {'滋', "艾", "", Health, false}, {'郁', "抑", "", Health, false}, {'院', "住", "", Health, false},

	{'保', "低", "", Hardship, false}, {'保', "五", "", Hardship, false}, {'困', "特", "", Hardship, false}, {'困', "", "难", Hardship, false}, {'困', "贫", "", Hardship, false},
	{'独', "失", "", Hardship, false}, {'矫', "", "正", Hardship, false}, {'毒', "吸", "", Hardship, false}, {'毒', "戒", "", Hardship, false}, {'刑', "", "满", Hardship, false},
}

// matches tells whether the cue's word stands about [i, end).
func (c *cue) matches(text string, i, end int) bool {
	if !strings.HasPrefix(text[end:], c.after) || !strings.HasSuffix(text[:i], c.before) {
		return false
	}
	// Students of a university are grown up.
	return c.head != '学' || !strings.HasSuffix(text[:i], "大") && !strings.HasSuffix(text[:i], "研究")
}

// trait is what a character may be in or about a name.
type trait uint16

const (
	surname    trait = 1 << iota
	boundary         // parts words: punctuation, a gap, a mark of Markdown
	longName         // begins a surname of two characters
	givenName        // is in many given names
	cueMark          // begins a look for a name: a head of a cue, or 岁
	chatMark         // begins a word for WeChat or QQ
	doorMark         // the last character of a mark of a building
	province         // on a number plate
	behindName       // the first character of a word that may follow a name
	labelEnd         // the last character of a word that says whose name follows
	tableMark        // the first character of a heading of a column of names
)

const surnames = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游裴席卫查屈鲍覃霍翁隋柯阮桂闵解强柴华车冉房边阙仇宗晏褚娄嵇全桑蓝单包司骆窦阚宁池肖闫付佟仝亓晁郜訾逄蔺荀尉苟禹楚滕湛巩邬胥戎卓冼敖岑卞茅鞠代冷"

// ordinary are words that begin with a surname and are none: no name begins
// with them.
const ordinary = " 付款 付费 付出 付清 付给 付现 付钱 付完 代表 代办 代替 代理 代领 代缴 代码 代购 代步 代收 代写 代课 代为 代填 冷水 冷静 冷空 冷热 冷藏 冷饮 冷天 冷风 冷冻 冷清 冷暖 卓越 楚楚 清楚 时代 包粽 施教 路上 包饺 高龄 高中 高血 高温 高考 高层 高度 高兴 马上 马路 方便 方法 方式 方案 方面 任何 任务 周一 周二 周三 周四 周五 周六 周日 周末 周边 周岁 周围 周期 关爱 关于 关注 关心 关怀 安全 安排 安静 安置 白天 白血 白内 " +
	"常见 常住 常年 常态 成人 成绩 成员 成年 成功 成立 程序 程度 单位 单元 单独 单亲 单身 党员 费用 康复 康乐 连续 石油 孙子 孙女 汤圆 田园 万元 万户 温馨 温暖 文化 文明 文艺 文件 文体 向阳 项目 谢谢 许可 许多 严格 严重 严禁 叶子 于是 余额 " +
	"张贴 章程 郑重 钟点 祝福 祝贺 祝愿 左右 左手 左眼 时间 时候 时段 全体 全家 全部 全年 全程 全市 全社 全员 全天 全文 全额 全免 全日 宁静 解决 解释 强化 强制 强直 强度 华侨 车辆 车位 车主 房屋 房东 房租 房产 边缘 边上 包括 包含 包干 司机 管理 管道 管控 关节 路边 路口 路灯 路费 " +
	"江苏 苏州 常州 徐州 温州 杭州 安徽 江西 江南 黄河 石家 广州 贺卡 贺年 洪水 金额 金融 金属 龙头 毛病 毛巾 马桶 牛奶 钱款 万一 段落 雷电 武术 武装 施工 施救 梅花 兰花 桂花 游戏 游泳 游玩 游客 席位 查看 查询 查房 查体 成长 成都 成果 全面 路线 程车 易地 易感 易发 顾问 顾客 史料 申请 申报 申领 尤其 毕业 毕竟 " +
	"齐全 齐心 盛夏 项圈 屈光 童年 童装 欧洲 房间 宗教 单价 单项 蓝天 强调 强迫 柴油 车票 车费 车站 夏令 夏季 夏天 秋季 林业 林场 何时 何地 何种 田间 田径 金牌 黄金 黄色 黄牌 白色 蓝色 于 成 常规 向导 向前 向社 向上 纪念 纪律 凌晨 谷物 安装 安心 安宁 安抚 安家 康养 康宁 陆续 叶片 余下 余款 杜绝 任教 任课 任意 " +
	"家长 家庭 老师 老人 邻居 居民 志愿 方可 时任 时限 全民 全勤 全校 全班 全区 全院 宁可 管护 管床 游园 盛大 文具 文书 文字 文本 石膏 石材 药品 高级 高风 高危 高烧 高热 高等 高校 高职 高一 高二 高三 易燃 易爆 马虎 包裹 包装 包车 华人 池塘 钟表 钟头 丁字 房贷 康体 平安 白班 成品 成套 左侧 左边 左肢 金奖 龙舟 牛肉 余户 万余 万名 钱包 温度 温和 程控 汪洋 毛衣 毛笔 向日 祝您 祝大 祝你 关闭 关停 关节炎 苗木 路面 路段 路过 林间 车间 解放 解除 解答 单据 单人 单侧 单眼 全盲 全聋 全瘫 强光 边境 施药 施肥 尹 "

// givenNames are characters that many given names are made of.
const givenNames = "伟芳娜敏静丽强磊军洋勇艳杰娟涛超霞刚桂兰梅英华玉萍红鹏宇浩轩涵怡欣诺梓晨明国建文志平春秀海燕波辉婷雪林峰龙飞鑫斌瑞佳慧琳莹洁颖倩琪瑶晶蕾薇博嘉俊豪泽睿思雨彤悦妍蓉云凤荣福德贵宝亮健清新永世成光金银珍珠莲菊香琴凯旭阳昊天一小子语可若雅诗依佩淑惠美爱家宗祥根庆胜利民权义仁信礼智忠孝廉东南北松柏竹枫桐柳森焱花山垚钧钰铭锦皓炜煜烨然"

// staffBefore and staffBehind are said of people who act for the community;
// their names are told for their work.
var (
	staffBefore = []string{"联系人", "经办人", "经办", "咨询", "负责人", "网格员", "书记", "主任", "社工", "民警", "医生", "讲师", "主讲", "主讲人", "志愿者", "老师", "教练", "主席", "局长", "记者", "摄影", "编辑", "作者", "值班", "秘书长", "主持", "主持人", "委员", "讲课", "律师", "专家", "教授", "园长", "校长", "所长", "站长", "楼长", "楼栋长", "审核", "签发", "撰稿", "供稿", "护士"}
	staffBehind = []string{"主任", "书记", "医生", "老师", "网格员", "民警", "社工", "律师", "教授", "主席", "医师", "护士", "校长", "园长", "院长", "站长", "所长", "委员", "教练", "讲师", "楼长", "摄", "供稿", "文/"}
	nameLabels  = []string{"小记者", "小作者", "冠军", "亚军", "季军", "等奖", "新生儿", "名单", "姓名", "学生", "孩子", "儿童", "患者", "病人", "户主", "户", "对象", "人员", "职工", "居民", "家庭", "女儿", "儿子", "孙子", "孙女", "班", "感谢", "表扬", "未成年人", "年级", "小学生", "家长", "党员", "老人", "人", "女童", "男童", "男孩", "女孩", "队员", "叫", "供养", "群众", "慰问", "市民", "邻居", "村民", "业主", "住户", "租户", "选手", "外孙", "外孙女", "祝贺", "婴儿", "女婴", "男婴", "孤儿", "小朋友", "同学", "新生", "小学", "幼儿园", "中学"}
	titled      = []string{"同学", "小朋友", "女士", "先生", "同志", "大爷", "大妈", "阿姨", "奶奶", "爷爷", "老人", "大娘", "大叔", "师傅"}
	goesOn      = []string{"今年", "已", "因", "患", "确诊", "获", "男", "女", "家", "在", "荣获", "等", "和", "与", "系", "现", "身体", "住", "年仅", "刚", "现年", "上门"}
)

func isBoundary(r rune) bool {
	if r < 1<<16 {
		return traits[r]&boundary != 0
	}
	return false
}

// ordinaryWords is the set of them.
var ordinaryWords = func() map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(ordinary) {
		set[w] = true
	}
	return set
}()

var traits = makeTraits()

func makeTraits() *[1 << 16]trait {
	t := new([1 << 16]trait)
	mark := func(chars string, as trait) {
		for _, r := range chars {
			t[r] |= as
		}
	}
	mark(surnames, surname)
	mark(givenNames, givenName)
	for _, c := range compound {
		t[[]rune(c)[0]] |= longName
	}
	mark(" \t\r\n　\u00a0\ufeff\u200b，。、；：？！（）《》〈〉「」『』“”‘’【】〔〕…—·,.;:?!()[]{}<>\"'|*_`~#/\\-+=＋－／｜～", boundary)
	for _, c := range cues {
		t[c.head] |= cueMark
	}
	t['岁'] |= cueMark
	for _, w := range slices.Concat(titled, goesOn) {
		t[[]rune(w)[0]] |= behindName
	}
	for _, l := range nameLabels {
		r, _ := utf8.DecodeLastRuneInString(l)
		t[r] |= labelEnd
	}
	mark("姓户申学", tableMark)
	mark("微VvWwQq扣", chatMark)
	mark("栋幢楼元弄室座#＃", doorMark)
	mark("京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼", province)
	return t
}

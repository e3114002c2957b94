package content

import (
	"slices"
	"strings"

	"banbao/internal/site"
)

// surnames are common ones by the number of their strokes and then by the kind
// of the first: 横 竖 撇 点 折, as lists of names are ordered by custom. The
// order within one kind is left to whoever wrote the list.
var surnames = []string{
	2:  "丁刀 卜 乃 _ _",
	3:  "万于干 上山 千 门 马习卫",
	4:  "王韦尤车元戈支丰云木 贝冈 毛牛仇公乌长 方文卞计 孔尹邓巴水",
	5:  "甘艾古左石龙平东 卢叶田史申冉帅 付白丛包乐丘代印令 冯宁兰 边皮召司",
	6:  "邢吉成毕过巩臣权 吕曲 朱乔伍任华向全危邬伊仲年 刘齐庄江汤安许关池闫米羊祁宇 孙阮阳纪牟那",
	7:  "李杨杜严芦苏巫克花劳麦寿束来 吴时肖步岑 何余邹邱佘佟谷狄邸 汪沈宋沙辛应冷闵怀沃沐初 张陆陈邵",
	8:  "林武苗范苑茅郁欧郏杭 易尚罗 金周季岳和鱼牧 庞郑单房庚郎宓冼宗 孟屈居练",
	9:  "赵胡柯柳封项荆茹荣南柏查郝 战 侯钟段俞饶郗秋皇 洪施祝宫闻姜娄宣祖 姚贺胥费骆柔",
	10: "秦袁耿聂莫顾贾夏桂晋栗都班敖索 党柴晏晁 钱徐倪殷翁奚留 高郭唐席凌浦涂谈宰宾诸 陶桑陵能",
	11: "黄曹萧梅龚戚盛 常崔鄂崇 符盘 梁康章商麻阎寇鹿盖庾 隋屠尉巢",
	12: "彭葛董蒋韩覃惠斯 景喻遇黑 程傅鲁焦舒储 曾谢游温湛童普富 强",
	13: "蓝赖楚甄雷靳蒙蒲楼裘 虞路 詹鲍解简 窦满慎 _",
	14: "蔡慕蔺赫 裴 管 廖谭漆褚端 熊翟缪",
	15: "樊 _ 黎滕 潘颜 _",
	16: "薛霍燕薄 冀 穆 _ _",
	17: "戴鞠 _ 魏 糜 _",
	18: "_ 瞿 _ _ _",
}

// strokes is where a name stands by its surname; not known for one that is not
// among the common ones.
func strokes(name string) (order int, known bool) {
	first, _, _ := strings.Cut(name, "*")
	for _, r := range first {
		for n, kinds := range surnames {
			if !strings.ContainsRune(kinds, r) {
				continue
			}
			for kind, list := range strings.Fields(kinds) {
				if strings.ContainsRune(list, r) {
					return 10*n + kind, true
				}
			}
		}
		break
	}
	return 0, false
}

// byStrokes puts names that come out equal into the order of their surnames,
// if all of them are known: half an order would be none.
func byStrokes(k *site.Ranking, compare func(a, b site.Entry) int) {
	order := map[string]int{}
	for _, e := range k.Entries {
		n, known := strokes(e.Name)
		if !known {
			return
		}
		order[e.Name] = n
	}
	k.ByStrokes = len(k.Entries) > 0
	slices.SortStableFunc(k.Entries, func(a, b site.Entry) int {
		if c := compare(a, b); c != 0 {
			return c
		}
		return order[a.Name] - order[b.Name]
	})
}

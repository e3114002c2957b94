package face

import (
	"path"
	"slices"
	"strconv"
	"strings"
)

// Role is what a face is for.
type Role struct {
	ID     string   // song-bold: also the name of a theme's file
	Zh, En string   // 宋体（粗）
	Vars   []string // the style's names for it
	Weight int
	Also   []string // families by which the margins of the paper ask for it
	Own    []string // families that are this face, the best first; @700 is a weight
	Others []string // families that may stand in
	Get    [2]string
}

var (
	serif = []string{"Source Han Serif SC", "Source Han Serif CN", "思源宋体", "Noto Serif CJK SC", "Noto Serif SC"}
	sans  = []string{"Source Han Sans SC", "Source Han Sans CN", "思源黑体", "Noto Sans CJK SC", "Noto Sans SC"}
)

// weighted are families at a weight.
func weighted(weight int, families ...string) []string {
	var all []string
	for _, f := range families {
		all = append(all, f+"@"+strconv.Itoa(weight))
	}
	return all
}

// Roles are all there are. The names are those of the trade, of Windows, of
// macOS, and of Debian, in this order.
func Roles() []Role {
	noto := [2]string{"装思源宋体（Debian：fonts-noto-cjk）", "install Source Han Serif (Debian: fonts-noto-cjk)"}
	hei := [2]string{"装思源黑体（Debian：fonts-noto-cjk）", "install Source Han Sans (Debian: fonts-noto-cjk)"}
	lastSerif := []string{"STSong", "SimSun", "NSimSun", "AR PL UMing CN", "AR PL SungtiL GB"}
	lastSans := []string{"WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Droid Sans Fallback"}
	return []Role{
		{ID: "biaosong", Zh: "公文标题 小标宋", En: "official titles, 小标宋", Vars: []string{"--biaosong"},
			Own:    []string{"FZXiaoBiaoSong-B05S", "方正小标宋简体", "FZXiaoBiaoSong-B05", "方正小标宋_GBK", "STZhongsong", "华文中宋"},
			Others: slices.Concat(weighted(700, serif...), []string{"Songti SC@700"}, lastSerif),
			Get:    [2]string{"装方正小标宋简体（方正字库网站，商用要许可）；没有的话华文中宋（随 Office）也行", "install FZXiaoBiaoSong-B05S (from FounderType, commercial use needs a licence), or STZhongsong, which comes with Office"}},
		{ID: "fangsong", Zh: "公文正文 仿宋", En: "official text, 仿宋", Vars: []string{"--fangsong"},
			Own:    []string{"FZFangSong-Z02S", "方正仿宋简体", "方正仿宋_GBK", "FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong", "华文仿宋", "FandolFang", "FandolFang R", "FandolFang-Regular", "Zhuque Fangsong (technical preview)", "朱雀仿宋（预览测试版）"},
			Others: slices.Concat(weighted(400, serif...), []string{"Songti SC@400"}, lastSerif),
			Get:    [2]string{"Windows 上有 FangSong（可选功能“简体中文补充字体”），macOS 上有 STFangsong，Debian 上装 texlive-lang-chinese（FandolFang）", "FangSong on Windows (optional feature: Chinese supplemental fonts), STFangsong on macOS, FandolFang of texlive-lang-chinese on Debian"}},
		{ID: "kaiti", Zh: "楷体", En: "楷体", Vars: []string{"--kaiti", "--kai"},
			Own:    []string{"FZKai-Z03S", "方正楷体简体", "方正楷体_GBK", "KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "STKaiti", "华文楷体", "Kaiti SC@400", "LXGW WenKai@400", "霞鹜文楷@400", "AR PL KaitiM GB", "AR PL UKai CN", "FandolKai"},
			Others: lastSerif,
			Get:    [2]string{"装霞鹜文楷（Debian：fonts-lxgw-wenkai）", "install LXGW WenKai (Debian: fonts-lxgw-wenkai)"}},
		{ID: "heiti", Zh: "公文小标题 黑体", En: "official headings, 黑体", Vars: []string{"--heiti"},
			Own:    slices.Concat([]string{"FZHei-B01S", "方正黑体简体", "方正黑体_GBK", "SimHei", "黑体", "STHeiti@500", "华文黑体@500", "Heiti SC@500"}, weighted(500, sans...), []string{"FandolHei@400"}),
			Others: slices.Concat([]string{"Microsoft YaHei@400"}, lastSans), Get: hei},
		{ID: "song", Zh: "宋体", En: "宋体", Vars: []string{"--song"}, Weight: 400, Also: []string{"Source Han Serif SC", "SimSun"},
			Own:    slices.Concat(weighted(400, serif...), []string{"Songti SC@400", "FandolSong@400"}, lastSerif),
			Others: []string{"AR PL KaitiM GB", "LXGW WenKai@400"}, Get: noto},
		{ID: "song-bold", Zh: "大标题、海报、板报 宋体（粗）", En: "titles, posters and boards, 宋体 bold", Vars: []string{"--song"}, Weight: 700, Also: []string{"Source Han Serif SC", "SimSun"},
			Own:    slices.Concat(weighted(700, serif...), []string{"Songti SC@700", "STZhongsong", "华文中宋", "FZXiaoBiaoSong-B05S", "方正小标宋简体", "FandolSong@700"}),
			Others: slices.Concat([]string{"SimHei"}, lastSerif), Get: noto},
		{ID: "hei", Zh: "张贴正文 黑体", En: "text on walls, 黑体", Vars: []string{"--hei"}, Weight: 400, Also: []string{"Source Han Sans SC"},
			Own:    slices.Concat([]string{"HarmonyOS Sans SC@400", "Microsoft YaHei@400"}, weighted(400, sans...), []string{"Heiti SC@400", "STHeiti@300", "FandolHei@400"}, lastSans),
			Others: []string{"SimHei", "LXGW WenKai@400"}, Get: hei},
		{ID: "hei-bold", Zh: "张贴正文 黑体（粗）", En: "text on walls, 黑体 bold", Vars: []string{"--hei"}, Weight: 700, Also: []string{"Source Han Sans SC"},
			Own:    slices.Concat([]string{"HarmonyOS Sans SC@700", "Microsoft YaHei@700"}, weighted(700, sans...), []string{"Heiti SC@500", "STHeiti@500", "FandolHei@700"}),
			Others: slices.Concat([]string{"SimHei", "LXGW WenKai@700"}, lastSans), Get: hei},
	}
}

// Chosen is the face of a role, and those that help it out.
type Chosen struct {
	Role
	Face   *Face // nil: there is none
	Right  bool  // it is the face of the role, and no stand-in
	others []*Face
	found  map[rune]*Face // where c.Face has none
}

// Choose chooses a face for each role.
func Choose(faces []*Face) []Chosen {
	of := map[string][]*Face{}
	for _, f := range faces {
		for _, name := range f.Families {
			key := strings.ToLower(name)
			of[key] = append(of[key], f)
		}
	}
	var chosen []Chosen
	for _, r := range Roles() {
		c := Chosen{Role: r, found: map[rune]*Face{}}
		take := func(f *Face, right bool) {
			if f == c.Face || slices.Contains(c.others, f) {
				return
			}
			if c.Face == nil {
				c.Face, c.Right = f, right
			} else {
				c.others = append(c.others, f)
			}
		}
		for _, f := range faces {
			base := path.Base(f.File)
			if f.Theme && strings.TrimSuffix(base, path.Ext(base)) == r.ID {
				take(f, true)
			}
		}
		for k, name := range slices.Concat(r.Own, r.Others) {
			family, at, _ := strings.Cut(name, "@")
			weight, _ := strconv.Atoi(at)
			if f := nearest(of[strings.ToLower(family)], weight); f != nil {
				take(f, k < len(r.Own))
			}
		}
		chosen = append(chosen, c)
	}
	// What no face of its own kind has, any other may have.
	for k := range chosen {
		c := &chosen[k]
		if c.Face == nil {
			continue
		}
		for _, d := range chosen {
			if d.Face != nil && d.Face != c.Face && !slices.Contains(c.others, d.Face) {
				c.others = append(c.others, d.Face)
			}
		}
		for _, f := range faces {
			if f != c.Face && !f.Theme && !slices.Contains(c.others, f) {
				c.others = append(c.others, f)
			}
		}
	}
	return chosen
}

// nearest is the face whose weight is nearest; 0 is any near the usual. One
// that is far from bold is not bold.
func nearest(faces []*Face, weight int) *Face {
	any := weight == 0
	if any {
		weight = 400
	}
	var best *Face
	for _, f := range faces {
		if !any && max(f.Weight-weight, weight-f.Weight) > 150 {
			continue
		}
		if best == nil || abs(f.Weight-weight) < abs(best.Weight-weight) {
			best = f
		}
	}
	return best
}

func abs(n int) int { return max(n, -n) }

// find is the face that has a character, and its glyph; nil if none has it.
func (c *Chosen) find(r rune) (*Face, uint16) {
	if c.Face == nil {
		return nil, 0
	}
	if g := c.Face.glyph(r); g != 0 {
		return c.Face, uint16(g)
	}
	f, known := c.found[r]
	if !known {
		for _, other := range c.others {
			if other.glyph(r) != 0 {
				f = other
				break
			}
		}
		c.found[r] = f
	}
	if f == nil {
		return nil, 0
	}
	return f, uint16(f.glyph(r))
}

// Has tells whether there is a glyph for a character, in whichever face.
func (c *Chosen) Has(r rune) bool {
	f, _ := c.find(r)
	return f != nil
}

// Own tells whether the face itself has a character.
func (c *Chosen) Own(r rune) bool { return c.Face != nil && c.Face.glyph(r) != 0 }

package site

// Alert is what takes over screens: prepared for a case that has not happened,
// or said by an urgent notice.
type Alert struct {
	ID       string
	Title    string // 火警疏散
	Colour   Colour
	Headline string // what to do, in a few characters
	Acts     []string
	Hours    int  // how long a prepared one lasts when nobody says
	Drill    bool // an exercise
}

// Colour is the level of an alert, as weather services and emergency offices
// grade them. Red and orange take the whole screen, yellow a quarter, blue is a
// slide among others.
type Colour string

const (
	Red    Colour = "red"
	Orange Colour = "orange"
	Yellow Colour = "yellow"
	Blue   Colour = "blue"
)

// Colours are all levels, the gravest first.
func Colours() []Colour { return []Colour{Red, Orange, Yellow, Blue} }

// Chinese is the word for the level.
func (c Colour) Chinese() string {
	switch c {
	case Red:
		return "红色"
	case Orange:
		return "橙色"
	case Yellow:
		return "黄色"
	case Blue:
		return "蓝色"
	}
	return string(c)
}

// PreparedAlerts are those every site has; config.toml may say them otherwise
// and add others.
func PreparedAlerts() []Alert {
	return []Alert{
		{ID: "fire", Title: "火警疏散", Colour: Red, Headline: "走楼梯，快下楼", Hours: 2, Acts: []string{
			"不要乘电梯，不要回去拿东西。", "弯腰捂住口鼻，到空地集合。", "出不去就关紧门，打119。"}},
		{ID: "water", Title: "停水", Colour: Orange, Headline: "停水了，先存水", Hours: 12, Acts: []string{
			"关好水龙头，热水器断电。", "来水先放一会儿再用。", "行动不便的打电话，送水上门。"}},
		{ID: "power", Title: "停电", Colour: Orange, Headline: "停电了，别乘电梯", Hours: 8, Acts: []string{
			"困在电梯里按警铃，等人来。", "用手电，不要点蜡烛。", "用呼吸机的马上打电话。"}},
		{ID: "typhoon", Title: "台风", Colour: Orange, Headline: "台风来了，别出门", Hours: 24, Acts: []string{
			"收好阳台上的花盆和杂物。", "关紧门窗，离窗户远一点。", "不走树下、广告牌下和积水处。"}},
		{ID: "heat", Title: "高温", Colour: Yellow, Headline: "天太热，午后少出门", Hours: 24, Acts: []string{
			"多喝水，服务大厅有空调和茶水。", "独居老人头晕马上打电话。"}},
	}
}

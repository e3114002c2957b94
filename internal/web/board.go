package web

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"banbao/internal/diag"
	"banbao/internal/site"
)

// boardsView is the inventory of the wall: boards in the order in which they
// are walked, then screens.
type boardsView struct {
	Page
	Lede    string
	Places  []boardPlace
	Screens []screenRow
	Live    string // the page of all screens as they are now
	Round   string // for the staff: what to take down and put up today
}

// boardPlace is the boards of one compound that follow each other on the way.
type boardPlace struct {
	Name string
	List []boardRow
}

type boardRow struct {
	ID      string
	Number  string // 1, along the way
	Name    string
	Kind    string
	Place   string
	Size    string // 宽2.4米，高1.2米
	Slots   string // 12个位置
	Shows   string // what it takes by its rule
	Hanging []hangingRow
	More    string   // 另有3份
	Empty   []saying // while nothing hangs there
	Plan    Link     // for the staff: how it is written or hung, on paper
	Sketch  Link     // and measured out, of a blackboard
}

// hangingRow is one thing on a board or screen.
type hangingRow struct {
	Title, Href string
	Kind        string
	From, Until string
	Hidden      bool
}

type screenRow struct {
	ID, Name, Kind, Place string
	Size                  string
	Hours                 string
	Shows                 string
	Path                  string // the player
	Hanging               []hangingRow
	More                  string
	Empty                 []saying
}

// hangingMost is how many things are named for a board without slots and for
// a screen.
const hangingMost = 12

// screensPath is the page of all screens, which package screen makes.
const screensPath = "screens/index.html"

// roundPath is the round along the boards, which package paper makes.
const roundPath = "print/rounds/index.html"

// boards makes the page of all boards and screens.
func (r *renderer) boards() {
	const path = "boards/index.html"
	if r.theme.Off("boards") {
		return
	}
	v := newBoardsView(r.site)
	if !r.theme.Off("sheet") && !r.theme.Off("board") {
		v.plans(r.site, func(template string) bool { return !r.theme.Off(template) })
	}
	if len(v.Screens) > 0 && !r.theme.Off("screens") {
		v.Live = screensPath
	}
	if len(v.Places) > 0 && !r.theme.Off("sheet") && !r.theme.Off("sheet-round") {
		v.Round = roundPath
	}
	v.Frame = r.frame(path, sectionBoards, "公告栏与屏幕", Link{Text: "公告栏与屏幕"})
	v.Frame.Description = v.Lede
	add(r, path, "boards", diag.Pos{}, v)
}

// plans adds the papers of boards, which package paper makes.
func (v *boardsView) plans(s *site.Site, has func(template string) bool) {
	boards := map[string]*site.Board{}
	for _, b := range s.Boards {
		boards[b.ID] = b
	}
	for k := range v.Places {
		for n := range v.Places[k].List {
			row := &v.Places[k].List[n]
			b := boards[row.ID]
			sheet := "print/boards/" + b.ID
			switch {
			case b.Kind == site.Blackboard && b.Width > 0 && b.Height > 0:
				row.Plan = Link{"版面", sheet + ".html"}
				if has("board-sketch") {
					row.Sketch = Link{"放样图", sheet + "-sketch.html"}
				}
			case b.Kind != site.Blackboard && has("showcase"):
				row.Plan = Link{"排版图", sheet + ".html"}
			}
		}
	}
}

func newBoardsView(s *site.Site) boardsView {
	v := boardsView{}
	boards, screens := hanging(s)
	names := map[string]string{}
	for _, b := range s.Buildings {
		names[b.ID] = b.Name
	}
	for i, b := range s.Boards {
		name := names[b.Building]
		if name == "" {
			name = "全社区"
		}
		if n := len(v.Places); n == 0 || v.Places[n-1].Name != name {
			v.Places = append(v.Places, boardPlace{Name: name})
		}
		row := boardRow{
			ID: b.ID, Number: strconv.Itoa(i + 1), Name: b.Name, Kind: b.Kind.Chinese(), Place: b.Place,
			Size: sizeWords(b.Width, b.Height), Shows: showsWords(s, b.Shows),
		}
		if b.Slots > 0 {
			row.Slots = strconv.Itoa(b.Slots) + "个位置"
			if b.Paper != "" {
				row.Slots += "，" + b.Paper + "纸"
			}
		}
		row.Hanging, row.More, row.Empty = boards[b.ID].said()
		if n := boards[b.ID].count; b.Slots > 0 && n > b.Slots {
			row.More = fmt.Sprintf("一共%d份，位置不够，轮着贴。", n)
		}
		place := &v.Places[len(v.Places)-1]
		place.List = append(place.List, row)
	}
	for _, d := range s.Screens {
		row := screenRow{
			ID: screenAnchor(d.ID), Name: d.Name, Kind: d.Profile.Chinese(), Place: d.Place, Hours: d.Hours,
			Shows: showsWords(s, d.Shows),
		}
		if d.Width > 0 && d.Height > 0 {
			row.Size = fmt.Sprintf("%d×%d像素", d.Width, d.Height)
		}
		row.Hanging, row.More, row.Empty = screens[d.ID].said()
		v.Screens = append(v.Screens, row)
	}
	if len(s.Boards) > 0 {
		v.Lede = fmt.Sprintf("%d块栏，照巡板的路线排", len(s.Boards))
		if len(s.Screens) > 0 {
			v.Lede += fmt.Sprintf("；%d块屏", len(s.Screens))
		}
		v.Lede += "。每一块上现在贴着什么，都在这里。"
	}
	return v
}

// screenAnchor is a screen's place on the page of boards; boards have their
// id itself.
func screenAnchor(id string) string { return "screen-" + id }

// hanging is what is on each board and screen, in the one order.
func hanging(s *site.Site) (boards, screens map[string]*hangings) {
	boards, screens = map[string]*hangings{}, map[string]*hangings{}
	for _, b := range s.Boards {
		boards[b.ID] = &hangings{most: max(hangingMost, b.Slots)}
	}
	for _, d := range s.Screens {
		screens[d.ID] = &hangings{most: hangingMost}
	}
	withdrawn := map[*site.Item]bool{}
	for _, n := range s.Notices {
		if n.Withdrawn != nil {
			withdrawn[&n.Item] = true
		}
	}
	for _, i := range s.Items() {
		if i.Noun == site.NounPage || !s.Listed(i) || withdrawn[i] || i.State(s.Now) == site.Ended {
			continue
		}
		hidden := s.Presence(i) == site.Hidden
		for _, id := range s.OnBoards(i) {
			boards[id].add(i, hidden)
		}
		for _, id := range s.OnScreens(i) {
			screens[id].add(i, hidden)
		}
	}
	return boards, screens
}

// kindWord is what an item is, in a word: 公示, 活动.
func kindWord(i *site.Item) string {
	if i.Noun == site.NounNotice {
		return i.Kind.Chinese()
	}
	return nounWord(i.Noun)
}

// hangings are the first things on a board or screen, and how many there are.
// A board that takes everything has thousands on a large site.
type hangings struct {
	rows                 []hangingRow
	seen                 []span // of what is counted or written
	count, waiting, most int
}

// add counts what is to be seen. What waits is written as well, so that it can
// come out, and nobody is told that it does.
func (h *hangings) add(i *site.Item, hidden bool) {
	n, from := &h.count, time.Time{}
	if hidden {
		n, from = &h.waiting, i.Window.From
	}
	*n++
	if *n <= h.most {
		h.rows = append(h.rows, hangingRow{
			Title: i.Title, Href: upOne + i.Path(), Kind: kindWord(i),
			From: epoch(from), Until: epoch(i.Window.Until), Hidden: hidden,
		})
	}
	if *n <= h.most || !hidden {
		h.seen = append(h.seen, spanOf(from, i.Window.Until))
	}
}

func (h *hangings) said() (rows []hangingRow, more string, empty []saying) {
	if n := h.count - h.most; n > 0 {
		more = fmt.Sprintf("还有%d份。", n)
	}
	return h.rows, more, during("现在空着。", gaps(h.seen))
}

// hungOn are the boards and screens that an item is on, for its own page.
func (r *renderer) hungOn(i *site.Item) []Link {
	if i.State(r.site.Now) == site.Ended {
		return nil
	}
	var links []Link
	for _, id := range r.site.OnBoards(i) {
		links = append(links, Link{r.boardsOf[id], "boards/index.html#" + id})
	}
	on := r.site.OnScreens(i)
	for _, d := range r.site.Screens {
		if slices.Contains(on, d.ID) {
			links = append(links, Link{d.Name, "boards/index.html#" + screenAnchor(d.ID)})
		}
	}
	return links
}

// sizeWords is 宽2.4米，高1.2米; small ones are in centimetres.
func sizeWords(width, height int) string {
	if width <= 0 || height <= 0 {
		return ""
	}
	return "宽" + metres(width) + "，高" + metres(height)
}

func metres(mm int) string {
	if mm < 1000 {
		return strconv.FormatFloat(float64(mm)/10, 'f', -1, 64) + "厘米"
	}
	return strconv.FormatFloat(float64(mm)/1000, 'f', -1, 64) + "米"
}

// showsWords says what a board takes by its rule: 公示、公开；重要和紧急的.
func showsWords(s *site.Site, rule site.Selection) string {
	switch {
	case rule.All:
		return "什么都贴"
	case rule.None:
		return "只贴点名要贴在这里的"
	}
	var words []string
	for _, n := range rule.Nouns {
		words = append(words, nounWord(n))
	}
	for _, k := range rule.Kinds {
		words = append(words, k.Chinese())
	}
	text := joinList(words)
	var levels []string
	for _, l := range rule.Levels {
		levels = append(levels, levelWord(l))
	}
	if len(levels) > 0 {
		text = joinWords(text, joinList(levels)+"的通知")
	}
	if len(rule.Tags) > 0 {
		text = joinWords(text, "带“"+joinList(rule.Tags)+"”标签的")
	}
	var names []string
	for _, id := range rule.Buildings {
		for _, b := range s.Buildings {
			if b.ID == id {
				names = append(names, b.Name)
			}
		}
	}
	if len(names) > 0 {
		text = joinWords(text, "只贴"+joinList(names)+"的")
	}
	if text == "" {
		return "所有通知"
	}
	return text
}

func levelWord(l site.Level) string {
	switch l {
	case site.LevelUrgent:
		return "紧急"
	case site.LevelImportant:
		return "重要"
	}
	return "普通"
}

// joinList is 甲、乙、丙.
func joinList(words []string) string {
	text := ""
	for i, w := range words {
		if i > 0 {
			text += "、"
		}
		text += w
	}
	return text
}

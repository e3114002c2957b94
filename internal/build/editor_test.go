package build

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"banbao/internal/output"
)

// editor is a site under somebody's hands.
type editor struct {
	t                *testing.T
	r                *rand.Rand
	dir, out         string
	now              time.Time
	wall             time.Time
	saved            []byte
	serial           int
	skipped, partial int

	changed []string // since the last build, as somebody who watches would say
	kept    *Kept
	served  *output.Memory
}

func newEditor(t *testing.T, seed uint64) *editor {
	zone := time.FixedZone("CST", 8*60*60)
	e := &editor{
		t: t, r: rand.New(rand.NewPCG(seed, 7)), dir: t.TempDir(), out: filepath.Join(t.TempDir(), "public"),
		now:    time.Date(2026, 11, 22, 9, 0, 0, 0, zone),
		wall:   time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC),
		served: output.NewMemory(),
	}
	e.write("config.toml", e.config("测试社区", 5))
	for range 25 {
		e.write(e.newName("notices"), e.notice())
	}
	for range 4 {
		e.write(e.newName("guides"), e.guide())
	}
	for range 5 {
		e.write(e.newName("activities"), e.activity())
	}
	e.write("content/pages/about.md", "+++\ntitle = \"关于\"\n+++\n\n这里是测试社区。\n")
	e.write("content/rankings/stars.toml", e.ranking())
	e.write("content/notices/plan.csv", "第一版")
	e.picture()
	return e
}

func (e *editor) config(title string, pageSize int) string {
	return fmt.Sprintf(`title = %q
base_url = "https://test.example/"
page_size = %d
[[windows]]
id = "w1"
name = "1号窗口"
[[occasions]]
id = "old"
name = "老人"
[[buildings]]
id = "east"
name = "东区"
[[boards]]
id = "gate"
name = "大门栏"
kind = "disclosure"
shows = { kinds = ["publicity", "notice"] }
[[boards]]
id = "east-board"
name = "东区栏"
kind = "corridor"
building = "east"
`, title, pageSize)
}

func (e *editor) pick(words ...string) string { return words[e.r.IntN(len(words))] }

// day is some day within so many days of the clock.
func (e *editor) day(before, after int) string {
	return e.now.AddDate(0, 0, e.r.IntN(before+after+1)-before).Format("2006-01-02")
}

func (e *editor) newName(noun string) string {
	e.serial++
	return fmt.Sprintf("content/%s/item-%03d.md", noun, e.serial)
}

func (e *editor) notice() string {
	var b strings.Builder
	kind := e.pick("notice", "notice", "reminder", "story", "publicity", "announcement")
	date := e.now.AddDate(0, 0, e.r.IntN(400)-390)
	if kind == "publicity" {
		date = e.now.AddDate(0, 0, e.r.IntN(50)-40)
	}
	fmt.Fprintf(&b, "+++\ntitle = \"%s第%d条\"\nkind = %q\ndate = %s\n", e.pick("停水", "停电", "消防演练", "义诊"), e.r.IntN(100), kind, date.Format("2006-01-02"))
	last := date.AddDate(0, 0, 20+e.r.IntN(400))
	switch e.r.IntN(3) {
	case 0:
		soon := e.now
		if date.After(soon) {
			soon = date.AddDate(0, 0, 1)
		}
		fmt.Fprintf(&b, "until = %sT%02d:30\n", soon.AddDate(0, 0, e.r.IntN(4)).Format("2006-01-02"), e.r.IntN(24))
	case 1:
		fmt.Fprintf(&b, "from = %sT%02d:15\nuntil = %s\n", e.now.AddDate(0, 0, e.r.IntN(10)-2).Format("2006-01-02"), e.r.IntN(24), e.now.AddDate(0, 0, 30).Format("2006-01-02"))
	default:
		fmt.Fprintf(&b, "until = %s\n", last.Format("2006-01-02"))
	}
	if e.r.IntN(3) == 0 {
		fmt.Fprintf(&b, "tags = [%q, %q]\n", e.pick("安全", "老人"), e.pick("健康", "节日", "防汛"))
	}
	switch e.r.IntN(6) {
	case 0:
		b.WriteString("level = \"important\"\n")
	case 1:
		fmt.Fprintf(&b, "pin_until = %s\n", date.AddDate(0, 0, 5).Format("2006-01-02"))
	case 2:
		b.WriteString("buildings = [\"east\"]\n")
	case 3:
		b.WriteString("draft = true\n")
	case 4:
		b.WriteString("boards = [\"gate\"]\nattachments = [\"plan.csv\", \"photo.jpg\"]\n")
	}
	if kind == "publicity" {
		fmt.Fprintf(&b, "[publicity]\ndays = %d\nunit = %q\nobjections = { to = \"监督委员会\" }\n", 1+e.r.IntN(7), e.pick("working", "calendar"))
		if e.r.IntN(2) == 0 { // often one that is not to be read yet
			fmt.Fprintf(&b, "result = \"没有意见。\"\nresult_date = %s\n", date.AddDate(0, 0, 25+e.r.IntN(15)).Format("2006-01-02"))
		}
	}
	fmt.Fprintf(&b, "+++\n\n%s，**请注意**。\n", e.pick("明天停水", "今晚演练", "周末义诊"))
	switch e.r.IntN(4) {
	case 0:
		b.WriteString("\n见[关于](/pages/about.md)。\n")
	case 1:
		b.WriteString("\n![一张照片](photo.jpg \"说明\")\n")
	}
	return b.String()
}

func (e *editor) guide() string {
	return fmt.Sprintf("+++\ntitle = \"办%s\"\nresponsible = \"居委会\"\nfor = \"居民\"\nconditions = [\"住在这里\"]\nmaterials = []\nsteps = [{ name = \"办\", place = \"大厅\", actor = \"本人\", duration = \"当天\" }]\npromised_time = { days = %d }\nfee = \"free\"\nwindow = \"w1\"\nenquiry = \"0000-0000001\"\ncomplaint = \"0000-0000002\"\noccasions = [\"old\"]\nchecked_on = %s\n+++\n", e.pick("证", "卡", "表"), 1+e.r.IntN(9), e.day(300, 0))
}

func (e *editor) activity() string {
	s := fmt.Sprintf("+++\ntitle = \"%s活动\"\nplace = \"文娱室\"\nstart = \"%sT%02d:00\"\nend = \"21:00\"\n", e.pick("读书", "下棋", "唱歌"), e.day(20, 20), 8+e.r.IntN(10))
	if e.r.IntN(2) == 0 {
		s += fmt.Sprintf("[repeat]\nevery = %q\n", e.pick("day", "week", "month"))
	}
	return s + "+++\n\n欢迎来。\n"
}

func (e *editor) ranking() string {
	return fmt.Sprintf("title = \"评比\"\nform = \"points\"\nunit = \"building\"\ndate = %s\n[[categories]]\nid = \"a\"\nname = \"卫生\"\nmax = 100\n[[entries]]\nname = \"1号楼\"\nscores = { a = %d }\n[[entries]]\nname = \"2号楼\"\nscores = { a = %d }\n", e.day(50, 0), e.r.IntN(100), e.r.IntN(100))
}

// holidays are made up: some days off around now.
func (e *editor) holidays() (year int, text string) {
	first := e.now.AddDate(0, 0, e.r.IntN(20)-15)
	last := first.AddDate(0, 0, e.r.IntN(12))
	if last.Year() != first.Year() {
		last = first
	}
	return first.Year(), fmt.Sprintf("source = \"不是真的\"\n[[holiday]]\nname = \"试验\"\noff = \"%s至%s\"\n", first.Format("1月2日"), last.Format("1月2日"))
}

func (e *editor) picture() {
	img := image.NewRGBA(image.Rect(0, 0, 600+e.r.IntN(3), 40))
	shade := uint8(e.r.IntN(256))
	for i := range img.Pix {
		img.Pix[i] = shade
	}
	img.Set(1, 1, color.White)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		e.t.Fatal(err)
	}
	e.write("content/notices/photo.jpg", b.String())
}

// write saves a file; half of the time it looks as if it were old.
func (e *editor) write(name, text string) {
	e.t.Helper()
	full := filepath.Join(e.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
		e.t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o666); err != nil {
		e.t.Fatal(err)
	}
	e.touch(name)
}

func (e *editor) touch(name string) {
	full := filepath.Join(e.dir, filepath.FromSlash(name))
	e.changed = append(e.changed, name)
	e.wall = e.wall.Add(time.Second)
	at := e.wall
	if e.r.IntN(2) == 0 {
		at = at.Add(-1000 * time.Hour)
	}
	if err := os.Chtimes(full, at, at); err != nil {
		e.t.Fatal(err)
	}
}

// some is a file that there is, in a folder of content/.
func (e *editor) some(folder string) string {
	names, err := fs.Glob(os.DirFS(e.dir), "content/"+folder+"/*.md")
	if err != nil || len(names) == 0 {
		e.t.Fatal("nothing in ", folder)
	}
	return names[e.r.IntN(len(names))]
}

func (e *editor) read(name string) string {
	text, err := os.ReadFile(filepath.Join(e.dir, filepath.FromSlash(name)))
	if err != nil {
		e.t.Fatal(err)
	}
	return string(text)
}

package cli

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"math"
	"os"
	"strings"

	"banbao/internal/pdf"
)

//go:embed tiles.html
var tilesPage string

// tiled is a page of a sheet that is put together from several leaves.
type tiled struct {
	sheet, page int
	t           pdf.Tiling
	cells       []pdf.Cell
	path        string // of the page that says how
	at          string // of its PDF
}

// tilePaper is the paper of --tile.
func (c *printCmd) tilePaper() (string, pdf.Size) {
	if c.Tile == "a3" {
		return "A3", pdf.Size{Width: 297, Height: 420}
	}
	return "A4", pdf.Size{Width: 210, Height: 297}
}

// tile lays what is larger than the paper, or is to be, over many sheets, and
// prints what is drawn over them: where to cut, where to paste, and a sketch of the whole.
func (p *press) tile(sheets []sheet) error {
	_, paper := p.cmd.tilePaper()
	for k := range sheets {
		d, err := p.doc(k)
		if err != nil {
			return err
		}
		for n, size := range d.Pages() {
			size = pdf.Size{Width: math.Round(size.Width), Height: math.Round(size.Height)} // as the style asked
			if p.cmd.Fit <= 1 && min(size.Width, size.Height) <= paper.Width+1 && max(size.Width, size.Height) <= paper.Height+1 {
				continue
			}
			ink, err := d.Ink(n)
			if err != nil {
				return err
			}
			t := tiled{sheet: k, page: n, t: pdf.Tile(size, paper, p.cmd.Fit), path: fmt.Sprintf("print/.tiles/%d-%d.html", k, n)}
			t.cells = t.t.Cells(ink.In)
			t.at = p.at(len(sheets) + len(p.tiled))
			page, err := p.tilePage(sheets[k].title, &t)
			if err != nil {
				return err
			}
			p.extra[t.path] = page
			p.tiled = append(p.tiled, t)
		}
	}
	var paths []string
	for _, t := range p.tiled {
		paths = append(paths, t.path)
	}
	return p.pages(paths, func(k int, pdf []byte) error { return os.WriteFile(p.tiled[k].at, pdf, 0o666) })
}

// tileBox is a box in millimetres of the page.
type tileBox struct {
	Left, Top, Width, Height float64
	Name                     string
	Blank                    bool
}

// MidX is the middle of the box.
func (b tileBox) MidX() float64 { return b.Left + b.Width/2 }

// MidY is the middle of the box.
func (b tileBox) MidY() float64 { return b.Top + b.Height/2 }

// Hatch is lines that slant through the box, 2 mm apart.
func (b tileBox) Hatch() string {
	var d strings.Builder
	for s := 2.0; s < b.Width+b.Height; s += 2 { // x + y = s, from the lower left to the upper right
		x0, x1 := max(0, s-b.Height), min(s, b.Width)
		fmt.Fprintf(&d, "M%.1f %.1fL%.1f %.1f", b.Left+x0, b.Top+s-x0, b.Left+x1, b.Top+s-x1)
	}
	return d.String()
}

// tileLeaf is what is drawn over one sheet of paper.
type tileLeaf struct {
	Name, Note     string
	Shaded         []tileBox
	Cuts, Marks    []string
	LabelX, LabelY float64
	Up             bool
}

// plan is where the sketch of the whole stands on the first sheet.
func (t *tiled) plan() pdf.Rect {
	w, h := t.t.Paper.Width-28, t.t.Paper.Height-36-88
	scale := min(w/t.t.Whole.Width, h/t.t.Whole.Height)
	w = t.t.Whole.Width * scale
	left := (t.t.Paper.Width - w) / 2
	return pdf.Rect{Left: left, Top: 38, Right: left + w, Bottom: 38 + t.t.Whole.Height*scale}
}

func round2(x float64) float64 { return math.Round(x*100) / 100 }

// tilePage is the page that is printed over the sheets.
func (p *press) tilePage(title string, t *tiled) ([]byte, error) {
	lang := p.s.lang
	paper, _ := p.cmd.tilePaper()
	plan := t.plan()
	scale := (plan.Right - plan.Left) / t.t.Whole.Width
	view := struct {
		Language, Title, Heading, Size, Ruler string
		Width, Height, InnerHeight            float64
		Plan                                  pdf.Rect
		PlanWidth, PlanHeight, Letter         float64
		Cells                                 []tileBox
		Steps                                 []string
		Tiles                                 []tileLeaf
	}{
		Language: p.language, Title: title, Heading: fmt.Sprintf(pick(lang, "怎么拼：%s", "How to put it together: %s"), title),
		Width: t.t.Paper.Width, Height: t.t.Paper.Height, InnerHeight: t.t.Paper.Height - 0.5, Plan: plan,
		PlanWidth: round2(plan.Right - plan.Left), PlanHeight: round2(plan.Bottom - plan.Top),
	}
	across := pick(lang, "竖放", "upright")
	if t.t.Paper.Width > t.t.Paper.Height {
		across = pick(lang, "横放", "across")
	}
	view.Size = fmt.Sprintf(pick(lang, "拼好 %.0f×%.0f 毫米，%s %s %d 张：%d 行，每行 %d 张", "%.0f×%.0f mm when done, of %s %s, %d sheets: %d rows of %d"),
		t.t.Whole.Width, t.t.Whole.Height, paper, across, len(t.cells), t.t.Rows, t.t.Columns)
	if math.Abs(t.t.Scale-1) > 0.0005 {
		view.Size += fmt.Sprintf(pick(lang, "；按原来的 %.1f%%", "; %.1f%% of its own size"), 100*t.t.Scale)
	}
	if n := t.t.Rows*t.t.Columns - len(t.cells); n > 0 {
		view.Size += fmt.Sprintf(pick(lang, "；灰的 %d 张上面什么也没有，没有印", "; the %d grey ones have nothing on them and are not printed"), n)
	}
	view.Ruler = pick(lang, "量一量，这条线是 100 毫米", "this line is 100 mm: measure it")
	view.Steps = []string{
		pick(lang, "打印时选“实际大小”或 100%，不要选“适合页面”。量一量下面那条线，正好 100 毫米才对。", "Print at actual size, 100%, not “fit to page”. The line below must be 100 mm long."),
		pick(lang, "每一张沿虚线裁掉左边和上边。没有虚线的边不裁。", "Cut each sheet along its dashed lines, at the left and at the top. Edges without one stay."),
		pick(lang, "从 A1 开始，从左到右，再往下：后一张压在前一张有斜纹的边上，图案对齐，背面粘住。", "Begin at A1, go to the right, then down: each sheet lies on the hatched edge of the one before. Match the drawing and paste from behind."),
	}
	view.Letter = 1e9
	seen := map[pdf.Cell]bool{}
	for _, c := range t.cells {
		seen[c] = true
	}
	for r := range t.t.Rows {
		for col := range t.t.Columns {
			c := pdf.Cell{Row: r, Column: col}
			s := t.t.Seen(c)
			b := tileBox{round2(plan.Left + s.Left*scale), round2(plan.Top + s.Top*scale), round2((s.Right - s.Left) * scale), round2((s.Bottom - s.Top) * scale), c.Name(), !seen[c]}
			view.Cells = append(view.Cells, b)
			view.Letter = round2(min(view.Letter, b.Width/5, b.Height/3, 9))
		}
	}
	for _, c := range t.cells {
		view.Tiles = append(view.Tiles, t.leaf(c, lang))
	}
	page, err := template.New("tiles").Parse(tilesPage)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = page.Execute(&b, view)
	return b.Bytes(), err
}

// leaf is what is drawn over one sheet.
func (t *tiled) leaf(c pdf.Cell, lang string) tileLeaf {
	const edge, half = pdf.Edge, pdf.Overlap / 2
	s := t.t.Shown(c)
	right, bottom := edge+s.Right-s.Left, edge+s.Bottom-s.Top
	l := tileLeaf{Name: c.Name()}
	label := func(x, y float64, up bool) {
		if l.LabelX == 0 {
			l.LabelX, l.LabelY, l.Up = round2(x), round2(y), up
		}
	}
	if c.Column+1 < t.t.Columns {
		l.Shaded = append(l.Shaded, tileBox{Left: round2(right - half), Top: edge, Width: half, Height: round2(bottom - edge)})
		label(right-half+0.5, edge+8, true)
		l.Note = fmt.Sprintf(pick(lang, "右边粘 %s", "%s goes here"), pdf.Cell{Row: c.Row, Column: c.Column + 1}.Name())
	}
	if c.Row+1 < t.t.Rows {
		l.Shaded = append(l.Shaded, tileBox{Left: edge, Top: round2(bottom - half), Width: round2(right - edge), Height: half})
		if l.LabelX == 0 {
			l.Note = fmt.Sprintf(pick(lang, "下边粘 %s", "%s goes here"), pdf.Cell{Row: c.Row + 1, Column: c.Column}.Name())
		}
		label(edge+8, bottom-half+0.5, false)
	}
	if c.Column > 0 {
		x := edge + half
		l.Cuts = append(l.Cuts, fmt.Sprintf("M%d %dV%.2f", x, edge, bottom))
		l.Marks = append(l.Marks, fmt.Sprintf("M%d %dl-3 -1.5v3z", x, edge+3), fmt.Sprintf("M%d %.2fl-3 -1.5v3z", x, bottom-3))
		label(edge+0.5, edge+14, true)
	}
	if c.Row > 0 {
		y := edge + half
		l.Cuts = append(l.Cuts, fmt.Sprintf("M%d %dH%.2f", edge, y, right))
		l.Marks = append(l.Marks, fmt.Sprintf("M%d %dl-1.5 -3h3z", edge+3, y), fmt.Sprintf("M%.2f %dl-1.5 -3h3z", right-3, y))
		label(edge+14, edge+0.5, false)
	}
	// Where the whole ends on the sheet, its corners are marked outside.
	if c.Column+1 == t.t.Columns && right < t.t.Paper.Width-edge-3 {
		l.Marks = append(l.Marks, corner(right+1, edge, 3, 0), corner(right+1, bottom, 3, 0))
	}
	if c.Row+1 == t.t.Rows && bottom < t.t.Paper.Height-edge-3 {
		l.Marks = append(l.Marks, corner(edge, bottom+1, 0, 3), corner(right, bottom+1, 0, 3))
	}
	if l.LabelX == 0 { // one sheet is all
		label(edge, edge, false)
	}
	return l
}

// corner is a hair of a mark.
func corner(x, y, w, h float64) string {
	return fmt.Sprintf("M%.2f %.2fh%.2fv%.2fh%.2fz", x-0.1, y-0.1, w+0.2, h+0.2, -w-0.2)
}

// part is the sheets of one page, with what is drawn below each.
func (t *tiled) part(source *pdf.Doc, title string) (*pdf.Part, error) {
	text, err := os.ReadFile(t.at)
	if err != nil {
		return nil, err
	}
	d, err := pdf.Read(text)
	if err != nil {
		return nil, err
	}
	pages := make([]int, len(d.Pages()))
	if len(pages) != len(t.cells)+1 {
		return nil, fmt.Errorf("%d sheets came out for %q, and %d were asked for", len(pages), title, len(t.cells)+1)
	}
	plan := t.plan()
	scale := (plan.Right - plan.Left) / t.t.Whole.Width
	under := map[int][]pdf.Under{0: {{Doc: source, Page: t.page, Clip: plan, X: plan.Left, Y: plan.Top, Scale: t.t.Scale * scale, Tagged: true}}}
	for k, c := range t.cells {
		pages[k+1] = k + 1
		under[k+1] = []pdf.Under{t.t.UnderCell(source, t.page, c)}
	}
	return &pdf.Part{Doc: d, Title: title, Pages: pages, Under: under}, nil
}

package chalk

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"banbao/internal/measure"
)

// TestBoards lays out thousands of boards of all sizes, full and empty, and
// looks at each with a rule.
func TestBoards(t *testing.T) {
	n := 800
	if testing.Short() {
		n = 100
	}
	for seed := range n {
		b := random(rand.New(rand.NewPCG(uint64(seed), 1)))
		for _, fault := range faults(b, Lay(b)) {
			t.Errorf("board %d of %d×%d with %d pieces: %s", seed, b.Width, b.Height, len(b.Pieces), fault)
		}
		if t.Failed() && seed > 50 {
			return
		}
	}
}

func FuzzBoard(f *testing.F) {
	f.Add(3600, 1200, "小雪", "今天是小雪。天冷了。|再会。")
	f.Fuzz(func(t *testing.T, width, height int, title, text string) {
		if !utf8.ValidString(title) || !utf8.ValidString(text) || strings.TrimSpace(title) == "" { // which no item has
			return
		}
		if width < 400 || height < 300 || width > 9000 || height > 3000 {
			return
		}
		b := Board{Width: width, Height: height, Title: "平安过冬"}
		for part := range strings.SplitSeq(text, "|") {
			b.Pieces = append(b.Pieces, Piece{Title: title, Text: strings.Split(part, "\n")})
		}
		if len(b.Pieces) > 8 {
			return
		}
		for _, fault := range faults(b, Lay(b)) {
			t.Error(fault)
		}
	})
}

// random is a board somebody might have, with pieces somebody might write.
func random(r *rand.Rand) Board {
	sizes := [][2]int{{3600, 1200}, {3600, 1200}, {4000, 1200}, {2400, 1200}, {1800, 1200}, {5000, 1200}, {1200, 1800}, {900, 1200}, {3000, 900}, {6000, 1500}, {1200, 900}, {8000, 1200}}
	size := sizes[r.IntN(len(sizes))]
	b := Board{Width: size[0] + 10*r.IntN(20), Height: size[1] + 10*r.IntN(10), Title: han(r, 2+r.IntN(5)), Under: "小雪时节", Issue: "板报　第22期　2026年11月22日　新城社区居民委员会主办", Foot: "编写　书画社　　下期12月6日"}
	long := 20 + r.IntN(200)
	for n := range 1 + r.IntN(8) {
		p := Piece{Title: han(r, 2+r.IntN(8)), Filler: n > 2 && r.IntN(8) == 0}
		if r.IntN(3) == 0 {
			p.Title += "|" + han(r, 2+r.IntN(9))
		}
		for range 1 + r.IntN(3) {
			text := ""
			for chars := 5 + r.IntN(long); chars > 0; {
				k := min(chars, 4+r.IntN(25))
				text += han(r, k) + []string{"，", "。", "。", "“" + han(r, 3) + "”。", "9:30，", "2026年。"}[r.IntN(6)]
				chars -= k
			}
			p.Text = append(p.Text, text+"。")
		}
		b.Pieces = append(b.Pieces, p)
	}
	return b
}

func han(r *rand.Rand, n int) string {
	const common = "天地人水火山石田土日月星光风雨雪花草木林鸟鱼虫牛羊马家门灯路桥车船书画字心手口目耳"
	runes := []rune(common)
	var s strings.Builder
	for range n {
		s.WriteRune(runes[r.IntN(len(runes))])
	}
	return s.String()
}

// faults is what is wrong with a board.
func faults(b Board, l Layout) []string {
	var all []string
	bad := func(format string, args ...any) { all = append(all, fmt.Sprintf(format, args...)) }
	type named struct {
		name string
		Box
	}
	boxes := []named{{"the masthead", l.Masthead.Box}}
	inside := func(name string, b, in Box) {
		if b.Left < in.Left || b.Top < in.Top || b.Right() > in.Right() || b.Bottom() > in.Bottom() {
			bad("%s %v sticks out of %v", name, b, in)
		}
	}
	for _, w := range []Words{l.Masthead.Issue, l.Masthead.Title, l.Masthead.Under} {
		inside(w.Text, w.Box, l.Masthead.Box)
		if measure.Em(w.Text)*float64(w.Size) > float64(w.Width)+1 {
			bad("%q is wider than %v", w.Text, w.Box)
		}
	}
	vertical, real := 0, 0
	for _, k := range l.Blocks {
		name := fmt.Sprintf("piece %d", k.Piece)
		boxes = append(boxes, named{name, k.Box})
		inside("the head of "+name, k.Head.Box, k.Box)
		inside("the text of "+name, k.Text.Box, k.Box)
		if k.Left%10 != 0 || k.Width%10 != 0 || k.Height%10 != 0 {
			bad("%s stands at %v, not on whole centimetres", name, k.Box)
		}
		if k.Form == Vertical {
			vertical++
		}
		if k.Text.Size < newGrid(b).least {
			bad("%s has letters of %d mm", name, k.Text.Size)
		}
		if !b.Pieces[k.Piece].Filler {
			real++
		}
		for _, line := range k.Text.Lines {
			w, room := measure.Em(line.Text), float64(k.Text.Width)
			if k.Form == Vertical {
				w, room = float64(len([]rune(line.Text))), float64(k.Text.Height)
			}
			if line.Dent {
				w += 2
			}
			if w*float64(k.Text.Size) > room+1 && len([]rune(line.Text)) > 1 {
				bad("%q of %s is longer than its line", line.Text, name)
			}
		}
		size := k.Text.Height
		if k.Form == Vertical {
			size = k.Text.Width
		}
		if len(k.Text.Lines)*k.Text.Step > size {
			bad("%d lines of %d mm do not fit %v", len(k.Text.Lines), k.Text.Step, k.Text.Box)
		}
		if k.Lead && (k.Left > l.Margin.Left+l.Width/2 || k.Piece != 0) {
			bad("the lead is %s at %v", name, k.Box)
		}
	}
	for n, a := range l.Art {
		boxes = append(boxes, named{fmt.Sprint("drawing ", n), a})
	}
	for n, a := range l.Tails {
		boxes = append(boxes, named{fmt.Sprint("blossom ", n), a})
	}
	if l.Foot.Text != "" {
		boxes = append(boxes, named{"the foot", l.Foot.Box})
	}
	for i, a := range boxes {
		inside(a.name, a.Box, l.Margin)
		for _, b := range boxes[i+1:] {
			if a.Left < b.Right() && b.Left < a.Right() && a.Top < b.Bottom() && b.Top < a.Bottom() {
				bad("%s %v and %s %v overlap", a.name, a.Box, b.name, b.Box)
			}
		}
	}
	for i, a := range l.Blocks {
		for _, c := range l.Blocks[i+1:] {
			near := max(a.Left, c.Left) - min(a.Right(), c.Right())
			if a.Form == Across && c.Form == Across && near > 0 && near <= 2*newGrid(b).gap && a.Head.Top < c.Head.Bottom() && c.Head.Top < a.Head.Bottom() {
				bad("the heads of pieces %d and %d stand level", a.Piece, c.Piece)
			}
		}
	}
	if vertical > 1 {
		bad("%d pieces are vertical", vertical)
	}
	if real >= 3 && vertical == 0 {
		bad("none of %d pieces is vertical", real)
	}

	// Everything is written, or said to be missing.
	bare := func(s string) string { return strings.Join(strings.Fields(s), "") }
	lost := map[int]Lost{}
	for _, x := range l.Lost {
		lost[x.Piece] = x
	}
	written := map[int]string{}
	for _, k := range l.Blocks {
		for _, line := range k.Text.Lines {
			written[k.Piece] += line.Text
		}
		if _, twice := lost[k.Piece]; k.Head.Lines != nil && bare(strings.Join(k.Head.Lines, "")) != bare(strings.Join(phrases(b.Pieces[k.Piece].Title), "")) && !twice {
			bad("the head of piece %d is %q", k.Piece, k.Head.Lines)
		}
	}
	for n, p := range b.Pieces {
		want, got := bare(strings.Join(p.Text, "")), bare(written[n])
		x, isLost := lost[n]
		switch {
		case want == got || p.Filler && got == "":
			if isLost && want != "" && !x.All {
				bad("piece %d is all there and said to be cut", n)
			}
		case !isLost:
			bad("piece %d lost text silently: %q of %q", n, got, want)
		case !strings.HasPrefix(want, got):
			bad("piece %d reads %q", n, got)
		case x.Chars <= 0 && measure.Characters(want) > 0 || x.Of != measure.Characters(want) && len(p.Text) == 1:
			bad("piece %d lost %+v", n, x)
		case got != "" && !strings.ContainsAny(string([]rune(got)[len([]rune(got))-1]), "。！？；…”’）》」』】)，、：,"):
			bad("piece %d is cut within a sentence: %q", n, got)
		}
	}
	return all
}

// Package chalk lays out a blackboard: pieces of text go in, blocks in
// millimetres come out. It is arithmetic, with widths from package measure, and
// pure: the same pieces give the same board.
//
// The rules are those of wall newspapers. The lead stands upper left and the
// masthead in the middle third (upper right on a narrow board), an eighth of
// the board at least. Neighbouring heads do not stand level: across and upright
// ones take turns. One piece is written vertically, under the masthead, with a
// drawing beside it where there is room. Everything stands on whole
// centimetres, so that it can be measured out with a rule.
//
// Letters are as large as the text allows, and never smaller than can be read.
// What does not fit then is cut at the end of a sentence, or left out, and
// [Layout.Lost] says by how much. Nothing is lost without being said.
package chalk

// Piece is one text for the board.
type Piece struct {
	Title  string   // may have | where it may break
	Text   []string // paragraphs
	Filler bool     // only if there is room; nobody is told of it otherwise
}

// Board is what is to be written.
type Board struct {
	Width, Height int // mm
	Title, Under  string
	Issue         string  // the line over the title
	Foot          string  // who wrote it and when the next one comes
	Least         int     // mm, the smallest letters that can be read; 0 for the usual
	Pieces        []Piece // the lead first, then as they matter
}

// Box is a place on the board in mm, from its upper left corner.
type Box struct{ Left, Top, Width, Height int }

// Right and Bottom are the box's other edges.
func (b Box) Right() int  { return b.Left + b.Width }
func (b Box) Bottom() int { return b.Top + b.Height }

// Layout is a board that is laid out.
type Layout struct {
	Width, Height int
	Line, Dots    int // how far the frame's line and its dots stand from the edge
	Margin        Box // where text may stand
	Masthead      Masthead
	Blocks        []Block
	Waves         []Wave
	Art           []Box // drawings
	Tails         []Box // small blossoms where a piece ends early
	Foot          Words
	Lost          []Lost
}

// Masthead is the board's name and what stands around it.
type Masthead struct {
	Box
	Issue, Title, Under Words
	Branches            [2]Box // left and right of the title
}

// Words are one line in a box.
type Words struct {
	Box
	Text string
	Size int // mm
}

// Form is how a piece stands.
type Form string

const (
	Across   Form = "across"   // head above the text
	Upright  Form = "upright"  // head at its left, from top to bottom
	Vertical Form = "vertical" // all of it from top to bottom, from the right
)

// Block is a piece on the board.
type Block struct {
	Box
	Piece int // of Board.Pieces
	Lead  bool
	Form  Form
	Head  Head
	Text  Text
}

// Head is a block's head. Upright ones stand in columns from the right.
type Head struct {
	Box
	Size  int
	Step  int // from line to line
	Lines []string
}

// Text is a block's text.
type Text struct {
	Box
	Size  int // of a character
	Step  int // from line to line
	Cells int // characters a line holds
	Lines []Line
}

// Line is a line of text; First begins a paragraph, which is indented unless
// the text is verse.
type Line struct {
	Text  string
	First bool
	Dent  bool
}

// Wave is a line between blocks.
type Wave struct {
	Left, Top, Length int
	Down              bool
}

// Lost is what of a piece is not on the board.
type Lost struct {
	Piece int
	Chars int // 字 that are not written
	Of    int // of so many
	Lines int // how many lines of the board that would be
	All   bool
	Holds int // 字 that are written
}

// Lay lays out a board.
func Lay(b Board) Layout {
	g := newGrid(b)
	return g.lay()
}

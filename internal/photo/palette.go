package photo

import (
	"bytes"
	"cmp"
	"image"
	"image/color"
	"image/png"
	"io"
	"slices"
)

// A palette has up to 256 colours. With fewer than 16, edges are rough.
const mostColours, fewestColours = 256, 16

// encodePalette writes a picture that was drawn with a palette as one again,
// with as many colours as it had. Where scaling has filled its edges with so
// many blends that the file would still not be smaller than it was, half as
// many do.
func encodePalette(dst io.Writer, m *image.RGBA, colours, size int) error {
	colours = min(max(colours, fewestColours), mostColours)
	best := png.Encoder{CompressionLevel: png.BestCompression}
	var b bytes.Buffer
	if err := best.Encode(&b, paletted(m, colours)); err != nil {
		return err
	}
	if half := max(colours/2, fewestColours); b.Len() >= size && half < colours {
		b.Reset()
		if err := best.Encode(&b, paletted(m, half)); err != nil {
			return err
		}
	}
	_, err := dst.Write(b.Bytes())
	return err
}

// paletted draws a picture with up to so many colours, without dithering. Colours are put into boxes, the box
// whose colours differ most is cut in two until there are enough, and each box
// becomes one colour. A colour that fills half of its box, as that of a plain
// area does, stays as it is.
func paletted(m *image.RGBA, colours int) *image.Paletted {
	boxes := []box{newBox(coloursOf(m))}
	for len(boxes) < colours {
		i := 0
		for j := range boxes {
			if boxes[j].worth > boxes[i].worth {
				i = j
			}
		}
		if boxes[i].worth == 0 {
			break // each has one colour
		}
		low, high := boxes[i].cut()
		boxes[i] = low
		boxes = append(boxes, high)
	}
	out := image.NewPaletted(m.Rect, nil)
	index := map[[4]uint8]uint8{}
	for i, b := range boxes {
		c := b.colour()
		out.Palette = append(out.Palette, color.RGBA{c[0], c[1], c[2], c[3]})
		for _, t := range b.tones {
			index[t.colour] = uint8(i)
		}
	}
	var last [4]uint8
	to := index[last]
	for i := range out.Pix {
		if c := [4]uint8(m.Pix[4*i:]); c != last {
			last, to = c, index[c]
		}
		out.Pix[i] = to
	}
	return out
}

// tone is a colour and how often it is there.
type tone struct {
	colour [4]uint8 // as image.RGBA keeps it
	n      int
}

// coloursOf counts the colours of a picture.
func coloursOf(m *image.RGBA) []tone {
	counts := map[[4]uint8]int{}
	for p := m.Pix; len(p) >= 4; {
		c, n := [4]uint8(p), 0
		for len(p) >= 4 && [4]uint8(p) == c {
			p, n = p[4:], n+1
		}
		counts[c] += n
	}
	tones := make([]tone, 0, len(counts))
	for c, n := range counts {
		tones = append(tones, tone{c, n})
	}
	slices.SortFunc(tones, func(a, b tone) int { return slices.Compare(a.colour[:], b.colour[:]) })
	return tones
}

// box is a set of colours.
type box struct {
	tones []tone
	n     int
	mean  [4]float64
	axis  int     // along which they differ most
	worth float64 // how much they differ along it: the sum of the squares
}

func newBox(tones []tone) box {
	b := box{tones: tones}
	var sum, squares [4]float64
	for _, t := range tones {
		b.n += t.n
		for i, v := range t.colour {
			sum[i] += float64(t.n) * float64(v)
			squares[i] += float64(t.n) * float64(v) * float64(v)
		}
	}
	if len(tones) == 0 {
		return b
	}
	for i := range sum {
		b.mean[i] = sum[i] / float64(b.n)
		if differ := squares[i] - sum[i]*b.mean[i]; len(tones) > 1 && differ > b.worth {
			b.axis, b.worth = i, differ
		}
	}
	return b
}

// cut parts the darker from the brighter ones. Neither side is empty, since no
// mean is below or above all that it is of.
func (b box) cut() (low, high box) {
	slices.SortStableFunc(b.tones, func(x, y tone) int { return cmp.Compare(x.colour[b.axis], y.colour[b.axis]) })
	at := slices.IndexFunc(b.tones, func(t tone) bool { return float64(t.colour[b.axis]) > b.mean[b.axis] })
	at = min(max(at, 1), len(b.tones)-1)
	return newBox(b.tones[:at]), newBox(b.tones[at:])
}

// colour is the one that stands for all.
func (b box) colour() [4]uint8 {
	var c [4]uint8
	for i, v := range b.mean {
		c[i] = uint8(v + 0.5)
	}
	for _, t := range b.tones {
		if 2*t.n >= b.n {
			c = t.colour
		}
	}
	return c
}

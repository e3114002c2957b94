package photo

import "image"

// reduce makes a picture k times smaller by averaging squares of k×k pixels.
// It is many times faster than a good filter, and with the good filter still
// to halve what it leaves, nobody sees it. Pictures in a form that is rare
// are left as they are.
func reduce(m image.Image, k int) image.Image {
	if k < 2 {
		return m
	}
	size := image.Rect(0, 0, (m.Bounds().Dx()+k-1)/k, (m.Bounds().Dy()+k-1)/k)
	switch m := m.(type) {
	case *image.YCbCr:
		if m.Rect.Min != (image.Point{}) {
			return m
		}
		// Rounding up twice is rounding up once, so the colour planes keep
		// their ratio to the luma plane.
		out := image.NewYCbCr(size, m.SubsampleRatio)
		cw, ch := chroma(m.Rect, m.SubsampleRatio)
		plane(out.Y, out.YStride, m.Y, m.YStride, m.Rect.Dx(), m.Rect.Dy(), k)
		plane(out.Cb, out.CStride, m.Cb, m.CStride, cw, ch, k)
		plane(out.Cr, out.CStride, m.Cr, m.CStride, cw, ch, k)
		return out
	case *image.Gray:
		out := image.NewGray(size)
		plane(out.Pix, out.Stride, m.Pix, m.Stride, m.Rect.Dx(), m.Rect.Dy(), k)
		return out
	case *image.RGBA:
		return reduceRGBA(m.Pix, m.Stride, m.Rect, size, k, false)
	case *image.NRGBA:
		return reduceRGBA(m.Pix, m.Stride, m.Rect, size, k, true)
	}
	return m
}

// chroma is the size of the colour planes.
func chroma(r image.Rectangle, ratio image.YCbCrSubsampleRatio) (w, h int) {
	w, h = r.Dx(), r.Dy()
	switch ratio {
	case image.YCbCrSubsampleRatio422:
		return (w + 1) / 2, h
	case image.YCbCrSubsampleRatio420:
		return (w + 1) / 2, (h + 1) / 2
	case image.YCbCrSubsampleRatio440:
		return w, (h + 1) / 2
	case image.YCbCrSubsampleRatio411:
		return (w + 3) / 4, h
	case image.YCbCrSubsampleRatio410:
		return (w + 3) / 4, (h + 1) / 2
	}
	return w, h
}

// plane averages one plane of w×h bytes.
func plane(dst []byte, dstStride int, src []byte, srcStride, w, h, k int) {
	sums := make([]uint32, (w+k-1)/k)
	for top := 0; top < h; top += k {
		rows := min(k, h-top)
		clear(sums)
		for y := top; y < top+rows; y++ {
			row := src[y*srcStride:][:w]
			for i := range sums {
				var sum uint32
				for _, v := range row[i*k : min(i*k+k, w)] {
					sum += uint32(v)
				}
				sums[i] += sum
			}
		}
		out := dst[top/k*dstStride:][:len(sums)]
		for i, sum := range sums {
			n := uint32(rows * min(k, w-i*k))
			out[i] = byte((sum + n/2) / n)
		}
	}
}

// reduceRGBA averages colours by how much they cover, so that what is
// transparent lends no colour to its surroundings.
func reduceRGBA(src []byte, stride int, r, size image.Rectangle, k int, straight bool) image.Image {
	out := image.NewRGBA(size)
	w, h := r.Dx(), r.Dy()
	for ty := range size.Dy() {
		for tx := range size.Dx() {
			var red, green, blue, alpha, n uint64
			for y := ty * k; y < min(ty*k+k, h); y++ {
				row := src[y*stride+4*tx*k : y*stride+4*min(tx*k+k, w)]
				for ; len(row) >= 4; row = row[4:] {
					a := uint64(row[3])
					cover := uint64(255)
					if straight {
						cover = a
					}
					red += uint64(row[0]) * cover
					green += uint64(row[1]) * cover
					blue += uint64(row[2]) * cover
					alpha += a
					n++
				}
			}
			p := out.Pix[out.PixOffset(tx, ty):][:4]
			p[0] = byte((red + 255*n/2) / (255 * n))
			p[1] = byte((green + 255*n/2) / (255 * n))
			p[2] = byte((blue + 255*n/2) / (255 * n))
			p[3] = byte((alpha + n/2) / n)
		}
	}
	return out
}

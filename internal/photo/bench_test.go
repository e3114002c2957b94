package photo

import (
	"bytes"
	"fmt"
	"io"
	"testing"
)

func BenchmarkResize12MP(b *testing.B) {
	m := noise(4000, 3000)
	for name, src := range map[string][]byte{"jpeg": jpegOf(m), "png": pngOf(m)} {
		for _, width := range []int{480, 960, 1920} {
			b.Run(fmt.Sprintf("%s/%d", name, width), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if err := Resize(io.Discard, bytes.NewReader(src), width); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

func BenchmarkProbe12MP(b *testing.B) {
	src := jpegOf(noise(4000, 3000))
	for b.Loop() {
		if _, err := Probe(bytes.NewReader(src)); err != nil {
			b.Fatal(err)
		}
	}
}

package qr

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// drawn is a code as rows of # and space, read back from its path.
func drawn(t *testing.T, c Code) []string {
	t.Helper()
	rows := make([][]byte, c.Size)
	for y := range rows {
		rows[y] = []byte(strings.Repeat(" ", c.Size))
	}
	bar := regexp.MustCompile(`m(-?\d+) (\d+)h(\d+)v1h-(\d+)z`)
	if rest := bar.ReplaceAllString(c.Path, ""); rest != "" {
		t.Fatalf("the path has more than bars: %q", rest)
	}
	x, y := 0, 0
	for _, m := range bar.FindAllStringSubmatch(c.Path, -1) {
		dx, _ := strconv.Atoi(m[1])
		dy, _ := strconv.Atoi(m[2])
		x, y = x+dx, y+dy
		w, _ := strconv.Atoi(m[3])
		for i := range w {
			rows[y][x+i] = '#'
		}
	}
	var lines []string
	for _, r := range rows {
		lines = append(lines, string(r))
	}
	return lines
}

func TestDraw(t *testing.T) {
	finder := []string{"#######", "#     #", "# ### #", "# ### #", "# ### #", "#     #", "#######"}
	for _, text := range []string{"https://xincheng.example/", "https://xincheng.example/calendar/subscribe.html", "https://xincheng.example/" + strings.Repeat("%E6%9D%BF", 20)} {
		sizes := map[Level]int{}
		for _, level := range []Level{Screen, Paper} {
			c, err := new(Drawer).Draw(text, level)
			if err != nil {
				t.Fatal(err)
			}
			sizes[level] = c.Size
			rows := drawn(t, c)
			if (c.Size-8-21)%4 != 0 {
				t.Errorf("no code has %d modules", c.Size-8)
			}
			for i, line := range finder {
				top, bottom := rows[quiet+i], rows[c.Size-quiet-7+i]
				if top[quiet:quiet+7] != line || top[c.Size-quiet-7:c.Size-quiet] != line || bottom[quiet:quiet+7] != line {
					t.Fatalf("a corner is wrong:\n%s", strings.Join(rows, "\n"))
				}
			}
			for i, line := range rows {
				outside := line[:quiet] + line[c.Size-quiet:]
				if i < quiet || i >= c.Size-quiet {
					outside = line
				}
				if strings.Contains(outside, "#") {
					t.Errorf("row %d reaches into the quiet zone", i)
				}
			}
			if again, _ := new(Drawer).Draw(text, level); again != c {
				t.Error("the same text has two codes")
			}
		}
		if sizes[Paper] < sizes[Screen] {
			t.Errorf("the code for paper is smaller: %v", sizes)
		}
	}
}

func TestNotFit(t *testing.T) {
	for _, text := range []string{"", "https://xincheng.example/板报", "a\nb", strings.Repeat("x", 5000)} {
		if c, err := new(Drawer).Draw(text, Screen); !errors.Is(err, ErrText) {
			t.Errorf("%.20q: %v, %v", text, c, err)
		}
	}
}

func ExampleDrawer() {
	var drawer Drawer
	code, err := drawer.Draw("HTTPS://A.CN", Screen)
	fmt.Println(code.Size, err)
	// Output: 29 <nil>
}

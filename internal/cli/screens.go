package cli

import (
	"fmt"
	"strings"

	"banbao/internal/screen"
	"banbao/internal/theme"
)

// screenJSON is what one screen shows, in reports.
type screenJSON struct {
	ID       string      `json:"id"`
	Slides   int         `json:"slides"`
	Chars    int         `json:"chars"`
	Seconds  int         `json:"seconds"` // to see all slides once
	Loop     int         `json:"loop"`    // seconds a round may take
	Abridged []string    `json:"abridged"`
	Dropped  []string    `json:"dropped"`
	Shown    []slideJSON `json:"shown,omitempty"`
}

type slideJSON struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Chars int    `json:"chars"`
	Dwell int    `json:"dwell"`
}

func screensJSON(reports []screen.Report, slides bool) []screenJSON {
	all := []screenJSON{}
	for _, r := range reports {
		one := screenJSON{
			ID: r.Screen.ID, Slides: len(r.Shown), Chars: r.Chars, Seconds: r.Seconds, Loop: r.Loop,
			Abridged: plainTitles(r.Abridged), Dropped: plainTitles(r.Dropped),
		}
		if slides {
			for _, s := range r.Shown {
				one.Shown = append(one.Shown, slideJSON{s.ID, theme.Plain(s.Title), s.Chars, s.Dwell})
			}
		}
		all = append(all, one)
	}
	return all
}

func plainTitles(titles []string) []string {
	plain := []string{}
	for _, t := range titles {
		plain = append(plain, theme.Plain(t))
	}
	return plain
}

// screens says in a line what each screen shows.
func (s *session) screens(reports []screen.Report) {
	for _, r := range reports {
		zh, en := "", ""
		if n := len(r.Abridged); n > 0 {
			zh, en = fmt.Sprintf("，%d 件放不下全文", n), fmt.Sprintf(", %d abridged", n)
		}
		if n := len(r.Dropped); n > 0 {
			zh, en = zh+fmt.Sprintf("，%d 件排不上", n), en+fmt.Sprintf(", %d left out", n)
		}
		s.print("屏 %s：%d 张，%d 字，看一遍 %d 秒，一轮 %d 秒%s", "screen %s: %d slides, %d characters, %d s for all, %d s a round%s",
			r.Screen.ID, len(r.Shown), r.Chars, r.Seconds, r.Loop, pick(s.lang, zh, en))
	}
}

// printScreens says slide by slide what each screen shows.
func (s *session) printScreens(reports []screen.Report) {
	for k, r := range reports {
		if k > 0 {
			fmt.Fprintln(s.Stdout)
		}
		s.screens(reports[k : k+1])
		for _, slide := range r.Shown {
			fmt.Fprintf(s.Stdout, "  %3d s  %3d  %s  %s\n", slide.Dwell, slide.Chars, theme.Plain(slide.Title), slide.ID)
		}
		if len(r.Abridged) > 0 {
			s.print("  放不下全文：%s", "  abridged: %s", strings.Join(plainTitles(r.Abridged), "、"))
		}
		if len(r.Dropped) > 0 {
			s.print("  排不上：%s", "  left out: %s", strings.Join(plainTitles(r.Dropped), "、"))
		}
	}
}

package screen

import (
	"strconv"
)

// manifest says what a screen shows; see docs/screens.md.
type manifest struct {
	Version int         `json:"version"`
	Screen  string      `json:"screen"`
	Since   int64       `json:"since"`
	Set     string      `json:"set"`
	SHA256  string      `json:"sha256"`
	Size    int         `json:"size"`
	Player  string      `json:"player"`
	Loop    int         `json:"loop"`
	Slides  []manifest1 `json:"slides"`
}

type manifest1 struct {
	ID    string `json:"id"`
	Item  string `json:"item"`
	Kind  string `json:"kind"`
	Level string `json:"level"`
	From  int64  `json:"from,omitempty"`
	Until int64  `json:"until,omitempty"`
	Dwell int    `json:"dwell"`
	Chars int    `json:"chars"`
}

func manifestOf(s *Shell) manifest {
	since, _ := strconv.ParseInt(s.Since, 10, 64)
	m := manifest{Version: 1, Screen: s.Screen, Since: since, Set: "set-" + s.Set + ".html", Player: s.Version, Loop: s.Loop, Slides: []manifest1{}}
	for _, x := range s.Slides {
		one := manifest1{ID: x.ID, Item: x.Item, Kind: x.Kind, Level: x.Level, Dwell: x.Dwell, Chars: x.Chars}
		if !x.Window.From.IsZero() {
			one.From = x.Window.From.Unix()
		}
		if !x.Window.Until.IsZero() {
			one.Until = x.Window.Until.Unix()
		}
		m.Slides = append(m.Slides, one)
	}
	return m
}

package screen

import (
	"io"
	"path"
	"strconv"

	"banbao/internal/output"
)

// ManifestPattern matches the manifests of all screens, below public/.
var ManifestPattern = path.Join("screens", "*", "manifest.json")

// sign makes a file that players fetch and, if there is a key, check. Then it
// is published as it was signed.
func (r *renderer) sign(at string, key output.Key, text func() ([]byte, error)) {
	secret := r.texts.Key
	f := output.File{Path: at, Key: key, Write: func(w io.Writer) error {
		body, err := text()
		if err == nil {
			body, err = secret.Sign(at, body)
		}
		if err != nil {
			return err
		}
		_, err = w.Write(body)
		return err
	}}
	if !secret.IsZero() {
		f.AsIs, f.Key = true, output.KeyOf(version, "signed", key, secret.Public())
	}
	r.files = append(r.files, f)
}

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

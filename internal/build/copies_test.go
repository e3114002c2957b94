package build

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"banbao/internal/content"
)

// secret is what a camera or a program writes into its files.
const secret = "32.49N resident"

// talkative is a photograph that tells where it was taken, and how the camera
// was held.
func talkative(orientation byte) []byte {
	m := image.NewRGBA(image.Rect(0, 0, 40, 20))
	for i := range m.Pix {
		m.Pix[i] = byte(i * 7)
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		panic(err)
	}
	exif := "Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00" + string(orientation) + "\x00\x00\x00\x00\x00\x00" + secret
	return append([]byte("\xff\xd8\xff\xe1\x00"+string(byte(len(exif)+2))+exif), b.Bytes()[2:]...)
}

func talkativeGIF() []byte {
	return []byte("GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff\x21\xfe\x0f" + secret + "\x00\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00\x3b")
}

func talkativePNG() []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 3, 3))); err != nil {
		panic(err)
	}
	text := "\x00\x00\x00\x13tEXtGPS\x00" + secret + "\x00\x00\x00\x00"
	return append([]byte(b.String()[:33]+text), b.Bytes()[33:]...)
}

// talkativeWebP is one pixel, and was taken with the camera on its side.
func talkativeWebP() []byte {
	chunk := func(kind, data string) string {
		return string(binary.LittleEndian.AppendUint32([]byte(kind), uint32(len(data)))) + data + strings.Repeat("\x00", len(data)%2)
	}
	pixel, err := base64.StdEncoding.DecodeString("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")
	if err != nil {
		panic(err)
	}
	exif := "II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00\x00\x00\x00\x00\x00\x00" + secret
	return []byte(chunk("RIFF", "WEBP"+chunk("VP8X", "\x08"+strings.Repeat("\x00", 9))+string(pixel[12:])+chunk("EXIF", exif)))
}

const noticeText = `+++
title = "照片"
kind = "notice"
date = 2026-11-20
until = 2026-11-28
`

// talkativeSite has a picture that tells too much wherever one can be named.
func talkativeSite() fstest.MapFS {
	file := func(data string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(data)} }
	return fstest.MapFS{
		"config.toml": file("title = \"新城社区\"\nbase_url = \"https://xincheng.example/\"\n"),
		"content/notices/a.md": file(noticeText + `attachments = ["flat.jpg", { file = "turned.JPEG", title = "全家福" }, "named.dat", "form.json"]
+++
![内嵌](shown.jpg)
![动的](moves.gif)
![画的](map.svg "图")
[看大图](linked.jpg)、[图纸](linked.svg)、[截屏](linked.png)、[旧照](linked.webp)
`),
		"content/notices/flat.jpg":       file(string(talkative(1))),
		"content/notices/turned.JPEG":    file(string(talkative(6))),
		"content/notices/named.dat":      file(string(talkative(1))),
		"content/notices/shown.jpg":      file(string(talkative(8))),
		"content/notices/linked.jpg":     file(string(talkative(3))),
		"content/notices/linked.png":     file(string(talkativePNG())),
		"content/notices/linked.webp":    file(string(talkativeWebP())),
		"content/notices/moves.gif":      file(string(talkativeGIF())),
		"content/notices/map.svg":        file(`<svg xmlns="http://www.w3.org/2000/svg"><!-- ` + secret + ` --><path d="M0 0h9"/></svg>`),
		"content/notices/linked.svg":     file(`<svg xmlns="http://www.w3.org/2000/svg"><metadata>` + secret + `</metadata><path d="M0 0h9"/></svg>`),
		"themes/default/assets/hall.jpg": file(string(talkative(6))),
		"content/notices/form.json":      file("{\n  \"name\": \"\"\n}\n"),
	}
}

func runIn(t *testing.T, site fs.FS, at string) (Report, string, error) {
	t.Helper()
	now, err := time.ParseInLocation("2006-01-02T15:04", at, china)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "public")
	report, err := Run(Request{FS: site, Dir: dir, Now: now})
	return report, dir, err
}

// No picture is published with what its camera wrote into it, whichever way an
// author names it, and its size is given as it is then.
func TestNothingOfTheCameraIsPublished(t *testing.T) {
	site := talkativeSite()
	report, dir, err := runIn(t, site, "2026-11-22T09:00")
	if err != nil || report.Problems.HasErrors() {
		t.Fatal(err, report.Problems)
	}
	tree := publishedTree(t, dir)
	for name, data := range tree {
		if strings.Contains(data, secret) || strings.Contains(data, "Exif") {
			t.Errorf("%s tells too much", name)
		}
	}
	for name, want := range map[string]image.Point{
		"files/notices/flat.jpg": {40, 20}, "files/notices/turned.JPEG": {20, 40}, "files/notices/linked.jpg": {40, 20}, "files/notices/linked.png": {3, 3},
		"files/notices/linked.webp.jpg": {1, 1}, // there is no way to write a WebP
	} {
		m, _, err := image.DecodeConfig(strings.NewReader(tree[name]))
		if err != nil || image.Pt(m.Width, m.Height) != want {
			t.Errorf("%s: %d×%d, %v", name, m.Width, m.Height, err)
		}
	}
	if tree["files/notices/form.json"] != string(site["content/notices/form.json"].Data) {
		t.Error("a form was changed")
	}
	if !strings.Contains(tree["files/notices/linked.svg"], "<path") {
		t.Error("the drawing is gone")
	}
}

// The size beside an attachment is that of what one gets.
func TestAttachmentSizeIsWhatIsPublished(t *testing.T) {
	site := talkativeSite()
	padded := append(talkative(1), make([]byte, 200<<10)...) // a film behind the picture, as phones make them
	site["content/notices/flat.jpg"].Data = padded
	site["content/notices/turned.JPEG"].Data = append(talkative(6), make([]byte, 200<<10)...)
	report, dir, err := runIn(t, site, "2026-11-22T09:00")
	if err != nil || report.Problems.HasErrors() {
		t.Fatal(err, report.Problems)
	}
	page, err := os.ReadFile(filepath.Join(dir, "notices", "a.html"))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(page), "201 KB") || !strings.Contains(string(page), "<small>图片，1 KB</small>") {
		t.Errorf("sizes are not those of what is published:\n%s", page)
	}
}

// savedLater is a site in which somebody saves a file between the reading of
// the content and the writing of what becomes of it.
type savedLater struct {
	fstest.MapFS
	name  string
	then  []byte
	opens *int
}

func (s savedLater) Open(name string) (fs.File, error) {
	if name == s.name {
		if *s.opens++; *s.opens > 1 {
			return fstest.MapFS{name: {Data: s.then}}.Open(name)
		}
	}
	return s.MapFS.Open(name)
}

// A picture or attachment that is saved during a build is not published under
// the name of what it was.
func TestSavedDuringTheBuild(t *testing.T) {
	other := image.NewRGBA(image.Rect(0, 0, 30, 30))
	other.Set(1, 1, color.White)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, other, nil); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name string
		then []byte
	}{
		{"form.json", []byte("{}")},
		{"flat.jpg", b.Bytes()},
		{"shown.jpg", b.Bytes()},
		{"shown.jpg", b.Bytes()[:100]}, // half of it
		{"shown.jpg", nil},
	} {
		site := savedLater{talkativeSite(), "content/notices/" + test.name, test.then, new(int)}
		report, dir, err := runIn(t, site, "2026-11-22T09:00")
		if !errors.Is(err, content.ErrChanged) && !report.Problems.HasErrors() { // an attachment is searched before anything is published
			t.Errorf("%s: %v, %v", test.name, err, report.Problems)
		}
		if exists(dir) {
			t.Errorf("%s: published all the same", test.name)
		}
		if *site.opens != 2 {
			t.Errorf("%s: opened %d times", test.name, *site.opens)
		}
	}
}

package cli

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"banbao/internal/build"
	"banbao/internal/config"
	"banbao/internal/face"
)

// fontFolders are where a machine keeps its fonts. BANBAO_FONTS names others
// in their place.
func fontFolders(system string, getenv func(string) string) []string {
	if own := getenv("BANBAO_FONTS"); own != "" {
		return filepath.SplitList(own)
	}
	home := getenv("HOME")
	switch system {
	case "windows":
		return []string{filepath.Join(getenv("WINDIR"), "Fonts"), filepath.Join(getenv("LOCALAPPDATA"), "Microsoft", "Windows", "Fonts")}
	case "darwin":
		return []string{"/System/Library/Fonts", "/Library/Fonts", home + "/Library/Fonts", "/System/Library/AssetsV2/com_apple_MobileAsset_Font7", "/System/Library/AssetsV2/com_apple_MobileAsset_Font8"}
	}
	return []string{"/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/texmf/fonts/opentype", "/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol", home + "/.fonts", home + "/.local/share/fonts"}
}

// faces chooses a face for each role, from what the theme carries and the
// machine has, and lets the request know which characters there are.
func (s *session) faces(r *build.Request) []face.Chosen {
	var all []*face.Face
	cfg, _ := config.Load(r.FS)
	if sub, err := fs.Sub(r.FS, "themes/"+cfg.Theme+"/fonts"); err == nil && cfg.Theme != "" {
		all = face.Theme(sub)
	}
	for _, dir := range fontFolders(runtime.GOOS, s.Getenv) {
		if filepath.IsAbs(dir) {
			all = append(all, face.Scan(os.DirFS(dir))...)
		}
	}
	chosen := face.Choose(all)
	for k := range chosen {
		if chosen[k].Face != nil { // where there is none for Chinese at all, that is told
			r.HasGlyph = chosen[k].Has
			break
		}
	}
	return chosen
}

// faceFolder is where pages find their faces while they are printed.
const faceFolder = "print/.faces/"

// wardrobe gives pages that are printed the faces of their roles, cut to the
// characters that they have.
type wardrobe struct {
	faces []face.Chosen
	chars map[string][]rune // by page
}

// always are the characters that styles may add to a page.
const always = " 0123456789—-–/.,:;、。，．：；（）()〔〕“”‘’《》〈〉【】…·×%℃＋+☎★☆●○◎□■△▲→←↑↓✓一二三四五六七八九十百〇零年月日时分第页共附件星期上下午另有场见网页撤张贴" +
	"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

// dress adds a style to a page, which names its own faces for the roles.
func (w *wardrobe) dress(name string, page []byte) []byte {
	seen := map[rune]bool{}
	var chars []rune
	for _, r := range always + string(page) {
		if !seen[r] && unicode.IsGraphic(r) {
			seen[r] = true
			chars = append(chars, r)
		}
	}
	w.chars[name] = chars
	page = w.drawn(page)
	return bytes.Replace(page, []byte("</head>"), fmt.Appendf(nil, "<link rel=stylesheet href=\"/%s%s.css\"></head>", faceFolder, name), 1)
}

// twofold is a character of a blackboard that is outlined, or in two colours.
var twofold = regexp.MustCompile(`<span class="?(hollow|two|two up)"? data-t="?[^>]*>([^<])</span>`)

// drawn puts drawings behind hollow letters and over the lower half of those
// in two colours. Left to itself, a browser that prints them writes each
// character twice, and outlined ones as Type 3.
func (w *wardrobe) drawn(page []byte) []byte {
	k := slices.IndexFunc(w.faces, func(c face.Chosen) bool { return c.ID == "song-bold" })
	if k < 0 || !bytes.Contains(page, []byte("data-t=")) {
		return page
	}
	c := &w.faces[k]
	return twofold.ReplaceAllFunc(page, func(span []byte) []byte {
		m := twofold.FindSubmatch(span)
		class, char := string(m[1]), m[2]
		r, _ := utf8.DecodeRune(char)
		path := c.Outline(r)
		if path == "" {
			return span
		}
		top, height, paths := -1080, 1400, `<path class="shade" d="`+path+`"/><path class="line" d="`+path+`"/>`
		if class != "hollow" { // the lower half, from the middle of the character
			top, height, paths = -380, 700, `<path d="`+path+`"/>`
		}
		if class == "two up" {
			top = 500 - c.Top()
		}
		return fmt.Appendf(nil, `<span class="%s drawn" data-t="%s"><svg class="ring" aria-hidden="true" viewBox="-200 %d 1400 %d">%s</svg>%s</span>`,
			class, char, top, height, paths, char)
	})
}

// file gives a style or a face.
func (w *wardrobe) file(name string) ([]byte, string, bool) {
	name = strings.TrimPrefix(name, faceFolder)
	if page, ok := strings.CutSuffix(name, ".css"); ok {
		return w.style(page), "text/css", true
	}
	page, role, _ := strings.Cut(name, "@")
	for k := range w.faces {
		if c := &w.faces[k]; c.ID == strings.TrimSuffix(role, ".ttf") {
			font, err := c.Font(w.chars[page])
			return font, "font/ttf", err == nil
		}
	}
	return nil, "", false
}

// style says which face each role has on a page.
func (w *wardrobe) style(page string) []byte {
	var b bytes.Buffer
	var vars strings.Builder
	named := map[string]bool{}
	for _, c := range w.faces {
		if c.Face == nil {
			continue
		}
		weights := "1 1000"
		switch {
		case c.Weight == 400:
			weights = "1 550"
		case c.Weight > 400:
			weights = "551 1000"
		}
		own := "banbao-" + strings.TrimSuffix(c.ID, "-bold")
		for _, family := range append([]string{own}, c.Also...) {
			fmt.Fprintf(&b, "@font-face{font-family:%q;font-weight:%s;src:url(\"/%s%s@%s.ttf\")}\n", family, weights, faceFolder, page, c.ID)
		}
		for _, v := range c.Vars {
			if !named[v] {
				named[v] = true
				fmt.Fprintf(&vars, "%s:%q,serif;", v, own)
			}
		}
	}
	fmt.Fprintf(&b, ":root{%s}\n", vars.String())
	return b.Bytes()
}

// faceJSON is a role in the report of banbao check.
type faceJSON struct {
	Role  string `json:"role"`
	Face  string `json:"face"`
	File  string `json:"file"`
	Right bool   `json:"right"` // false: it stands in for the right one
	Get   string `json:"get,omitempty"`
}

func (s *session) facesJSON(faces []face.Chosen) []faceJSON {
	all := []faceJSON{}
	for _, c := range faces {
		x := faceJSON{Role: c.ID, Right: c.Right}
		if c.Face != nil {
			x.Face, x.File = c.Face.Name(), c.Face.File
		}
		if !c.Right {
			x.Get = pick(s.lang, c.Get[0], c.Get[1])
		}
		all = append(all, x)
	}
	return all
}

// sayFaces says which face each role gets on paper, and how to get one that is
// missing.
func (s *session) sayFaces(faces []face.Chosen) {
	s.print("纸上的字体（这台电脑上的；banbao print 用它们）", "faces on paper, of this machine, as banbao print uses them")
	var lacking []string
	for _, c := range faces {
		role := pick(s.lang, c.Zh, c.En)
		if !c.Right {
			lacking = append(lacking, c.ID+".ttf")
		}
		switch {
		case c.Face == nil:
			s.print("  %s：没有。%s", "  %s: none; %s", role, pick(s.lang, c.Get[0], c.Get[1]))
		case !c.Right:
			s.print("  %s：没有，代替的是 %s。%s", "  %s: none, %s stands in; %s", role, s.faceName(c.Face), pick(s.lang, c.Get[0], c.Get[1]))
		case c.Face.Theme:
			s.print("  %s：%s，主题自己带的", "  %s: %s, of the theme", role, s.faceName(c.Face))
		default:
			s.print("  %s：%s", "  %s: %s", role, s.faceName(c.Face))
		}
	}
	if len(lacking) > 0 {
		s.print("  手里有字体文件的，不用装，放进网站的 themes/default/fonts/（用别的主题就放在那个主题里），文件名是 %s", "  a font that you have as a file need not be installed: put it into themes/default/fonts/ of the site (or that of your theme) as %s", strings.Join(lacking, pick(s.lang, "、", ", ")))
	}
}

// faceName is what a face is called, and whether it is a bold one, which stands
// in for one that is heavy by itself.
func (s *session) faceName(f *face.Face) string {
	if f.Weight >= 600 {
		return f.Name() + pick(s.lang, "（粗）", " bold")
	}
	return f.Name()
}

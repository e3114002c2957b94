package content

import (
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"banbao/internal/calendar"
	"banbao/internal/config"
	"banbao/internal/decode"
	"banbao/internal/diag"
	"banbao/internal/extract"
	"banbao/internal/gate"
	"banbao/internal/photo"
	"banbao/internal/site"
)

// scanned is what was found in the text of a picture or attachment.
type scanned struct {
	Findings []gate.Finding // without places
	Err      string         // why it cannot be searched; see unreadableWords
	failure  error          // of the machine, or a file that was saved meanwhile
}

// scan notes the personal data in a file's text and in its name.
func (s *source) scan(r *result) {
	g := s.loader.gate
	r.findings = append(g.Whole(s.path, s.path), g.Scan(s.path, s.text)...)
}

// scanTable does that with a table beside a file, in any encoding.
func (s *source) scanTable(file string, rows []byte, r *result) {
	g := s.loader.gate
	if _, text := decode.Foreign(rows); text != nil {
		rows = text
	}
	r.findings = append(r.findings, g.Whole(file, file)...)
	r.findings = append(r.findings, g.Scan(file, rows)...)
}

// scanConfig looks at config.toml, whose own numbers are allowed.
func (l *loader) scanConfig() {
	if src, err := fs.ReadFile(l.fsys, config.File); err == nil {
		l.findings = append(l.findings, l.gate.Scan(config.File, src)...)
	}
}

// scanAssets looks at every picture and attachment that some item names, on
// all cores. What was found is remembered by the hash of the file.
func (l *loader) scanAssets() {
	var named []*asset
	for _, a := range l.assets {
		if a.ok && (!IsPicture(a.Path) || isDrawing(a.Path)) {
			named = append(named, a)
		}
	}
	slices.SortFunc(named, func(a, b *asset) int { return strings.Compare(a.Path, b.Path) })
	found := make([]scanned, len(named))
	each(len(named), func(i int) {
		a := named[i]
		if old, known := l.cache.Texts[textKey(a)]; known {
			found[i] = old
			return
		}
		found[i] = l.scanAsset(a)
	})
	l.texts = make(map[[16]byte]scanned, len(named))
	for i, a := range named {
		full := Folder + "/" + a.Path
		if err := found[i].failure; err != nil {
			l.problems.Add(decode.Unreadable(full, err))
			continue
		}
		l.texts[textKey(a)] = found[i]
		l.findings = append(l.findings, l.gate.Whole(full, full)...)
		for _, f := range found[i].Findings {
			f.Pos.File = l.gate.Hide(full)
			l.findings = append(l.findings, f)
		}
		if why := found[i].Err; why != "" {
			l.findings = append(l.findings, gate.Finding{
				Rule: gate.Unreadable, Text: "（查不了）#" + hex.EncodeToString(a.Sum[:2]), Sure: true,
				Pos: diag.Pos{File: l.gate.Hide(full)}, Why: unreadableWords(why),
			})
		}
	}
	for _, a := range l.assets { // pictures are published without what a camera wrote into them
		if full := Folder + "/" + a.Path; a.ok && IsPicture(a.Path) && !isDrawing(a.Path) {
			l.findings = append(l.findings, l.gate.Whole(full, full)...)
		}
	}
}

// textKey is what the text of a file depends on.
func textKey(a *asset) [16]byte {
	return sumOf(append(a.Sum[:], strings.ToLower(path.Ext(a.Path))...))
}

// scanAsset reads one file and looks at its text.
func (l *loader) scanAsset(a *asset) scanned {
	if a.stamp.Size > extract.MostBytes {
		return scanned{Err: extract.ErrLarge.Error()}
	}
	var src []byte
	err := readAsset(l.fsys, a.Asset, func(r io.Reader) (err error) {
		src, err = io.ReadAll(r)
		return err
	})
	if err != nil {
		return scanned{failure: err}
	}
	if photo.IsPhoto(src[:min(len(src), 12)]) {
		return scanned{}
	}
	text, err := extract.Text(a.Path, src)
	out := scanned{Findings: l.gate.Whole("", text)}
	if err != nil {
		out.Err = err.Error()
	}
	return out
}

// unreadableWords say why a file cannot be searched.
func unreadableWords(why string) diag.Words {
	for err, zh := range map[error]string{
		extract.ErrForm:    "不认得这种文件",
		extract.ErrOld:     "是旧版 Word、Excel 或 WPS 的格式，或者加了密码",
		extract.ErrLocked:  "加了密码",
		extract.ErrScanned: "里面是扫描的图片，没有文字",
		extract.ErrFonts:   "里面的字体没有说明各是什么字",
		extract.ErrBroken:  "文件坏了",
		extract.ErrLarge:   "太大了",
		extract.ErrPicture: "压缩包里有图片，相机写在图片里的信息会一起公布",
		extract.ErrPlace:   "里面插的照片带着拍摄地点，或者是不认得的图片",
	} {
		if err.Error() == why {
			return diag.Words{Zh: zh, En: why}
		}
	}
	return diag.Words{Zh: why, En: why}
}

// judge lets every finding pass that a waiver names, and reports the others;
// then it reports what is wrong with the waivers.
func (l *loader) judge() {
	for i := range l.results {
		l.findings = append(l.findings, l.results[i].findings...)
		l.waivers = append(l.waivers, l.results[i].waivers...)
	}
	type key struct{ file, rule, text string }
	passes := map[key]*waiver{}
	for _, w := range l.waivers {
		passes[key{w.File, w.Rule, w.Text}] = w
	}
	told := map[string]int{}
	for _, f := range l.findings {
		if w := passes[key{f.Pos.File, string(f.Rule), f.Text}]; w != nil {
			w.used = true
			w.strict = w.strict || f.Sure || f.Rule == gate.Unreadable
			continue
		}
		if told[f.Pos.File]++; told[f.Pos.File] <= mostRowProblems {
			l.problems.Add(l.personal(f))
		}
	}
	today := calendar.DayOf(l.site.Now)
	for _, w := range l.waivers {
		switch {
		case w.Over(today) && w.used && !w.strict:
			l.problems.Add(w.mild)
			continue
		case w.Over(today):
			l.problems.Add(w.over)
			continue
		case !w.used && !strings.HasPrefix(w.File, Published):
			l.problems.Add(w.unused)
		case w.Until-today <= endingDays && (w.strict || !w.used):
			l.problems.Add(w.by)
		}
		l.site.Waivers = append(l.site.Waivers, w.DataWaiver)
	}
}

// Published is what the paths of published files begin with in waivers.
const Published = "public/"

// personal is the problem of a finding that no waiver lets pass.
func (l *loader) personal(f gate.Finding) diag.Problem {
	lines := WaiverLines(l.site, f)
	if f.Rule == gate.Unreadable {
		return diag.New("unreadable-attachment", f.Pos, f.Why, whatToRead, lines)
	}
	code := diag.Code("likely-personal-data")
	if f.Sure {
		code = "personal-data"
	}
	p := diag.New(code, f.Pos, gate.RuleWords(f.Rule), f.Text, gate.LawWords(f.Rule), whatToMask(f), lines)
	p.Line, p.Width = f.Line, f.Width
	return p
}

var whatToRead = diag.Words{
	Zh: "另存为能查的格式（.docx、.xlsx、有文字的 PDF）再换上",
	En: "save it in a form that can be searched (.docx, .xlsx, a PDF with text)",
}

// whatToMask says how to get rid of a finding.
func whatToMask(f gate.Finding) diag.Words {
	if f.Pos.Line > 0 {
		return diag.Words{Zh: "运行 banbao mask " + f.Pos.File + "，照它的样子隐去", En: "run banbao mask " + f.Pos.File + " and mask it as proposed"}
	}
	return diag.Words{Zh: "在文件名或附件里把它删去、隐去，再存一遍", En: "take it out of the file's name or of the attachment, and save that again"}
}

// WaiverLines are the lines that would let a finding pass, but for the reason
// and who decides.
func WaiverLines(s *site.Site, f gate.Finding) string {
	return fmt.Sprintf("[[waivers]]\nfile = %q\nrule = %q\ntext = %q\nreason = \"…\"\nrole = \"…\"\nuntil = %s",
		f.Pos.File, f.Rule, f.Text, usualEnd(s.Now))
}

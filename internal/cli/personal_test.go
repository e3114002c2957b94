package cli

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// An identity number with the right check digit, which is the standard's own
// example, and a mobile that belongs to nobody.
const (
	anID     = "11010519491231002X"
	aMobile  = "13800138000"
	siteHead = "title = \"新城社区\"\ndescription = \"新城社区的通知\"\nbase_url = \"https://xincheng.example/\"\n"
)

// aNotice is a notice with more lines in its head, and a text.
func aNotice(head, text string) string {
	return "+++\ntitle = \"领取通知\"\nkind = \"notice\"\ndate = 2026-11-20\nuntil = 2026-11-28\n" + head + "+++\n" + text + "\n"
}

const aScreen = "[[screens]]\nid = \"hall\"\nname = \"大厅屏\"\nprofile = \"hall-tv\"\n"

// zipped is an archive of files, a name and a text each.
func zipped(t *testing.T, files ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for k := 0; k+1 < len(files); k += 2 {
		w, err := z.Create(files[k])
		if err == nil {
			_, err = w.Write([]byte(files[k+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// aPDF is a document of one page that says so.
func aPDF(text string) string {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	drawing := "BT /F 12 Tf 50 700 Td (" + text + ") Tj ET"
	objects := []string{
		"<</Pages 2 0 R>>", "<</Kids [3 0 R]>>", "<</Contents 4 0 R /Resources <</Font <</F 5 0 R>>>>>>",
		fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(drawing), drawing), "<</Subtype /Type1 /Encoding /WinAnsiEncoding>>",
	}
	var at []int
	for k, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", k+1, o)
	}
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer <</Root 1 0 R>>\nstartxref\n%d\n", table)
	return b.String()
}

// personalSites are sites with an identity number or a mobile in one place
// each, and where the message must say that it is.
func personalSites(t *testing.T) map[string]personalSite {
	const offered = "attachments = [\"list.%s\"]\n"
	return map[string]personalSite{
		"front matter": {files: map[string]string{"content/notices/a.md": aNotice("summary = \"凭"+anID+"\"\n", "请来领。")}, told: []string{"content/notices/a.md:6:13:"}},
		"text":         {files: map[string]string{"content/notices/a.md": aNotice("", "请**"+anID+"**来领。")}, told: []string{"content/notices/a.md:7:4:"}},
		"full width":   {files: map[string]string{"content/notices/a.md": aNotice("", "请１１０１０５１９４９１２３１００２Ｘ来领。")}, told: []string{"content/notices/a.md:7:2:"}},
		"a picture's words": {files: map[string]string{
			"content/notices/a.md": aNotice("", "![证号"+anID+"](a.svg)"), "content/notices/a.svg": `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>`}, told: []string{"content/notices/a.md:7:5:"}},
		"a picture": {files: map[string]string{
			"content/notices/a.md":  aNotice("", "![登记表](a.svg)"),
			"content/notices/a.svg": `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>` + anID + `</text></svg>`}, told: []string{"content/notices/a.svg:"}},
		"TOML": {files: map[string]string{"content/daily.toml": "[[daily]]\ndate = 2026-11-22\nnote = \"请" + anID + "来领\"\n"}, told: []string{"content/daily.toml:3:10:"}},
		"a log in GBK": {files: map[string]string{
			"content/rankings/stairs.toml": "title = \"楼道卫生\"\nform = \"table\"\nunit = \"building\"\ndate = 2026-11-20\nperiod = \"2026-11\"\nfindings = \"walks.csv\"\n",
			"content/rankings/walks.csv":   "date,unit,note\n2026-11-20,1幢," + anID + "\n"}, told: []string{"content/rankings/walks.csv:2:15:"}},
		"a file's name":        {files: map[string]string{"content/notices/" + anID + ".md": aNotice("", "请来领。")}, told: []string{"content/notices/******************.md:"}},
		"an attachment's name": {files: map[string]string{"content/notices/a.md": aNotice("attachments = [\""+anID+".txt\"]\n", "请来领。"), "content/notices/" + anID + ".txt": "甲"}, told: []string{"content/notices/******************.txt:"}},
		"config.toml":          {code: 2, files: map[string]string{"config.toml": siteHead + "footnote = \"凭" + anID + "\"\n"}, told: []string{"config.toml:4:14:"}},
		"a PDF":                {files: map[string]string{"content/notices/a.md": aNotice(fmt.Sprintf(offered, "pdf"), "请来领。"), "content/notices/list.pdf": aPDF(anID)}, told: []string{"content/notices/list.pdf:"}},
		"a document": {files: map[string]string{"content/notices/a.md": aNotice(fmt.Sprintf(offered, "docx"), "请来领。"),
			"content/notices/list.docx": zipped(t, "[Content_Types].xml", "<Types/>", "word/document.xml", "<w:p><w:r><w:t>"+anID[:7]+"</w:t></w:r><w:r><w:t>"+anID[7:]+"</w:t></w:r></w:p>")}, told: []string{"content/notices/list.docx:"}},
		"a workbook's second sheet": {files: map[string]string{"content/notices/a.md": aNotice(fmt.Sprintf(offered, "xlsx"), "请来领。"),
			"content/notices/list.xlsx": zipped(t, "[Content_Types].xml", "<Types/>", "xl/workbook.xml", "<workbook/>", "xl/worksheets/sheet1.xml", "<worksheet/>",
				"xl/worksheets/sheet2.xml", `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>`+anID+`</t></is></c></row></sheetData></worksheet>`)}, told: []string{"content/notices/list.xlsx:"}},
		"an archive": {files: map[string]string{"content/notices/a.md": aNotice(fmt.Sprintf(offered, "zip"), "请来领。"),
			"content/notices/list.zip": zipped(t, "名单.csv", "张*,"+anID+"\n")}, told: []string{"content/notices/list.zip:"}},
		"a theme that joins two halves": {value: aMobile, files: map[string]string{
			"content/pages/about.md":             "+++\ntitle = \"关于\"\nsummary = \"00138000\"\n+++\n新城社区。\n",
			"themes/default/templates/page.html": `{{template "top" .Frame -}}<p>电话<b>138</b><i>{{.Summary}}</i></p>{{template "bottom" .Frame}}`},
			told: []string{"content/pages/about.md:", "public/pages/about.html"}},
		"what only reading makes whole": {value: aMobile, files: map[string]string{
			"config.toml":          siteHead + aScreen,
			"content/notices/a.md": aNotice("summary = \"打\\u00313800138000\"\n", "请打&#49;3800138000。")},
			told: []string{"public/notices/a.html", "public/print/notices/a.html", "public/screens/", "public/feed.xml"}},
	}
}

type personalSite struct {
	value string // an identity number, if empty
	code  int    // 1, if 0
	files map[string]string
	told  []string
}

// TestPersonalData: wherever a site holds personal data, nothing is published,
// and neither what is said nor what is kept says it again.
func TestPersonalData(t *testing.T) {
	for name, c := range personalSites(t) {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			files := map[string]string{"config.toml": siteHead, "content/pages/about.md": "+++\ntitle = \"关于\"\n+++\n新城社区。\n"}
			maps.Copy(files, c.files)
			for p, text := range files {
				writeFile(t, filepath.Join(dir, filepath.FromSlash(p)), text)
			}
			if c.value == "" {
				c.value = anID
			}
			if c.code == 0 {
				c.code = exitContent
			}
			for _, args := range [][]string{{"build"}, {"check", "--format", "json"}, {"check", "--lang", "en"}, {"list"}} {
				code, out := ran(t, dir, append(args, "--clock", "2026-11-22T09:00")...)
				if args[0] != "list" && code != c.code {
					t.Fatalf("%v: exit %d, want %d\n%s", args, code, c.code, out)
				}
				if strings.Contains(out, c.value[:min(17, len(c.value))]) {
					t.Errorf("%v: it is said:\n%s", args, out)
				}
				for _, want := range c.told {
					if args[0] == "build" && !strings.Contains(out, want) {
						t.Errorf("%v: %q is not told:\n%s", args, want, out)
					}
				}
			}
			if _, err := os.Stat(filepath.Join(dir, "public")); err == nil {
				t.Error("something was published")
			}
			filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
				rel, _ := filepath.Rel(dir, p)
				if _, mine := files[filepath.ToSlash(rel)]; err != nil || mine {
					return err
				}
				if strings.Contains(rel, c.value) {
					t.Errorf("a file is named by it: %s", rel)
				}
				if !d.IsDir() {
					if data, _ := os.ReadFile(p); bytes.Contains(data, []byte(c.value)) {
						t.Errorf("it is kept in %s", rel)
					}
				}
				return nil
			})
		})
	}
}

// TestWaiver: what a waiver lets pass is published and listed for staff, on a
// page that nothing leads to, until the day after its last.
func TestWaiver(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "config.toml"), siteHead)
	writeFile(t, filepath.Join(dir, "content/notices/a.md"), aNotice("", "请打"+aMobile+"。"))
	_, out := ran(t, dir, "build", "--clock", "2026-11-22T09:00")
	from := strings.Index(out, "[[waivers]]")
	if from < 0 {
		t.Fatalf("no lines to copy:\n%s", out)
	}
	lines, _, _ := strings.Cut(out[from:], "\n\n")
	lines = strings.NewReplacer("role = \"…\"", "role = \"居委会主任\"", "reason = \"…\"", "reason = \"本人同意\"").Replace(lines)
	writeFile(t, filepath.Join(dir, "content/waivers.toml"), lines+"\n")
	if code, out := ran(t, dir, "build", "--clock", "2026-11-22T09:00"); code != 0 || strings.Contains(out, "waiver") {
		t.Fatalf("exit %d\n%s\nwith\n%s", code, out, lines)
	}
	page, err := os.ReadFile(filepath.Join(dir, "public/staff/waivers.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"noindex", "手机号", "content/notices/a.md", "本人同意", "居委会主任", "2027-05-22"} {
		if !bytes.Contains(page, []byte(want)) {
			t.Errorf("the page for staff lacks %q", want)
		}
	}
	if bytes.Contains(page, []byte(aMobile)) {
		t.Error("the page for staff says it")
	}
	filepath.WalkDir(filepath.Join(dir, "public"), func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && filepath.Base(p) != "build.json" && filepath.Base(p) != "waivers.html" {
			if data, _ := os.ReadFile(p); bytes.Contains(data, []byte("staff/waivers")) {
				t.Errorf("%s leads there", p)
			}
		}
		return err
	})
	if code, out := ran(t, dir, "check", "--strict", "--clock", "2027-05-10"); code != exitContent || !strings.Contains(out, "ending-waiver") {
		t.Errorf("near its end: exit %d\n%s", code, out)
	}
	if code, out := ran(t, dir, "build", "--clock", "2027-05-23"); code != exitContent || !strings.Contains(out, "expired-waiver") {
		t.Errorf("after its end: exit %d\n%s", code, out)
	}
	writeFile(t, filepath.Join(dir, "content/notices/a.md"), aNotice("", "请打"+aMobile+"，或者13900139000。"))
	if code, out := ran(t, dir, "build", "--clock", "2026-11-22T09:00"); code != exitContent || !strings.Contains(out, "personal-data") {
		t.Errorf("another in the same file: exit %d\n%s", code, out)
	}
	writeFile(t, filepath.Join(dir, "config.toml"), siteHead+"[privacy]\nallow = [\"139-0013-9000\"]\n")
	if code, out := ran(t, dir, "build", "--clock", "2026-11-22T09:00"); code != 0 {
		t.Errorf("allowed by config.toml: exit %d\n%s", code, out)
	}
}

// TestPersonalAlert: an alert goes up at once, and shows nobody's number.
func TestPersonalAlert(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "config.toml"), siteHead+aScreen)
	if code, out := ran(t, dir, "build", "--clock", "2026-11-22T09:00"); code != 0 {
		t.Fatalf("exit %d\n%s", code, out)
	}
	code, out := ran(t, dir, "alert", "fire", "--act", "打"+aMobile, "--clock", "2026-11-22T09:00")
	if code != exitUsage || strings.Contains(out, aMobile) || !strings.Contains(out, "手机号") {
		t.Errorf("exit %d\n%s", code, out)
	}
	if text, err := os.ReadFile(filepath.Join(dir, "public", "screens", "alert.json")); err != nil || bytes.Contains(text, []byte(aMobile)) {
		t.Errorf("it is published: %v", err)
	}
}

func writeFile(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// ran runs a command and gives all that it prints.
func ran(t *testing.T, dir string, args ...string) (code int, out string) {
	t.Helper()
	var all bytes.Buffer
	code = Run(t.Context(), args, Env{Stdout: &all, Stderr: &all, Dir: dir, Now: time.Now, Getenv: func(string) string { return "" }})
	return code, all.String()
}

package content

import (
	"fmt"
	"slices"
	"testing"

	"banbao/internal/diag"
)

// codesOf are the codes of a list that are among these, with what they are about.
func codesOf(problems diag.List, codes ...diag.Code) []string {
	var all []string
	for _, p := range problems {
		if slices.Contains(codes, p.Code) {
			all = append(all, fmt.Sprint(p.Pos, " ", p.Code))
		}
	}
	return all
}

func TestUnusedFiles(t *testing.T) {
	notice := func(front, text string) string {
		return "+++\ntitle = \"停水\"\nkind = \"notice\"\ndate = 2026-11-20\nuntil = 2026-11-28\n" + front + "+++\n" + text
	}
	ranking := "title = \"检查\"\nform = \"points\"\nunit = \"building\"\ndate = 2026-11-20\nperiod = { name = \"11月\", from = 2026-11-01, to = 2026-11-30 }\nfindings = \"log.csv\"\n\n[[categories]]\nid = \"wall\"\nname = \"墙面\"\nmax = 10\nstart = 10\nrules = [{ id = \"wall-1\", text = \"小广告\", points = -1 }]\n\n[[entries]]\nname = \"3幢\"\n"
	cases := []struct {
		name  string
		files map[string]string
		want  []string
	}{
		{"an attachment", map[string]string{"notices/a.md": notice("attachments = [\"a.pdf\"]\n", "正文"), "notices/a.pdf": "x"}, nil},
		{"an attachment with a title", map[string]string{"notices/a.md": notice("attachments = [{ file = \"a.pdf\", title = \"表\" }]\n", "正文"), "notices/a.pdf": "x"}, nil},
		{"of a draft", map[string]string{"notices/a.md": notice("draft = true\nattachments = [\"a.pdf\"]\n", "正文"), "notices/a.pdf": "x"}, nil},
		{"a link in the text", map[string]string{"notices/a.md": notice("", "见[表](a.xlsx)。"), "notices/a.xlsx": "x"}, nil},
		{"a link in other words", map[string]string{"notices/a.md": notice("", "见[表](%E8%A1%A8.xlsx)。"), "notices/表.xlsx": "x"}, nil},
		{"a reference", map[string]string{"notices/a.md": notice("", "见[表][1]。\n\n[1]: a.xlsx\n"), "notices/a.xlsx": "x"}, nil},
		{"a picture from the top", map[string]string{"notices/a.md": notice("", "![灯](/pictures/a.svg)"), "pictures/a.svg": "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"}, nil},
		{"a log", map[string]string{"rankings/a.toml": ranking, "rankings/log.csv": "日期,单位,细则\n2026-11-20,3幢,wall-1\n"}, nil},
		{"a photograph of a log", map[string]string{"rankings/a.toml": ranking, "rankings/log.csv": "日期,单位,细则,照片\n2026-11-20,3幢,wall-1,w.svg\n", "rankings/w.svg": "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"}, nil},
		{"hidden", map[string]string{"notices/.a.pdf": "x", ".git/b.pdf": "x"}, nil},
		{"being edited", map[string]string{"notices/~$a.docx": "x", "notices/a.docx~": "x"}, nil},
		{"of the system", map[string]string{"notices/Thumbs.db": "x", "notices/desktop.ini": "x"}, nil},
		{"a copy that --fix kept", map[string]string{"notices/a.md.bak": "x"}, nil},
		{"left over, which says so itself", map[string]string{"notices/a.html": "x"}, nil},
		{"a readme", map[string]string{"README.md": "x"}, nil},
		{"nobody's", map[string]string{"notices/a.md": notice("", "正文"), "notices/a.pdf": "x"}, []string{"content/notices/a.pdf unused-file"}},
		{"named only by what is in code", map[string]string{"notices/a.md": notice("", "文件 a.pdf 另发"), "notices/a.pdf": "x"}, []string{"content/notices/a.pdf unused-file"}},
		{"told once for each folder", map[string]string{"rankings/b.xlsx": "x", "rankings/a.xlsx": "x", "notices/c.zip": "x"}, []string{"content/notices/c.zip unused-file", "content/rankings/a.xlsx unused-file"}},
		{"pictures apart", map[string]string{"pictures/a.jpg": "x", "pictures/a.pdf": "x"}, []string{"content/pictures/a.jpg unused-picture", "content/pictures/a.pdf unused-file"}},
		{"at the top", map[string]string{"a.pdf": "x"}, []string{"content/a.pdf unused-file"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			files := map[string]string{}
			for name, text := range c.files {
				files["content/"+name] = text
			}
			_, problems := load(t, files)
			if got := codesOf(problems, "unused-file", "unused-picture"); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q; all: %v", got, c.want, problems)
			}
		})
	}
}

func TestSameNumbers(t *testing.T) {
	cases := []struct {
		name, first, second string
		twice               bool
	}{
		{"the same", `number = "新社〔2026〕12号"`, `number = "新社〔2026〕12号"`, true},
		{"in other brackets", `number = "新社〔2026〕12号"`, `number = "新社[2026]12号"`, true},
		{"in round ones", `number = "新社〔2026〕12号"`, `number = "新社(2026)12号"`, true},
		{"full width", `number = "新社〔2026〕12号"`, `number = "新社［２０２６］１２号"`, true},
		{"with spaces and 第", `number = "新社〔2026〕12号"`, `number = "新社 〔2026〕 第12号"`, true},
		{"without a year, in one year", `number = "第3号"`, `number = "第3号"`, true},
		{"another number", `number = "新社〔2026〕12号"`, `number = "新社〔2026〕13号"`, false},
		{"another year", `number = "新社〔2026〕12号"`, `number = "新社〔2025〕12号"`, false},
		{"another body", `number = "新社〔2026〕12号"`, `number = "新党〔2026〕12号"`, false},
		{"a longer number", `number = "新社〔2026〕1号"`, `number = "新社〔2026〕11号"`, false},
		{"none", ``, ``, false},
		{"one has none", `number = "新社〔2026〕12号"`, ``, false},
		{"empty", `number = ""`, `number = ""`, false},
		{"withdrawn and issued anew", "number = \"新社〔2026〕12号\"\nwithdrawn = { on = 2026-11-18, why = \"时间有变\" }", `number = "新社〔2026〕12号"`, false},
		{"other issuers, a number of each", "number = \"2026年第3期\"\nissuer = \"居务监督委员会\"", "number = \"2026年第3期\"\nissuer = \"新城图书室\"", false},
		{"without a year, in another one", "number = \"第3号\"\nfrom = 2025-11-01", "number = \"第3号\"", true},
		{"only in the text", `number = "新社〔2026〕12号"`, `summary = "见新社〔2026〕12号"`, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			file := func(date, front string) string {
				return "+++\ntitle = \"停水\"\nkind = \"notice\"\ndate = " + date + "\nuntil = 2026-11-28\n" + front + "\n+++\n正文\n"
			}
			_, problems := load(t, map[string]string{"content/notices/b.md": file("2026-11-18", c.first), "content/notices/a.md": file("2026-11-20", c.second)})
			var want []string
			if c.twice {
				want = []string{"content/notices/a.md:6:10 duplicate-number"}
			}
			if got := codesOf(problems, "duplicate-number"); !slices.Equal(got, want) {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

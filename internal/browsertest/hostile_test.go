package browsertest

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	lex "github.com/tdewolff/parse/v2"
	markup "github.com/tdewolff/parse/v2/html"

	"banbao/internal/build"
	"banbao/internal/chrome"
	"banbao/internal/config"
	"banbao/internal/content"
	"banbao/internal/decode"
	"banbao/internal/diag"
	"banbao/internal/output"
)

// The words that a hostile author puts into every text: out of an element, of
// an attribute, of a script, of a template, of CDATA, and of a line of a
// calendar.
const (
	poison     = `</script></style></title><script>hacked()</script><img src=x onerror=hacked()>{{.}}{{template "x"}}]]>"'onmouseover=hacked()`
	poisonTOML = `</script></style></title><script>hacked()</script><img src=x onerror=hacked()>{{.}}{{template \"x\"}}]]>\"'onmouseover=hacked()\r\nX-EVIL:1`
	poisonCell = `</script><script>hacked()</script>{{.}}`
)

// literal is a text in quotes in a source file.
type literal struct {
	line, column, end int // of the quotes; counted from 1, in characters
	at                int // byte of the closing quote
	off               bool
}

// poisoned is a source file with poison in every text that takes it.
type poisoned struct {
	src      string
	literals []*literal
	body     bool // a Markdown text follows
}

var quotedText = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)

// poisonFile finds the texts of a TOML file, or of front matter.
func poisonFile(src string) *poisoned {
	p := &poisoned{src: src}
	fences, long, at := 0, false, 0
	p.body = strings.HasPrefix(src, "+++")
	for n, line := range strings.SplitAfter(src, "\n") {
		start := at
		at += len(line)
		if p.body && strings.TrimSpace(line) == "+++" {
			if fences++; fences == 2 {
				break
			}
			continue
		}
		if strings.Count(line, `"""`) == 1 {
			if long { // the poison stands before the closing quotes
				i := strings.Index(line, `"""`)
				p.literals = append(p.literals, &literal{line: n + 1, end: utf8.RuneCountInString(line), at: start + i})
			}
			long = !long
			continue
		}
		if long || strings.HasPrefix(strings.TrimSpace(line), "#") || strings.HasPrefix(line, "name =") && strings.Contains(src, "\nfindings =") {
			continue // a log names the entries
		}
		for _, m := range quotedText.FindAllStringIndex(line, -1) {
			if strings.HasSuffix(line[:m[0]], "id = ") || strings.HasPrefix(line, "theme =") {
				continue // the name of a thing, which others refer to
			}
			column := utf8.RuneCountInString(line[:m[0]]) + 1
			p.literals = append(p.literals, &literal{n + 1, column, column + utf8.RuneCountInString(line[m[0]:m[1]]), start + m[1] - 1, false})
		}
	}
	return p
}

// only leaves the poison in what these keys say.
func (p *poisoned) only(keys ...string) {
	lines := strings.Split(p.src, "\n")
	p.literals = slices.DeleteFunc(p.literals, func(l *literal) bool {
		key, _, _ := strings.Cut(lines[l.line-1], " =")
		return !slices.Contains(keys, key)
	})
}

// text is the file with the poison in it.
func (p *poisoned) text() []byte {
	var b strings.Builder
	from := 0
	for _, l := range p.literals {
		if !l.off {
			b.WriteString(p.src[from:l.at] + poisonTOML)
			from = l.at
		}
	}
	b.WriteString(p.src[from:])
	if p.body {
		b.WriteString("\n\n## " + poison + "\n\n" + poison + "\n\n- " + poison + "\n\n| a | b |\n| --- | --- |\n| x | " + poison + " |\n\n`" + poison + "`\n")
	}
	return []byte(b.String())
}

// spare takes the poison out of the text at a place, or of all on the line if
// there is none, and tells whether there was any.
func (p *poisoned) spare(line, column int) bool {
	choose := func(fits func(*literal) bool) (found bool) {
		for _, l := range p.literals {
			if !l.off && fits(l) {
				l.off, found = true, true
			}
		}
		return found
	}
	return choose(func(l *literal) bool { return l.line == line && column >= l.column && column < l.end && l.column > 0 }) ||
		choose(func(l *literal) bool { return l.line == line })
}

// hostile is the sample site with poison in every text that may hold any words.
var hostile = sync.OnceValues(poisonSample)

func poisonSample() (fstest.MapFS, error) {
	site, files := fstest.MapFS{}, map[string]*poisoned{}
	for _, top := range []string{config.File, content.Folder} {
		err := fs.WalkDir(os.DirFS(chrome.Root), top, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			src, err := os.ReadFile(filepath.Join(chrome.Root, name))
			for key, before := range unusual {
				src = bytes.Replace(src, []byte("\n"+before+" = "), []byte("\n"+key+" = \"\"\n"+before+" = "), 1)
			}
			site[name] = &fstest.MapFile{Data: src}
			switch ext := path.Ext(name); {
			case ext == ".csv":
				site[name].Data = poisonTable(src)
			case ext == ".toml", ext == ".md" && bytes.HasPrefix(src, []byte("+++")):
				files[name] = poisonFile(string(src))
				if name == "content/waivers.toml" { // whose first keys say what is waived
					files[name].only("reason", "role")
				}
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	for range 20 { // a mended one brings forth the next
		for name, p := range files {
			site[name] = &fstest.MapFile{Data: p.text()}
		}
		cfg, problems := config.Load(site)
		if !problems.HasErrors() {
			_, _, problems = content.Load(site, cfg, content.Options{Now: chrome.Built})
		}
		if !problems.HasErrors() {
			return site, nil
		}
		spared, seen := false, map[diag.Pos]bool{}
		for _, problem := range problems {
			p := files[problem.Pos.File]
			if seen[problem.Pos] {
				continue
			}
			seen[problem.Pos] = problem.Severity() == diag.Error
			if problem.Severity() == diag.Error && p != nil && p.spare(problem.Pos.Line, problem.Pos.Column) {
				spared = true
			}
		}
		if !spared {
			return nil, problems.AtLeast(diag.Error)
		}
	}
	return nil, errors.New("the hostile site has mistakes that do not go away")
}

// poisonTable puts poison into the remarks of a log of findings.
func poisonTable(src []byte) []byte {
	lines := strings.Split(string(src), "\n")
	column := slices.Index(strings.Split(strings.TrimSpace(strings.TrimPrefix(lines[0], "\ufeff")), ","), "说明")
	for i, line := range lines[1:] {
		if cells := strings.Split(line, ","); column >= 0 && column < len(cells) && !strings.Contains(line, `"`) {
			cells[column] += poisonCell
			lines[i+1] = strings.Join(cells, ",")
		}
	}
	return []byte(strings.Join(lines, "\n"))
}

// unusual are keys that the sample has no use for, and before which they stand.
var unusual = map[string]string{"version": "checked_on"}

// fixedKeys are those that hold no words of an author's choice: names of
// things, days, numbers, choices, files, addresses.
var fixedKeys = strings.Fields(`
	about ahead_days aliases all_day allow answered answers applicants attachments audiences average base_url blackboard boards
	building buildings busy cadence cadre capacity change changes checked_on child colour contact copies
	corrections count_start date days decimals dibao distance_m draft else every evidence except extra final
	findings first_issue flow form from handed handed_over handout height_mm high hire home_guides honours id
	instead interval item keep kind lane language languages least legal_time letter level low mask materials max medium names negative
	nomination objections occasions off official on online open optional origin original page_size paper pin_until
	plain poster preset previous print profile programme publication publicity publicity_counts_first_day questions
	ranking received record renew_days result_date review sample scores screens sheet shows since skip_holidays
	slots slug sort stars start steps summary_length theme tie_keys ties time_zone unit until verdict veto visits
	waiver wake weight width_mm window windows withdrawn workdays_only terms
`)

// TestHostileKeys makes sure that every key of the documentation has poison, or
// takes none. A new key belongs into the sample, or among the fixed ones.
func TestHostileKeys(t *testing.T) {
	t.Parallel()
	site, err := hostile()
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]bool{}
	for name, file := range site {
		src := file.Data
		if strings.HasSuffix(name, ".md") {
			parts := strings.SplitN(string(src), "+++", 3)
			if len(parts) < 3 {
				continue
			}
			src = []byte(parts[1])
		} else if !strings.HasSuffix(name, ".toml") {
			continue
		}
		table, _ := decode.Parse(name, src, 1, chrome.Built.Location())
		table.Texts(func(path, text string) {
			if strings.Contains(text, "hacked()") {
				key := path[strings.LastIndexByte(path, '.')+1:]
				key, _, _ = strings.Cut(key, "[")
				have[key] = true
			}
		})
	}
	docs, err := os.ReadFile(filepath.Join(chrome.Root, "docs", "content.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile("(?m)^(?:\\| `\\[{0,2}([a-z_]+)\\]{0,2}`|([a-z_]+) = )").FindAllSubmatch(docs, -1) {
		key := string(m[1]) + string(m[2])
		if !have[key] && !slices.Contains(fixedKeys, key) {
			t.Errorf("no text of the hostile site stands under %q", key)
		}
	}
}

// TestHostile builds the hostile site: what an author writes is words on every
// surface, and never a tag, a script, a line of a calendar or broken data.
func TestHostile(t *testing.T) {
	t.Parallel()
	base := publishHostile(t)
	err := filepath.WalkDir(base, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := os.ReadFile(name)
		switch ext := filepath.Ext(name); {
		case err != nil:
			return err
		case ext == ".html" || ext == ".svg":
			for _, wrong := range taken(body) {
				t.Errorf("%s: %s", strings.TrimPrefix(name, base), wrong)
			}
		case ext == ".ics" && bytes.Contains(body, []byte("\nX-EVIL")):
			t.Errorf("%s has a line of its author's", name)
		case (ext == ".json" || ext == ".webmanifest") && !json.Valid(body):
			t.Errorf("%s is no JSON", name)
		case ext == ".xml":
			if err := wellFormed(body); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}

	server := httptest.NewServer(http.FileServer(http.Dir(base)))
	defer server.Close()
	b, shown := chrome.Open(t), 0
	for _, k := range chrome.Kinds(t) {
		if _, err := os.Stat(filepath.Join(base, k.Path)); err != nil { // named for a tag or a place
			others, _ := filepath.Glob(filepath.Join(base, path.Dir(k.Path), "*.html"))
			k.Path, _ = filepath.Rel(base, others[0])
			k.Path = (&url.URL{Path: filepath.ToSlash(k.Path)}).EscapedPath()
		}
		b.Visit(server.URL + "/" + k.Path)
		if strings.Contains(b.Text(), "hacked()") {
			shown++
		}
		requests, noise := b.Heard()
		for _, r := range requests {
			if !strings.HasPrefix(r, server.URL) && !strings.HasPrefix(r, "data:") {
				t.Errorf("%s asks for %s", k.Path, r)
			}
		}
		for _, line := range noise {
			t.Errorf("%s: %s", k.Path, line)
		}
	}
	if all := len(chrome.Kinds(t)); shown < all/2 { // the list of years has none of it
		t.Errorf("of %d pages only %d show what the author wrote", all, shown)
	}
}

// publishHostile publishes the hostile site into a folder.
func publishHostile(t *testing.T) string {
	t.Helper()
	site, err := hostile()
	if err != nil {
		t.Fatal(err)
	}
	plan := build.Prepare(build.Request{FS: site, Now: chrome.Built, Version: "test"})
	if plan.Problems.HasErrors() {
		t.Fatal(plan.Problems.AtLeast(diag.Error))
	}
	dir := filepath.Join(t.TempDir(), "public")
	report, err := output.Publish(dir, chrome.Shared(plan.Files), output.Options{Version: "test", Clock: chrome.Built})
	if err != nil || report.Problems.HasErrors() {
		t.Fatal(err, report.Problems.AtLeast(diag.Error))
	}
	return dir
}

// taken is what of a page is the author's and more than words: a script, a
// picture, an attribute that runs.
func taken(page []byte) (wrong []string) {
	lexer := markup.NewLexer(lex.NewInputBytes(page))
	tag := ""
	for {
		kind, data := lexer.Next()
		switch {
		case kind == markup.ErrorToken:
			return wrong
		case kind == markup.StartTagToken:
			tag = string(lexer.Text())
		case kind == markup.TextToken && tag == "script" && bytes.HasPrefix(bytes.TrimSpace(data), []byte("hacked()")):
			wrong = append(wrong, "a script")
		case kind == markup.AttributeToken:
			name, value := strings.ToLower(string(lexer.AttrKey())), strings.Trim(string(lexer.AttrVal()), `"'`)
			if strings.HasPrefix(name, "on") || name == "src" && value == "x" || strings.HasPrefix(strings.TrimSpace(strings.ToLower(value)), "javascript:") {
				wrong = append(wrong, "<"+tag+" "+name+"="+value)
			}
		}
	}
}

func wellFormed(body []byte) error {
	for d := xml.NewDecoder(bytes.NewReader(body)); ; {
		if _, err := d.Token(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

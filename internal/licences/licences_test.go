package licences

import (
	"bytes"
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "make THIRD-PARTY.md anew")

// systems are those that are released, by what differs in what is linked.
var systems = []string{"linux/amd64", "linux/arm64", "darwin/amd64", "darwin/arm64", "windows/amd64", "windows/arm64"}

// parts says what each module does in Banbao; a new one needs its words.
var parts = map[string]string{
	"github.com/BurntSushi/toml":         "读 TOML reads TOML",
	"github.com/alecthomas/kong":         "命令行 command line",
	"github.com/chromedp/cdproto":        "指挥浏览器打印 talks to browsers",
	"github.com/chromedp/chromedp":       "指挥浏览器打印 talks to browsers",
	"github.com/fsnotify/fsnotify":       "`serve` 看见存盘 sees what is saved",
	"github.com/go-json-experiment/json": "chromedp 用的 JSON JSON for chromedp",
	"github.com/gofrs/flock":             "一次只一个生成 one build at a time",
	"github.com/tdewolff/minify/v2":      "压缩网页 makes pages smaller",
	"github.com/tdewolff/parse/v2":       "压缩网页 makes pages smaller",
	"github.com/yuin/goldmark":           "读 Markdown reads Markdown",
	"golang.org/x/image":                 "图片和字体 pictures and typefaces",
	"golang.org/x/sys":                   "操作系统 operating systems",
	"golang.org/x/text":                  "编码 encodings",
	"rsc.io/qr":                          "二维码的编码 encodes QR codes",
}

// work is a row with its terms.
type work struct {
	Work
	terms string
}

// linked are the modules in the program, on any system, with their folders.
func linked(t *testing.T) map[string]module {
	t.Helper()
	all := map[string]module{}
	for _, system := range systems {
		goos, goarch, _ := strings.Cut(system, "/")
		cmd := exec.Command("go", "list", "-deps", "-json=Module", "banbao/cmd/banbao")
		cmd.Env = append(os.Environ(), "GOOS="+goos, "GOARCH="+goarch, "CGO_ENABLED=0")
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("go list for %s: %v", system, err)
		}
		for d := json.NewDecoder(bytes.NewReader(out)); ; {
			var p struct{ Module *module }
			if err := d.Decode(&p); err == io.EOF {
				break
			} else if err != nil {
				t.Fatal(err)
			}
			if p.Module != nil && !p.Module.Main {
				all[p.Module.Path] = *p.Module
			}
		}
	}
	return all
}

type module struct {
	Path, Version, Dir string
	Main               bool
}

// identifiers are words by which a licence is known, the more special first.
var identifiers = []struct{ words, id string }{
	{"UNICODE LICENSE V3", "Unicode-3.0"},
	{"Apache License", "Apache-2.0"},
	{"Mozilla Public License", "MPL-2.0"},
	{"Neither the name", "BSD-3-Clause"},
	{"Redistribution and use in source and binary forms", "BSD-2-Clause"},
	{"Permission is hereby granted, free of charge", "MIT"},
}

func identify(terms string) string {
	for _, i := range identifiers {
		if strings.Contains(strings.Join(strings.Fields(terms), " "), i.words) {
			return i.id
		}
	}
	return ""
}

// termsIn reads the file that holds a module's licence, and one of notices.
func termsIn(t *testing.T, dir string) string {
	t.Helper()
	var all []string
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		stem, _, _ := strings.Cut(strings.ToUpper(e.Name()), ".")
		if slices.Contains([]string{"LICENSE", "LICENCE", "COPYING", "NOTICE"}, stem) && !e.IsDir() {
			all = append(all, read(t, filepath.Join(dir, e.Name())))
		}
	}
	if len(all) == 0 {
		t.Fatalf("%s has no licence", dir)
	}
	return strings.Join(all, "\n\n")
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(strings.ReplaceAll(string(text), "\r\n", "\n"))
}

// others are what is passed on besides modules.
func others(t *testing.T) []work {
	own := func(name, version, part, file string) work {
		return work{Work{Name: name, Version: version, Part: part}, read(t, file)}
	}
	return []work{
		own("Go", "", "标准库和运行时 standard library and runtime", "go.txt"),
		own("OpenCC", "1.4.1", "简体写成繁体的词和字 words and characters in Traditional script", "../hant/LICENSE.opencc"),
		own("go-pinyin", "", "拼音表 readings.txt, the table of readings", "../pinyin/LICENSE.go-pinyin"),
		own("tyme4ts", "1.5.2", "农历表由它算出 the lunar table was computed by it", "tyme4ts.txt"),
		own("Unicode", "", "Go 和 x/text 里的字符表 tables in Go and x/text", "unicode.txt"),
	}
}

// made is THIRD-PARTY.md as it should be.
func made(t *testing.T, modules map[string]module) string {
	all := others(t)
	for path, m := range modules {
		if parts[path] == "" {
			t.Fatalf("%s is linked, and nothing here says what for", path)
		}
		all = append(all, work{Work{Name: path, Version: m.Version, Part: parts[path]}, termsIn(t, m.Dir)})
	}
	slices.SortFunc(all, func(a, b work) int { return cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
	same := map[string][]string{} // terms that several have are printed once
	for i, w := range all {
		if all[i].Licence = identify(w.terms); all[i].Licence == "" {
			t.Fatalf("the licence of %s is not known", w.Name)
		}
		same[w.terms] = append(same[w.terms], w.Name)
	}
	var b strings.Builder
	b.WriteString("# 用了别人的什么 Third parties\n\n" +
		"板报的程序里有下面这些人的工作；做出来的网站里没有别人的程序和字体，只有由这些表算出来的字。各自的许可原文在后面。\n\n" +
		"*The program holds the work of those below. The sites it builds hold neither code nor typefaces of others, only words that came of these tables. Their terms follow.*\n\n" +
		"| 名称 Name | 版本 Version | 许可 Licence | 做什么 Part |\n| --- | --- | --- | --- |\n")
	for _, w := range all {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", w.Name, cmp.Or(w.Version, "–"), w.Licence, w.Part)
	}
	for _, w := range all {
		if names := same[w.terms]; names[0] == w.Name {
			fmt.Fprintf(&b, "\n## %s\n\n```text\n%s\n```\n", strings.Join(names, ", "), w.terms)
		}
	}
	return b.String()
}

// TestUpToDate compares the list with what is linked, here and on the other
// systems.
func TestUpToDate(t *testing.T) {
	modules := linked(t)
	if *update {
		if err := os.WriteFile("THIRD-PARTY.md", []byte(made(t, modules)), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	listed := map[string]string{}
	for _, w := range All() {
		if w.Licence == "" || w.Part == "" {
			t.Errorf("%s has an empty cell", w.Name)
		}
		if strings.Contains(w.Name, "/") {
			listed[w.Name] = w.Version
		}
	}
	want := map[string]string{}
	for path, m := range modules {
		want[path] = m.Version
	}
	if !maps.Equal(listed, want) {
		t.Errorf("listed are %v, linked %v: run go test ./internal/licences -update and read the diff", listed, want)
	}
	if text := made(t, modules); text != Text {
		t.Error("THIRD-PARTY.md is not what the modules' files give: run with -update and read the diff")
	}
}

func TestOf(t *testing.T) {
	if got := Of("github.com/yuin/goldmark"); got != "MIT" {
		t.Errorf("goldmark's is %q", got)
	}
	if got := Of("github.com/nobody/nothing"); got != "" {
		t.Errorf("nobody's is %q", got)
	}
}

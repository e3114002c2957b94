// Command floor does the least that any generator must do, to tell how far
// from it Banbao is: it reads every file of a corpus, decodes the front matter,
// renders the Markdown, executes one template, minifies and writes a page.
// There are no lists, no checks, no links and no second build.
//
//	go run ./bench/corpus -n 10000 -dialect banbao -out /tmp/site
//	go run ./bench/floor -in /tmp/site -out /tmp/floor
package main

import (
	"bytes"
	"flag"
	"fmt"
	"html/template"
	"io/fs"
	"log"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/html"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

var page = template.Must(template.New("page").Parse(`<!DOCTYPE html>
<html lang="zh-Hans"><head><meta charset="utf-8"><title>{{.Front.title}}</title><link rel="stylesheet" href="../web.css"></head>
<body><header><p><a href="../index.html">计时社区</a></p><nav><ul>{{range .Nav}}
<li><a href="../{{.}}.html">{{.}}</a></li>{{end}}</ul></nav></header>
<main><article><h1>{{.Front.title}}</h1><p>{{.Front.date}} {{.Front.issuer}}</p>
{{.Body}}
<ul>{{range .Front.tags}}<li><a href="../tags/{{.}}.html">{{.}}</a></li>{{end}}</ul></article></main>
<footer><p>计时社区，由居民委员会主办。</p></footer></body></html>
`))

// view is what the template is given.
type view struct {
	Front map[string]any
	Nav   []string
	Body  template.HTML
}

func main() {
	log.SetFlags(0)
	in := flag.String("in", "", "a site made by bench/corpus")
	out := flag.String("out", "", "where to write")
	flag.Parse()
	if *in == "" || *out == "" {
		log.Fatal("floor: -in and -out are needed")
	}
	var files []string
	err := filepath.WalkDir(filepath.Join(*in, "content"), func(name string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(name, ".md") {
			files = append(files, name)
		}
		return err
	})
	if err != nil {
		log.Fatal("floor: ", err)
	}
	if err := os.MkdirAll(*out, 0o777); err != nil {
		log.Fatal("floor: ", err)
	}
	work := make(chan string, 64)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			w := newWorker(*out)
			for name := range work {
				if err := w.make(name); err != nil {
					log.Fatal("floor: ", err)
				}
			}
		})
	}
	for _, name := range files {
		work <- name
	}
	close(work)
	workers.Wait()
	fmt.Println(len(files), "pages")
}

// worker makes pages one after the other, in buffers of its own.
type worker struct {
	out                   string
	markdown              goldmark.Markdown
	minify                *minify.M
	body, page, minimised bytes.Buffer
}

func newWorker(out string) *worker {
	m := minify.New()
	m.AddFunc("text/html", html.Minify)
	return &worker{out: out, markdown: goldmark.New(goldmark.WithExtensions(extension.GFM)), minify: m}
}

func (w *worker) make(name string) error {
	src, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	front, body, ok := bytes.Cut(bytes.TrimPrefix(src, []byte("+++\n")), []byte("\n+++\n"))
	if !ok {
		return fmt.Errorf("%s has no front matter", name)
	}
	v := view{Front: map[string]any{}, Nav: []string{"notices", "calendar", "guides", "rankings", "boards"}}
	if err := toml.Unmarshal(front, &v.Front); err != nil {
		return err
	}
	w.body.Reset()
	if err := w.markdown.Convert(body, &w.body); err != nil {
		return err
	}
	v.Body = template.HTML(w.body.String())
	w.page.Reset()
	if err := page.Execute(&w.page, v); err != nil {
		return err
	}
	w.minimised.Reset()
	if err := w.minify.Minify("text/html", &w.minimised, &w.page); err != nil {
		return err
	}
	base := strings.TrimSuffix(filepath.Base(name), ".md") + ".html"
	return os.WriteFile(filepath.Join(w.out, base), w.minimised.Bytes(), 0o666)
}

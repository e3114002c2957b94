package content

import (
	"io/fs"
	"strings"

	"banbao/internal/calendar"
	"banbao/internal/config"
	"banbao/internal/decode"
	"banbao/internal/diag"
	"banbao/internal/markdown"
	"banbao/internal/proof"
	"banbao/internal/site"
)

// Proofread reads a site that Load has read once more, slowly: what its texts
// say of dates, telephone numbers and each other, against what stands in the
// front matter. All of it is doubt, not certainty, and it takes longer than a
// build may; so it is for check alone.
func Proofread(fsys fs.FS, cfg config.Config, s *site.Site) diag.List {
	l := &loader{fsys: fsys, cfg: &cfg, site: s, markdown: markdown.New()}
	p := &proofreader{loader: l, pages: pagesOf(s)}
	files := p.files()
	found := make([]diag.List, len(files))
	each(len(files), func(i int) { found[i] = p.file(files[i]) })
	var problems diag.List
	for _, list := range found {
		problems.Add(list...)
	}
	problems.Add(p.settings()...)
	return problems
}

// proofreader reads the files of a site.
type proofreader struct {
	loader *loader
	pages  map[string]*site.Item // by path below public/
}

// sourceFile is a file and the items in it, one or, in a list, many.
type sourceFile struct {
	path  string
	items []dated
}

// dated is an item with what its text is compared with.
type dated struct {
	*site.Item
	notice   *site.Notice   // nil for other nouns
	activity *site.Activity // nil for other nouns
	years    proof.Years
}

// files are those that items stand in, in a fixed order.
func (p *proofreader) files() []sourceFile {
	s := p.loader.site
	var files []sourceFile
	at := map[string]int{}
	add := func(d dated) {
		if d.years.Near.IsZero() {
			d.years.Near = calendar.DayOf(s.Now)
		}
		file := d.Source.File
		i, known := at[file]
		if !known {
			i = len(files)
			at[file] = i
			files = append(files, sourceFile{path: file})
		}
		files[i].items = append(files[i].items, d)
	}
	for _, n := range s.Notices {
		add(dated{Item: &n.Item, notice: n, years: proof.Years{Near: n.Date.Day}})
	}
	for _, a := range s.Activities {
		add(dated{Item: &a.Item, activity: a, years: (&source{loader: p.loader}).years(a)})
	}
	for _, k := range s.Rankings {
		add(dated{Item: &k.Item, years: proof.Years{Near: k.Date.Day}})
	}
	for _, g := range s.Guides {
		add(dated{Item: &g.Item, years: proof.Years{Near: g.CheckedOn, To: s.Now.Year() + 1}})
	}
	for _, page := range s.Pages {
		add(dated{Item: &page.Item, years: proof.Years{Near: calendar.DayOf(s.Now), To: s.Now.Year() + 1}})
	}
	return files
}

// file reads one file: its keys, the text behind them, and what the two say of
// each other.
func (p *proofreader) file(f sourceFile) (problems diag.List) {
	src, err := fs.ReadFile(p.loader.fsys, f.path)
	if err != nil {
		return nil // the build will say so
	}
	text, problem := decode.Text(f.path, src)
	if problem != nil {
		return nil
	}
	s := &source{loader: p.loader, path: f.path, text: text}
	var t *decode.Table
	var body []byte
	var at site.Body
	if strings.HasSuffix(f.path, ".toml") {
		t, _ = decode.Parse(f.path, text, 1, p.loader.cfg.Zone)
		if i := f.items[0]; i.Body.Text == "" && i.Body.Size > 0 { // of a ranking, beside it
			if body, err = Reader(p.loader.fsys)(nil, i.Body); err != nil {
				return nil
			}
			at = i.Body
		}
	} else {
		t, at, body = s.frontMatter(&result{})
	}
	if t == nil {
		return nil
	}
	problems = p.keys(t, f.items[0].years)
	for _, i := range f.items {
		w := wording{dated: i, text: body}
		w.inTitle = func(code diag.Code, args ...any) { problems.Add(t.At("title", code, args...)) }
		w.inText = func(from, to int, code diag.Code, args ...any) {
			problems.Add(inText(at.File, body, at.Line, from, to, code, args...))
		}
		if i.Source.Line > 0 { // one of a list, which stands in one key
			w.text = []byte(i.Body.Text)
			w.inTitle = func(code diag.Code, args ...any) { problems.Add(diag.New(code, i.Source, args...)) }
			w.inText = func(_, _ int, code diag.Code, args ...any) { w.inTitle(code, args...) }
		} else {
			doubts(body, i.years, w.inText)
		}
		w.fields(p.loader.site)
		w.plainly(p.loader.site)
		p.links(w, at.Line)
	}
	return problems
}

// keys reads every text of front matter or a TOML file.
func (p *proofreader) keys(t *decode.Table, years proof.Years) (problems diag.List) {
	t.Texts(func(path, text string) {
		words := []byte(text)
		report := func(_, _ int, code diag.Code, args ...any) { problems.Add(t.At(path, code, args...)) }
		wrong, none := proof.Dates(words, years)
		for _, w := range wrong {
			report(w.From, w.To, "wrong-weekday", w.Args()...)
		}
		for _, n := range none {
			report(n.From, n.To, n.Code(), n.Args()...)
		}
		doubts(words, years, report)
	})
	return problems
}

// settings reads the texts of config.toml.
func (p *proofreader) settings() diag.List {
	src, err := fs.ReadFile(p.loader.fsys, config.File)
	if err != nil {
		return nil
	}
	t, _ := decode.Parse(config.File, src, 1, p.loader.cfg.Zone)
	now := p.loader.site.Now
	return p.keys(t, proof.Years{Near: calendar.DayOf(now), To: now.Year() + 1})
}

// doubts reports what can be seen in a text alone, and is not told by Load.
func doubts(text []byte, years proof.Years, report func(from, to int, code diag.Code, args ...any)) {
	for _, w := range proof.WrongPhones(text) {
		report(w.From, w.To, "phone-digits", w.Args()...)
	}
	for _, w := range proof.WrongLunars(text, years) {
		report(w.From, w.To, "wrong-lunar", w.Args()...)
	}
}

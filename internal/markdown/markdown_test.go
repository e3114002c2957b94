package markdown

import (
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestLink(t *testing.T) {
	o := Options{
		FirstLine: 7,
		IDPrefix:  "n1-",
		Link: func(dest string) (string, bool) {
			if strings.HasPrefix(dest, "停水") {
				return "../notices/ts.html" + dest[len("停水.md"):], true
			}
			return "", false
		},
	}
	src := "见[甲](停水.md#a)、[乙](没有.md)、[丙](#头)、[丁](#尾)、\n[戊](https://a.example)、[己](tel:110)\n\n## 头\n"
	doc, _ := New().Convert([]byte(src), o)
	want := `<p>见<a href="../notices/ts.html#a">甲</a>、乙、<a href="#n1-头">丙</a>、丁、<a class="out" href="https://a.example" rel="noopener external">戊</a>、<a href="tel:110">己</a></p>
<h2 id="n1-头">头</h2>
`
	if doc.HTML != want {
		t.Errorf("got:\n%s\nwant:\n%s", doc.HTML, want)
	}
	issues := []Issue{
		{DeadLink, 7, 19, 5, "没有.md", "没有.md"},
		{DeadLink, 7, 38, 2, "#尾", "#尾"},
	}
	if !reflect.DeepEqual(doc.Issues, issues) {
		t.Errorf("%+v", doc.Issues)
	}
	if h := (Heading{2, "n1-头", "头"}); len(doc.Headings) != 1 || doc.Headings[0] != h {
		t.Errorf("%+v", doc.Headings)
	}
}

func TestImage(t *testing.T) {
	o := Options{Image: func(dest string) (Picture, bool) {
		return Picture{"p/照 片.jpg", "p/a.jpg 480w, p/b.jpg 960w", "(min-width: 40em) 50vw", 960, 640, false}, dest == "a.jpg"
	}}
	doc, _ := New().Convert([]byte("![甲](a.jpg)\n\n![乙](b.jpg)\n"), o)
	want := `<figure><img src="p/照%20片.jpg" srcset="p/a.jpg 480w, p/b.jpg 960w" sizes="(min-width: 40em) 50vw" width="960" height="640" alt="甲" loading="lazy" decoding="async"></figure>
<p>乙</p>
`
	if doc.HTML != want || doc.Pictures != 1 {
		t.Errorf("%d pictures in:\n%s\nwant:\n%s", doc.Pictures, doc.HTML, want)
	}
	if i := (Issue{MissingPicture, 3, 6, 5, "b.jpg", "b.jpg"}); len(doc.Issues) != 1 || doc.Issues[0] != i {
		t.Errorf("%+v", doc.Issues)
	}
}

// A sheet is printed as soon as it is open: it waits for its pictures.
func TestEagerImage(t *testing.T) {
	o := Options{Image: func(dest string) (Picture, bool) { return Picture{Src: dest, Eager: true}, true }}
	doc, _ := New().Convert([]byte("![甲](a.jpg)\n"), o)
	if want := `<figure><img src="a.jpg" alt="甲" decoding="sync"></figure>` + "\n"; doc.HTML != want {
		t.Errorf("%s\nwant:\n%s", doc.HTML, want)
	}
}

// Whatever a resolver answers, the page stays safe.
func TestResolversAreNotTrusted(t *testing.T) {
	o := Options{
		Link:  func(string) (string, bool) { return "javascript:alert(1)", true },
		Image: func(string) (Picture, bool) { return Picture{Src: "https://a.example/x.gif"}, true },
	}
	doc, _ := New().Convert([]byte("[a](b) ![c](d)\n"), o)
	if doc.HTML != "<p>a c</p>\n" || len(doc.Issues) != 2 {
		t.Errorf("%s %+v", doc.HTML, doc.Issues)
	}
}

func TestRefs(t *testing.T) {
	src := "停水[甲](/a \"题\")，![图](b.jpg)\n\n> - [乙][r]\n>\n>\t见https://c.example/。\n\n| 表 |\n|---|\n| [丙](d&amp;e) |\n\n[r]: <f g>\n[unused]: h\n"
	want := []Ref{
		{"/a", false, 11, 7, 2},
		{"b.jpg", true, 11, 20, 5},
		{"https://c.example/", false, 15, 4, 18},
		{"d&e", false, 19, 7, 7},
		{"f g", false, 21, 7, 3},
	}
	if got := New().Refs([]byte(src), 11); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v\nwant %+v", got, want)
	}
}

func TestLabels(t *testing.T) {
	src := []byte("- [x] a[^1]\n\n[^1]: b\n\n| c |\n|---|\n")
	for lang, words := range map[string][]string{
		"":        {"已办", "注释", "返回正文", "表格"},
		"zh-Hant": {"已辦", "註釋", "返回正文", "表格"},
		"zh-TW":   {"已辦"},
		"en-GB":   {"done", "Notes", "note 1", "back to text", "Table"},
	} {
		doc, _ := New().Convert(src, Options{Lang: lang})
		for _, w := range words {
			if !strings.Contains(doc.HTML, `"`+w+`"`) {
				t.Errorf("%s: no %q in %s", lang, w, doc.HTML)
			}
		}
	}
}

// Invalid bytes, carriage returns and a byte order mark move no position.
func TestUncleanSource(t *testing.T) {
	doc, _ := New().Convert([]byte("\ufeff停\xff\xfe水\r\n见<b>\r\n"), Options{})
	if want := "<p>停\ufffd\ufffd水见</p>\n"; doc.HTML != want {
		t.Errorf("%q", doc.HTML)
	}
	if i := (Issue{RawHTML, 2, 2, 3, "<b>", ""}); len(doc.Issues) != 1 || doc.Issues[0] != i {
		t.Errorf("%+v", doc.Issues)
	}
}

func TestTooDeep(t *testing.T) {
	doc, _ := New().Convert([]byte("停水\n\n"+strings.Repeat("> ", 10000)+"通知\n"), Options{})
	if n := strings.Count(doc.HTML, "<blockquote>"); n != maxDepth || !strings.Contains(doc.HTML, "通知") {
		t.Errorf("%d levels", n)
	}
	if i := (Issue{TooDeep, 3, 201, 1, ">", ""}); len(doc.Issues) != 1 || doc.Issues[0] != i {
		t.Errorf("%+v", doc.Issues)
	}
}

// Texts made to hurt take time in proportion to their length. Five seconds
// are ten times what the slowest needs, and far less than the square.
func TestHurtfulTexts(t *testing.T) {
	c := New()
	r := strings.Repeat
	var references, indents strings.Builder
	for i := range 20000 {
		fmt.Fprintf(&references, "[%d]: a\n", i)
	}
	for i := range 400 {
		indents.WriteString(r("  ", i) + "- a\n")
	}
	for name, src := range map[string]string{
		"quotations":       r(r(">", 1000)+"a\n", 200),
		"lists":            r("- ", 10000) + "a\n",
		"deeper lists":     indents.String(),
		"brackets":         r("[", 100000) + r("]", 100000),
		"pictures":         r("![", 50000) + r("](a)", 50000),
		"stars":            r("*", 1<<20),
		"opening stars":    r("*a ", 50000) + r("b_ ", 50000),
		"Chinese stars":    r("**中", 100000),
		"links half done":  r("[a](b", 50000),
		"titles half done": r("[a](b \"", 50000),
		"bold links":       r("[*a*](b)", 50000),
		"backquotes":       r("`a``b", 50000),
		"tags":             r("<a b='", 50000),
		"comments":         r("<!--", 50000),
		"escaped pipes":    "|a|\n|-|\n" + r("|`\\|`|\n", 20000),
		"wide table":       r("|a", 1000) + "\n" + r("|-", 1000) + "\n" + r("|\n", 20000),
		"references":       references.String() + "\n" + r("[1]", 20000),
		"notes":            "[^1]: a\n\n" + r("[^1]", 20000) + r("\n\n[^2]: b", 20000),
		"line breaks":      r("“\n", 50000),
		"headings":         r("# 通知\n", 50000),
		"addresses":        r("mailto:a@b", 50000) + r(":", 100000) + r("a@", 50000),
	} {
		start := time.Now()
		if _, err := c.Convert([]byte(src), Options{}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		c.Summary([]byte(src), 100)
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%s took %v", name, took)
		}
	}
}

func TestManyGoroutines(t *testing.T) {
	c := New()
	src := document()
	want, _ := c.Convert(src, Options{})
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				if got, _ := c.Convert(src, Options{}); !reflect.DeepEqual(got, want) {
					t.Error("another result")
				}
				c.Summary(src, 80)
			}
		})
	}
	wg.Wait()
}

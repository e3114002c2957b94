package browsertest

import (
	"strings"
	"testing"

	nouns "banbao/internal/site"
)

// TestWithoutScript reads pages in a browser that runs none of their scripts.
func TestWithoutScript(t *testing.T) {
	t.Parallel()
	s := site(t)
	b := open(t)
	b.withoutScript()

	b.visit(s.http + "index.html")
	home := b.text()
	for _, word := range []string{s.plan.Site.Title, "2026年11月22日", plain(urgent(t).Title)} {
		if !strings.Contains(flat(home), flat(word)) {
			t.Errorf("the home page does not say %q", word)
		}
	}

	for _, k := range kinds(t) {
		b.visit(s.http + k.path)
		if text := eval[string](b, `document.querySelector("main").innerText`); len([]rune(text)) < 15 {
			t.Errorf("%s is empty without script: %q", k.path, text)
		}
		if name := eval[string](b, `document.querySelector(".masthead-name").innerText`); !strings.Contains(name, s.plan.Site.Title) {
			t.Errorf("%s: the masthead says %q", k.path, name)
		}
		if blank := eval[string](b, `(() => { const ear = document.getElementById("ear");
			return ear && !ear.innerText.trim() && ear.getBoundingClientRect().width > 0 && getComputedStyle(ear).borderStyle !== "none" ? ear.outerHTML : "" })()`); blank != "" {
			t.Errorf("%s shows an empty frame where the day stands: %s", k.path, blank)
		}
	}

	b.visit(s.http + "index.html")
	const size = `parseFloat(getComputedStyle(document.querySelector("main p")).fontSize)`
	before := eval[float64](b, size)
	eval[any](b, `document.getElementById("elder").click()`)
	if after := eval[float64](b, size); eval[bool](b, `CSS.supports("selector(:has(a))")`) && after <= before {
		t.Errorf("large type without script: %v px stays %v px", before, after)
	}
}

// urgent is the urgent notice of the moment.
func urgent(t testing.TB) *nouns.Notice {
	t.Helper()
	s := site(t).plan.Site
	for _, n := range s.Notices {
		if n.Level == nouns.LevelUrgent && n.State(s.Now) == nouns.Current && !n.Window.Until.IsZero() {
			return n
		}
	}
	t.Fatal("the sample site has no urgent notice")
	return nil
}

// flat takes out white space, which pages place for the eye.
func flat(s string) string {
	s = strings.NewReplacer("*", "", "\u200b", "", "\u00ad", "").Replace(s)
	return strings.Join(strings.Fields(s), "")
}

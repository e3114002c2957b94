package browsertest

import (
	"slices"
	"testing"
)

// focused tells what the keyboard is at, and whether one can see it.
type focused struct {
	Tag, ID, Class, Text string
	Visible              bool // it stands in the window, not clipped away
	Marked               bool // it looks otherwise than without the focus
}

const whereFocus = `(() => {
	const e = document.activeElement, r = e.getBoundingClientRect(), style = getComputedStyle(e);
	const near = [e, e.nextElementSibling, e.parentElement].filter(Boolean);
	const marked = near.some(n => { const s = getComputedStyle(n);
		return s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2 || s.boxShadow !== "none"; });
	const label = e.closest("label"), box = label ? label.getBoundingClientRect() : r;
	return {tag: e.tagName, id: e.id, class: e.className + "", text: (e.innerText || e.parentElement.innerText).trim().slice(0, 30),
		visible: box.width > 8 && box.height > 8 && box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight,
		marked};
})()`

// TestKeyboard walks through pages with Tab.
func TestKeyboard(t *testing.T) {
	t.Parallel()
	s := site(t)
	for _, k := range kinds(t) {
		if !slices.Contains([]string{"home", "notices", "notice-publicity", "guide", "guide-flow", "hall", "calendar"}, k.name) {
			continue
		}
		t.Run(k.name, func(t *testing.T) {
			b := open(t)
			b.visit(s.http + k.path)
			for i := range 40 {
				b.press("\t")
				at := eval[focused](b, whereFocus)
				if at.Tag == "BODY" {
					break // out of the page
				}
				if i == 0 && at.Class != "skip" {
					t.Errorf("first comes %+v, not the link past the head", at)
				}
				if !at.Visible || !at.Marked {
					t.Errorf("one cannot see the focus at %+v", at)
				}
			}
		})
	}
}

func TestSkipLink(t *testing.T) {
	t.Parallel()
	b := open(t)
	b.visit(site(t).http + "notices/index.html")
	b.press("\t")
	b.press("\r")
	b.press("\t")
	if !eval[bool](b, `document.getElementById("main").contains(document.activeElement)`) {
		t.Errorf("after the skip link, Tab leads to %+v", eval[focused](b, whereFocus))
	}
}

// TestElderIsRemembered switches to large type by the space bar and goes on to
// the next page.
func TestElderIsRemembered(t *testing.T) {
	t.Parallel()
	const size = `parseFloat(getComputedStyle(document.querySelector("main p")).fontSize)`
	for _, base := range []string{site(t).http, site(t).file} {
		b := open(t)
		b.visit(base + "guides/index.html")
		normal := eval[float64](b, size)
		for range 20 {
			b.press("\t")
			if eval[string](b, "document.activeElement.id") == "elder" {
				break
			}
		}
		b.press(" ")
		large := eval[float64](b, size)
		if large <= normal {
			t.Errorf("the space bar leaves text at %v px", large)
		}
		b.visit(base + "guides/windows.html")
		b.visit(base + "guides/index.html")
		if again := eval[float64](b, size); again != large {
			t.Errorf("%s: the next page has text of %v px, not %v", base, again, large)
		}
	}
}

package accesstest

import (
	"fmt"
	"slices"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"banbao/internal/chrome"
	nouns "banbao/internal/site"
)

// wcagKinds are pages on which every part of the theme stands that the tests
// here are about.
var wcagKinds = []string{"home", "notices", "notice-notice", "notice-publicity", "activity-regular", "calendar", "ranking-stars", "guide", "guides", "flow", "search", "follow"}

// media asks for something that readers set in their systems.
func media(b *chrome.Tab, name, value string) {
	b.Helper()
	_, err := chromedp.Call(b.Ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: name, Value: value}, {Name: "prefers-color-scheme", Value: "light"},
	}})
	b.Must(err)
}

// spacing is that of WCAG 1.4.12, over whatever the page says.
const spacing = `(() => {
	const sheet = new CSSStyleSheet();
	sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }");
	document.adoptedStyleSheets = [sheet];
})()`

// cutOff are texts of which some is cut off, or that stand over what follows
// their box. The last of the crumbs is the title again, which stands below.
const cutOff = `[...document.querySelectorAll("body *")].filter(e => e.checkVisibility() && !e.closest("svg, .visually-hidden, .crumbs, .to-search, select, .skip, .slide") && e.innerText && e.innerText.trim())
	.filter(e => { const s = getComputedStyle(e), clips = s.overflowX !== "visible" && s.overflowX !== "auto" || s.overflowY !== "visible" && s.overflowY !== "auto";
		const block = s.display !== "inline" && s.display !== "contents";
		return block && (clips && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)
			|| e.clientHeight > 0 && e.scrollHeight > e.clientHeight + 12 && s.writingMode === "horizontal-tb" && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())); })
	.map(e => e.tagName.toLowerCase() + "." + (e.getAttribute("class") || "") + " in " + (e.parentElement.className || e.parentElement.tagName) + " “" + e.innerText.trim().slice(0, 12) + "” " + e.scrollWidth + "×" + e.scrollHeight + " in " + e.clientWidth + "×" + e.clientHeight)`

// TestSpacing gives text the room that readers may ask for: nothing is cut off or
// stands over something else (1.4.12). What sticks out is TestReflow's.
func TestSpacing(t *testing.T) {
	t.Parallel()
	b := chrome.Open(t)
	for _, k := range chrome.Kinds(t) {
		if !slices.Contains(wcagKinds, k.Name) {
			continue
		}
		b.Visit(chrome.Site(t).HTTP + k.Path)
		chrome.Eval[any](b, spacing)
		for _, width := range []int64{390, 1280} {
			b.Size(width, 900)
			if found := chrome.Eval[[]string](b, cutOff); len(found) > 0 {
				t.Errorf("%s at %d px: %q", k.Path, width, found[:min(len(found), 6)])
			}
		}
	}
	if chrome.Eval[any](b, `document.querySelector("main p").style.cssText = "height: 10px; overflow: hidden"`); len(chrome.Eval[[]string](b, cutOff)) == 0 {
		t.Error("a text that is cut off is not seen to be")
	}
}

// unseenForced are parts that say something by their colours or edges and cannot
// be told from what is behind them once the system has chosen the colours.
const unseenForced = `(() => {
	const rgb = (c) => (c.match(/[\d.]+/g) || []).map(Number);
	const bright = (c) => { const [r, g, b] = rgb(c).map(v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b; };
	const ratio = (a, b) => { const [x, y] = [bright(a), bright(b)]; return (Math.max(x, y) + .05) / (Math.min(x, y) + .05); };
	const behind = (e) => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if (rgb(c)[3] !== 0) return c; } return "rgb(255, 255, 255)"; };
	const out = [];
	const see = (e, what, c, least) => { if (ratio(c, behind(e)) < least) out.push(what + " of " + e.tagName.toLowerCase() + "." + (e.getAttribute("class") || "") + ": " + c + " on " + behind(e)); };
	const each = (s, f) => [...document.querySelectorAll(s)].filter(e => e.checkVisibility() && e.getClientRects().length).forEach(f);
	each(".mark, .elder, .button, .alert b, .alert a, .urgent-box .flag, .tel, .nav a, .crumbs a", (e) => see(e, "text", getComputedStyle(e).color, 4.5));
	each(".elder, .button:not(.is-off)", (e) => { const s = getComputedStyle(e); if (parseFloat(s.borderTopWidth) < 1) out.push("no edge of " + e.className); else see(e.parentElement, "edge", s.borderTopColor, 3); });
	each(".icon", (e) => see(e.parentElement, "drawing", getComputedStyle(e).stroke, 3));
	each(".star, .pubbar > li, .pubmini i", (e) => { const s = getComputedStyle(e), b = getComputedStyle(e, "::before");
		const fill = e.closest("svg") && [s, ...[...e.querySelectorAll("*")].map(c => getComputedStyle(c))].some(x => x.fill !== "none" && ratio(x.fill, behind(e)) >= 3 || x.stroke !== "none" && ratio(x.stroke, behind(e)) >= 3), edge = [s, b].some(x => parseFloat(x.borderTopWidth) >= 1 && x.borderTopStyle !== "none" && ratio(x.borderTopColor, behind(e.parentElement)) >= 3);
		if (!fill && !edge && ratio(behind(e), behind(e.parentElement)) < 1.5) out.push("shape of " + e.tagName + "." + (e.getAttribute("class") || "") + " in " + e.parentElement.className); });
	return [...new Set(out)];
})()`

// TestForcedColours reads pages in the colours of the system: words of states, the
// switch, buttons, drawings and the focus are still to be seen.
func TestForcedColours(t *testing.T) {
	t.Parallel()
	b := chrome.Open(t)
	for _, k := range chrome.Kinds(t) {
		if !slices.Contains(wcagKinds, k.Name) {
			continue
		}
		media(b, "forced-colors", "active")
		b.Visit(chrome.Site(t).HTTP + k.Path)
		if !chrome.Eval[bool](b, `matchMedia("(forced-colors: active)").matches`) {
			t.Fatal("the colours are not forced")
		}
		for _, elder := range []bool{false, true} {
			if elder {
				chrome.Eval[any](b, `document.getElementById("elder").click()`)
			}
			if found := chrome.Eval[[]string](b, unseenForced); len(found) > 0 {
				t.Errorf("%s, large type %v: %q", k.Path, elder, found)
			}
		}
		chrome.Eval[any](b, `document.getElementById("elder").click()`)
		b.Press("\t")
		b.Press("\t")
		b.Press("\t")
		if at := chrome.Eval[chrome.Focused](b, chrome.WhereFocus); !at.Marked || !at.Visible {
			t.Errorf("%s: one cannot see the focus at %+v", k.Path, at)
		}
	}
}

// TestCalm wants nothing to move by itself or on touch for who asks for that, and
// no bar to stand over what the keyboard is at (2.4.11).
func TestCalm(t *testing.T) {
	t.Parallel()
	b := chrome.Open(t)
	for _, k := range chrome.Kinds(t) {
		if !slices.Contains(wcagKinds, k.Name) {
			continue
		}
		media(b, "prefers-reduced-motion", "reduce")
		b.Visit(chrome.Site(t).HTTP + k.Path)
		b.Size(390, 640)
		const moves = `[...document.querySelectorAll("*")].filter(e => { const s = getComputedStyle(e); return s.animationName !== "none" || parseFloat(s.transitionDuration) > 0 || s.scrollBehavior === "smooth"; }).map(e => e.tagName + "." + e.className)`
		if found := chrome.Eval[[]string](b, moves); len(found) > 0 {
			t.Errorf("%s: these move: %q", k.Path, found)
		}
		const covered = `[...document.querySelectorAll("a[href], button, input, select, summary")].filter(e => e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length && !e.disabled).filter(e => {
			e.focus();
			const r = e.getClientRects()[0], x = r.left + Math.min(r.width / 2, 20), y = r.top + r.height / 2;
			const at = document.elementFromPoint(x, y);
			return !at || !(e.contains(at) || at.contains(e) && at.tagName === "LABEL" || at.closest("label") && at.closest("label").contains(e) || (e.labels && [...e.labels].some(l => l.contains(at))));
		}).map(e => e.tagName.toLowerCase() + "." + e.className + " “" + (e.innerText || "").trim().slice(0, 12) + "” " + JSON.stringify(e.getClientRects()[0]))`
		if found := chrome.Eval[[]string](b, covered); len(found) > 0 {
			t.Errorf("%s: under something else, or out of the window, with the focus: %q", k.Path, found[:min(len(found), 5)])
		}
	}
}

// TestLang asks pages, some in both scripts, for the language of its texts:
// what has three words of English or more in a row says that it is.
func TestLang(t *testing.T) {
	t.Parallel()
	b := chrome.Open(t)
	const english = `(() => { const out = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		for (let n = walk.nextNode(); n; n = walk.nextNode()) {
			if (!/[A-Za-z]{2,}(?:[ ,.'’-]+[A-Za-z]{2,}){2,}/.test(n.data.replace(/https?:\S+/, "")) || n.parentElement.closest("script, style, code, pre, [lang|=en]")) continue;
			out.push(n.data.trim().slice(0, 60));
		}
		return out; })()`
	asked := append(slices.Clone(wcagKinds), "data", "boards", "disclosure", "archive", "404", "staff")
	for _, k := range chrome.Kinds(t) {
		if !slices.Contains(asked, k.Name) {
			continue
		}
		for _, c := range []struct{ lang, below string }{{"zh-Hans", ""}, {"zh-Hant", nouns.Traditional + "/"}} {
			if c.below != "" && k.Name != "home" && k.Name != "notice-notice" && k.Name != "search" {
				continue // the second tree is made of the first
			}
			b.Visit(chrome.Site(t).HTTP + c.below + k.Path)
			got := chrome.Eval[struct {
				Lang, Other string
				English     []string
			}](b, fmt.Sprintf(`({lang: document.documentElement.lang, other: [...document.querySelectorAll(".scripts a")].map(a => a.lang).join(" "), english: %s})`, english))
			if got.Lang != c.lang || got.Other == c.lang || len(got.English) > 0 {
				t.Errorf("%s%s: %+v", c.below, k.Path, got)
			}
		}
	}
}

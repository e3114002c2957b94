package screentest

import (
	"regexp"
	"strings"
	"testing"

	"banbao/internal/chrome"
)

// older takes from a page what Chromium 53 did not have, as far as a script can:
// names that came later, of which the player may ask whether they are there.
const older = `(() => {
	const drop = (from, ...names) => names.forEach((name) => {
		if (!from) return;
		delete from[name];
		if (name in from) Object.defineProperty(from, name, { value: undefined, configurable: true });
	});
	drop(window, "AbortController", "AbortSignal", "ResizeObserver", "queueMicrotask", "structuredClone", "BroadcastChannel", "WeakRef", "visualViewport",
		"BigInt", "SharedArrayBuffer", "Atomics", "reportError", "scheduler", "TransformStream", "WritableStream", "CompressionStream", "CSSStyleSheet" in window ? "CSSLayerBlockRule" : "");
	drop(Navigator.prototype, "wakeLock", "storage", "locks", "scheduling", "mediaSession", "clipboard", "share", "userAgentData");
	drop(Promise, "allSettled", "any", "withResolvers", "try"); drop(Promise.prototype, "finally");
	drop(Object, "values", "entries", "fromEntries", "getOwnPropertyDescriptors", "hasOwn", "groupBy");
	drop(String.prototype, "padStart", "padEnd", "trimStart", "trimEnd", "matchAll", "replaceAll", "at");
	drop(Array.prototype, "flat", "flatMap", "at", "findLast", "findLastIndex", "toSorted", "toReversed", "with");
	drop(Element.prototype, "append", "prepend", "replaceChildren", "replaceWith", "before", "after", "toggleAttribute", "getAttributeNames", "checkVisibility", "attachShadow", "computedStyleMap");
	drop(CharacterData.prototype, "before", "after", "replaceWith");
	drop(Document.prototype, "append", "prepend", "replaceChildren", "adoptedStyleSheets", "startViewTransition");
	drop(DocumentFragment.prototype, "append", "prepend", "replaceChildren");
	drop(HTMLImageElement.prototype, "decode", "loading");
	drop(Response.prototype, "redirected"); drop(Response, "json");
	drop(Intl, "RelativeTimeFormat", "ListFormat", "PluralRules", "DisplayNames"); drop(Intl.DateTimeFormat.prototype, "formatToParts", "formatRange");
	drop(IDBFactory.prototype, "databases"); drop(IDBTransaction.prototype, "commit", "durability");
	drop(CanvasRenderingContext2D.prototype, "roundRect", "reset");
	const open = IDBDatabase.prototype.transaction;
	IDBDatabase.prototype.transaction = function (stores, mode) { return open.call(this, stores, mode); };
})();`

// TestPlayerOldNames plays, updates, takes an alert and starts without a network
// in a browser that has no more names than Chromium 53 had.
func TestPlayerOldNames(t *testing.T) {
	t.Parallel()
	h := newHouse(t, plainWall("A", today(chrome.Built)))
	h.base = chrome.Built
	b := open(t)
	b.Before(older)
	b.Visit(h.url("hall"))
	if chrome.Eval[bool](b, `typeof AbortController === "function" || "decode" in new Image() || !!Object.values || !!navigator.storage || !!document.body.append`) {
		t.Fatal("this is no old engine")
	}
	b.live(10)
	if got := b.seen(); got.blank() {
		t.Fatalf("%+v %+v", got, b.standing())
	}
	h.publish(plainWall("B", today(chrome.Built)))
	b.live(90)
	if got := b.seen(); !strings.Contains(got.Text, "[B]") {
		t.Errorf("no update: %+v %+v", got, b.standing())
	}
	h.set(func() { h.alert = alarms(2, alarm(chrome.Built, nil)) })
	b.live(13)
	if got := b.seen(); !strings.Contains(got.Alert, "走楼梯") {
		t.Errorf("no alert: %+v", got)
	}
	h.set(func() { h.alert = alarms(3) })
	b.live(13)
	b.kept()
	h.set(func() { h.fault = "hang" })
	b.Visit(h.url("hall"))
	b.watchAlone(5)
	if got := b.seen(); got.blank() || !strings.Contains(got.Text, "[B]") {
		t.Errorf("without a network: %+v %+v", got, b.standing())
	}
	if st := b.standing(); len(st.Strikes) > 0 || st.Flights > 3 {
		t.Errorf("%+v", st)
	}
	if _, noise := b.Heard(); strings.Contains(strings.Join(noise, "\n"), "exception") {
		t.Errorf("noise: %q", noise)
	}
}

// TestKioskOldNames turns pages and types letters on such a browser.
func TestKioskOldNames(t *testing.T) {
	t.Parallel()
	b := open(t)
	b.Before(older)
	b.Size(1080, 1920)
	b.Visit(chrome.Site(t).HTTP + kiosk + "#find")
	b.letter("D")
	b.letter("B")
	if got := b.Text(); !strings.Contains(got, "低") {
		t.Errorf("D B finds %q", got)
	}
	b.Clock(chrome.Built.Add(51e9))
	if chrome.Eval[bool](b, `document.getElementById("ask").hidden`) {
		t.Error("it does not ask")
	}
	if _, noise := b.Heard(); strings.Contains(strings.Join(noise, "\n"), "exception") {
		t.Errorf("noise: %q", noise)
	}
}

// newLooks are what style sheets of screens may not use, since Chromium 53 does
// not know them and what it shows without would not do.
var newLooks = regexp.MustCompile(`[;{\s](grid|gap|row-gap|column-gap|inset|aspect-ratio|place-\w+|translate|rotate|scale|accent-color|margin-inline|padding-inline|inset-inline)\s*:|\b(clamp|min|max|env|color-mix|oklch|lab|minmax)\(|:(is|where|has)\(|position\s*:\s*sticky|display\s*:\s*(grid|contents|flow-root)|@(layer|container|property|scope)|\d(svh|dvh|lvh|cqw|cqh)\b|#[0-9a-f]{8}\b`)

// TestScreensOldLooks reads the style sheets of screens for what is too new, and
// shows slides without custom properties: their colours are the same.
func TestScreensOldLooks(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{"a{gap:1em}", "a{width:clamp(1px,2px,3px)}", "a:is(b){}", "a{display:grid}", "a{inset:0}", "a{height:100dvh}"} {
		if !newLooks.MatchString(bad) {
			t.Errorf("nothing is said of %s", bad)
		}
	}
	for _, name := range []string{"screen.css", "kiosk.css"} {
		for _, at := range newLooks.FindAllIndex(player(t, name), -1) {
			body := player(t, name)
			t.Errorf("%s has …%s…", name, body[max(0, at[0]-30):min(len(body), at[1]+30)])
		}
	}
	b := open(t)
	b.MayFetch()
	address := still(t, chrome.Site(t).Dir)
	for _, screen := range []string{"xc-lobby", "xc-lift"} {
		b.Visit(address + "screens/" + screen + "/plain/01.html")
		for _, fault := range chrome.Eval[[]string](b, `await (async () => {
			const shell = new DOMParser().parseFromString(await (await fetch("../index.html")).text(), "text/html");
			const slides = [...shell.querySelectorAll("#set > section")];
			document.documentElement.className = shell.documentElement.className;
			document.body.replaceChildren(...slides.map((s) => { const one = document.importNode(s, true); one.hidden = false; return one; }));
			const looks = () => [...document.body.querySelectorAll("*")].map((e) => { const s = getComputedStyle(e); return [s.color, s.backgroundColor, s.fill, s.borderTopColor, s.borderRightColor, s.borderBottomColor, s.fontWeight].join(); });
			const now = looks(), link = document.querySelector('link[href*="/assets/"]');
			const text = await (await fetch(link.href)).text(), sheet = new CSSStyleSheet();
			sheet.replaceSync(text.replace(/[\w-]+:[^;{}]*var\([^;{}]*(;|(?=\}))/g, ""));
			link.remove();
			document.adoptedStyleSheets = [sheet];
			if (/var\(/.test([...sheet.cssRules].map((r) => r.cssText).join(""))) return ["there are still custom properties"];
			const then = looks(), all = [...document.body.querySelectorAll("*")];
			return [...new Set(all.map((e, i) => now[i] === then[i] ? "" : e.tagName + "." + e.getAttribute("class") + ": " + now[i] + ", without custom properties " + then[i]).filter(Boolean))].slice(0, 8).concat(all.length < 500 ? ["only " + all.length] : []);
		})()`) {
			t.Errorf("%s: %s", screen, fault)
		}
	}
}

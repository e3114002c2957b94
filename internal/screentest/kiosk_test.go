package screentest

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"banbao/internal/build"
	"banbao/internal/chrome"
)

// kiosk is the touch screen of the sample site.
const kiosk = "screens/kiosk/touch/index.html"

// touching opens the kiosk of the sample on its glass.
func touching(t *testing.T, hash string) *tab {
	b := open(t)
	b.Size(1080, 1920)
	b.Visit(chrome.Site(t).HTTP + kiosk + hash)
	return b
}

// kioskGlasses are the glass of the profile, and others that people buy.
const kioskGlasses = `
[[screens]]
id = "touch"
name = "一体机"
profile = "touch-kiosk"
print = true
shows = "all"
[[screens]]
id = "broad"
name = "横屏一体机"
profile = "touch-kiosk"
width = 1920
height = 1080
width_mm = 951
shows = "all"
[[screens]]
id = "large"
name = "四十三寸立屏"
profile = "touch-kiosk"
width = 2160
height = 3840
width_mm = 535
shows = "all"
`

// kioskStress adds guides to the site of the longest and widest of everything.
func kioskStress() fstest.MapFS {
	site := stress()
	var config strings.Builder
	head, _, _ := strings.Cut(string(site["config.toml"].Data), "[[screens]]")
	config.WriteString(head + kioskGlasses)
	config.WriteString("[[hours]]\nname = \"星期一至星期五，法定节假日除外\"\non = [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"]\nopen = [\"08:30-11:30\", \"13:30-17:30\"]\n")
	config.WriteString("[[windows]]\nid = \"w\"\nname = \"一号综合受理窗口\"\nnote = \"进门左手第三个，绿色的牌子\"\n")
	for k := range 23 {
		fmt.Fprintf(&config, "[[occasions]]\nid = \"o%d\"\nname = \"遇到第%d种想不到的麻烦\"\n", k, k+1)
	}
	site["config.toml"] = &fstest.MapFile{Data: []byte(config.String())}
	for k := range 23 {
		text := fmt.Sprintf("+++\ntitle = \"%s办理第%d号长名字的事项申请登记\"\nfor = \"%s\"\nconditions = [%s]\nfee = \"free\"\nresponsible = \"街道办事处\"\nwindow = \"w\"\npromised_time = \"at-once\"\ncomplaint = \"0523-0600 1109\"\nenquiry = \"0523-0600 1101\"\nchecked_on = 2026-11-01\noccasions = [\"o%d\", \"o0\"]\n", strings.Repeat("城乡居民", 1+k%3), k+1,
			strings.Repeat("住在这里的人，", 1+k%5), strings.Repeat("\"要符合这样那样的条件，缺一样都不行，缺两样更不行。\", ", 3+k), k)
		for n := range 9 {
			text += fmt.Sprintf("[[materials]]\nname = \"第%d样材料的全称\"\noriginal = 1\nsource = \"%s\"\n", n+1, strings.Repeat("派出所或者街道办事处，", 1+n%4))
		}
		text += fmt.Sprintf("[[steps]]\nname = \"第一步\"\ntext = \"%s\"\nplace = \"一楼大厅\"\nactor = \"本人\"\nduration = \"当天\"\n", strings.Repeat("先到窗口问清楚，再回家想一想。", 1+2*k))
		site[fmt.Sprintf("content/guides/g%02d.md", k)] = &fstest.MapFile{Data: []byte(text + "+++\n说明。\n")}
	}
	return site
}

// TestKioskPages measures every page that is touched: nothing is cut off or
// lies over another, nothing is smaller than 36 px on the glass of the profile,
// what is touched is large enough and within reach.
func TestKioskPages(t *testing.T) {
	t.Parallel()
	for name, lay := range map[string]func(*testing.T) (*build.Plan, string){
		"sample": func(t *testing.T) (*build.Plan, string) { return chrome.Site(t).Plan, chrome.Site(t).HTTP },
		"stress": func(t *testing.T) (*build.Plan, string) {
			plan, dir := screensOf(t, kioskStress())
			return plan, chrome.ServeFolder(t, dir)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			plan, address := lay(t)
			b := open(t)
			for _, d := range plan.Site.Screens {
				if d.Profile != "touch-kiosk" {
					continue
				}
				b.Size(int64(d.Width), int64(d.Height))
				b.Visit(address + "screens/" + d.ID + "/touch/index.html")
				found := chrome.Eval[struct {
					Pages  int
					Faults []string
				}](b, fmt.Sprintf(measureTouch, float64(d.Width)/float64(d.WidthMM)))
				if found.Pages < 20 {
					t.Errorf("%s has only %d pages", d.ID, found.Pages)
				}
				for k, fault := range found.Faults {
					if k == 20 {
						t.Errorf("%s: and %d more", d.ID, len(found.Faults)-k)
						break
					}
					t.Errorf("%s: %s", d.ID, fault)
				}
			}
		})
	}
}

const measureTouch = `await (async () => {
	const pxmm = %g, W = innerWidth, H = innerHeight, rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
	const faults = new Set(), pages = [...document.querySelectorAll(".page")];
	const seen = (e) => e.getClientRects().length && getComputedStyle(e).visibility !== "hidden";
	for (const find of [true, false]) for (const page of pages) {
		if (page.hidden) page.hidden = false;
		location.hash = page.id;
		if (page.classList.contains("find")) document.documentElement.classList.toggle("typing", find), page.querySelectorAll(".finder").forEach(e => e.hidden = !find);
		else if (!find) continue;
		// The longest line that may stand here, and the two first of today.
		for (const set of [".state", ".today li"]) {
			const some = [...page.querySelectorAll(set)].sort((a, b) => b.textContent.length - a.textContent.length);
			some.forEach((e, k) => { e.hidden = k >= (set === ".state" ? 1 : 2); });
		}
		for (const e of page.querySelectorAll(".rows li:not(.none), .item, .fact")) e.hidden = false;
		const say = (what) => faults.add(page.id.replace(/\d{4}-\d\d-\d\d/, "…") + (find ? "" : " without script") + ": " + what);
		const found = [];
		const walk = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
		for (let node; (node = walk.nextNode());) {
			const e = node.parentElement;
			if (!node.textContent.trim() || !seen(e)) continue;
			const size = parseFloat(getComputedStyle(e).fontSize), where = "“" + node.textContent.trim().slice(0, 14) + "”";
			if (size < 1.365 * rem) say(where + " is of " + (size / rem).toFixed(2) + "rem");
			const range = document.createRange(); range.selectNodeContents(node);
			for (const r of range.getClientRects()) {
				if (r.width < 1) continue;
				const pad = Math.max(0, (r.height - size) / 2), top = r.top + pad, bottom = r.bottom - pad;
				if (r.left < 0.058 * W || r.right > 0.942 * W + 2) say(where + " sticks out to the side: " + Math.round(r.left) + " to " + Math.round(r.right) + " of " + W);
				if (top < 0.048 * H || bottom > 0.952 * H) say(where + " sticks out: " + Math.round(top) + " to " + Math.round(bottom) + " of " + H);
				found.push([node, r.left, r.right, top, bottom, where]);
			}
		}
		for (let i = 0; i < found.length; i++) for (let j = i + 1; j < found.length; j++) {
			const [a, al, ar, at, ab, aw] = found[i], [c, cl, cr, ct, cb, cw] = found[j];
			if (a !== c && Math.min(ar, cr) - Math.max(al, cl) > 0.1 * rem && Math.min(ab, cb) - Math.max(at, ct) > 0.12 * rem) say(aw + " lies over " + cw);
		}
		const targets = [...page.querySelectorAll("a, button")].filter(seen).map(e => [e, e.getBoundingClientRect(), e.textContent.trim().slice(0, 12)]);
		for (const [e, r, words] of targets) {
			if (Math.min(r.width, r.height) < 15 * pxmm) say("“" + words + "” is touched on " + Math.round(r.width / pxmm) + " × " + Math.round(r.height / pxmm) + " mm");
			if (r.top < 0.4 * H - 1) say("“" + words + "” is touched at " + Math.round(100 * r.top / H) + " %% of the height");
			if (r.bottom > 0.951 * H) say("“" + words + "” is touched below the margin: " + Math.round(r.bottom));
			if (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 3) say("“" + words + "” is larger than its button");
		}
		for (const [i, [a, ar, aw]] of targets.entries()) for (const [c, cr, cw] of targets.slice(i + 1))
			if (Math.min(ar.right, cr.right) - Math.max(ar.left, cr.left) > 1 && Math.min(ar.bottom, cr.bottom) - Math.max(ar.top, cr.top) > 1) say("“" + aw + "” and “" + cw + "” overlap");
		const bar = page.querySelector(".bar").getBoundingClientRect();
		for (const e of page.querySelectorAll(".parts, .code, .lower")) {
			const r = e.getBoundingClientRect();
			if (seen(e) && r.bottom > bar.top - 0.2 * rem) say("." + e.className + " reaches into the bar: " + Math.round(r.bottom));
		}
		const code = page.querySelector(".code"), parts = page.querySelector(".parts");
		if (code && parts && parts.getBoundingClientRect().bottom > code.getBoundingClientRect().top) say("the text reaches into the code by " + Math.round(parts.getBoundingClientRect().bottom - code.getBoundingClientRect().top));
		const rows = page.querySelector(".lower.rows, .keys");
		if (rows && seen(rows) && rows.scrollHeight > rows.clientHeight + 1) say("the rows are higher than their room: " + rows.scrollHeight + " in " + rows.clientHeight);
	}
	return { pages: pages.length, faults: [...faults] };
})()`

// TestKioskShots makes pictures of the kinds of touch pages, to be looked at.
func TestKioskShots(t *testing.T) {
	t.Parallel()
	dir := os.Getenv("BANBAO_SHOTS")
	if dir == "" {
		t.Skip("BANBAO_SHOTS names no folder")
	}
	b := touching(t, "")
	for name, do := range map[string]string{
		"home": "", "list": "#to-old-age", "guide": "#guides/dibao", "guide-2": "#guides/dibao.2", "guide-3": "#guides/dibao.3", "notices": "#notices",
		"activities": "#activities", "activity": "#activities/choir", "notice": "#notices/finance-october", "phones": "#phones", "find": "#find", "find-jz": "#find J Z", "az": "#find.2",
	} {
		hash, keys, _ := strings.Cut(do, " ")
		chrome.Eval[any](b, fmt.Sprintf("location.hash = %q", hash))
		chrome.Eval[any](b, `new Promise(ok => setTimeout(ok, 50))`)
		b.Clock(chrome.Built.Add(time.Second))
		for _, key := range strings.Fields(keys) {
			b.letter(key)
		}
		if err := os.WriteFile(filepath.Join(dir, "kiosk-"+name+".png"), b.Picture(nil), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// letter touches a key of the pad.
func (b *tab) letter(key string) {
	b.Helper()
	if !chrome.Eval[bool](b, fmt.Sprintf(`(() => { const k = [...document.querySelectorAll("#pad button")].find(e => e.textContent === %q); if (k.disabled) return false; k.click(); return true; })()`, key)) {
		b.Errorf("the key %s is dead", key)
	}
}

// loop is the address of the kiosk's player.
var loop = regexp.MustCompile(`/screens/kiosk/(index\.html)?$`)

// shown is the page of the kiosk that is seen.
const shown = `[...document.querySelectorAll(".page")].filter(e => e.getClientRects().length).map(e => e.id).join(" ")`

// hash goes to another page and waits for it.
func (b *tab) hash(to string) {
	b.Helper()
	chrome.Eval[any](b, fmt.Sprintf(`new Promise(ok => { if (location.hash === %[1]q) return ok(); addEventListener("hashchange", () => setTimeout(ok)); location.hash = %[1]q; })`, to))
}

// TestKioskLetters finds guides by the initials of their names.
func TestKioskLetters(t *testing.T) {
	t.Parallel()
	b := touching(t, "#find")
	const hits = `[...document.querySelectorAll("#hits li")].map(e => { const c = e.cloneNode(true); c.querySelectorAll("rt,.go").forEach(x => x.remove()); return c.textContent.trim(); })`
	const marked = `[...document.querySelectorAll("#hits li:first-child rt.on")].map(e => e.textContent).join("")`
	const live = `[...document.querySelectorAll("#pad li:not(.word) button:not(:disabled)")].map(e => e.textContent).join("")`
	if first := chrome.Eval[string](b, live); !strings.Contains(first, "D") || !strings.Contains(first, "J") || strings.Contains(first, "A") {
		t.Errorf("the letters that may begin are %s", first)
	}
	for keys, want := range map[string]string{"DB": "低保申请", "JZZ": "居住证", "TJ": "人民调解", "YLBX": "医疗和养老保险"} {
		chrome.Eval[any](b, `document.getElementById("clear").click()`)
		for _, key := range strings.Split(keys, "") {
			b.letter(key)
		}
		if found := chrome.Eval[[]string](b, hits); !strings.Contains(strings.Join(found, " "), want) {
			t.Errorf("%s finds %v, not %s", keys, found, want)
		}
		if on := chrome.Eval[string](b, marked); on != keys {
			t.Errorf("%s marks %s", keys, on)
		}
	}
	chrome.Eval[any](b, `document.getElementById("clear").click()`)
	b.letter("J")
	b.letter("Z")
	if after := chrome.Eval[string](b, live); strings.Contains(after, "B") || !strings.Contains(after, "Z") {
		t.Errorf("after J Z the live letters are %s", after)
	}
	chrome.Eval[any](b, `document.getElementById("undo").click()`)
	if typed := chrome.Eval[string](b, `document.querySelector(".typed").textContent`); typed != "J" {
		t.Errorf("one back from JZ is %s", typed)
	}
	b.hash("#home")
	b.hash("#find")
	if typed := chrome.Eval[string](b, `document.querySelector(".typed").textContent`); typed != "" {
		t.Errorf("who comes next finds %s typed", typed)
	}
	// Every live letter leads somewhere, for every guide and as far as six letters go.
	b.letter("S")
	for range 5 {
		next := chrome.Eval[string](b, live)
		if next == "" {
			break
		}
		b.letter(next[:1])
		if len(chrome.Eval[[]string](b, hits)) == 0 {
			t.Errorf("the live letter %s finds nothing", next[:1])
		}
	}
}

// TestKioskPrints makes sure that a thing is printed whole, and nothing else.
func TestKioskPrints(t *testing.T) {
	t.Parallel()
	b := touching(t, "#guides/dibao.2")
	chrome.Eval[any](b, `(window.print = () => { window.printed = true; }, document.querySelector("[id='guides/dibao.2'] [data-print] button").click())`)
	if !chrome.Eval[bool](b, `window.printed`) {
		t.Error("the button prints nothing")
	}
	b.Paper()
	if at := chrome.Eval[string](b, shown); len(strings.Fields(at)) < 3 || strings.Count(at, "guides/dibao") != len(strings.Fields(at)) {
		t.Errorf("printed is %s", at)
	}
	if text := b.Text(); strings.Contains(text, "返回") || !strings.Contains(text, "谁能办") || !strings.Contains(text, "带齐这些") {
		t.Errorf("printed is:\n%s", text)
	}
}

// TestKioskBegins touches the loop: the pages that are touched come, unless
// there is an alert or nobody to bring them.
func TestKioskBegins(t *testing.T) {
	t.Parallel()
	s := chrome.Site(t)
	up, alarm := true, ""
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header()["Date"] = nil // which is that of the machine
		switch {
		case strings.Contains(r.URL.Path, "/touch") && !up:
			panic(http.ErrAbortHandler)
		case strings.HasSuffix(r.URL.Path, "/alert.json"):
			fmt.Fprintf(w, `{"version":1,"sequence":9,"alerts":[%s]}`, alarm)
		default:
			http.FileServer(http.Dir(s.Dir)).ServeHTTP(w, r)
		}
	}))
	defer server.Close()
	touched := regexp.MustCompile(`/screens/kiosk/touch/`)
	for name, c := range map[string]struct {
		up, leads bool
		alarm     string
		do        string
	}{
		"click":           {up: true, leads: true, do: `document.body.click()`},
		"key":             {up: true, leads: true, do: `document.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", bubbles: true}))`},
		"without network": {up: false, leads: false, do: `document.body.click()`},
		"alert": {up: true, leads: false, do: `document.body.click()`, alarm: fmt.Sprintf(
			`{"id":"fire","sent":%[1]d,"from":%[1]d,"expires":%[2]d,"status":"actual","colour":"red","screens":["*"],"title":"火警","headline":"立即走楼梯下楼","acts":["走楼梯。"],"issuer":"居委会","source":"notice"}`, chrome.Built.Unix()-60, chrome.Built.Unix()+3600)},
	} {
		t.Run(name, func(t *testing.T) {
			up, alarm = c.up, c.alarm
			b := open(t)
			b.Size(1080, 1920)
			b.Visit(server.URL + "/screens/kiosk/")
			chrome.Eval[any](b, `new Promise(ok => setTimeout(ok, 500))`)
			b.Clock(chrome.Built.Add(3 * time.Second))
			chrome.Eval[any](b, `new Promise(ok => setTimeout(ok, 500))`)
			b.Clock(chrome.Built.Add(15 * time.Second))
			chrome.Eval[any](b, `(setTimeout(() => {`+c.do+`}, 10), new Promise(ok => setTimeout(ok, 100)))`)
			deadline := time.Now().Add(3 * time.Second)
			if c.leads {
				deadline = time.Now().Add(20 * time.Second)
			}
			for {
				at := b.Where()
				if came := touched.MatchString(at); came == c.leads && (came || time.Now().After(deadline)) {
					return
				} else if came || time.Now().After(deadline) {
					t.Fatalf("a touch leads to %s", at)
				}
				time.Sleep(100 * time.Millisecond)
			}
		})
	}
}

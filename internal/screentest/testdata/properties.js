/* What is true of the player's parts whatever a server says: random manifests,
   alerts and slides, the same for the same seed. Run by node:

     node properties.js SEED ROUNDS PART.js …

   It prints one line for each thing that is not true, the first few of a kind. */
"use strict";

const fs = require("fs"), vm = require("vm");
const [seed, rounds] = process.argv.slice(2, 4).map(Number);

/* A page that only keeps what is put into it. */
const element = (name) => ({
  name, style: {}, attributes: {}, children: [],
  setAttribute(key, value) { this.attributes[key] = String(value); },
  getAttribute(key) { return key in this.attributes ? this.attributes[key] : null; },
  appendChild(child) {
    if (!child || typeof child.name !== "string") throw new TypeError("not a node: " + typeof child);
    this.children.push(child);
    return child;
  },
});
const window = { innerWidth: 1080 };
const page = {
  window, document: {
    createElement: element, createElementNS: (at, name) => element(name),
    createTextNode: (text) => Object.assign(element("#text"), { text: String(text) }), documentElement: element("html"),
  },
  getComputedStyle: () => ({ fontSize: "16px" }), console,
};
vm.createContext(page);
process.argv.slice(4).forEach((file) => vm.runInContext(fs.readFileSync(file, "utf8"), page, file));
const player = window.banbaoPlayer;

/* mulberry32 */
let state = seed >>> 0;
const random = () => {
  state = (state + 0x6D2B79F5) | 0;
  let t = Math.imul(state ^ state >>> 15, 1 | state);
  t = t + Math.imul(t ^ t >>> 7, 61 | t) ^ t;
  return ((t ^ t >>> 14) >>> 0) / 4294967296;
};
const below = (n) => Math.floor(random() * n);
const pick = (list) => list[below(list.length)];
const some = (most, make) => Array.from({ length: below(most + 1) }, make);

const said = {};
const check = (name, ok, input) => {
  if (!ok && (said[name] = (said[name] || 0) + 1) <= 3) console.log(name + ": " + JSON.stringify(input));
};
const never = (name, input, call) => {
  try {
    return call();
  } catch (e) {
    check(name + " throws " + e, false, input);
  }
};

/* Anything that JSON can say. */
const anything = (deep) => pick([
  () => null, () => true, () => "", () => "走楼梯，快下楼", () => "__proto__", () => 0, () => -1, () => 1e308, () => below(100), () => 1.5,
  () => deep > 2 ? 0 : some(3, () => anything(deep + 1)),
  () => deep > 2 ? 0 : ({ toString: anything(deep + 1), valueOf: 1, length: anything(deep + 1) }),
])();
/* What should be there, or now and then anything. */
const mostly = (value) => (below(12) ? value : anything(0));

const now = 1795000000, times = () => now + pick([-1e6, -86401, -60, -1, 0, 1, 60, 86400, 1e6]);
const alert = () => {
  const a = {
    id: mostly(pick(["fire", "water", "a b"])), sent: mostly(times()), from: mostly(times()), expires: mostly(times()),
    status: mostly(pick(["actual", "exercise", "test"])), colour: mostly(pick(["red", "orange", "yellow", "blue"])),
    screens: mostly(pick([["*"], ["hall"], ["lift"], []])), title: mostly("火警疏散"), headline: mostly("走楼梯，快下楼"),
    acts: mostly(some(4, () => mostly("弯腰捂住口鼻。"))), issuer: mostly("居委会"), phone: mostly("010-8000 0000"), source: mostly(pick(["hand", "notice"])),
  };
  Object.keys(a).forEach((key) => { if (!below(30)) delete a[key]; });
  return a;
};
/* A text as it is, or cut, or with a sign changed: half a file, a bad line. */
const sent = (value) => {
  const text = JSON.stringify(value);
  const at = below(text.length + 1);
  return pick([text, text, text, text.slice(0, at), text.slice(0, at) + pick(["\"", "0", "{", "\u0000", "<html>"]) + text.slice(at + 1)]);
};

const trial = {
  manifest() {
    const digits = (n) => Array.from({ length: n }, () => below(16).toString(16)).join("");
    const value = mostly({
      version: mostly(1), screen: mostly("hall"), since: mostly(now), size: mostly(1 + below(1e6)), set: mostly("set-" + digits(12) + ".html"),
      sha256: mostly(digits(64)), loop: mostly(180), player: mostly(digits(12)),
    });
    const text = sent(value);
    const m = never("manifest", text, () => player.manifest(text, "hall"));
    if (!m) return;
    check("a manifest of another screen", m.screen === "hall", text);
    check("a set outside its folder", /^set-[0-9a-f]{12}\.html$/.test(m.set) && m.set.slice(4, 16) === m.hash, text);
    check("a sum that is none", typeof m.sha256 === "string" && /^[0-9a-f]{64}$/.test(m.sha256), text);
    check("a size that nobody should load", m.size >= 1 && m.size <= 2e7 && m.size % 1 === 0, text);
  },

  alerts() {
    const text = sent(mostly({ version: mostly(1), sequence: mostly(below(1e6)), alerts: mostly(some(4, () => mostly(alert()))) }));
    const news = never("alerts", text, () => player.alerts(text, "hall"));
    if (!news) return;
    check("a sequence that is none", Number.isInteger(news.sequence) && news.sequence >= 0, text);
    const known = never("inForce", text, () => player.inForce(news.alerts, now)) || [];
    const gravity = known.map((a) => ["blue", "yellow", "orange", "red"].indexOf(a.colour));
    check("alerts out of order", gravity.every((g, i) => g >= 0 && (!i || gravity[i - 1] >= g)), text);
    known.forEach((a) => {
      check("an alert that has ended", a.expires > now && player.alertEnd(a) > now, text);
      check("an alert for another screen", a.screens.indexOf("*") >= 0 || a.screens.indexOf("hall") >= 0, text);
      const pages = never("alertPages", text, () => player.alertPages(a, 2));
      check("pages without an end", pages >= 1 && pages < 1e5, text);
      for (let page = 0; page < Math.min(pages, 3); page++) {
        never("takeover", text, () => player.takeover(a, "09:00", page, 2));
        never("banner", text, () => player.banner(a, page, 2));
      }
      const slide = never("blueSlide", text, () => player.blueSlide(a, "09:00"));
      if (slide) check("a slide that stays for ever", slide.dwell >= 8 && slide.dwell < 1e5, text);
    });
    /* What is kept over a start is read again as it was. */
    const kept = JSON.stringify({ version: 1, sequence: news.sequence, alerts: news.alerts });
    const again = never("alerts again", text, () => player.alerts(kept, "hall"));
    check("kept alerts are others", again && JSON.stringify(again.alerts) === JSON.stringify(news.alerts), text);
  },

  choose() {
    const items = some(8, () => "notices/" + below(9));
    const slides = [];
    items.forEach((item, i) => {
      if (items.indexOf(item) !== i) return;
      const kind = pick(["notice", "publicity", "guide"]), level = pick(["normal", "pinned", "urgent"]);
      some(2, () => 0).concat(0).forEach((_, n) => {
        const el = element("section");
        pick([
          () => el.setAttribute("data-windows", times() + "-" + times() + ",-" + times()),
          () => { el.setAttribute("data-from", times()); el.setAttribute("data-until", times()); },
          () => el.setAttribute("data-until", times()), () => 0,
        ])();
        slides.push({ id: item + "." + n, item, kind, level, quiet: !below(12), undated: !below(3), windows: player.windows(el), dwell: 5 + below(20) });
      });
    });
    const trusted = below(3) > 0, length = pick([0, 60, 180]);
    const shown = {};
    let next = pick(["", "notices/0", "gone"]);
    for (let turn = 0; turn <= items.length; turn++) {
      const loop = never("choose", slides, () => player.choose(slides, now, trusted, length, next));
      if (!loop) return;
      loop.queue.forEach((s) => {
        shown[s.id] = true;
        check("an ended slide is shown", !trusted || s.windows.some((w) => now >= w[0] && now < w[1]), slides);
        check("a dated slide is shown while nobody knows the time", trusted || s.undated, slides);
        check("the quiet slide is in a loop", !s.quiet, slides);
      });
      check("a slide twice in a loop", new Set(loop.queue).size === loop.queue.length, slides);
      next = loop.next;
    }
    slides.forEach((s) => check("a slide that is never shown", s.quiet || !player.valid(s, now, trusted) || shown[s.id], slides));
  },

  rest() {
    const text = pick(["22:00-06:00", "", "x", "99:99-00:00", "12:00-12:00,"]);
    never("resting", text, () => player.resting(text, below(1440)));
    const zone = pick(["28800", "28800,1795000001:32400", "x,y", "", "1e9"]);
    const local = never("local", zone, () => player.local(zone, times()));
    if (local && zone.indexOf("x") < 0) check("no day", /^\d{4,6}-\d\d-\d\d$/.test(local.day) && /^\d\d:\d\d$/.test(local.time), zone);
  },
};

for (let n = 0; n < rounds; n++) Object.keys(trial).forEach((name) => trial[name]());

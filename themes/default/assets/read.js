//import "read/spoken.js"
/* Reads a page aloud, a sentence at a time, where the device has a Chinese
   voice of its own; the sentence that is read is marked. Buttons for pause and
   speed; Escape and leaving the page stop it. Nothing is sent to anybody. */
(() => {
  "use strict";
  const bar = document.getElementById("reader");
  const voices = window.speechSynthesis && window.SpeechSynthesisUtterance ? window.speechSynthesis : null;
  if (!bar || !voices) return;
  const hant = /Hant|TW|HK/.test(document.documentElement.lang);
  const say = hant
    ? { group: "朗讀這一頁", off: "朗讀", on: "暫停", paused: "接著念", stop: "停下", slower: "慢一點", faster: "快一點", speed: "語速：" }
    : { group: "朗读这一页", off: "朗读", on: "暂停", paused: "接着念", stop: "停下", slower: "慢一点", faster: "快一点", speed: "语速：" };
  const make = (name, text, to) => {
    const el = document.createElement(name);
    if (name === "button") { el.type = "button"; el.className = "button"; }
    el.textContent = text;
    to.appendChild(el);
    return el;
  };
  bar.setAttribute("aria-label", say.group);
  const play = make("button", say.off, bar), more = make("div", "", bar);
  more.className = "reader-more";
  const stopping = make("button", say.stop, more), slower = make("button", say.slower, more), quicker = make("button", say.faster, more);
  const speed = make("span", "", more);
  speed.setAttribute("role", "status");

  const rates = [0.6, 0.75, 0.9, 1.1, 1.35];
  const words = ["很慢", "慢", "平常", "快", "很快"];
  let rate = 2;
  try { const kept = Number(localStorage.getItem("banbao-rate") || 2); if (words[kept]) rate = kept; } catch (e) { /* not allowed */ }

  /* ---- the sentences of the page ---- */

  const blocks = "p,li,h1,h2,h3,h4,dt,dd,td,th,summary,figcaption,caption,small,label,blockquote";
  const silent = "[hidden],[aria-hidden=true],script,style,svg,nav,button,input,.no-print,.visually-hidden,.issuer";
  const texts = () => {
    const all = [];
    const from = document.querySelector(".sheet,.piece");
    const roots = from ? [from] : document.querySelectorAll("main .page-head,main .stack");
    Array.prototype.forEach.call(roots, (root) => {
      const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const at = node.parentElement;
        if (!node.data.trim() || at.closest(silent) || !at.getClientRects().length) continue;
        const block = at.closest(blocks) || root, last = all[all.length - 1];
        if (last && last.block === block) last.nodes.push(node);
        else all.push({ block: block, nodes: [node] });
      }
    });
    return all;
  };
  /* Where a character of a block stands: in which node, and how far in. */
  const place = (nodes, at, end) => {
    for (let i = 0; i < nodes.length; i++) {
      if (at < nodes[i].length || end && at === nodes[i].length) return [nodes[i], at];
      at -= nodes[i].length;
    }
    const last = nodes[nodes.length - 1];
    return [last, last.length];
  };
  const sentences = () => {
    const all = [];
    texts().forEach((one) => {
      const text = one.nodes.map((n) => n.data).join("");
      const cut = /[^。！？；!?;]+[。！？；!?;]*[”’）」』]*/g;
      for (let m = cut.exec(text); m; m = cut.exec(text)) {
        if (!/[\u3400-\u9fffA-Za-z0-9]/.test(m[0])) continue;
        const range = document.createRange();
        range.setStart.apply(range, place(one.nodes, m.index + m[0].search(/\S/)));
        range.setEnd.apply(range, place(one.nodes, m.index + m[0].length, true));
        all.push({ text: banbaoSpoken(m[0].trim()), range: range, block: one.block });
      }
    });
    return all;
  };

  /* ---- the mark: the sentence, or in older browsers what it stands in ---- */

  const marks = window.Highlight && window.CSS && CSS.highlights ? CSS.highlights : null;
  let marked = null;
  const mark = (one) => {
    if (marked) marked.classList.remove("is-read");
    marked = one && !marks ? one.block : null;
    if (marked) marked.classList.add("is-read");
    if (marks && one) marks.set("reading", new Highlight(one.range));
    else if (marks) marks.delete("reading");
    if (!one) return;
    const box = one.range.getBoundingClientRect();
    if (box.top < 0 || box.bottom > window.innerHeight) one.block.scrollIntoView({ block: "center" });
  };

  /* ---- reading ---- */

  let list = [], next = 0, turn = 0, state = "off", voice = null, spoken = null;
  const show = () => {
    play.textContent = say[state];
    more.hidden = state === "off";
    speed.textContent = say.speed + words[rate];
    slower.setAttribute("aria-disabled", String(rate === 0));
    quicker.setAttribute("aria-disabled", String(rate === rates.length - 1));
  };
  const stop = () => { turn++; state = "off"; voices.cancel(); mark(null); show(); };
  const speak = () => {
    const mine = ++turn;
    if (next >= list.length) return stop();
    voices.cancel();
    mark(list[next]);
    spoken = new SpeechSynthesisUtterance(list[next].text);   // kept, or some browsers forget it
    spoken.voice = voice;
    spoken.lang = voice.lang;
    spoken.rate = rates[rate];
    spoken.onend = () => { if (mine === turn && state === "on") { next++; speak(); } };
    spoken.onerror = () => { if (mine === turn) stop(); };
    voices.speak(spoken);
  };
  const start = () => { list = sentences(); next = 0; state = "on"; show(); speak(); };
  /* Pausing is done here: not every voice can. The sentence begins again. */
  const pause = () => { turn++; state = "paused"; voices.cancel(); show(); };
  const faster = (by) => {
    rate = Math.min(rates.length - 1, Math.max(0, rate + by));
    try { localStorage.setItem("banbao-rate", String(rate)); } catch (e) { /* not allowed: only this page */ }
    show();
    if (state === "on") speak();
  };

  play.addEventListener("click", () => {
    if (state === "on") return pause();
    if (state === "off") return start();
    state = "on";
    show();
    speak();
  });
  stopping.addEventListener("click", () => { stop(); play.focus(); });
  slower.addEventListener("click", () => faster(-1));
  quicker.addEventListener("click", () => faster(1));
  document.addEventListener("keydown", (e) => { if (e.key === "Escape" && state !== "off") stop(); });
  window.addEventListener("pagehide", stop);

  const look = () => {
    const zh = voices.getVoices().filter((v) => /^(zh|cmn)/i.test(v.lang) && v.localService);
    voice = zh.filter((v) => /CN|Hans/i.test(v.lang))[0] || zh[0] || null;
    try { if (voice) localStorage.setItem("banbao-voice", "1"); } catch (e) { /* not allowed */ }
    bar.hidden = !voice || !document.querySelector(".sheet,.piece,main .stack");
  };
  look();
  if (voices.addEventListener) voices.addEventListener("voiceschanged", look);
  else voices.onvoiceschanged = look;
  show();
})();

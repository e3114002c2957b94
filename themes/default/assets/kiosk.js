/* What is touched on a kiosk: the hour and what ends by it, the key pad, the way
   back when nobody touches any more. The pages are plain links and read without
   it. ES2015 and Chromium 53; no dependency, no other host. */
(function () {
  "use strict";
  const root = document.documentElement;
  const attr = (name) => root.getAttribute("data-" + name) || "";
  const by = (id) => document.getElementById(id);
  const all = (selector, f) => Array.prototype.forEach.call(document.querySelectorAll(selector), f);
  const web = /^http/.test(location.protocol) && typeof fetch === "function";
  const idle = 60, warning = 10; // seconds

  /* ---- the hour: a device whose clock lies before the build has none ---- */

  const since = Number(attr("since")) || 0, zone = attr("zone").split(",");
  let ahead = 0; // of the device's clock, as the server said
  const now = () => Date.now() / 1000 + ahead;
  const wall = (t) => {
    let offset = Number(zone[0]) || 0;
    zone.slice(1).forEach((z) => { if (t >= Number(z.split(":")[0])) offset = Number(z.split(":")[1]); });
    const d = new Date((t + offset) * 1000), two = (n) => (n < 10 ? "0" : "") + n;
    return (d.getUTCMonth() + 1) + "月" + d.getUTCDate() + "日　星期" + "日一二三四五六".charAt(d.getUTCDay()) +
      "　" + two(d.getUTCHours()) + ":" + two(d.getUTCMinutes());
  };
  const within = (t, from, until) => (!from || t >= Number(from)) && (!until || t < Number(until));
  const hide = (el, hidden) => { if (el.hidden !== hidden) el.hidden = hidden; };
  const look = () => {
    const trusted = now() >= since, t = trusted ? now() : since;
    root.classList.toggle("untrusted", !trusted);
    const words = wall(t);
    all(".now", (el) => { if (el.textContent !== words) el.textContent = words; });
    all("[data-from],[data-until]", (el) => hide(el, !within(t, el.getAttribute("data-from"), el.getAttribute("data-until"))));
    all("[data-windows]", (el) => { const w = el.getAttribute("data-windows").split("-"); hide(el, !within(t, w[0], w[1])); });
    all(".rows > .none", (el) => hide(el, el.parentNode.querySelectorAll("li:not([hidden]):not(.none)").length > 0));
    const page = current();
    if (page && page.hidden) go("home"); // it ended while it was read
  };

  /* ---- pages ---- */

  const finder = by("finder");
  const current = () => { try { return by(decodeURIComponent(location.hash.slice(1))); } catch (e) { return null; } };
  const go = (id) => { location.replace("#" + id); };
  let list = ""; // the last list, which a text leads back to
  const turned = () => {
    const page = current();
    hush();
    if (page && !page.classList.contains("text")) list = page.id;
    if (finder && page && page.id !== "find" && page.classList.contains("find")) go("find"); // lists for those without script
    document.body.scrollTop = root.scrollTop = 0;
    if (!page || page.id !== "find") clear();
    look();
  };
  document.addEventListener("click", (e) => {
    const link = e.target.closest ? e.target.closest("a.back") : null;
    if (link && list) {
      e.preventDefault();
      location.hash = list;
    }
  });

  /* ---- letters ---- */

  const most = 6;
  let typed = "", entries = [];
  const at = (keys, k) => {
    for (let i = 0; i < typed.length; i++) if (!keys[k + i] || keys[k + i].indexOf(typed.charAt(i)) < 0) return false;
    return true;
  };
  /* Where in a name the letters stand, the first place of all; -1 for none. */
  const place = (keys) => {
    for (let k = 0; k + typed.length <= keys.length; k++) if (at(keys, k)) return k;
    return -1;
  };
  const find = () => {
    const live = {}, found = [];
    entries.forEach((entry) => {
      for (let k = 0; k + typed.length <= entry.keys.length; k++) {
        if (at(entry.keys, k)) (entry.keys[k + typed.length] || "").split("").forEach((c) => { live[c] = true; });
      }
      const first = place(entry.keys);
      if (typed && first >= 0) found.push({ entry: entry, first: first });
    });
    found.sort((a, b) => Math.min(a.first, 1) - Math.min(b.first, 1));
    const hits = by("hits");
    hits.textContent = "";
    let shown = 0;
    for (; shown < found.length; shown++) {
      const row = found[shown].entry.row.cloneNode(true), letters = row.querySelectorAll("rt"), letter = row.querySelector(".letter");
      if (letter) letter.parentNode.removeChild(letter);
      for (let k = 0; k < typed.length; k++) {
        letters[found[shown].first + k].classList.add("on");
        letters[found[shown].first + k].textContent = typed.charAt(k).toUpperCase();
      }
      hits.appendChild(row);
      if (hits.clientHeight && hits.scrollHeight > hits.clientHeight + 1) {
        hits.removeChild(row);
        break;
      }
    }
    by("found").textContent = !typed ? "先按第一个字的声母。" : "找到" + found.length + "件" + (shown < found.length ? "，再按一个字母就近了。" : "。");
    all(".typed i", (el, k) => {
      el.textContent = typed.charAt(k).toUpperCase();
      el.className = k === typed.length ? "wait" : "";
    });
    all("#pad button", (el) => {
      el.disabled = el.id ? !typed : typed.length >= most || !live[el.textContent.toLowerCase()];
    });
  };
  const clear = () => { if (finder && typed) { typed = ""; find(); } };
  if (finder) {
    all(".find .rows a[data-keys]", (a) => entries.push({ row: a.parentNode, keys: a.getAttribute("data-keys").split(" ") }));
    by("pad").addEventListener("click", (e) => {
      const key = e.target;
      if (key.tagName !== "BUTTON" || key.disabled) return;
      typed = key.id === "clear" ? "" : key.id === "undo" ? typed.slice(0, -1) : typed + key.textContent.toLowerCase();
      find();
      if (key.disabled) by(typed ? "undo" : "pad").focus();
    });
    finder.hidden = false;
    root.classList.add("typing");
    find();
  }

  /* ---- printing ---- */

  all("[data-print]", (el) => {
    el.hidden = false;
    el.addEventListener("click", () => {
      const page = current(), item = page && page.getAttribute("data-item");
      all(".page", (p) => p.classList.toggle("printed", p === page || Boolean(item) && p.getAttribute("data-item") === item));
      root.classList.add("printing");
      window.print();
    });
  });

  /* ---- reading aloud, where the device has a Chinese voice of its own ---- */

  const voices = window.speechSynthesis && window.SpeechSynthesisUtterance ? window.speechSynthesis : null;
  let voice = null, reading = false;
  const reads = (yes) => {
    reading = yes;
    all("[data-read] button", (el) => { el.textContent = yes ? "停下" : "朗读"; });
  };
  const hush = () => {
    if (reading) voices.cancel();
    reads(false);
  };
  /* A sentence at a time: some voices stop in the middle of a long text. */
  const say = (sentences) => {
    if (!reading || !sentences.length) return reads(false);
    const one = new SpeechSynthesisUtterance(sentences[0]);
    one.voice = voice;
    one.lang = voice.lang;
    one.rate = 0.85;
    one.onend = () => { if (reading) say(sentences.slice(1)); };
    one.onerror = () => reads(false);
    voices.speak(one);
  };
  const findVoice = () => {
    const zh = voices.getVoices().filter((v) => /^(zh|cmn)/i.test(v.lang) && v.localService);
    voice = zh.filter((v) => /CN|Hans/i.test(v.lang))[0] || zh[0] || null;
    all("[data-read]", (el) => hide(el, !voice));
  };
  if (voices) {
    findVoice();
    voices.onvoiceschanged = findVoice;
    all("[data-read] button", (el) => el.addEventListener("click", () => {
      if (reading) return hush();
      const page = current(), words = [];
      Array.prototype.forEach.call(page.querySelectorAll("h1,h2,.parts p,.parts .word,.cells"), (part) => {
        if (part.getClientRects().length) words.push(part.innerText);
      });
      reads(true);
      say(words.join("。").split(/[。！？；\n]+/).map((text) => text.trim()).filter((text) => text));
    }));
    window.addEventListener("pagehide", hush);
  }

  /* ---- the way back ---- */

  /* Back to the loop, if that is there: kept by the worker, on this device, or
     answered by the server. Else the first page stays. */
  let asking = false;
  const home = new URL(attr("home"), location.href).href;
  const there = () => {
    if (!web) return Promise.resolve(true);
    const kept = "caches" in window ? caches.match(home.replace(/index\.html$/, "")).catch(() => null) : Promise.resolve(null);
    return kept.then((r) => Boolean(r) && Boolean(navigator.serviceWorker && navigator.serviceWorker.controller) ||
      fetch(home, { cache: "no-store" }).then((answer) => (answer.ok ? answer.text() : "")).then((text) => text.indexOf("data-screen=") > 0));
  };
  const leave = () => {
    clear();
    hush();
    list = "";
    ask(false);
    go("home");
    if (asking) return;
    asking = true;
    const stay = () => { asking = false; quiet = idle - warning - 10; }; // again in ten seconds, if nobody comes
    there().then((yes) => {
      if (!yes) return stay();
      location.replace(home);
    }).catch(stay);
  };
  let quiet = 0;
  const ask = (yes) => {
    if (by("ask").hidden === !yes) return;
    by("ask").hidden = !yes;
    root.classList.toggle("asking", yes);
    if (yes) by("ask-stay").focus();
  };
  const touched = () => {
    quiet = 0;
    ask(false);
  };
  ["touchstart", "mousedown", "pointerdown", "keydown"].forEach((kind) => document.addEventListener(kind, (e) => {
    if (by("ask").hidden) quiet = 0; // while it asks, only an answer counts
    else if (kind === "keydown" && e.key === "Tab") e.preventDefault();
  }, true));
  by("ask-stay").addEventListener("click", touched);

  /* ---- alerts: who stands here must see them ---- */

  const alarm = () => fetch("../../alert.json?" + Math.floor(Date.now() / 1e4), { cache: "no-store" }).then((answer) => {
    const t = Date.parse(answer.headers.get("Date")) / 1000;
    if (t >= since && Math.abs(t - now()) > 120) ahead = t - Date.now() / 1000;
    return answer.ok ? answer.json() : { alerts: [] };
  }).then((news) => {
    const over = news.alerts.some((a) => /red|orange/.test(a.colour) && within(now(), a.from, a.expires) &&
      a.screens.some((s) => s === "*" || s === attr("screen")));
    if (over) leave();
  }).catch(() => null);

  /* ---- the second ---- */

  let seconds = 0;
  const tick = () => {
    setTimeout(tick, 1000);
    seconds++;
    quiet = reading ? 0 : quiet + 1; // who listens does not touch
    look();
    if (web && seconds % 10 === 1) alarm();
    const left = idle - quiet;
    if (left <= 0) leave();
    else if (left <= warning) {
      by("ask-left").textContent = String(left);
      ask(true);
    }
  };
  window.addEventListener("hashchange", turned);
  document.addEventListener("contextmenu", (e) => e.preventDefault());
  turned();
  setTimeout(tick, 1000);
})();

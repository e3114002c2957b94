//import "player/time.js"
//import "player/loop.js"
//import "player/sha256.js"
//import "player/check.js"
//import "player/store.js"
//import "player/net.js"
//import "player/seal.js"
//import "player/alert.js"
//import "player/stage.js"
//import "player/shell.js"
//import "player/touch.js"
/* The player of a screen. It looks once a second what time it is, what the server
   said, and what should be on the glass; it never leaves the page for what may
   not be there. ES2015 and Chromium 53; no dependency, no other host. */
(function (player) {
  "use strict";
  const root = document.documentElement;
  const attr = (name) => root.getAttribute("data-" + name) || "";
  const id = attr("screen"), zone = attr("zone") || "28800", version = attr("version"), wake = attr("wake");
  if (!id) return;

  const mono = () => performance.now() / 1000, device = () => Date.now() / 1000;
  const at = /[?&]at=([^&]+)/.exec(location.search), preview = at ? player.moment(zone, at[1].replace(/%3A/gi, ":")) : NaN;
  const trial = preview === preview; // a look at another hour: nothing is asked, nothing stored
  const web = /^http/.test(location.protocol) && typeof fetch === "function" && !trial;
  const began = mono(), since = Number(attr("since")) || 0;

  /* The last mistakes, for whoever stands before the screen with a keyboard. */
  const notes = [];
  const note = player.note = (e) => {
    notes.push(String(e && e.message || e));
    if (notes.length > 20) notes.shift();
  };
  const never = (promise) => promise.catch(note);

  const small = new player.Small("banbao:" + id + ":", trial);
  const clock = player.clock = trial ?
    new player.Clock(() => preview + mono() - began, mono, preview, null) :
    new player.Clock(device, mono, since, small.get("time"));
  const seal = new player.Seal(attr("key"), note);
  const net = new player.Net(mono), shell = new player.Shell(id, net);
  const quick = window.matchMedia && !matchMedia("(prefers-reduced-motion: reduce)").matches;
  const stage = new player.Stage(!quick);

  /* ---- sets: the present one, the one before until the present one has been
     shown whole, and the one that comes. ---- */

  let current = null, previous = null, incoming = null, sets = null;
  let queue = [], next = "", slide = null, spent = 0;
  const banned = (hash) => ((small.get("strikes") || {})[hash] || 0) >= 2;

  /* What is touched changes with the slides. */
  const keepTouch = () => (web && shell.able && attr("touch") ? shell.keepTouch(attr("touch")) : null);
  const adopt = (set) => {
    const known = current ? current.slides.map((s) => s.item) : [];
    previous = current;
    current = set;
    clock.raise(set.since);
    queue = [];
    const news = set.slides.filter((s) => !s.quiet && known.indexOf(s.item) < 0)[0];
    if (known.length && news) next = news.item; // what is new comes first
    if (came) never(Promise.resolve().then(keepTouch));
  };

  /* A set that throws or shows nothing does so once; then the one before it. */
  const strike = (why, hash) => {
    note(why);
    const strikes = small.get("strikes") || {}, names = Object.keys(strikes);
    strikes[hash] = (strikes[hash] || 0) + 1;
    if (names.length > 20) delete strikes[names[0]];
    small.set("strikes", strikes);
    if (hash !== current.hash || !banned(hash) || !previous) return;
    current = previous;
    previous = null;
    queue = [];
    slide = null;
  };

  const fromRecord = (record) => {
    const holder = document.createElement("div");
    holder.innerHTML = player.text(record.bytes);
    return player.readSet(holder, record);
  };

  /* Shown whole: what was before it is not needed any more. */
  const prove = () => {
    if (++current.loops !== 1) return;
    previous = null;
    if (sets && !incoming && !downloading) never(sets.then((s) => s.only([current.hash])));
  };

  let downloading = false;
  const download = (m) => {
    const hash = m.hash, ended = () => { downloading = false; };
    downloading = true;
    const result = net.get(m.set, m.size).then((got) => {
      if (got.bytes.byteLength !== m.size) throw new Error("size of " + m.set);
      return player.digest(got.bytes).then((digest) => {
        if (digest !== m.sha256) throw new Error("bytes of " + m.set);
        const record = {
          hash: hash, sha256: m.sha256, size: m.size, since: m.since, loop: Number(m.loop) || 180, bytes: got.bytes,
          /* what it came after, of which the page's own set may come up again */
          after: [attr("set")].concat(current.after.concat(current.hash).slice(-20)),
        };
        let set = null;
        try {
          set = fromRecord(record);
        } catch (e) {
          strike(e, hash);
          throw e;
        }
        const stored = sets ? sets.then((s) => s.put(record)).catch(note) : Promise.resolve();
        return stored.then(() => { incoming = set; });
      });
    });
    result.then(ended, ended);
    return result;
  };

  /* ---- what the server says ---- */

  let alerts = [], sequence = -1, heardAt = -Infinity, sureAt = -1, renew = false;

  const ask = (url, path, most, accept) => net.get(url, most).then((got) => {
    const text = player.text(got.bytes), value = accept(text);
    if (!value) throw new Error("not " + url);
    return seal.check("screens/" + path, text).then(() => {
      if (got.time === got.time) clock.sample(got.time);
      return value;
    });
  });

  const hear = (news) => {
    /* An older file is a copy from some cache, until it is all there is for long;
       with a key it is refused for ever, but for one that a wrong clock has made. */
    const strict = seal.state === "checks" && !(clock.verified && sequence > clock.now() + 172800);
    if (news.sequence < sequence && (strict || mono() - Math.max(began, sureAt) < 900)) return note("old alerts");
    sureAt = heardAt = mono();
    sequence = news.sequence;
    alerts = news.alerts;
    small.set("alerts", { version: 1, sequence: sequence, alerts: alerts });
    if (current) look();
    else again();
  };

  const polls = web ? [
    new player.Poll(mono, 10, () => ask("../alert.json", "alert.json", 65536, (text) => player.alerts(text, id)).then((news) => {
      if (polls[1].fails) polls[1].soon(); // the network is back
      hear(news);
    })),
    new player.Poll(mono, 60, () => ask("manifest.json", id + "/manifest.json", 5e6, (text) => player.manifest(text, id)).then((m) => {
      if (m.since < current.since) throw new Error("old manifest");
      if (clock.verified && m.since > clock.now() + 129600) throw new Error("manifest of the future");
      const wanted = m.player || version;
      const hash = m.hash;
      if (hash === current.hash) incoming = null;
      const has = hash === current.hash || banned(hash) || incoming && incoming.hash === hash;
      return (has ? Promise.resolve() : download(m)).then(() => {
        if (wanted !== version && !renew && shell.able) return shell.keep(wanted).then(() => { renew = true; });
      });
    })),
  ] : [];

  const soon = () => polls.forEach((p) => p.soon());

  /* Loads the page anew: only if that needs no network, and three times an hour
     at most. */
  let reloading = false;
  const reload = (why) => {
    if (reloading) return;
    reloading = true;
    never(shell.safe().then((safe) => {
      const now = device(), recent = (small.get("reloads") || []).filter((t) => t <= now && now - t < 3600);
      reloading = false;
      if (!safe || recent.length >= 3) return;
      small.set("reloads", recent.concat(now));
      keepTime();
      note(why);
      location.reload();
    }));
  };

  /* ---- what is on the glass ---- */

  /* The moment with its words: days say the lunar date and the term. */
  let dayKey = "", dayWords = [];
  const moment = () => {
    const t = clock.now(), words = player.local(zone, t), key = current.hash + words.day;
    if (key !== dayKey) {
      dayKey = key;
      const i = current.days.indexOf("|" + words.day + ":");
      dayWords = i < 0 ? [] : current.days.slice(i + 12).split("|")[0].split(",");
    }
    const lunar = /^农历/.test(dayWords[0] || "") ? 1 : 0;
    words.lunar = lunar ? dayWords[0] : "";
    words.term = dayWords[lunar] || "";
    return { t: t, words: words, trusted: clock.trusted };
  };
  let blue = []; // alerts that are slides
  const valid = (s, m) => (s.kind === "alert" ? blue.indexOf(s) >= 0 : player.valid(s, m.t, m.trusted));

  const show = (s, m, must) => {
    slide = s;
    spent = 0;
    stage.show(s, m, must);
  };

  const advance = (m, must) => {
    if (incoming) {
      adopt(incoming);
      incoming = null;
    } else if (renew && !must) reload("new player");
    for (let tries = 0; tries < 2; tries++) {
      while (queue.length) {
        const s = queue.shift();
        if (valid(s, m)) return show(s, m, must);
      }
      if (slide && slide.set === current && !tries) prove();
      const loop = player.choose(current.slides, m.t, m.trusted, current.loop, next);
      next = loop.next;
      queue = blue.concat(loop.queue);
    }
    show(current.quiet, m, must);
  };

  /* Under a warning a slide has three quarters of the glass. What does not fit
     has it for as long as the warning is read, then all of it. */
  const reading = 8;
  const loop = (m, passed) => {
    spent += passed;
    if (stage.slide && stage.slide === slide && stage.shown++ === 0 && !stage.painted()) {
      strike("nothing to see in " + slide.id, current.hash);
      return advance(m, true);
    }
    const warned = stage.warn(m.warned && spent < reading);
    if (!slide || !valid(slide, m)) advance(m, true);
    else if (spent >= slide.dwell + (warned ? reading : 0)) advance(m, false);
    else if (slide.quiet && (blue.length || current.slides.some((s) => !s.quiet && valid(s, m)))) advance(m, false);
    stage.fill(m);
  };

  /* Which alert, if any: several of one gravity take turns. */
  const urgent = (m) => {
    const known = m.trusted || mono() - heardAt < 60 ? player.inForce(alerts, m.t) : [];
    const pick = (list) => list[Math.floor(mono() / 12) % (list.length || 1)];
    const is = (colours) => known.filter((a) => colours.indexOf(a.colour) >= 0);
    const red = is(["red"]);
    const key = (a) => sequence + " " + a.id + " " + a.sent + " " + a.status;
    const before = blue;
    blue = is(["blue"]).map((a) => before.filter((s) => s.key === key(a))[0] || Object.assign(
      player.blueSlide(a, player.local(zone, a.sent).time), { key: key(a) }));
    queue = blue.filter((s) => before.indexOf(s) < 0).concat(queue); // what is new comes next
    return { over: pick(red.length ? red : is(["orange"])), warning: pick(is(["yellow"])), key: key };
  };

  let mode = "start", shownAlert = "", last = mono();
  const look = () => {
    const m = moment(), now = mono(), passed = Math.min(5, now - last), u = urgent(m), before = mode;
    last = now;
    const resting = m.trusted && player.resting(attr("rest"), m.words.minutes);
    mode = u.over ? "alert" : resting ? "rest" : "loop";
    const a = u.over || (resting ? null : u.warning);
    shownAlert = a ? a.id : "";
    m.warned = Boolean(a && !u.over);
    stage.rest(mode === "rest");
    root.classList.toggle("untrusted", !m.trusted);
    const turn = a && player.alertPages(a, stage.lines) > 1 ? Math.floor(now / 10) : 0;
    stage.alert(a ? u.key(a) : "", a && (u.over ? "takeover" : "warning"), turn, a, (page, lines) =>
      (u.over ? player.takeover(a, player.local(zone, a.sent).time, page, lines) : player.banner(a, page, lines)));
    if (mode === "loop" && before !== "loop") spent = 0; // back at the same slide, for its whole time
    try {
      if (mode === "loop") loop(m, passed);
      else if (slide && !valid(slide, m)) advance(m, true);
    } catch (e) {
      slide = null;
      strike(e, current.hash);
    }
    return m;
  };

  /* ---- the second ---- */

  let lock = null, locking = -60;
  const awake = () => {
    const want = wake === "hold" || wake === "rest" && mode !== "rest";
    if (!navigator.wakeLock || trial || document.hidden) return;
    if (!want && lock) {
      never(lock.release());
      lock = null;
    } else if (want && !lock && mono() - locking > 30) {
      locking = mono();
      never(navigator.wakeLock.request("screen").then((l) => {
        lock = l;
        l.addEventListener("release", () => { if (lock === l) lock = null; });
      }));
    }
  };

  const keepTime = () => {
    const kept = clock.keep();
    if (kept) small.set("time", kept);
  };

  let minute = -1, kept = -Infinity, sure = false, sought = false, ticked = mono(), daily = began, came = false;
  const tick = () => {
    ticked = mono();
    clock.step();
    net.sweep();
    polls.forEach((p, i) => { if (current || !i) p.look(); });
    /* First the sets that are stored and the first word of the server, so that
       nothing ended is shown; but nobody waits long for either. */
    if (!current) {
      const waited = ticked - began;
      if (!(sought || waited >= 3) || polls.length && sureAt < 0 && !polls[0].fails && waited < 1) return;
      start();
    }
    stage.step();
    const m = look();
    if (Math.floor(m.t / 60) !== minute) {
      minute = Math.floor(m.t / 60);
      stage.orbit(minute);
    }
    if (ticked - kept >= 600 || clock.verified && !sure) {
      kept = ticked;
      sure = clock.verified;
      keepTime();
    }
    awake();
    if (!came) {
      came = true;
      if (web) never(shell.register().then(() => shell.alive()).then(() => shell.kept()).then((v) => (v === version ? null : shell.keep(version))).then(keepTouch));
      if (web && navigator.storage && navigator.storage.persist) never(navigator.storage.persist());
    }
    if (mode === "rest" && ticked - daily > 72000) { // once a day, while nobody looks
      daily = ticked;
      reload("daily");
    }
  };

  /* One timer for the second, one that sees whether it still goes. */
  let timer = 0, silent = 0;
  const go = () => {
    timer = setTimeout(go, 1000);
    try {
      tick();
    } catch (e) {
      note(e);
    }
  };
  const watch = () => {
    setTimeout(watch, 30000);
    if (mono() - ticked < 60) silent = 0;
    else if (silent++) reload("no tick");
    else {
      clearTimeout(timer);
      go();
    }
  };

  /* ---- the beginning ---- */

  const holder = document.getElementById("set");
  const inline = () => player.readSet(holder, { hash: attr("set"), since: since, loop: Number(attr("loop")) || 180 });
  let stored = null;
  const start = () => {
    let mine = null;
    try {
      mine = current = inline();
    } catch (e) {
      note(e);
      if (!stored) throw e;
    }
    if (stored && (!mine || stored.hash !== mine.hash) && (!mine || banned(mine.hash) || stored.since > mine.since ||
        stored.since === mine.since && stored.after.indexOf(mine.hash) >= 0)) {
      try {
        adopt(fromRecord(stored));
      } catch (e) {
        note(e);
      }
    }
    next = "";
    stored = null;
    holder.parentNode.removeChild(holder);
  };
  const begin = () => {
    const old = web && player.alerts(JSON.stringify(small.get("alerts")), id);
    if (old) {
      alerts = old.alerts;
      sequence = old.sequence;
    }
    if (web && window.indexedDB) {
      sets = Promise.resolve().then(() => new player.Sets("banbao-screen-" + id));
      sets.then((s) => s.newest(banned)).then((record) => { stored = record; }).catch((e) => {
        note(e);
        sets = null;
      }).then(() => {
        sought = true;
        again();
      });
    } else sought = true;
    window.addEventListener("online", soon);
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) return;
      soon();
      again();
    });
    go();
    watch();
  };
  const again = () => { // now, and then each second from here
    clearTimeout(timer);
    go();
  };

  /* For tests, and for whoever looks into a screen. */
  player.state = () => ({
    screen: id, version: version, mode: mode, time: clock.now(), trusted: clock.trusted, verified: clock.verified, wrong: clock.wrong,
    set: current ? current.hash : "", slide: slide ? slide.id : "", shown: stage.slide ? stage.slide.id : "", alert: shownAlert, sequence: sequence,
    previous: previous ? previous.hash : "", incoming: incoming ? incoming.hash : "",
    sets: [previous, current, incoming].filter((s) => s).map((s) => s.hash), queue: queue.map((s) => s.id),
    strikes: small.get("strikes") || {}, seal: seal.state, fails: polls.map((p) => p.fails), flights: net.flights.length, errors: notes.slice(),
  });
  player.preview = trial ? { zone: zone, now: () => clock.now() } : null;

  begin();
  if (attr("touch") && !trial) player.touch(attr("touch"), web, () => mode !== "alert", note);
  const strip = trial && attr("preview");
  if (strip) {
    const script = document.createElement("script");
    script.src = strip;
    document.body.appendChild(script);
  }
})(window.banbaoPlayer = window.banbaoPlayer || {});

/* What must be right before the first line is drawn, so that nothing moves or
   grows before a reader's eyes: large type (长者版), the day, urgent notices.
   It stands at the end of today.js, for which alone pages wait, and stays
   small. Pages are complete without it; without script the switch for large
   type holds for one page, by the style sheet alone. */
(() => {
  "use strict";
  const page = document.documentElement, name = "banbao-elder", today = window.banbaoToday;
  const kept = (key) => { try { return localStorage.getItem(key); } catch (e) { return null; /* not allowed */ } };
  const keep = (v) => { try { localStorage.setItem(name, v); } catch (e) { /* not allowed: only this page */ } };
  const box = () => document.getElementById("elder");
  const show = (on) => {
    page.classList.toggle("is-elder", on);
    if (box()) box().checked = on;
  };

  /* Remembered where the browser allows it; ?elder=1 in an address asks for it,
     ?elder=0 for the ordinary type. */
  const asked = /[?&]elder=([01])(&|$)/.exec(location.search);
  if (asked) keep(asked[1]);
  show((asked ? asked[1] : kept(name)) === "1");
  page.classList.toggle("has-voice", kept("banbao-voice") === "1"); /* read.js has found one */
  document.addEventListener("DOMContentLoaded", () => {
    if (!box()) return;
    box().checked = page.classList.contains("is-elder");
    box().addEventListener("change", () => { show(box().checked); keep(box().checked ? "1" : "0"); });
  });
  /* The page before, shown again as it was left. */
  window.addEventListener("pageshow", (e) => { if (e.persisted && kept(name) !== null) show(kept(name) === "1"); });

  const make = (to, tag, className, text) => {
    const el = to.appendChild(document.createElement(tag));
    if (className) el.className = className;
    if (text) el.textContent = text;
    return el;
  };

  /* Which of the days it is; -1 where none is known. */
  today.at = (now) => {
    let at = -1;
    today.days.forEach((d, i) => { if (d.at <= now) at = i; });
    return at === today.days.length - 1 ? -1 : at;
  };

  /* The day in the head of the page. */
  today.ear = (day) => {
    const ear = document.getElementById("ear"), shown = ear && ear.querySelector("time");
    if (!ear || shown && shown.getAttribute("datetime") === day.iso) return;
    const icon = ear.querySelector("svg");
    ear.textContent = "";
    const d = day.iso.split("-").map(Number), week = "日一二三四五六".charAt(new Date(Date.UTC(d[0], d[1] - 1, d[2])).getUTCDay());
    make(make(ear, "p"), "time", "day", d[0] + "年" + d[1] + "月" + d[2] + "日 星期" + week).setAttribute("datetime", day.iso);
    if (day.lunar) make(ear, "p", "", day.lunar);
    if (day.weather) {
      const line = make(ear, "p", "weather");
      if (icon) line.appendChild(icon);
      day.weather.forEach((w) => make(line, "span", "nb", w));
    }
    ear.classList.remove("is-waiting");
  };

  /* Urgent notices stand over every page but the front page and their own. */
  const alerts = (main, now) => {
    if (document.querySelector("h1.masthead-name")) return;
    const top = main.firstChild;
    today.urgent.forEach((u) => {
      const bar = document.createElement("p"), href = (page.getAttribute("data-root") || "") + u.href;
      bar.className = "alert";
      bar.setAttribute("role", "note");
      bar.setAttribute("data-from", u.from);
      if (u.until) bar.setAttribute("data-until", u.until);
      bar.hidden = now < u.from || now >= u.until;
      make(bar, "b", "", "紧急");
      const link = make(bar, "a");
      link.href = href;
      if (link.href === location.href.split(/[?#]/)[0]) return;
      u.title.replace(/[，：、]/g, "$&|").split("|").forEach((phrase) => { link.appendChild(document.createTextNode(phrase)); make(link, "wbr"); });
      main.insertBefore(bar, top);
    });
  };

  /* As soon as the text begins, and before it is drawn. */
  const begin = () => {
    const main = document.getElementById("main"), now = Date.now() / 1000, at = today.at(now);
    if (!main) return false;
    if (at >= 0) today.ear(today.days[at]);
    alerts(main, now);
    return true;
  };
  if (!begin()) {
    const watch = new MutationObserver(() => { if (begin()) watch.disconnect(); });
    watch.observe(page, { childList: true, subtree: true });
  }
})();

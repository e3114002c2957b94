/* Keeps an open page right: what begins and ends by the clock, and the day in the
   head of the page. Pages are complete without it. ES2015, no dependency.
   today.js comes before it and may be missing. */
(() => {
  "use strict";
  const known = window.banbaoToday || {};

  const each = (selector, f) => Array.prototype.forEach.call(document.querySelectorAll(selector), f);
  const number = (el, name) => (el.hasAttribute(name) ? Number(el.getAttribute(name)) : NaN);
  const say = (el, text) => { if (el && el.textContent !== text) el.textContent = text; };
  const make = (name, className, text) => {
    const el = document.createElement(name);
    if (className) el.className = className;
    if (text) el.textContent = text;
    return el;
  };

  /* The next moment, in seconds, at which anything here must look again. */
  let next = Infinity;
  const edge = (t, now) => { if (t > now && t < next) next = t; };

  /* data-from and data-until: to be seen only in between. */
  const windows = (now) => each("[data-from],[data-until]", (el) => {
    const from = number(el, "data-from"), until = number(el, "data-until");
    el.hidden = now < from || now >= until;
    edge(from, now);
    edge(until, now);
  });

  /* data-begin and data-end: a cell for a day, past, now, or to come. */
  const cells = (now) => each("[data-begin]", (el) => {
    const begin = number(el, "data-begin"), end = number(el, "data-end");
    el.classList.toggle("past", now >= end);
    el.classList.toggle("now", now >= begin && now < end);
    if (now >= begin && now < end) el.setAttribute("aria-current", "date");
    else el.removeAttribute("aria-current");
    edge(begin, now);
    edge(end, now);
  });

  /* data-starts, data-days: which day of a publicity it is. data-last is when the
     day begins that it ends with, data-moved what is said where that is later
     than the last counted one, data-unit what is counted. */
  const publicities = (now) => each("[data-starts],[data-days]", (el) => {
    const starts = (el.getAttribute("data-starts") || el.getAttribute("data-days")).split(",").map(Number);
    const day = starts.filter((t) => t <= now).length;
    starts.forEach((t) => edge(t, now));
    const unit = el.getAttribute("data-unit") || "天";
    const words = day ? "第" + day + unit + "，共" + starts.length + unit.charAt(0) : "共" + starts.length + unit;
    const left = el.querySelector("[data-left]");
    if (left) {
      const closes = number(el, "data-closes"), last = number(el, "data-last");
      edge(closes, now);
      edge(last, now);
      left.textContent = "";
      if (now >= closes) left.appendChild(make("span", "", "公示期已满"));
      else if (!day) left.appendChild(make("span", "", "还没开始"));
      else if (day === starts.length) left.appendChild(make("span", "last", now < last ? el.getAttribute("data-moved") : "今天截止"));
      else {
        left.appendChild(make("span", "", "还剩"));
        left.appendChild(make("b", "", String(starts.length - day)));
        left.appendChild(make("span", "", unit));
      }
    } else say(el, (el.hasAttribute("data-days") ? "公示中，" : "") + words);
  });

  /* The name of a window whose page opens by itself. */
  const windowName = (now) => each("title[data-opens]", (el) => {
    const opens = number(el, "data-opens");
    if (now >= opens) document.title = el.getAttribute("data-title");
    edge(opens, now);
  });

  /* What today.js says of the day. */
  const theDay = (now) => {
    if (!known.at) return;
    known.days.forEach((d) => edge(d.at, now));
    const at = known.at(now);
    if (at < 0) return;
    const day = known.days[at], tomorrow = known.days[at + 1];
    known.ear(day);
    if (day.hall) say(document.getElementById("hall"), known.halls[day.hall - 1]);
    each("[data-date]", (el) => {
      const date = el.getAttribute("data-date"), is = date === day.iso;
      el.classList.toggle("today", is);
      el.classList.toggle("past", date < day.iso);
      if (is) el.setAttribute("aria-current", "date");
      else el.removeAttribute("aria-current");
      const word = el.querySelector("[data-weekday]");
      if (word) say(word, is ? "今天" : date === tomorrow.iso ? "明天" : word.getAttribute("data-weekday"));
    });
  };

  /* Printing is the browser's; the button only saves a way through its menus. */
  const printing = () => each("[data-print]", (el) => {
    el.hidden = false;
    el.addEventListener("click", () => window.print());
  });

  /* What reads aloud is fetched only where there is a Chinese voice. */
  const aloud = () => {
    const bar = document.getElementById("reader"), voices = window.SpeechSynthesisUtterance && window.speechSynthesis;
    if (!bar || !voices) return;
    let asked = false;
    const ask = () => {
      if (asked || !voices.getVoices().some((v) => /^(zh|cmn)/i.test(v.lang) && v.localService)) return;
      asked = true;
      const script = document.createElement("script");
      script.src = bar.getAttribute("data-script");
      document.head.appendChild(script);
    };
    ask();
    if (voices.addEventListener) voices.addEventListener("voiceschanged", ask);
    else voices.onvoiceschanged = ask;
  };

  let timer = 0;
  const look = () => {
    const now = Date.now() / 1000;
    next = now + 3600;
    theDay(now);
    windows(now);
    windowName(now);
    cells(now);
    publicities(now);
    clearTimeout(timer);
    timer = setTimeout(look, (next - now) * 1000 + 50);
  };

  printing();
  aloud();
  look();
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
})();

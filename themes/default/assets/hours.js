/* Says whether what has opening hours is open now. open.js comes before it and
   may be missing; without either the hours stand on the page. */
(() => {
  "use strict";
  const known = window.banbaoOpen || { days: [], open: {} };
  let timer = 0;

  /* What to call a day, seen from another. */
  const name = (day, today) => {
    const d = known.days[day];
    if (day === today) return "今天";
    if (day === today + 1) return "明天";
    return day < today + 7 ? d.name : d.date + "（" + d.name + "）";
  };

  const say = (spans, now, today) => {
    const at = spans.filter((s) => now >= s.from && now < s.until)[0];
    if (at) return { open: true, text: "现在开着，到" + at.shuts, next: at.until };
    const next = spans.filter((s) => s.from > now)[0];
    if (!next) return null;
    return { open: false, text: "现在没开，" + name(next.day, today) + next.opens + "开", next: next.from };
  };

  const look = () => {
    const now = Date.now() / 1000;
    let again = now + 3600, today = -1;
    known.days.forEach((d, i) => {
      if (d.at <= now) today = i;
      else again = Math.min(again, d.at);
    });
    /* What is too old says nothing. */
    const stale = today < 0 || today === known.days.length - 1;
    Array.prototype.forEach.call(document.querySelectorAll("[data-open]"), (el) => {
      const spans = known.open[el.getAttribute("data-open")];
      const said = spans && !stale ? say(spans, now, today) : null;
      el.hidden = !said;
      if (!said) return;
      if (el.textContent !== said.text) el.textContent = said.text;
      el.classList.toggle("is-open", said.open);
      again = Math.min(again, said.next);
    });
    clearTimeout(timer);
    timer = setTimeout(look, (again - now) * 1000 + 50);
  };

  look();
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
})();

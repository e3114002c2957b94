/* Large type (长者版): set before the first line is drawn, so this file is the
   one that pages wait for, and stays small. Remembered where the browser allows
   it; ?elder=1 in an address asks for it, ?elder=0 for the ordinary type.
   Without script the switch holds for one page, by the style sheet alone. */
(() => {
  "use strict";
  const page = document.documentElement, name = "banbao-elder";
  const kept = () => { try { return localStorage.getItem(name); } catch (e) { return null; /* not allowed */ } };
  const keep = (v) => { try { localStorage.setItem(name, v); } catch (e) { /* not allowed: only this page */ } };
  const box = () => document.getElementById("elder");
  const show = (on) => {
    page.classList.toggle("is-elder", on);
    if (box()) box().checked = on;
  };
  const asked = /[?&]elder=([01])(&|$)/.exec(location.search);
  if (asked) keep(asked[1]);
  show((asked ? asked[1] : kept()) === "1");
  document.addEventListener("DOMContentLoaded", () => {
    if (!box()) return;
    box().checked = page.classList.contains("is-elder");
    box().addEventListener("change", () => { show(box().checked); keep(box().checked ? "1" : "0"); });
  });
  /* The page before, shown again as it was left. */
  window.addEventListener("pageshow", (e) => { if (e.persisted && kept() !== null) show(kept() === "1"); });
})();

/* One question at a time. Without this script all questions and outcomes stand
   on the page, and the answers lead from one to the other. Nothing is kept. */
(() => {
  "use strict";
  const flow = document.getElementById("flow");
  if (!flow) return;
  const parts = Array.prototype.slice.call(flow.querySelectorAll(".question, .outcome"));
  const ends = document.getElementById("h-ends");
  const again = document.getElementById("again");

  const show = (id, move) => {
    const part = parts.filter((p) => p.id === id)[0] || parts[0];
    parts.forEach((p) => { p.hidden = p !== part; });
    ends.hidden = !part.classList.contains("outcome");
    ends.parentNode.hidden = ends.hidden;
    ends.classList.add("visually-hidden");
    again.hidden = part === parts[0];
    if (move) part.focus();
  };

  flow.classList.add("is-on");
  const look = (move) => show(decodeURIComponent(location.hash.slice(1)), move);
  window.addEventListener("hashchange", () => look(true));
  again.addEventListener("click", () => { location.hash = parts[0].id; });
  look(false);
})();

// Shows one slide of a screen's page as the player would at a moment: what its
// windows hide is hidden, [from, until). Nothing that tells the hour is filled
// in, since a picture stays.
(id, now, still) => {
  const open = (window) => {
    const [from, until] = window.split("-");
    return (!from || now >= Number(from)) && (!until || now < Number(until));
  };
  const found = [...document.querySelectorAll("#set > .slide")].find((s) => s.dataset.id === id);
  if (!found) throw new Error("there is no slide " + id);
  const slide = found.cloneNode(true);
  slide.hidden = false;
  for (const e of slide.querySelectorAll("[data-from], [data-until], [data-windows]")) {
    const windows = e.dataset.windows || (e.dataset.from || "") + "-" + (e.dataset.until || "");
    e.hidden = !windows.split(",").some(open);
  }
  for (const other of document.body.children) other.hidden = other.id !== "a";
  document.documentElement.classList.toggle("untrusted", still);
  document.getElementById("a").replaceChildren(slide);
}

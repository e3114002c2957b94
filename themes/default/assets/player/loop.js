/* Which slides are shown, and in what order. Nothing here knows the page. */
(function (player) {
  "use strict";

  const end = (text, otherwise) => (text ? Number(text) : otherwise);

  /* data-windows, or data-from and data-until, as [[from, until], …]. */
  player.windows = (el) => {
    const several = el.getAttribute("data-windows");
    const all = several ? several.split(",").map((w) => w.split("-")) :
      [[el.getAttribute("data-from"), el.getAttribute("data-until")]];
    return all.map((w) => [end(w[0], -Infinity), end(w[1], Infinity)]);
  };

  player.within = (windows, t) => windows.some((w) => t >= w[0] && t < w[1]);

  /* May a slide be shown? While nobody knows the time, only what has none. */
  player.valid = (slide, t, trusted) =>
    slide.quiet || (trusted ? player.within(slide.windows, t) : slide.undated);

  const always = (slide) => slide.level === "urgent" || slide.level === "pinned" || slide.kind === "publicity";

  /* The next loop: {queue, next}. What is urgent, pinned or public is in every
     loop; the others follow in their order, from `next` on, until the loop is
     as long as it should be. The pages of an item stay together. */
  player.choose = (slides, t, trusted, length, next) => {
    const fixed = [], others = [];
    let group = null, sum = 0, start = -1, from = 0;
    slides.forEach((slide, i) => {
      if (slide.item === next && start < 0) start = i;
      if (slide.quiet || !player.valid(slide, t, trusted)) return;
      if (!group || group.item !== slide.item) {
        group = { item: slide.item, at: i, slides: [], dwell: 0, fixed: always(slide) };
        (group.fixed ? fixed : others).push(group);
      }
      group.slides.push(slide);
      group.dwell += slide.dwell;
    });
    let queue = [];
    fixed.forEach((g) => {
      queue = queue.concat(g.slides);
      sum += g.dwell;
    });
    while (from < others.length && others[from].at < start) from++;
    let taken = 0;
    for (; taken < others.length && (!taken || sum < length); taken++) {
      const g = others[(from + taken) % others.length];
      queue = queue.concat(g.slides);
      sum += g.dwell;
    }
    return { queue: queue, next: others.length ? others[(from + taken) % others.length].item : next };
  };
})(window.banbaoPlayer = window.banbaoPlayer || {});

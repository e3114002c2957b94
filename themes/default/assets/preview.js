/* The strip of a day, at the foot of a screen that is looked at at another hour
   (?at=2026-11-23T09:00): each hour is a link to that hour. */
(function (player) {
  "use strict";
  const about = player.preview;
  if (!about) return;
  const make = player.make, now = player.local(about.zone, about.now());
  const link = (text, day, time, here) => {
    const a = make("a", here ? "here" : "", text);
    a.href = "?at=" + day + "T" + time;
    return a;
  };
  const noon = player.moment(about.zone, now.day + "T12:00");
  const before = player.local(about.zone, noon - 86400), after = player.local(about.zone, noon + 86400);
  const links = [link("前一天", before.day, now.time)];
  for (let h = 0; h < 24; h++) {
    const hour = (h < 10 ? "0" : "") + h;
    links.push(link(String(h), now.day, hour + ":00", now.time.slice(0, 2) === hour));
  }
  const clock = make("b", "", "");
  const strip = make("nav", "day-strip", [clock].concat(links, link("后一天", after.day, now.time)));
  strip.setAttribute("aria-label", "一天里的钟点");
  document.body.appendChild(strip);
  const say = () => {
    const t = player.local(about.zone, about.now());
    clock.textContent = t.date + " " + t.time;
    setTimeout(say, 1000);
  };
  say();
})(window.banbaoPlayer = window.banbaoPlayer || {});

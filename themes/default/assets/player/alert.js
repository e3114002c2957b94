/* How an alert looks: the instruction first, the level in words, shape and
   colour; a drill has no red and says what it is before all else. */
(function (player) {
  "use strict";

  const make = (name, className, content) => {
    const el = document.createElement(name);
    if (className) el.className = className;
    [].concat(content === undefined ? [] : content).forEach((c) =>
      el.appendChild(typeof c === "object" ? c : document.createTextNode(c)));
    return el;
  };
  player.make = make;

  const levels = {
    red: ["红色　紧急", "M30 3h40l27 27v40L70 97H30L3 70V30z"],  // octagon
    orange: ["橙色　警告", "M50 2l48 48-48 48L2 50z"],           // diamond
    yellow: ["黄色注意", "M50 6l48 88H2z"],                      // triangle
    blue: ["蓝色提醒", "M50 3a47 47 0 1 0 .1 0z"],               // circle
  };
  const sign = (colour) => {
    const at = "http://www.w3.org/2000/svg", svg = document.createElementNS(at, "svg");
    svg.setAttribute("viewBox", "0 0 100 100");
    svg.setAttribute("aria-hidden", "true");
    [["shape", levels[colour][1]], ["mark", "M43 32h14l-3 32h-8zM43 70h14v12H43z"]].forEach((p) => {
      const path = document.createElementNS(at, "path");
      path.setAttribute("class", p[0]);
      path.setAttribute("d", p[1]);
      svg.appendChild(path);
    });
    return svg;
  };

  /* What a drill or a test says of itself; null for what is real. */
  const mark = (a) => {
    if (a.status === "exercise") return ["演练", /火/.test((a.title || "") + a.headline) ? "不是真火警" : "不是真的险情"];
    return a.status === "test" ? ["测试", "不是真的通知"] : null;
  };

  /* So large that the headline fills a line, between a title and four times it. */
  const fit = (h, text, room, least, most) => {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
    const size = room * window.innerWidth / rem / Math.max(1, text.length);
    h.style.fontSize = Math.max(least, Math.min(most, size)).toFixed(2) + "rem";
    h.style.whiteSpace = size < least ? "normal" : "nowrap";
    return h;
  };

  const foot = (a) => make("div", "foot", [make("span", "", a.issuer || ""),
    make("span", "now", a.phone ? ["电话 ", make("span", "num", a.phone)] : "")]);
  const acts = (a) => (Array.isArray(a.acts) ? a.acts : []).map(String);
  player.alertPages = (a, per) => Math.max(1, Math.ceil(acts(a).length / per));

  /* The whole screen; `sent` is the hour of issue. What to do takes several pages,
     from 0, where only so many lines have room. */
  player.takeover = (a, sent, page, per) => {
    const drill = mark(a), list = make("ol", "do");
    acts(a).slice(page * per, (page + 1) * per).forEach((text, i) =>
      list.appendChild(make("li", "", [make("span", "no num", String(page * per + i + 1)), text])));
    if (drill) {
      return make("section", "drill-page", make("div", "inside", [
        make("p", "mark", [drill[0], make("small", "", drill[1])]),
        fit(make("h1", "", a.headline), a.headline, 0.78, 1.6, 2), list, foot(a)]));
    }
    return make("section", "alert " + a.colour, [
      make("div", "call", [
        make("p", "level", [sign(a.colour), make("span", "", levels[a.colour][0]), make("span", "when num", sent + " 发布")]),
        fit(make("h1", "", a.headline), a.headline, 0.875, 1.6, 4)]),
      make("div", "body", [list, foot(a)])]);
  };

  const line = (a, some) => {
    const drill = mark(a);
    return (drill ? drill[0] + "　" + drill[1] + "　" : "") + some.join("");
  };

  /* A quarter of the screen, over a slide; what to do takes turns as above. */
  player.banner = (a, page, per) => make("section", "banner " + (mark(a) ? "drill" : a.colour), [
    make("span", "sign", [sign(a.colour), mark(a) ? mark(a)[0] : levels[a.colour][0]]),
    make("p", "", [make("strong", "", a.headline), line(a, acts(a).slice(page * per, (page + 1) * per))])]);

  /* A slide of the loop. */
  player.blueSlide = (a, sent) => {
    const text = line(a, acts(a)), drill = mark(a);
    const el = make("section", "slide notice blue", [
      make("div", "edge", make("span", "kind", drill ? drill[0] : "提醒")),
      make("div", "page", [make("h1", "", a.headline), make("p", "text", text),
        make("div", "foot", [make("span", "", (a.issuer || "") + "　" + sent + "发布"), make("span", "now")])])]);
    return {
      id: "alert/" + a.id, item: "alert/" + a.id, kind: "alert", level: "urgent", el: el, quiet: false, undated: false,
      windows: [[a.from || 0, player.alertEnd(a)]], dwell: Math.max(8, Math.ceil(3 + (a.headline.length + text.length) / 3)),
    };
  };
})(window.banbaoPlayer = window.banbaoPlayer || {});

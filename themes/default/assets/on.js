/* What was posted on a day: the files of the months from which anything still
   stood are loaded, as scripts, so that a folder will do, and what stood on that
   day is listed, what was put up last first. */
(() => {
  "use strict";
  const form = document.querySelector("form.pick-day"), shown = document.getElementById("that-day");
  if (!form || !window.Promise || !window.Map) return;
  const field = form.querySelector("input"), turns = Array.from(form.querySelectorAll(".turn button"));
  const title = shown.querySelector("h2"), web = shown.querySelector(".on-web"), more = web.querySelector(".more");
  const root = document.documentElement.dataset.root, AT_ONCE = 100;
  form.hidden = false;
  document.querySelector(".without-script").hidden = true;

  const add = (parent, tag, text, name) => {
    const el = parent.appendChild(document.createElement(tag));
    if (text) el.textContent = text;
    if (name) el.className = name;
    return el;
  };
  const number = (day) => Number(day.replace(/-/g, ""));
  const two = (n) => (n < 10 ? "0" : "") + n;
  const dayAfter = (day, n) => {
    const p = day.split("-"), d = new Date(Date.UTC(p[0], p[1] - 1, Number(p[2]) + n));
    return d.getUTCFullYear() + "-" + two(d.getUTCMonth() + 1) + "-" + two(d.getUTCDate());
  };
  const words = (n) => Math.floor(n / 100) % 100 + "月" + n % 100 + "日";
  const wordsOf = (day) => {
    const p = day.split("-").map(Number), week = "日一二三四五六"[new Date(Date.UTC(p[0], p[1] - 1, p[2])).getUTCDay()];
    return p[0] + "年" + p[1] + "月" + p[2] + "日，星期" + week;
  };

  /* Files: the month in which what they hold was put up, and the last day on which
     any of it stood; 0 for what still does. */
  const files = form.dataset.files.split(" ").map((f) => f.split(":")).map((f) => ({ name: f[0], first: number(f[0].slice(0, 7) + "-01"), last: Number(f[1]) }));
  const read = new Map(), waiting = new Map();
  window.banbaoOn = (name, rows) => { read.set(name, rows); };
  const load = (name) => waiting.get(name) || (() => {
    const wait = new Promise((done, fail) => {
      const el = document.createElement("script");
      el.src = root + "archive/on/" + name + ".js";
      el.onload = () => done();
      el.onerror = () => { waiting.delete(name); fail(new Error(name)); };
      document.head.appendChild(el);
    });
    waiting.set(name, wait);
    return wait;
  })();

  /* A row: first and last day, title, page, kind, board, whether the record has it. */
  const line = (list, row, day) => {
    const li = add(list, "li");
    if (!row[2]) add(li, "span", "后来删去的一条" + row[4], "gone");
    else {
      add(li, "span", row[4], "kind");
      li.appendChild(document.createTextNode(" "));
      if (row[3]) add(li, "a", row[2]).setAttribute("href", root + row[3]);
      else li.appendChild(document.createTextNode(row[2]));
    }
    const year = (n) => (Math.floor(n / 10000) === Math.floor(day / 10000) ? "" : Math.floor(n / 10000) + "年") + words(n);
    const facts = [row[0] === day ? (row[5] ? "这天贴上" : "这天贴出") : year(row[0]) + "起"];
    if (row[1]) facts.push(row[1] === day ? (row[5] ? "这天取下" : "到这天为止") : "到" + year(row[1]));
    if (!row[5] && row[6]) facts.push("有记录");
    add(li, "span", facts.join("，"), "when");
  };

  let left = [], asked = 0;
  const put = (day, focus) => {
    const list = web.querySelector("ul"), from = list.children.length;
    left.splice(0, AT_ONCE).forEach((row) => line(list, row, day));
    more.hidden = !left.length;
    const link = focus && list.children[from] && list.children[from].querySelector("a");
    if (link) link.focus();
  };
  const show = (text) => {
    const time = ++asked, day = number(text);
    turns[0].disabled = text <= field.min;
    turns[1].disabled = text >= field.max;
    return Promise.all(files.filter((f) => f.first <= day && (!f.last || f.last >= day)).map((f) => load(f.name))).then(() => {
      if (time !== asked) return;
      const rows = [];
      read.forEach((all) => all.forEach((row) => { if (row[0] <= day && (!row[1] || row[1] >= day)) rows.push(row); }));
      rows.sort((a, b) => b[0] - a[0]);
      const walls = Array.from(shown.querySelectorAll("[data-board]")), of = new Map(walls.map((w) => [w.dataset.board, w]));
      shown.querySelectorAll(".stood").forEach((list) => { list.textContent = ""; });
      left = rows.filter((row) => !row[5]);
      const onWeb = left.length, onWalls = rows.length - onWeb;
      put(day);
      more.onclick = () => put(day, true);
      rows.forEach((row) => { if (row[5]) line((of.get(row[5]) || of.get("")).querySelector("ul"), row, day); });
      walls.forEach((w) => { w.hidden = !w.querySelector("li"); });
      web.hidden = !onWeb;
      let unknown = false;
      shown.querySelectorAll("[data-reaches]").forEach((note) => {
        note.hidden = note.dataset.reaches !== "" && day >= Number(note.dataset.reaches);
        unknown = !note.hidden;
      });
      shown.querySelector(".none").hidden = unknown || onWalls > 0;
      shown.hidden = false;
      title.textContent = wordsOf(text) + "：网站上" + (onWeb ? onWeb + "条" : "没有") + (unknown ? "" : "，公告栏上" + (onWalls ? onWalls + "张" : "没有"));
    }).catch(() => {
      if (time !== asked) return;
      shown.hidden = false;
      title.textContent = "那一天的没有读到，过一会儿再试，或者点开上面的“按月看”。";
      web.hidden = true;
    });
  };

  /* The address keeps the day, so that it can be sent to others. A page in a folder
     may not say so. */
  const ask = (text) => {
    if (!/^\d{4}-\d\d-\d\d$/.test(text) || text < field.min || text > field.max) {
      title.textContent = "这一天没有，从" + wordsOf(field.min) + "到" + wordsOf(field.max) + "可以查。";
      shown.hidden = false;
      shown.classList.add("is-empty");
      return;
    }
    shown.classList.remove("is-empty");
    field.value = text;
    show(text);
    try { history.replaceState(null, "", location.pathname + "?d=" + text); } catch (e) { /* the field has it */ }
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); ask(field.value); });
  field.addEventListener("change", () => { if (field.value) ask(field.value); });
  turns.forEach((b) => b.addEventListener("click", () => ask(dayAfter(field.value, Number(b.value)))));
  const given = /[?&]d=([\d-]+)/.exec(location.search);
  ask(given ? given[1] : field.max);
})();

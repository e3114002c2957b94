/* The page of searching: what is typed is looked up by search-index.js, and what
   is found is listed with its marks. */
(() => {
  "use strict";
  const form = document.querySelector("form.seek"), index = window.banbaoSearch;
  if (!form || !index || !window.Promise || !window.Map) return;
  const field = form.querySelector("input"), kind = form.querySelector("[name=kind]"), at = form.querySelector("[name=at]");
  const found = document.getElementById("found"), said = found.querySelector(".said"), none = found.querySelector(".none");
  const hits = found.querySelector(".hits"), list = hits.querySelector("ol"), more = hits.querySelector(".more");
  const root = document.documentElement.dataset.root, AT_ONCE = 5, AROUND = 36;
  form.hidden = false;
  document.querySelector(".without-script").hidden = true;

  const add = (parent, tag, text, name) => {
    const el = parent.appendChild(document.createElement(tag));
    if (text) el.textContent = text;
    if (name) el.className = name;
    return el;
  };

  /* Writes signs from one to another of a text, with marks on what was found. */
  const write = (parent, text, marks, from, to) => {
    const on = [];
    marks.forEach((m) => { for (let i = Math.max(m[0], from); i < Math.min(m[1], to); i++) on[i] = true; });
    for (let i = from; i < to;) {
      let end = i;
      while (end < to && Boolean(on[end]) === Boolean(on[i])) end++;
      const part = document.createTextNode(text.slice(i, end));
      if (on[i]) parent.appendChild(document.createElement("mark")).appendChild(part);
      else parent.appendChild(part);
      i = end;
    }
  };

  /* Some of the text around the first hit beyond the title, from the beginning of
     a sentence where one is near. */
  const snippet = (parent, hit) => {
    const begins = hit.record.t.length + 1, end = hit.whole.length;
    const there = hit.marks.map((m) => m[0]).filter((m) => m >= begins).sort((a, b) => a - b)[0];
    const first = there === undefined ? end - (hit.record.x || "").length : there;
    let from = Math.max(begins, first - AROUND);
    for (let i = first; i > from; i--) if ("。！？；\n".indexOf(hit.whole[i - 1]) >= 0) { from = i; break; }
    const to = Math.min(end, Math.max(first + AROUND, from + 2 * AROUND));
    if (from >= to) return;
    const el = add(parent, "p", "", "bit");
    if (from > begins && "。！？；\n".indexOf(hit.whole[from - 1]) < 0) el.appendChild(document.createTextNode("…"));
    write(el, hit.whole.replace(/\n/g, " "), hit.marks, from, to);
    if (to < end) el.appendChild(document.createTextNode("…"));
  };

  const show = (hit) => {
    const rec = hit.record, li = document.createElement("li");
    const a = add(add(li, "h3"), "a");
    a.setAttribute("href", root + rec.p);
    write(a, hit.whole, hit.marks, 0, rec.t.length);
    const facts = add(li, "p", "", "facts");
    add(facts, "b", rec.k);
    if (rec.d) add(facts, "span", rec.d);
    if (rec.s) add(facts, "span", rec.s, "state");
    else if (rec.u && rec.u * 1000 <= Date.now()) add(facts, "span", "已结束", "state");
    snippet(li, hit);
    return li;
  };

  const words = () => field.value.trim();
  const narrowing = () => [kind, at].filter((s) => s && s.value).map((s) => s.options[s.selectedIndex].text).join("、");
  const say = (result, shown) => {
    const what = "在" + result.among + "条内容" + (narrowing() ? "（只看" + narrowing() + "）" : "") + "里找“" + words() + "”，";
    said.textContent = what + (!result.total ? "没有找到。" : (result.sure ? "找到" + result.total + "条" : "大约有" + result.total + "条") + (shown < result.total ? "，先列出" + shown + "条。" : "。"));
  };

  let asked = 0, last = null;
  const fail = (error) => {
    said.textContent = error.message === "folder" ? "内容太多，从文件夹里打开时搜不了。放到网站上再搜，或者从下面几处翻。" : "索引没有读到，过一会儿再试，或者从下面几处翻。";
    hits.hidden = true;
  };
  const clear = () => { list.textContent = ""; hits.hidden = none.hidden = true; said.textContent = ""; };
  const put = (result, time, focus) => result.more(AT_ONCE).then((next) => {
    if (time !== asked) return;
    if (!focus) list.textContent = "";
    const first = next.map((hit) => list.appendChild(show(hit)))[0];
    const shown = list.children.length;
    hits.hidden = !shown;
    none.hidden = shown > 0;
    more.hidden = !result.left;
    say(result, shown);
    if (focus && first) first.querySelector("a").focus();
  });
  const look = () => {
    const time = ++asked;
    if (!words()) { clear(); return Promise.resolve(); }
    return index.search(words(), { kind: kind.value, building: at ? at.value : "" })
      .then((result) => { if (time === asked) { last = result; return put(result, time); } })
      .catch((error) => { if (time === asked) fail(error); });
  };

  /* The address keeps what is sought, so that it can be sent to others. A page in
     a folder may not say so. */
  const keep = () => {
    const parts = [["q", words()], ["kind", kind.value], ["at", at ? at.value : ""]].filter((p) => p[1]);
    const query = parts.map((p) => p[0] + "=" + encodeURIComponent(p[1])).join("&");
    try { history.replaceState(null, "", location.pathname + (query ? "?" + query : "")); } catch (e) { /* the field has it */ }
  };
  let timer = 0, composing = false;
  const soon = () => { clearTimeout(timer); timer = setTimeout(() => { look(); keep(); }, 150); };
  field.addEventListener("compositionstart", () => { composing = true; });
  field.addEventListener("compositionend", () => { composing = false; soon(); });
  field.addEventListener("input", () => { if (!composing) soon(); });
  form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(timer); look(); keep(); });
  [kind, at].forEach((s) => { if (s) s.addEventListener("change", () => { look(); keep(); }); });
  more.addEventListener("click", () => { if (last) put(last, asked, true).catch(fail); });

  /* Keys: / to the field; arrows through what was found; Escape back, then clears. */
  document.addEventListener("keydown", (event) => {
    const here = document.activeElement, links = Array.from(list.querySelectorAll("a")), n = links.indexOf(here);
    if (event.ctrlKey || event.metaKey || event.altKey || composing || event.isComposing) return;
    let to = null;
    if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(here.tagName)) { to = field; field.select(); }
    else if (event.key === "Escape" && n >= 0) to = field;
    else if (event.key === "Escape" && here === field && field.value) { field.value = ""; to = field; look(); keep(); }
    else if (event.key === "ArrowDown" && (here === field || n >= 0)) to = links[n + 1] || (n >= 0 && !more.hidden ? more : null);
    else if (event.key === "ArrowUp" && n >= 0) to = links[n - 1] || field;
    else if (event.key === "ArrowUp" && here === more) to = links[links.length - 1];
    if (!to) return;
    event.preventDefault();
    to.focus();
  });

  const given = (name) => {
    const m = new RegExp("[?&]" + name + "=([^&#]*)").exec(location.search);
    try { return m ? decodeURIComponent(m[1].replace(/\+/g, " ")) : ""; } catch (e) { return ""; }
  };
  field.value = given("q");
  kind.value = given("kind");
  if (at) at.value = given("at");
  if (kind.selectedIndex < 0) kind.selectedIndex = 0;
  if (at && at.selectedIndex < 0) at.selectedIndex = 0;
  if (words()) look();
  else field.focus();
})();

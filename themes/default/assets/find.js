/* Searches among what carries data-names on the page: titles first, then other
   names and their pinyin, then the rest. Nothing is asked of anybody. Pages of
   lists without the place for results hand over to the one that has it. */
(() => {
  "use strict";
  const form = document.querySelector("form.find");
  if (!form) return;
  const field = form.querySelector("input");
  const found = document.getElementById("found");
  form.hidden = false;

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const query = "?q=" + encodeURIComponent(field.value.trim());
    if (!found) location.href = form.getAttribute("action") + query;
    else keep(query);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !field.value) return;
    event.preventDefault();
    field.value = "";
    look();
  });
  if (!found) return;

  /* Words that ask and do not tell what for. */
  const asking = /请问|什么|怎么样?|哪个|哪里|哪儿|如何|多少|可以|需要|能不能|要不要|我要|我想|想要/g;

  /* One sign for each, full-width and capitals made equal. */
  const fold = (text) => Array.from(text).map((c) => {
    const same = c.normalize("NFKC").toLowerCase();
    return same.length === c.length ? same : c;
  }).join("");
  const split = (text) => text ? text.split("|") : [];

  const places = Array.from(document.querySelectorAll("[data-names]")).map((row) => {
    const link = row.querySelector("a"), at = link.querySelector("span");
    const names = split(row.dataset.names), text = split(row.dataset.find);
    return {
      href: link.getAttribute("href"), at: at ? at.textContent : "",
      names: names, text: text, foldedNames: names.map(fold), foldedText: text.map(fold),
      read: split(row.dataset.pinyin).map((name) => name.split(" ")),
    };
  });

  /* Runs of letters and digits, and of other signs; these in twos. */
  const grams = (query) => {
    const runs = (text) => text.match(/[a-z0-9]+|[\u3400-\u9fff\uf900-\ufaff]+/g) || [];
    const told = runs(query.replace(asking, " "));
    const all = [];
    (told.length ? told : runs(query)).forEach((run) => {
      if (/^[a-z0-9]/.test(run) || run.length === 1) all.push(run);
      else for (let i = 0; i + 1 < run.length; i++) all.push(run.slice(i, i + 2));
    });
    return all.filter((gram, i) => all.indexOf(gram) === i);
  };
  const has = (texts, gram) => texts.some((t) => t.indexOf(gram) >= 0);

  /* Where letters end that are typed for the signs of a name from one on: whole
     syllables or their beginnings; -1 where they are not. */
  const typed = (letters, signs, at) => {
    if (!letters) return at;
    if (at === signs.length) return -1;
    if (signs[at] === "-") return typed(letters, signs, at + 1);
    const ways = signs[at].split("/"), syllable = ways[0];
    for (let n = Math.min(syllable.length, letters.length); n > 0; n--) {
      const end = letters.startsWith(syllable.slice(0, n)) ? typed(letters.slice(n), signs, at + 1) : -1;
      if (end >= 0) return end;
    }
    return ways[1] && ways[1].indexOf(letters[0]) >= 0 ? typed(letters.slice(1), signs, at + 1) : -1;
  };

  /* The best name that letters are typed for. */
  const spelled = (place, letters) => {
    let best = null;
    place.read.forEach((signs, k) => {
      for (let from = 0; from < signs.length && (from === 0 || letters.length > 1); from++) {
        const end = typed(letters, signs, from);
        if (end < 0) continue;
        const score = (k ? 40 : 60) / (from ? 3 : 1) + letters.length / (end - from) + (end - from === signs.length ? 20 : 0);
        if (!best || score > best.score) best = { score: score, name: k, from: from, end: end };
      }
    });
    return best;
  };

  const search = (query) => {
    const pairs = grams(query), plain = query.replace(/[^a-z0-9\u3400-\u9fff\uf900-\ufaff]/g, "");
    const letters = /^[a-z0-9\s']+$/.test(query) ? [plain] : pairs.filter((g) => /^[a-z]/.test(g));
    const rare = pairs.map((gram) => {
      const n = places.filter((p) => has(p.foldedNames, gram) || has(p.foldedText, gram)).length;
      return n ? Math.log(1 + places.length / n) : 0;
    });
    const hits = places.map((place, order) => {
      let score = 0;
      pairs.forEach((gram, i) => {
        const weight = place.foldedNames[0].indexOf(gram) >= 0 ? 6 : has(place.foldedNames, gram) ? 4 : has(place.foldedText, gram) ? 1 : 0;
        score += weight * rare[i] / (gram.length === 1 ? 3 : 1);
      });
      place.foldedNames.forEach((name, k) => {
        if (plain.length > 1 && (plain.indexOf(name) >= 0 || name.indexOf(plain) >= 0)) score += (k ? 20 : 30) + (name === plain ? 20 : 0);
      });
      const spell = letters.map((l) => spelled(place, l)).filter((s) => s).sort((a, b) => b.score - a.score)[0];
      return { place: place, order: order, spell: spell, score: score + (spell ? spell.score : 0) };
    });
    const best = Math.max(...hits.map((h) => h.score));
    return hits.filter((h) => h.score > 0 && h.score >= best / 5)
      .sort((a, b) => b.score - a.score || a.order - b.order)
      .map((h) => ({ place: h.place, spell: h.spell, pairs: pairs }));
  };

  /* Which signs of a folded text are found. */
  const marked = (text, pairs) => {
    const on = [];
    pairs.forEach((gram) => {
      for (let i = text.indexOf(gram); i >= 0; i = text.indexOf(gram, i + 1)) {
        for (let k = 0; k < gram.length; k++) on[i + k] = true;
      }
    });
    return on;
  };
  const spelledSigns = (name, spell) => {
    const on = [], signs = Array.from(name);
    let at = 0;
    signs.forEach((sign, i) => {
      for (const end = at + sign.length; at < end; at++) if (i >= spell.from && i < spell.end) on[at] = true;
    });
    return on;
  };
  const count = (on) => on.filter((x) => x).length;

  const write = (tag, text, on) => {
    const el = document.createElement(tag);
    for (let i = 0; i < text.length;) {
      let end = i;
      while (end < text.length && Boolean(on[end]) === Boolean(on[i])) end++;
      const part = document.createTextNode(text.slice(i, end));
      if (on[i]) el.appendChild(document.createElement("mark")).appendChild(part);
      else el.appendChild(part);
      i = end;
    }
    return el;
  };

  /* What of a place has most of what is sought, beside its title. */
  const reason = (hit) => {
    const place = hit.place, texts = [], ons = [];
    place.text.forEach((text, i) => { texts.push(text); ons.push(marked(place.foldedText[i], hit.pairs)); });
    place.names.slice(1).forEach((name, i) => {
      const on = hit.spell && hit.spell.name === i + 1 ? spelledSigns(name, hit.spell) : marked(place.foldedNames[i + 1], hit.pairs);
      texts.push("也叫：" + name);
      ons.push([false, false, false].concat(Array.from(name, (c, k) => on[k])));
    });
    let best = 0;
    ons.forEach((on, i) => { if (count(on) > count(ons[best])) best = i; });
    return texts.length ? write("small", texts[best], ons[best]) : null;
  };

  const show = (hit) => {
    const li = document.createElement("li"), a = document.createElement("a"), place = hit.place;
    a.setAttribute("href", place.href);
    const on = hit.spell && hit.spell.name === 0 ? spelledSigns(place.names[0], hit.spell) : marked(place.foldedNames[0], hit.pairs);
    a.appendChild(write("b", place.names[0], on));
    if (place.at) a.appendChild(document.createElement("span")).textContent = place.at;
    const why = reason(hit);
    if (why) a.appendChild(why);
    li.appendChild(a);
    return li;
  };

  const list = found.querySelector("ol"), said = found.querySelector(".said"), none = found.querySelector(".none");
  const look = () => {
    const query = fold(field.value).trim();
    const hits = query ? search(query) : [];
    list.parentNode.hidden = !hits.length;
    none.hidden = !query || hits.length > 0;
    const what = "“" + field.value.trim() + "”";
    said.textContent = !query ? "" : (hits.length ? what + "找到" + hits.length + "件。" : "没有找到" + what + "。") + "查的是" + found.dataset.among + "。";
    list.textContent = "";
    hits.forEach((hit) => list.appendChild(show(hit)));
  };

  /* Who comes back finds what was sought. A page in a folder may not say so. */
  const keep = (query) => {
    try { history.replaceState(null, "", query + location.hash); } catch (e) { /* the field has it */ }
  };

  field.addEventListener("input", look);
  field.addEventListener("change", () => keep(field.value.trim() ? "?q=" + encodeURIComponent(field.value.trim()) : location.pathname));
  const asked = /[?&]q=([^&#]*)/.exec(location.search);
  if (asked && !field.value) {
    try { field.value = decodeURIComponent(asked[1].replace(/\+/g, " ")); } catch (e) { /* not ours */ }
    field.focus();
  }
  look();
})();

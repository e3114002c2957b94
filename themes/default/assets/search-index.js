/* Asks the index below search/, which was made with the site: what a query needs
   is fetched and nothing more. In a folder nothing can be fetched; there all
   texts are read as scripts, if they are not too many. How the files are made is
   written in internal/search. */
window.banbaoSearch = (() => {
  "use strict";
  const BLOCK = 16, LONGEST = 16, FIRST_PAIR = 0x2e800000, MOST_IN_FOLDER = 2000;
  const DATE = /^月[0-9a-z]{1,3}[日号]/;
  const IN_TEXT = 0, IN_HEADING = 1, IN_READING = 2;
  /* The page loads the head of the index, which may stand in the tree of another
     script; texts are those of the page's own. */
  const own = document.documentElement.dataset.root + "search/", link = document.querySelector("script[src*='search/index.js']");
  const base = link ? link.getAttribute("src").replace(/index\.js.*$/, "") : own;
  const folder = location.protocol === "file:";
  let head = null, folding = null;

  /* Scripts that hand something over: index, filters, table, texts. */
  const waiting = {};
  const script = (path, name, from) => waiting[name] ? waiting[name].promise : (() => {
    const wait = waiting[name] = {};
    wait.promise = new Promise((done, fail) => {
      const el = document.createElement("script");
      wait.done = done;
      el.src = (from || base) + path + (head && !folder ? "?v=" + head.version : "");
      el.onerror = () => { delete waiting[name]; fail(new Error(path)); };
      document.head.appendChild(el);
    });
    return wait.promise;
  })();
  const handOver = (name, value) => { if (waiting[name]) waiting[name].done(value); };

  /* Folding: half width, small letters, no spaces beside signs; at says for each
     sign of what comes out where it was. The same as Fold in Go. */
  const isSign = (u) => u >= 0x2e80 && (u < 0x3000 || (u >= 0x3005 && u <= 0x3007) || (u >= 0x3041 && u < 0xe000) || (u >= 0xf900 && u < 0xfb00));
  const isLetter = (u) => (u >= 48 && u <= 57) || (u >= 97 && u <= 122) || (u >= 0xc0 && u <= 0x24f && u !== 0xd7 && u !== 0xf7) || (u >= 0x370 && u <= 0x52f);
  const unseen = (u) => u === 0xad || (u >= 0x200b && u <= 0x200f) || u === 0x2060 || u === 0xfeff || (u >= 0xfe00 && u <= 0xfe0f);
  const plain = (u) => {
    if (u >= 0xff01 && u <= 0xff5e) u -= 0xfee0;
    if (u === 0x3000 || u === 0xa0 || u === 9 || u === 13) return 32;
    return (u >= 65 && u <= 90) || (u >= 0xc0 && u <= 0xde && u !== 0xd7) || (u >= 0x391 && u <= 0x3a9) || (u >= 0x410 && u <= 0x42f) ? u + 32 : u;
  };
  const fold = (text) => {
    const at = [];
    let out = "", gap = -1, last = 10;
    for (let i = 0; i < text.length; i++) {
      let u = plain(text.charCodeAt(i));
      if (u === 32) { if (gap < 0) gap = i; continue; }
      if (unseen(u)) continue;
      if (folding && u > 127 && folding.has(u)) u = folding.get(u);
      if (gap >= 0) {
        if (last !== 10 && u !== 10 && !isSign(last) && !isSign(u)) { out += " "; at.push(gap); }
        gap = -1;
      }
      out += String.fromCharCode(u);
      at.push(i);
      last = u;
    }
    at.push(text.length);
    return { text: out, at: at };
  };

  /* Grams, as in Go. */
  const hash = (text) => {
    let h = 2166136261;
    for (let i = 0; i < text.length; i++) {
      const u = text.charCodeAt(i);
      h = Math.imul(h ^ (u & 255), 16777619);
      h = Math.imul(h ^ (u >> 8), 16777619);
    }
    return (h & 0x1fffffff) >>> 0;
  };
  const pair = (a, b) => ((a << 16) | b) >>> 0;
  const spread = (value) => Math.imul(value, 0x9e3779b1) >>> 16;
  const shardsOf = (gram) => { // of a sign four, of all else one
    const last = head.shards - 1, value = gram.value;
    if (value < FIRST_PAIR) return [spread(value) & last];
    const first = spread(value >>> 16) & ~3 & last;
    return gram.sign ? [first, first + 1, first + 2, first + 3] : [first | (spread(value & 0xffff) & 3)];
  };

  /* What a term must have. whole tells that who has it has the term. */
  const needs = (term) => {
    const grams = [];
    let whole = true, runs = 0, after = false; // whether a word stands right before
    for (let i = 0; i < term.length;) {
      const u = term.charCodeAt(i);
      let end = i + 1;
      if (isSign(u)) {
        while (end < term.length && isSign(term.charCodeAt(end))) end++;
        if (end - i === 1 && !after) grams.push({ sign: u, value: pair(u, 0) });
        const step = end - i < 7 ? 1 : 2; // all pairs, or of a long one every other
        for (let k = i; k + 1 < end; k += step) grams.push({ value: pair(term.charCodeAt(k), term.charCodeAt(k + 1)) });
        if (step === 2 && (end - i) % 2) grams.push({ value: pair(term.charCodeAt(end - 2), term.charCodeAt(end - 1)) });
        whole = whole && (after ? end - i === 1 && runs === 1 : end - i < 3);
        if (!after) runs++;
        after = false;
      } else if (isLetter(u)) {
        while (end < term.length && isLetter(term.charCodeAt(end))) end++;
        after = end < term.length && end - i < LONGEST && isSign(term.charCodeAt(end));
        grams.push({ value: hash(term.slice(i, after ? end + 1 : Math.min(end, i + LONGEST))) });
        const date = after ? DATE.exec(term.slice(end)) : null;
        if (date) grams.push({ value: hash(term.slice(i, end + date[0].length)) });
        whole = whole && end - i <= LONGEST;
        runs++;
      } else whole = after = false;
      i = end;
    }
    return { grams: grams, whole: whole && runs === 1 };
  };

  /* Shards are read once. Sets are maps of blocks to bits of their records. */
  const shards = {};
  const shard = (n) => shards[n] || (shards[n] = fetch(base + "grams/" + n.toString(36) + ".bin?v=" + head.version)
    .then((r) => { if (!r.ok) throw new Error(r.url); return r.arrayBuffer(); })
    .then((b) => new DataView(b))
    .catch((e) => { delete shards[n]; throw e; }));

  const union = (a, b) => { b.forEach((bits, block) => a.set(block, (a.get(block) || 0) | bits)); return a; };
  const common = (a, b) => {
    const both = new Map();
    a.forEach((bits, block) => { const same = bits & (b.get(block) || 0); if (same) both.set(block, same); });
    return both;
  };
  const postings = (view, section, gram) => {
    const found = new Map();
    let at = 12;
    const varint = () => {
      let n = 0, shift = 1, b = 128;
      while (b >= 128) { b = view.getUint8(at++); n += (b & 127) * shift; shift *= 128; }
      return n;
    };
    for (let s = 0; s <= section; s++) {
      for (let n = view.getUint32(4 * s, true); n > 0; n--) {
        const value = view.getUint32(at, true);
        at += 4;
        const size = varint(), end = at + size;
        if (s !== section || (gram.sign ? value >>> 16 !== gram.sign : value !== gram.value)) { at = end; continue; }
        for (let block = 0; at < end;) {
          const head = varint(), kind = head & 3, put = (bits) => { found.set(block, (found.get(block) || 0) | bits); block++; };
          block += head >> (kind ? 2 : 6);
          if (kind === 0) put(1 << (head >> 2 & 15));
          else if (kind === 1) { const two = view.getUint8(at++); put(1 << (two & 15) | 1 << (two >> 4)); }
          else for (let n = kind === 2 ? 1 : varint(); n > 0; n--) { put(view.getUint16(at, true)); at += 2; }
        }
      }
    }
    return found;
  };
  const having = (section, grams) => Promise.all(grams.map((g) => Promise.all(shardsOf(g).map(shard))
    .then((views) => views.map((view) => postings(view, section, g)).reduce(union))))
    .then((sets) => sets.reduce((a, b) => a ? common(a, b) : b, null) || new Map());

  /* Ways to read letters as syllables; the last may be only begun. */
  const spellings = (letters) => {
    const all = [], known = {};
    head.syllables.split(" ").forEach((s) => { known[s] = true; });
    const begun = (s) => new RegExp(" " + s + "[a-z]").test(" " + head.syllables);
    const go = (from, done) => {
      if (all.length >= 8) return;
      if (from === letters.length) { all.push({ syllables: done, rest: "" }); return; }
      for (let n = Math.min(6, letters.length - from); n > 0; n--) {
        if (known[letters.slice(from, from + n)]) go(from + n, done.concat(letters.slice(from, from + n)));
      }
      const rest = letters.slice(from);
      if (done.length && rest.length < 6 && begun(rest)) all.push({ syllables: done, rest: rest });
    };
    go(0, []);
    return all;
  };
  const read = (kind, text) => ({ value: hash(kind + text) });
  const byReading = (letters) => {
    const ways = spellings(letters).map((way) => {
      const s = way.syllables;
      const grams = s.length === 1 ? [read("y", s[0])] : s.slice(1).map((x, i) => read("y", s[i] + " " + x));
      if (way.rest) grams.push(read("i", s[s.length - 1][0] + way.rest[0]));
      return having(IN_READING, grams).then((set) => ({ set: set, whole: !way.rest && s.length < 3 }));
    });
    if (letters.length > 1 && letters.length < 12) {
      const n = Math.min(3, letters.length), grams = [];
      for (let i = 0; i + n <= letters.length; i++) grams.push(read("i", letters.slice(i, i + n)));
      ways.push(having(IN_READING, grams).then((set) => ({ set: set, whole: letters.length < 4 })));
    }
    return Promise.all(ways);
  };

  /* Who may have a term, and who has it in the title. */
  const candidates = (term) => {
    const need = needs(term);
    if (!need.grams.length) return Promise.resolve({ all: new Map(), title: new Map(), whole: true });
    const reading = /^[a-z']+$/.test(term) ? byReading(term.replace(/'/g, "")) : Promise.resolve([]);
    return Promise.all([having(IN_TEXT, need.grams), having(IN_HEADING, need.grams), reading]).then((got) => {
      const c = { all: new Map(got[0]), title: new Map(got[1]), whole: need.whole };
      got[2].forEach((way) => { union(c.all, way.set); union(c.title, way.set); c.whole = c.whole && (way.whole || !way.set.size); });
      return c;
    });
  };

  /* Texts: the head of a block says where each record is. */
  const heads = {}, records = {};
  const lines = (text) => JSON.parse("[" + text.slice(text.indexOf(",[\n") + 3, text.lastIndexOf("\n])")) + "]");
  const ranged = (url, from, to) => fetch(url, { headers: { Range: "bytes=" + from + "-" + to } })
    .then((r) => { if (!r.ok) throw new Error(r.url); return r.text().then((text) => ({ part: r.status === 206, text: text })); });
  const blockName = (block) => {
    let n = block;
    for (let g = 0; g < head.groups.length; g++) {
      const size = Math.ceil(head.groups[g][1] / BLOCK);
      if (n < size) return head.groups[g][0] + "-" + n;
      n -= size;
    }
    return "";
  };
  const blockHead = (block) => heads[block] || (heads[block] = ranged(own + "text/" + blockName(block) + ".js?v=" + head.version, 0, 255).then((got) => {
    if (!got.part) return { all: lines(got.text) };
    const start = got.text.indexOf(",[\n") + 3, sizes = JSON.parse(/\[[\d,]*\]/.exec(got.text)[0]);
    let at = start;
    return { at: sizes.map((size) => { const from = at; at += size + 2; return [from, from + size - 1]; }) };
  }).catch((e) => { delete heads[block]; throw e; }));
  const record = (id) => records[id] || (records[id] = (folder ? folderBlock(Math.floor(id / BLOCK)).then((all) => all[id % BLOCK])
    : blockHead(Math.floor(id / BLOCK)).then((h) => {
      if (h.all) return h.all[id % BLOCK];
      const at = h.at[id % BLOCK];
      return ranged(own + "text/" + blockName(Math.floor(id / BLOCK)) + ".js?v=" + head.version, at[0], at[1])
        .then((got) => got.part ? JSON.parse(got.text) : lines(got.text)[id % BLOCK]);
    })).catch((e) => { delete records[id]; throw e; }));
  const folderBlock = (block) => script("text/" + blockName(block) + ".js", "text " + blockName(block), own);

  /* Where letters end that are typed for the signs of a name from one on: whole
     syllables or their beginnings; -1 where they are not. */
  const typed = (letters, signs, at) => {
    if (!letters) return at;
    if (at === signs.length) return -1;
    if (signs[at] === "-") return typed(letters, signs, at + 1);
    const ways = signs[at].split("/"), syllable = ways[0];
    for (let n = Math.min(syllable.length, letters.length); n > 0; n--) {
      const end = letters.slice(0, n) === syllable.slice(0, n) ? typed(letters.slice(n), signs, at + 1) : -1;
      if (end >= 0) return end;
    }
    return ways[1] && ways[1].indexOf(letters[0]) >= 0 ? typed(letters.slice(1), signs, at + 1) : -1;
  };

  /* Where a term stands in a folded text: at every place from which it may begin. */
  const places = (folded, term) => {
    const found = [];
    for (let i = folded.indexOf(term); i >= 0; i = folded.indexOf(term, i + 1)) {
      if (!isLetter(term.charCodeAt(0)) || i === 0 || !isLetter(folded.charCodeAt(i - 1))) found.push(i);
    }
    return found;
  };

  /* A record with where each term stands, in signs of title, names and text; null
     where one does not. */
  const verify = (rec, terms) => {
    const whole = [rec.t].concat(rec.n || [], [rec.x || ""]).join("\n"), folded = fold(rec.z || whole);
    const marks = [];
    let all = true, ends = [];
    (rec.n || []).reduce((at, n) => { ends.push(at); return at + n.length + 1; }, rec.t.length + 1);
    ends = [0].concat(ends);
    terms.forEach((term) => {
      const found = places(folded.text, term).map((i) => [folded.at[i], folded.at[i + term.length - 1] + 1]);
      if (!found.length && /^[a-z']+$/.test(term)) {
        (rec.y || []).forEach((reading, k) => {
          const signs = reading.split(" ");
          for (let from = 0; from < signs.length; from++) {
            const end = signs[from] === "-" ? -1 : typed(term.replace(/'/g, ""), signs, from);
            if (end >= 0) { found.push([ends[k] + from, ends[k] + end]); break; }
          }
        });
      }
      all = all && found.length > 0;
      found.forEach((f) => marks.push(f));
    });
    return all ? { record: rec, whole: whole, marks: marks } : null;
  };

  /* Order: what has not ended, what has it in the title, what names the building,
     what is newer. */
  const current = (id) => (parseInt(head.current.substr(4 * Math.floor(id / BLOCK), 4), 16) >> (id % BLOCK)) & 1;
  const ids = (set) => {
    const list = [];
    set.forEach((bits, block) => { for (let i = 0; i < BLOCK; i++) if (bits >> i & 1) list.push(block * BLOCK + i); });
    return list;
  };
  const has = (set, id) => (set.get(Math.floor(id / BLOCK)) || 0) >> (id % BLOCK) & 1;

  /* The filters count records without the gaps between blocks. */
  const narrowed = (list, kind, building) => !kind && !building ? Promise.resolve({ list: list, named: {} }) : script("filters.js", "filters").then((f) => {
    const first = [], place = {}, named = {}, any = {};
    let n = 0;
    head.groups.forEach((g) => { for (let i = 0; i < g[1]; i += BLOCK) { first.push(n); n += Math.min(BLOCK, g[1] - i); } });
    const mark = (gaps, into) => { (gaps || []).reduce((at, gap) => { into[at + gap] = true; return at + gap; }, 0); };
    mark(f.buildings[building], place);
    mark(f.named, any);
    const kept = list.filter((id) => {
      const at = first[Math.floor(id / BLOCK)] + id % BLOCK;
      named[id] = place[at];
      return (!kind || f.kinds[at] === kind) && (!building || place[at] || !any[at]);
    });
    return { list: kept, named: named };
  });

  const ask = (terms, filter) => (folder ? everything(terms) : Promise.all(terms.map(candidates))).then((got) => {
    const all = got.map((c) => c.all).reduce(common), title = got.map((c) => c.title).reduce(common);
    return narrowed(ids(all), filter.kind, filter.building).then((n) => {
      const score = (id) => 4 * current(id) + 2 * has(title, id) + (n.named[id] ? 1 : 0);
      const order = n.list.map((id) => ({ id: id, score: score(id) })).sort((a, b) => b.score - a.score || b.id - a.id).map((x) => x.id);
      return { order: order, whole: terms.length > 0 && got.every((c) => c.whole) };
    });
  });

  /* In a folder: all texts, one after the other. */
  const everything = (terms) => {
    if (head.count > MOST_IN_FOLDER) return Promise.reject(new Error("folder"));
    const blocks = head.current.length / 4, all = [];
    for (let b = 0; b < blocks; b++) all.push(folderBlock(b));
    return Promise.all(all).then((read) => {
      const sets = { all: new Map(), title: new Map(), whole: true };
      const put = (set, b, i) => set.set(b, (set.get(b) || 0) | 1 << i);
      read.forEach((list, b) => list.forEach((rec, i) => {
        const hit = verify(rec, terms);
        if (!hit) return;
        put(sets.all, b, i);
        const heading = rec.z ? { t: rec.z.split("\n")[0], n: rec.z.split("\n").slice(1, 1 + (rec.n || []).length), y: rec.y } : { t: rec.t, n: rec.n, y: rec.y };
        if (verify(heading, terms)) put(sets.title, b, i);
      }));
      return [sets];
    });
  };

  /* What was found: total is how many there are, or may be; more gives the next. */
  const answer = (terms, got) => {
    let next = 0;
    const result = {
      among: head.count, terms: terms, total: got.order.length, sure: got.whole || !got.order.length,
      more: (n) => {
        const take = got.order.slice(next, next + n);
        next += take.length;
        return Promise.all(take.map(record)).then((recs) => {
          const hits = recs.map((rec) => verify(rec, terms)).filter((hit) => hit);
          result.total -= take.length - hits.length;
          result.left = got.order.length - next;
          result.sure = result.sure || !result.left;
          return hits.length < n && result.left ? result.more(n - hits.length).then((rest) => hits.concat(rest)) : hits;
        });
      },
      left: got.order.length,
    };
    return result;
  };

  const split = (query) => query.split(/[\s\u3000]+/).map((t) => fold(t).text).filter((t) => needs(t).grams.length)
    .filter((t, i, all) => all.indexOf(t) === i);

  /* Asks for all of the words in a query. Where nothing has them they are folded
     to Simplified, by a table that only few ever need. */
  const search = (query, filter) => open().then(() => {
    const terms = split(query);
    if (!terms.length) return answer([], { order: [], whole: true });
    return ask(terms, filter || {}).then((got) => {
      if (got.order.length || folding) return answer(terms, got);
      return script("fold.js", "table").then((table) => {
        folding = new Map();
        for (let i = 0; i < table[0].length; i++) folding.set(table[0].charCodeAt(i), table[1].charCodeAt(i));
        const again = split(query);
        return again.join(" ") === terms.join(" ") ? answer(terms, got) : ask(again, filter || {}).then((g) => answer(again, g));
      });
    });
  });
  const open = () => head ? Promise.resolve(head) : script("index.js", "index").then(() => head);

  return {
    open: open, search: search, fold: fold,
    index: (value) => { head = value; handOver("index", value); },
    filters: (value) => handOver("filters", value),
    texts: (name, sizes, list) => handOver("text " + name, list),
    table: (value) => handOver("table", value),
  };
})();

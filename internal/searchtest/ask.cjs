/* Runs search-index.js as a page would, over a site in a folder: what it fetches
   is read from there, with ranges, and counted. Asks each query of standard input
   and prints what is found, as JSON. */
"use strict";
const fs = require("fs"), path = require("path"), vm = require("vm");
const [, , site, source, ranges, root] = process.argv;
let bytes = 0, requests = 0;

const file = (url) => path.join(site, url.split("?")[0]);
const count = (n) => { bytes += n; requests++; };
const world = {
  document: {
    documentElement: { dataset: { root } },
    querySelector: () => ({ getAttribute: () => "search/index.js" }),
    createElement: () => ({}),
    head: {
      appendChild: (el) => {
        const text = fs.readFileSync(file(el.src));
        count(text.length);
        setImmediate(() => vm.runInContext(text.toString(), context));
      },
    },
  },
  location: { protocol: "http:" },
  fetch: (url, options) => new Promise((done) => {
    const all = fs.readFileSync(file(url)), range = options && options.headers && /(\d+)-(\d+)/.exec(options.headers.Range);
    const part = range && ranges !== "whole" ? all.subarray(+range[1], +range[2] + 1) : all;
    count(part.length);
    done({
      ok: true, status: part === all && ranges === "whole" ? 200 : 206, url,
      text: () => Promise.resolve(part.toString()),
      arrayBuffer: () => Promise.resolve(part.buffer.slice(part.byteOffset, part.byteOffset + part.length)),
    });
  }),
};
world.window = world;
const context = vm.createContext(world);
const begin = () => vm.runInContext(fs.readFileSync(source, "utf8"), context);

const main = async () => {
  const out = [];
  begin();
  for (const q of JSON.parse(fs.readFileSync(0, "utf8"))) {
    if (q.fresh) { bytes = requests = 0; begin(); }
    const result = await world.banbaoSearch.search(q.query, { kind: q.kind, building: q.building });
    const sure = result.sure, total = result.total;
    let hits = await result.more(q.fresh ? 5 : 1e6);
    out.push({
      paths: hits.map((h) => h.record.p), sure, total, bytes, requests,
      marked: hits.slice(0, 1).map((h) => h.marks.map((m) => h.whole.slice(m[0], m[1]))[0]),
    });
  }
  console.log(JSON.stringify(out));
};
main().catch((e) => { console.error(e); process.exit(1); });

// Reads what a site gives to programs as others do, with tools that know
// nothing of Banbao: data by Ajv, feeds by Feedsmith, what pages say to search
// engines by jsonld. On stdin is JSON, {path: text}; on stdout
// {mistakes: [words], feeds: {path: [id]}, types: {type: count}, validated}.
import Ajv from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { parseAtomFeed, parseJsonFeed } from "feedsmith";
import jsonld from "jsonld";

let input = "";
for await (const chunk of process.stdin) input += chunk;
const files = JSON.parse(input);
const mistakes = [];
const feeds = {};
const types = {};
let validated = 0;

const ajv = new Ajv({ strict: true, allErrors: true });
formats(ajv);

function data(path, text) {
  const value = JSON.parse(text);
  const schema = new URL(value.$schema, "file:///" + path).pathname.slice(1);
  if (!ajv.getSchema(schema)) ajv.addSchema(JSON.parse(files[schema]), schema);
  if (!ajv.validate(schema, value)) mistakes.push(`${path}: ${ajv.errorsText()}`);
  validated++;
}

function feed(path, text) {
  const atom = path.endsWith(".xml");
  const f = atom ? parseAtomFeed(text) : parseJsonFeed(text);
  const entries = (atom ? f.entries : f.items) ?? [];
  const need = (name, value) => { if (!value) mistakes.push(`${path}: there is no ${name}`); };
  need("title", f.title);
  if (atom) need("updated", f.updated);
  need("address of its own", atom ? f.links.some((l) => l.rel === "self" && decodeURI(l.href).endsWith(path)) : decodeURI(f.feed_url).endsWith(path));
  for (const e of entries) {
    need("id", e.id);
    need("title", typeof e.title === "object" ? e.title.value : e.title);
    const html = atom ? e.content?.value ?? e.content : e.content_html;
    need("content", html);
    if (/(?:href|src)="(?![a-z]+:|#)/.test(html)) mistakes.push(`${path}: ${e.id} has an address that is not whole`);
    const updated = atom ? e.updated : e.date_modified;
    if (Number.isNaN(Date.parse(updated))) mistakes.push(`${path}: ${e.id} was updated at ${updated}`);
  }
  feeds[path] = entries.map((e) => e.id);
  if (new Set(feeds[path]).size !== entries.length) mistakes.push(`${path}: an id stands there twice`);
}

// The vocabulary without asking schema.org for it: what is a link, and the rest.
const context = { "@vocab": "https://schema.org/", url: { "@type": "@id" }, item: { "@type": "@id" }, image: { "@type": "@id" } };
const documentLoader = async (url) => {
  if (!url.startsWith("https://schema.org")) throw new Error(`asks for ${url}`);
  return { contextUrl: null, documentUrl: url, document: { "@context": context } };
};

async function page(path, text) {
  for (const [, script] of text.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)) {
    const nodes = await jsonld.expand(JSON.parse(script), { documentLoader, safe: true });
    for (const node of nodes) {
      for (const type of node["@type"]) types[type] = (types[type] ?? 0) + 1;
      for (const key of Object.keys(node)) {
        if (!key.startsWith("@") && !key.startsWith("https://schema.org/")) mistakes.push(`${path}: ${key}`);
      }
    }
  }
}

for (const [path, text] of Object.entries(files)) {
  try {
    if (path.endsWith(".html")) await page(path, text);
    else if (path.startsWith("feed")) feed(path, text);
    else if (!path.endsWith(".schema.json")) data(path, text);
  } catch (e) {
    mistakes.push(`${path}: ${e.message}`);
  }
}
console.log(JSON.stringify({ mistakes, feeds, types, validated }));

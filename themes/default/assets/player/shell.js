/* The page itself, kept so that the screen starts without a network: the worker
   answers with it. Over https only; elsewhere there is no worker. */
(function (player) {
  "use strict";

  player.Shell = class {
    constructor(id, net) {
      this.id = id;
      this.net = net;
      this.home = location.origin + location.pathname.replace(/[^/]*$/, "");
      this.able = "caches" in window && "serviceWorker" in navigator;
    }

    cache() { return caches.open("banbao-screen-" + this.id); }

    register() {
      if (!this.able) return Promise.reject(new Error("no worker here"));
      return navigator.serviceWorker.register("../sw.js", { scope: "./", updateViaCache: "none" });
    }

    /* The page has come up: the worker need not look for another. */
    alive() { return this.cache().then((c) => c.delete(this.home + "starts")); }

    /* The version that is kept, "" if none. */
    kept() {
      return this.cache().then((c) => c.match(this.home)).then((r) => (r ? r.headers.get("X-Banbao-Version") || "" : ""));
    }

    /* Fetches the page of a version with its scripts and styles, and keeps them. */
    keep(version) {
      return this.whole(this.home, "banbao-screen-" + this.id, version, (doc) =>
        doc.documentElement.getAttribute("data-version") === version && doc.getElementById("rest"));
    }

    /* Keeps the pages that are touched likewise, in a box of their own. */
    keepTouch(page) {
      const url = new URL(page, this.home).href.replace(/index\.html$/, ""); // servers differ in that name
      return this.whole(url, "banbao-touch-" + this.id, "", (doc) => doc.documentElement.getAttribute("data-home") && doc.getElementById("ask"));
    }

    /* The page comes last, for it is what makes the rest count. */
    whole(url, box, version, right) {
      return this.net.get(url, 2e7).then((page) => {
        const doc = new DOMParser().parseFromString(player.text(page.bytes), "text/html"), root = doc.documentElement;
        if (root.getAttribute("data-screen") !== this.id || !right(doc)) throw new Error("not the page of version " + version + " at " + url);
        const assets = Array.prototype.map.call(doc.querySelectorAll("link[rel=stylesheet],script[src]"), (el) => ({
          url: new URL(el.getAttribute("href") || el.getAttribute("src"), url).href,
          kind: el.getAttribute("src") ? /javascript/ : /css/, integrity: el.getAttribute("data-integrity"),
        }));
        return caches.open(box).then((cache) => Promise.all(assets.map((a) => this.net.get(a.url, 5e6, a.integrity).then((got) => {
          if (!a.kind.test(got.headers.get("Content-Type"))) throw new Error("not " + a.url);
          return cache.put(a.url, new Response(got.bytes, { headers: got.headers }));
        }))).then(() => {
          const headers = new Headers(page.headers);
          headers.set("X-Banbao-Version", version);
          return cache.put(url, new Response(page.bytes, { headers: headers }));
        }).then(() => cache.keys()).then((keys) => {
          const wanted = assets.map((a) => a.url).concat(url);
          keys.forEach((k) => { if (wanted.indexOf(k.url) < 0) cache.delete(k); });
        }));
      });
    }

    /* Would loading the page anew bring it back without the network? */
    safe() {
      if (!this.able || !navigator.serviceWorker.controller) return Promise.resolve(false);
      return this.kept().then((v) => v !== "", () => false);
    }
  };
})(window.banbaoPlayer = window.banbaoPlayer || {});

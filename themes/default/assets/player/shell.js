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

    /* Fetches the page of a version with its scripts and styles, and keeps them:
       the page last, for it is what makes them count. */
    keep(version) {
      return this.net.get(this.home, 2e7).then((page) => {
        const doc = new DOMParser().parseFromString(player.text(page.bytes), "text/html"), root = doc.documentElement;
        if (root.getAttribute("data-screen") !== this.id || root.getAttribute("data-version") !== version || !doc.getElementById("rest")) {
          throw new Error("not the page of version " + version);
        }
        const assets = Array.prototype.map.call(doc.querySelectorAll("link[rel=stylesheet],script[src]"), (el) => ({
          url: new URL(el.getAttribute("href") || el.getAttribute("src"), this.home).href,
          kind: el.getAttribute("src") ? /javascript/ : /css/, integrity: el.getAttribute("data-integrity"),
        }));
        return this.cache().then((cache) => Promise.all(assets.map((a) => this.net.get(a.url, 5e6, a.integrity).then((got) => {
          if (!a.kind.test(got.headers.get("Content-Type"))) throw new Error("not " + a.url);
          return cache.put(a.url, new Response(got.bytes, { headers: got.headers }));
        }))).then(() => {
          const headers = new Headers(page.headers);
          headers.set("X-Banbao-Version", version);
          return cache.put(this.home, new Response(page.bytes, { headers: headers }));
        }).then(() => cache.keys()).then((keys) => {
          const wanted = assets.map((a) => a.url).concat(this.home);
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

/* What outlives the power: a few small values, and whole sets. Cache storage is
   there over https only, so sets are in an IndexedDB. */
(function (player) {
  "use strict";

  /* Small values, as JSON. Where nothing may be stored they live in memory. */
  player.Small = class {
    constructor(prefix, off) {
      this.prefix = prefix;
      this.off = off;
      this.memory = {};
    }

    get(name) {
      if (name in this.memory) return this.memory[name];
      try {
        return this.off ? null : JSON.parse(localStorage.getItem(this.prefix + name));
      } catch (e) {
        return null;
      }
    }

    set(name, value) {
      this.memory[name] = value;
      try {
        if (!this.off) localStorage.setItem(this.prefix + name, JSON.stringify(value));
      } catch (e) { /* full, or forbidden */ }
    }
  };

  const done = (request) => new Promise((ok, fail) => {
    request.onsuccess = () => ok(request.result);
    request.onerror = request.onblocked = () => fail(request.error || new Error("blocked"));
  });
  const sound = (record) => record && record.bytes && record.bytes.byteLength === record.size ?
    player.digest(record.bytes).then((d) => d === record.sha256) : Promise.resolve(false);

  /* Sets: {hash, sha256, size, since, loop, after, bytes}, and for each that was
     read back and found whole a mark that it is ready, written last. The marks
     are numbered; of sets from one day the higher number is the newer. */
  player.Sets = class {
    constructor(name) {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => ["sets", "ready"].forEach((s) => request.result.createObjectStore(s, { keyPath: "hash" }));
      this.db = done(request);
    }

    run(store, mode, what) {
      return this.db.then((db) => new Promise((ok, fail) => {
        const tx = db.transaction(store, mode, { durability: "strict" });
        const request = what(tx.objectStore(store));
        tx.oncomplete = () => ok(request.result);
        tx.onerror = tx.onabort = () => fail(tx.error || new Error("aborted"));
      }));
    }

    put(record) {
      return this.run("sets", "readwrite", (s) => s.put(record))
        .then(() => this.run("sets", "readonly", (s) => s.get(record.hash)))
        .then(sound)
        .then((ok) => {
          if (!ok) throw new Error("a set was not stored as it is");
          return this.run("ready", "readonly", (s) => s.getAll());
        })
        .then((marks) => {
          const order = marks.reduce((n, m) => Math.max(n, m.order), 0) + 1;
          return this.run("ready", "readwrite", (s) => s.put({ hash: record.hash, since: record.since, order: order }));
        });
    }

    /* The newest that is ready, whole, and not `banned`; null if there is none. */
    newest(banned) {
      return this.run("ready", "readonly", (s) => s.getAll()).then((marks) => {
        const best = marks.filter((m) => !banned(m.hash)).sort((a, b) => b.since - a.since || b.order - a.order)[0];
        if (!best) return null;
        return this.run("sets", "readonly", (s) => s.get(best.hash)).then((record) => sound(record).then((ok) => {
          if (ok) return record;
          return this.drop([best.hash]).then(() => this.newest(banned));
        }));
      });
    }

    /* Forgets the sets named, the marks first. */
    drop(hashes) {
      return hashes.reduce((before, hash) => before
        .then(() => this.run("ready", "readwrite", (s) => s.delete(hash)))
        .then(() => this.run("sets", "readwrite", (s) => s.delete(hash))), Promise.resolve());
    }

    /* Forgets all but these. */
    only(hashes) {
      return this.run("sets", "readonly", (s) => s.getAllKeys())
        .then((all) => this.drop(all.filter((h) => hashes.indexOf(h) < 0)));
    }
  };
})(window.banbaoPlayer = window.banbaoPlayer || {});

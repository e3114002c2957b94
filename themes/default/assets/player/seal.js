/* Signatures. A page with a key takes from the server only what the holder of
   the key has signed: the last member of the file, over the file's path and the
   file without it. Over https only, and where the browser knows Ed25519;
   elsewhere things go on as without a key. */
(function (player) {
  "use strict";

  const bytes = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));

  player.Seal = class {
    constructor(key, note) {
      const subtle = window.crypto && window.crypto.subtle;
      this.state = key ? "unable" : "none"; // or "checks"
      this.key = !key || !subtle ? Promise.resolve(null) :
        Promise.resolve().then(() => subtle.importKey("raw", bytes(key), { name: "Ed25519" }, false, ["verify"])).then((k) => {
          this.state = "checks";
          return k;
        }, (e) => {
          note(e);
          return null;
        });
    }

    /* Fails unless the text may stand at the path. */
    check(path, text) {
      return this.key.then((key) => {
        if (!key) return;
        const m = /,"signature":"([A-Za-z0-9+/]{86}==)"\}\n?$/.exec(text);
        if (!m) throw new Error("unsigned " + path);
        const said = new TextEncoder().encode(path + "\n" + text.slice(0, m.index) + "}\n");
        return crypto.subtle.verify({ name: "Ed25519" }, key, bytes(m[1]), said).then((good) => {
          if (!good) throw new Error("forged " + path);
        });
      });
    }
  };
})(window.banbaoPlayer = window.banbaoPlayer || {});

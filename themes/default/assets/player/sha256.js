/* SHA-256, because browsers have one for themselves only over https. */
(function (player) {
  "use strict";

  /* The first 32 bits of the fractions of roots of the first primes. */
  const fraction = (x) => ((x - Math.floor(x)) * 4294967296) | 0;
  const constants = [], first = [], root = Math.sqrt, cube = Math.cbrt; // by name: minified, Math.sqrt(n) is n**.5, which is too new
  for (let n = 2; constants.length < 64; n++) {
    let prime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
    if (!prime) continue;
    if (first.length < 8) first.push(fraction(root(n)));
    constants.push(fraction(cube(n)));
  }
  const turn = (x, n) => (x >>> n) | (x << (32 - n));

  /* The digest of bytes, in hex. */
  player.sha256 = (bytes) => {
    const size = bytes.length, padded = new Uint8Array(((size + 8 >> 6) + 1) * 64), w = new Int32Array(64);
    padded.set(bytes);
    padded[size] = 128;
    const view = new DataView(padded.buffer);
    view.setUint32(padded.length - 8, Math.floor(size / 536870912));
    view.setUint32(padded.length - 4, size << 3 >>> 0);
    const hash = first.slice();
    for (let at = 0; at < padded.length; at += 64) {
      for (let i = 0; i < 16; i++) w[i] = view.getInt32(at + i * 4);
      for (let i = 16; i < 64; i++) {
        const a = w[i - 15], b = w[i - 2];
        w[i] = w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ a >>> 3) + w[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ b >>> 10);
      }
      let [a, b, c, d, e, f, g, h] = hash;
      for (let i = 0; i < 64; i++) {
        const x = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + (e & f ^ ~e & g) + constants[i] + w[i] | 0;
        const y = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + (a & b ^ a & c ^ b & c) | 0;
        h = g; g = f; f = e; e = d + x | 0;
        d = c; c = b; b = a; a = x + y | 0;
      }
      [a, b, c, d, e, f, g, h].forEach((n, i) => { hash[i] = hash[i] + n | 0; });
    }
    return hash.map((n) => ("0000000" + (n >>> 0).toString(16)).slice(-8)).join("");
  };

  /* The same by the browser, where it will. */
  player.digest = (buffer) => {
    const subtle = window.crypto && window.crypto.subtle;
    if (!subtle) return Promise.resolve(player.sha256(new Uint8Array(buffer)));
    return subtle.digest("SHA-256", buffer).then((d) =>
      Array.prototype.map.call(new Uint8Array(d), (b) => (b < 16 ? "0" : "") + b.toString(16)).join(""));
  };
})(window.banbaoPlayer = window.banbaoPlayer || {});

/* Questions to the server. None waits longer than it may, none can be answered
   by another host, and none starts a timer: the player looks once a second. */
(function (player) {
  "use strict";

  player.Net = class {
    constructor(mono) {
      this.mono = mono;
      this.flights = [];
      this.stamp = 0;
    }

    /* What an address says, as {bytes, headers, time}: time is what the server's
       clock says now, NaN if that is not known well. It fails after five seconds
       in which nothing came, or when there is more than `most` bytes. */
    get(url, most, integrity) {
      const asked = this.mono();
      const flight = { until: asked + 5 };
      const stop = typeof AbortController === "function" ? new AbortController() : null;
      const options = { cache: "no-store", credentials: "same-origin", redirect: "error" };
      if (stop) options.signal = stop.signal;
      if (integrity) options.integrity = integrity;
      const late = new Promise((ok, fail) => {
        flight.fail = (why) => {
          if (stop) stop.abort();
          fail(new Error(why + ": " + url));
        };
      });
      this.flights.push(flight);
      const answer = fetch(url + "?t=" + Math.floor(asked) + "." + ++this.stamp, options).then((response) => {
        if (!response.ok || response.redirected) throw new Error(response.status + ": " + url);
        const took = this.mono() - asked, date = Date.parse(response.headers.get("Date")) / 1000;
        const time = took < 3 ? date + (Number(response.headers.get("Age")) || 0) + 0.5 + took / 2 : NaN;
        return this.body(response, flight, most).then((bytes) => ({
          bytes: bytes, headers: response.headers, time: time + this.mono() - asked - took,
        }));
      });
      const clear = () => { this.flights = this.flights.filter((f) => f !== flight); };
      const race = Promise.race([answer, late]);
      race.then(clear, clear);
      return race;
    }

    /* The bytes of an answer; each piece that comes gives it five seconds more. */
    body(response, flight, most) {
      const reader = response.body && response.body.getReader ? response.body.getReader() : null;
      if (!reader) {
        flight.until = this.mono() + 120;
        return response.arrayBuffer().then((b) => {
          if (b.byteLength > most) throw new Error("too much");
          return b;
        });
      }
      const parts = [];
      let size = 0;
      const more = () => reader.read().then((piece) => {
        if (!piece.done) {
          size += piece.value.length;
          flight.until = this.mono() + 5;
          if (size > most) flight.fail("too much");
          parts.push(piece.value);
          return more();
        }
        const all = new Uint8Array(size);
        parts.reduce((at, p) => {
          all.set(p, at);
          return at + p.length;
        }, 0);
        return all.buffer;
      });
      return more();
    }

    /* Once a second. */
    sweep() {
      const now = this.mono();
      this.flights.forEach((f) => { if (now >= f.until) f.fail("no answer"); });
    }
  };

  player.text = (bytes) => new TextDecoder().decode(bytes);

  /* Something to ask again and again: every so many seconds, give or take a
     fifth; after a failure sooner or later, but within a minute of its end. */
  player.Poll = class {
    constructor(mono, every, ask) {
      this.mono = mono;
      this.every = every;
      this.ask = ask;
      this.due = mono();
      this.busy = false;
      this.fails = 0;
    }

    look() {
      if (this.busy || this.mono() < this.due) return;
      this.busy = true;
      this.ask().then(() => {
        this.fails = 0;
        this.rest(this.every);
      }, (e) => {
        this.fails++;
        this.rest(Math.min(45, 5 << Math.min(this.fails, 5)));
        player.note(e);
      });
    }

    rest(seconds) {
      this.busy = false;
      this.due = this.mono() + seconds * (0.8 + 0.4 * Math.random());
    }

    /* There may be news. */
    soon() { this.due = Math.min(this.due, this.mono() + 2 * Math.random()); }
  };
})(window.banbaoPlayer = window.banbaoPlayer || {});

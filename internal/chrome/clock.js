/* A clock for the page that stands still until the test moves it.

   __banbaoClock.to(t) goes to a moment as if the page had stayed open: every
   timer runs at its own moment on the way. __banbaoClock.wake(t) goes there as
   if the device had slept: no timer runs, the page only becomes visible again.
   __banbaoClock.skew(ms) makes the device's clock wrong by so much; timers and
   performance.now() do not know of it, nor of sleep. __banbaoClock.timers() is
   how many wait. Timers below a second are left to the browser. */
(() => {
  const RealDate = Date, later = window.setTimeout, forget = window.clearTimeout;
  const longest = 2147483647; // beyond it browsers call at once
  let now = START, base = now, last = 1e9, slept = 0, skew = 0;
  const timers = new Map();

  window.Date = new Proxy(RealDate, {
    construct: (target, args, self) => Reflect.construct(target, args.length ? args : [now + skew], self),
    apply: () => new RealDate(now + skew).toString(),
    get: (target, name) => name === "now" ? () => now + skew : Reflect.get(target, name),
  });
  performance.now = () => now - base - slept;
  window.setTimeout = (call, delay, ...args) => {
    delay = Number(delay) || 0;
    if (delay > longest) delay = 0;
    if (delay < 1000) return later(call, delay, ...args);
    timers.set(++last, { at: now + delay, call: () => call(...args) });
    return last;
  };
  window.clearTimeout = (id) => { timers.delete(id) || forget(id); };
  window.setInterval = (call, delay, ...args) => {
    const every = Math.max(Number(delay) || 0, 1000), id = ++last;
    const again = () => { timers.set(id, { at: now + every, call: () => { again(); call(...args); } }); };
    again();
    return id;
  };
  window.clearInterval = window.clearTimeout;

  window.__banbaoClock = {
    to(t) {
      for (let turns = 0; ; turns++) {
        let due = null;
        for (const [id, timer] of timers) {
          if (timer.at <= t && (!due || timer.at < due.timer.at)) due = { id, timer };
        }
        if (!due) break;
        if (turns > 20000) throw new Error("timers never rest");
        timers.delete(due.id);
        now = Math.max(now, due.timer.at);
        due.timer.call();
      }
      now = Math.max(now, t);
    },
    skew(ms) { skew = ms; },
    skewed: () => skew,
    timers() { return timers.size; },
    wake(t) {
      slept += t - now;
      now = t;
      document.dispatchEvent(new Event("visibilitychange"));
    },
  };
})();

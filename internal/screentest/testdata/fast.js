/* Time that goes FACTOR times as fast since ORIGIN (milliseconds), on a device
   whose clock is SKEW milliseconds off. For pages that talk with a server while
   it passes; the server's clock must go as fast. */
(() => {
  const real = Date.now, mono = performance.now.bind(performance), later = window.setTimeout;
  Date.now = () => ORIGIN + (real.call(Date) - ORIGIN) * FACTOR + SKEW;
  performance.now = () => mono() * FACTOR;
  window.setTimeout = (call, delay, ...args) => later(call, (Number(delay) || 0) / FACTOR, ...args);
})();

/* The site's clock was set by the command line: what a page decides by the
   clock, it decides by that one. Only in banbao serve, never in what is published. */
(() => {
  "use strict";
  const shift = Number(document.currentScript.getAttribute("data-shift"));
  const Real = Date;
  const now = () => Real.now() + shift;
  window.Date = new Proxy(Real, {
    construct: (target, args, made) => Reflect.construct(target, args.length ? args : [now()], made),
    apply: () => String(new Real(now())),
    get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
  });
})();

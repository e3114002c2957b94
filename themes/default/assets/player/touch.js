/* A kiosk: whoever touches the glass, or a key, comes to the pages that are
   touched, if they are there: the glass never leaves for an error. */
(function (player) {
  "use strict";

  player.touch = (page, web, may, note) => {
    let going = false;
    const go = (e) => {
      if (going || !may()) return;
      if (e.cancelable) e.preventDefault(); // no second touch for what comes to lie there
      going = true;
      const back = (why) => { going = false; note(why); };
      if (!web) return location.assign(page);
      setTimeout(() => { going = false; }, 5000);
      const ours = (answer) => answer.text().then((text) => {
        if (text.indexOf("data-home=") < 0) throw new Error("no " + page);
      });
      /* What the worker keeps comes where the server does not answer soon. */
      const late = () => new Promise((ok, fail) => setTimeout(fail, 1500, new Error("no answer: " + page)));
      Promise.race([fetch(page, { cache: "no-store" }).then(ours), late()]).catch((why) => {
        if (!("caches" in window && navigator.serviceWorker && navigator.serviceWorker.controller)) throw why;
        return caches.match(new URL(page, location.href).href.replace(/index\.html$/, "")).then((kept) => (kept ? ours(kept) : Promise.reject(why)));
      }).then(() => {
        if (going && may()) location.assign(page);
      }).catch(back);
    };
    ["click", "touchend", "keydown"].forEach((kind) => document.addEventListener(kind, go));
  };
})(window.banbaoPlayer = window.banbaoPlayer || {});

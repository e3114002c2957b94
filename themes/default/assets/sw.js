/* The worker of the screens: it answers for a screen's page, and for the styles
   and scripts of it, from what the player has kept, so that a screen comes up
   without a network. All else goes to the server, and whatever the player asks,
   which has a query. The pages of a kiosk that are touched it asks of the
   server first, and does not wait long. It decides nothing; to be rid of it,
   publish one that unregisters itself.

   A page that was started three times and never came up is asked of the server
   first: the fault may be in what is kept. */
self.addEventListener("activate", (e) => e.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (e) => {
  const request = e.request, home = self.registration.scope, url = request.url.replace(/[?#].*/, "");
  const page = request.mode === "navigate" && (url === home || url === home + "index.html");
  const touched = request.mode === "navigate" && url.indexOf(home + "touch/") === 0;
  if (request.method !== "GET" || !page && !touched && !/\.(css|js)$/.test(request.url)) return;
  const kept = caches.match(page ? home : touched ? home + "touch/" : url).catch(() => undefined);
  const server = () => fetch(request);
  /* The server's, if it is one of ours and comes soon; else what is kept. */
  const either = (hit, sign, seconds) => Promise.race([
    server().then((r) => (r.ok ? r.clone().text().then((t) => (t.indexOf(sign) > 0 ? r : hit)) : hit)), new Promise((ok) => setTimeout(ok, seconds * 1000, hit)),
  ]).catch(() => hit);

  e.respondWith(kept.then((hit) => {
    if (!hit) return server();
    if (touched) return either(hit, "data-home=", 2);
    if (!page) return hit;
    return starts(home).catch(() => 0).then((n) => (n < 3 ? hit : either(hit, "data-screen=", 4)));
  }));
});

const starts = (home) => caches.match(home + "starts").then((r) => (r ? r.text() : "0")).then((text) =>
  caches.keys().then((names) => {
    const mine = names.filter((n) => n === "banbao-screen-" + home.replace(/^.*\/([^/]+)\/$/, "$1"))[0];
    return mine ? caches.open(mine).then((c) => c.put(home + "starts", new Response(String(+text + 1)))) : null;
  }).then(() => Number(text)));

/* The worker of the screens: it answers for a screen's page, and for the styles
   and scripts of it, from what the player has kept, so that a screen comes up
   without a network. All else goes to the server, and whatever the player asks,
   which has a query. It decides nothing; to be rid of it, publish one that
   unregisters itself.

   A page that was started three times and never came up is asked of the server
   first: the fault may be in what is kept. */
self.addEventListener("activate", (e) => e.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (e) => {
  const request = e.request, home = self.registration.scope, url = request.url.replace(/[?#].*/, "");
  const page = request.mode === "navigate" && (url === home || url === home + "index.html");
  if (request.method !== "GET" || !page && !/\.(css|js)$/.test(request.url)) return;
  const kept = caches.match(page ? home : url).catch(() => undefined);
  const server = () => fetch(request);

  e.respondWith(kept.then((hit) => {
    if (!hit) return server();
    if (!page) return hit;
    return starts(home).catch(() => 0).then((n) => (n < 3 ? hit : Promise.race([
      server().then((r) => (r.ok ? r.clone().text().then((t) => (t.indexOf("data-screen=") > 0 ? r : hit)) : hit)), new Promise((ok) => setTimeout(ok, 4000, hit)),
    ]).catch(() => hit)));
  }));
});

const starts = (home) => caches.match(home + "starts").then((r) => (r ? r.text() : "0")).then((text) =>
  caches.keys().then((names) => {
    const mine = names.filter((n) => n === "banbao-screen-" + home.replace(/^.*\/([^/]+)\/$/, "$1"))[0];
    return mine ? caches.open(mine).then((c) => c.put(home + "starts", new Response(String(+text + 1)))) : null;
  }).then(() => Number(text)));

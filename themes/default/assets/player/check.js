/* Is what came from the network what it should be? A wireless portal answers
   every question with its own page, and says 200. */
(function (player) {
  "use strict";

  const parse = (text) => {
    try {
      const value = JSON.parse(text);
      return value && value.version === 1 ? value : null;
    } catch (e) {
      return null;
    }
  };
  const whole = (n, most) => typeof n === "number" && n >= 0 && n <= most && Math.floor(n) === n;

  /* Words are words: an object in their place may throw where it is shown. */
  const word = (v) => (typeof v === "string" ? v : "");

  /* A manifest of this screen, or null. A set is known by the digits in its name. */
  player.manifest = (text, id) => {
    const m = parse(text);
    if (!m || m.screen !== id || !whole(m.since, 1e11) || !whole(m.size, 2e7) || !m.size) return null;
    const name = /^set-([0-9a-f]{12})\.html$/.exec(word(m.set));
    if (!/^[0-9a-f]{64}$/.test(word(m.sha256)) || !name) return null;
    m.hash = name[1];
    return m;
  };

  const colours = ["blue", "yellow", "orange", "red"];

  /* {sequence, alerts} with the alerts for this screen that can be shown at all,
     with what can be shown of them, or null. What has no end is none. */
  player.alerts = (text, id) => {
    const m = parse(text);
    if (!m || !whole(m.sequence, 1e15) || !Array.isArray(m.alerts)) return null;
    return {
      sequence: m.sequence,
      alerts: m.alerts.filter((a) => a && word(a.id) && word(a.headline) && whole(a.expires, 1e11) && whole(a.sent, 1e11) &&
        colours.indexOf(a.colour) >= 0 && Array.isArray(a.screens) &&
        (a.screens.indexOf("*") >= 0 || a.screens.indexOf(id) >= 0)).map((a) => Object.assign({}, a, {
        from: whole(a.from, 1e11) ? a.from : 0, status: word(a.status), title: word(a.title), issuer: word(a.issuer), phone: word(a.phone),
        acts: (Array.isArray(a.acts) ? a.acts : []).filter(word),
      })),
    };
  };

  /* When an alert ends: a mistake in it must not keep a hall red for weeks. */
  player.alertEnd = (a) => (a.source === "notice" ? a.expires : Math.min(a.expires, a.sent + 86400));

  /* Those in force, the gravest first, then the latest. */
  player.inForce = (alerts, t) => alerts
    .filter((a) => t >= (a.from || 0) && t < player.alertEnd(a))
    .sort((a, b) => colours.indexOf(b.colour) - colours.indexOf(a.colour) || b.sent - a.sent);
})(window.banbaoPlayer = window.banbaoPlayer || {});

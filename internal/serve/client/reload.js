// Listens to banbao serve: reloads the page, swaps its style sheets, goes to
// the page that was edited, and shows what needs mending. Only ever served
// with a page, never published. ES2015, like everything for old browsers.
(function () {
  'use strict';

  var version = document.currentScript.getAttribute('data-version');
  var words = {
    zh: { error: '错误', warning: '警告', advice: '建议', title: '有 # 处要改', more: '还有 # 处没有列出', fold: '收起', open: '展开' },
    en: { error: 'error', warning: 'warning', advice: 'advice', title: 'to mend: #', more: '# more are not shown', fold: 'fold', open: 'open' }
  };
  var source = null;

  // A browser allows six connections to one site. Pages that nobody sees give
  // theirs up, and catch up when they are looked at.
  function connect() {
    if (source || document.visibilityState === 'hidden') { return; }
    source = new EventSource('/.banbao/events');
    source.onmessage = function (e) { take(JSON.parse(e.data)); };
    source.onerror = function () {
      if (source && source.readyState === 2) {
        disconnect();
        setTimeout(connect, 1000);
      }
    };
  }

  function disconnect() {
    if (source) { source.close(); }
    source = null;
  }

  document.addEventListener('visibilitychange', function () {
    if (document.visibilityState === 'hidden') { disconnect(); } else { connect(); }
  });
  addEventListener('pagehide', disconnect);
  addEventListener('pageshow', connect);
  connect();

  function take(state) {
    show(state);
    if (state.late && state.late.indexOf(here()) >= 0) { location.reload(); return; }
    if (state.version === version) { return; }
    version = state.version;
    if (state.do === 'style') {
      restyle();
    } else if (state.do === 'go' && !stays() && !isHere(state.to)) {
      location.assign(state.to);
    } else {
      location.reload();
    }
  }

  // The address of this page's file.
  function here() { return location.pathname.replace(/\/$/, '/index.html'); }

  // A screen or a sheet is looked at while something else is being written.
  function stays() { return /^\/(screens|print)\//.test(location.pathname); }

  function isHere(to) { return location.pathname.replace(/\/index\.html$/, '/') === to; }

  // Style sheets have fingerprints in their names, so the page is asked what
  // they are called now. Old ones go when the new ones are there.
  function restyle() {
    fetch(location.href, { cache: 'no-store' }).then(function (r) { return r.text(); }).then(function (text) {
      var fresh = sheets(new DOMParser().parseFromString(text, 'text/html'));
      var old = sheets(document);
      if (fresh.length !== old.length) { throw new Error('other style sheets'); }
      old.forEach(function (link, i) {
        var next = document.importNode(fresh[i], true);
        if (next.href === link.href.split('?')[0]) { next.href += '?' + version; } // no fingerprint
        next.addEventListener('load', function () { link.remove(); });
        next.addEventListener('error', function () { location.reload(); });
        link.after(next);
      });
    }).catch(function () { location.reload(); });
  }

  function sheets(doc) { return [].slice.call(doc.querySelectorAll('link[rel~="stylesheet"]')); }

  // The panel lives in a shadow tree, where the page's styles do not reach it.
  // All texts are set as text.
  var host = null, folded = false;

  function show(state) {
    if (host) { host.remove(); }
    host = null;
    if (!state.problems.length) { folded = false; return; }
    var say = words[state.lang] || words.zh;
    var grave = state.problems.some(function (p) { return p.severity === 'error'; });
    host = document.createElement('banbao-problems');
    host.setAttribute('lang', state.lang === 'en' ? 'en' : 'zh-CN');
    var root = host.attachShadow({ mode: 'open' });
    var style = make(root, 'link', '');
    style.rel = 'stylesheet';
    style.href = '/.banbao/overlay.css';
    var panel = make(root, 'section', 'panel');
    panel.setAttribute('role', grave ? 'alert' : 'status');
    var bar = make(panel, 'header', grave ? 'bar error' : 'bar');
    make(bar, 'strong', '', say.title.replace('#', state.problems.length + (state.more || 0)));
    var button = make(bar, 'button', '');
    var list = make(panel, 'div', 'list');
    state.problems.forEach(function (p) { problem(list, p, say); });
    if (state.more) { make(list, 'p', 'more', say.more.replace('#', state.more)); }

    // Mistakes open the panel; mere warnings wait in a corner.
    var isOpen = grave && !folded;
    function fold() {
      panel.classList.toggle('open', isOpen);
      button.textContent = isOpen ? say.fold : say.open;
      button.setAttribute('aria-expanded', String(isOpen));
      list.hidden = !isOpen;
    }
    button.type = 'button';
    button.addEventListener('click', function () {
      isOpen = !isOpen;
      folded = !isOpen;
      fold();
    });
    fold();
    document.documentElement.appendChild(host);
  }

  function problem(list, p, say) {
    var box = make(list, 'article', 'problem ' + p.severity);
    var head = make(box, 'p', 'place');
    if (p.place) { make(head, 'code', '', p.place); }
    make(head, 'span', 'severity', say[p.severity] || p.severity);
    if (p.code) { make(head, 'span', 'code', p.code); }
    make(box, 'p', 'message', p.message);
    if (p.line) {
      var frame = make(box, 'pre', 'frame');
      var number = p.line + ' | ';
      make(frame, 'span', 'number', number);
      frame.appendChild(document.createTextNode((p.before || '') + (p.marked || '') + (p.after || '') + '\n'));
      if (p.marked) {
        // The same text, unseen, moves the carets to where they belong.
        make(frame, 'span', 'unseen', number + (p.before || '')).setAttribute('aria-hidden', 'true');
        make(frame, 'span', 'carets', new Array(width(p.marked) + 1).join('^')).setAttribute('aria-hidden', 'true');
      }
    }
    if (p.hint) { make(box, 'p', 'hint', p.hint); }
  }

  // Han characters are about twice as wide as a caret.
  function width(text) {
    return Array.from(text).reduce(function (n, c) { return n + (c.codePointAt(0) > 0x2e7f ? 2 : 1); }, 0);
  }

  function make(parent, tag, name, text) {
    var el = document.createElement(tag);
    if (name) { el.className = name; }
    if (text) { el.textContent = text; }
    parent.appendChild(el);
    return el;
  }
})();

/* What is on the glass: two slots for slides, used in turn, and over them the
   alert and the page of rest. A slide is moved into a slot and back, so that
   nothing is made anew in weeks. */
(function (player) {
  "use strict";

  const hide = (el, yes) => {
    if (el.hidden === yes) return;
    el.hidden = yes;
    el.style.display = yes ? "none" : ""; // whatever a style sheet says
  };
  const say = (el, text) => {
    el = el.querySelector("b") || el;
    if (el.textContent !== text) el.textContent = text;
  };
  const each = (el, selector, f) => Array.prototype.forEach.call(el.querySelectorAll(selector), f);

  /* A set from the page that holds its slides. */
  player.readSet = (holder, about) => {
    const set = { hash: about.hash, since: about.since, loop: about.loop, after: about.after || [], holder: holder, slides: [], loops: 0, days: "" };
    /* A policy does not keep these from leading elsewhere, and no slide has them. */
    each(holder, "meta,base,link,script,style,iframe,object,embed,form,video,audio", (el) => el.parentNode.removeChild(el));
    each(holder, "[data-days]", (el) => { set.days = "|" + el.getAttribute("data-days"); });
    each(holder, "[data-dwell]", (el) => {
      const get = (name) => el.getAttribute("data-" + name) || "";
      const parts = [];
      each(el, "[data-from],[data-until],[data-windows]", (part) => parts.push({ el: part, windows: player.windows(part) }));
      set.slides.push({
        id: get("id"), item: get("item") || get("id"), kind: get("kind"), level: get("level"),
        windows: player.windows(el), undated: el.hasAttribute("data-undated"), quiet: get("kind") === "quiet",
        dwell: Math.min(600, Math.max(3, Number(get("dwell")) || 10)), el: el, parts: parts, set: set,
      });
    });
    set.quiet = set.slides.filter((s) => s.quiet)[0];
    if (!set.quiet) throw new Error("set " + set.hash + " has no quiet page");
    return set;
  };

  player.Stage = class {
    constructor(still) {
      this.slots = [document.getElementById("a"), document.getElementById("b")];
      this.over = document.getElementById("alert");
      this.black = document.getElementById("rest");
      this.front = 0;
      this.slide = null;   // in the front slot
      this.leaving = null; // in the other, until the next second
      this.coming = null;  // likewise, until its pictures are decoded
      this.still = still;
      this.turn = 0;
      this.lines = 3;      // that an alert has room for
      this.place = "";     // on the walk against burn-in
    }

    /* Puts a slide into the back slot, out of sight, and brings it to the front
       when its pictures are decoded; at once if it must. */
    show(slide, at, must) {
      const turn = ++this.turn;
      this.clear();
      if (slide === this.slide) return this.fill(at);
      const back = this.slots[1 - this.front];
      this.coming = slide;
      this.must = must;
      hide(slide.el, false);
      back.style.opacity = "0";
      back.appendChild(slide.el);
      hide(back, false);
      this.fill(at, slide);
      const pictures = [];
      each(slide.el, "img", (img) => { if (img.decode) pictures.push(img.decode()); });
      if (must || !pictures.length) return this.swap();
      const ready = () => { if (this.coming === slide && this.turn === turn) this.swap(); };
      Promise.all(pictures).then(ready, ready);
    }

    swap() {
      const out = this.slots[this.front], into = this.slots[1 - this.front];
      const cut = this.must || this.still || !this.slide;
      this.leaving = this.slide;
      this.slide = this.coming;
      this.coming = this.fitted = null;
      this.front = 1 - this.front;
      this.shown = 0;
      into.offsetWidth; // so that the fade has a beginning
      into.style.opacity = "1";
      out.style.opacity = "0";
      if (cut) this.clear();
    }

    /* Empties the back slot. */
    clear() {
      const back = this.slots[1 - this.front];
      [this.leaving, this.coming].forEach((slide) => {
        if (!slide) return;
        hide(slide.el, true);
        if (slide.set) slide.set.holder.appendChild(slide.el);
      });
      this.leaving = this.coming = null;
      while (back.firstChild) back.removeChild(back.firstChild);
      hide(back, true);
    }

    /* Once a second: what fades is gone by now, what loads has had its time. */
    step() {
      if (this.coming) this.swap();
      else if (this.leaving) this.clear();
    }

    /* Is there something to see? Words, or a picture. */
    painted() {
      const el = this.slide.el;
      if (!el.offsetHeight || !el.offsetWidth) return false;
      let words = el.innerText;
      each(el, ".now", (now) => { words = words.replace(now.innerText, ""); }); // the hour alone is nothing
      if (words.trim()) return true;
      return Array.prototype.some.call(el.querySelectorAll("img"), (img) => img.complete && img.naturalWidth > 0);
    }

    /* The words of the hour, and what in a slide has its own window. */
    fill(at, slide) {
      slide = slide || this.slide;
      if (!slide) return;
      const el = slide.el, words = at.words, key = words.day + words.time + at.trusted;
      (slide.parts || []).forEach((p) => hide(p.el, !at.trusted || !player.within(p.windows, at.t)));
      if (slide.filled === key) return;
      slide.filled = key;
      const put = (selector, text) => each(el, selector, (part) => {
        hide(part, !at.trusted || !text);
        if (at.trusted && text) say(part, text);
      });
      put(".now", words.date + "　" + words.weekday + "　" + words.time);
      put(".lunar", words.lunar);
      if (slide.kind !== "clock" && !slide.quiet) return;
      put(".time", words.time);
      put(".date", words.date + "　" + words.weekday);
      put(".term", words.term);
    }

    /* Against burn-in the slides walk round a small circle, a step a minute. */
    orbit(minute) {
      const r = Math.min(24, 0.015 * Math.min(window.innerWidth, window.innerHeight)), angle = minute % 16 * Math.PI / 8;
      this.place = "translate(" + Math.round(r * Math.cos(angle)) + "px," + Math.round(r * Math.sin(angle)) + "px)";
      this.slots.forEach((s) => { s.style.transform = this.place; });
      this.walk();
    }

    /* The words of an alert walk too; its ground stays, for it has no edge to show. */
    walk() {
      each(this.over, ".call > *,.body > *,.inside > *,.banner > *", (el) => { el.style.transform = this.place; });
    }

    rest(yes) { hide(this.black, !yes); }

    /* Shows an alert over the slides, or none. It is made only where it changed,
       and with so many lines as have room: make(page, lines) is called with less
       until it fits, and `turn` tells how often the page was turned. */
    alert(key, form, turn, a, make) {
      if (this.alertKey === key && this.alertTurn === turn) return;
      if (this.alertKey !== key) this.lines = 3;
      this.alertKey = key;
      this.alertTurn = turn;
      this.fitted = null;
      this.over.className = form || "takeover";
      hide(this.over, !key);
      for (let again = true; again;) {
        while (this.over.firstChild) this.over.removeChild(this.over.firstChild);
        if (key) this.over.appendChild(make(turn % (a ? player.alertPages(a, this.lines) : 1), this.lines));
        again = key && this.lines > 1 && this.over.scrollHeight > this.over.clientHeight + 1;
        if (again) this.lines--;
      }
      this.walk();
      this.slots.forEach((s) => s.classList.toggle("under", form === "warning"));
    }

    /* While there is a warning: does the slide lose something by it? If so the
       warning is over it only while `yes`. */
    warn(yes) {
      const el = this.slide && this.slide.el, slot = this.slots[this.front];
      this.slots.forEach((s) => s.classList.remove("dense"));
      if (!this.alertKey || this.over.className !== "warning" || !el) return false;
      if (this.fitted !== this.slide) {
        this.fitted = this.slide;
        slot.classList.add("under");
        this.dense = el.scrollHeight > slot.clientHeight + 1;
      }
      yes = yes || !this.dense;
      slot.classList.toggle("under", yes);
      slot.classList.toggle("dense", yes && this.dense); // half of a slide is none
      hide(this.over, !yes);
      return this.dense;
    }
  };
})(window.banbaoPlayer = window.banbaoPlayer || {});

/* What time it is, on a device whose clock may be wrong. All times are seconds. */
(function (player) {
  "use strict";

  /* Seconds east of UTC at a moment. A zone is "28800" or, where it will change,
     "28800,EPOCH:32400,…". The device's own zone is never asked. */
  player.offset = (zone, t) => {
    const parts = String(zone).split(",");
    let seconds = Number(parts[0]) || 0;
    for (let i = 1; i < parts.length; i++) {
      const change = parts[i].split(":");
      if (t >= Number(change[0])) seconds = Number(change[1]);
    }
    return seconds;
  };

  const two = (n) => (n < 10 ? "0" : "") + n;

  /* A moment as the wall calendar and the wall clock have it. */
  player.local = (zone, t) => {
    const d = new Date((t + player.offset(zone, t)) * 1000);
    const month = d.getUTCMonth() + 1, day = d.getUTCDate(), hour = d.getUTCHours(), minute = d.getUTCMinutes();
    return {
      day: d.getUTCFullYear() + "-" + two(month) + "-" + two(day),
      date: month + "月" + day + "日", weekday: "星期" + "日一二三四五六".charAt(d.getUTCDay()),
      time: two(hour) + ":" + two(minute), minutes: hour * 60 + minute,
    };
  };

  /* "2026-11-23T09:00" in the zone as a moment; NaN if it is none. */
  player.moment = (zone, text) => {
    const m = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d))?/.exec(text);
    if (!m) return NaN;
    const utc = Date.UTC(m[1], m[2] - 1, m[3], m[4] || 0, m[5] || 0) / 1000;
    return utc - player.offset(zone, utc - player.offset(zone, utc));
  };

  /* Is it a time of rest? "22:00-06:00", several with commas. */
  player.resting = (rest, minutes) => rest.split(",").some((range) => {
    const m = /(\d+):(\d+)-(\d+):(\d+)/.exec(range);
    if (!m) return false;
    const from = m[1] * 60 + +m[2], until = m[3] * 60 + +m[4];
    return from < until ? minutes >= from && minutes < until : minutes >= from || minutes < until;
  });

  /* The clock that the player goes by. It begins with the device's, if that is
     not before `since` (the day of the build) nor before `kept` (what this clock
     last said before the power went); then it goes on by the monotonic clock,
     and the server's is right when it speaks. Where nothing is known for sure it
     is not `trusted`, and says the earliest time that is possible.

     `kept` is {t, sure}: sure if a server had said so. */
  const years = 5 * 366 * 86400;
  player.Clock = class {
    constructor(device, mono, since, kept) {
      this.device = device;
      this.mono = mono;
      this.since = since;
      this.kept = kept && kept.t > 0 ? kept : { t: 0, sure: false };
      this.lastDevice = device();
      this.lastMono = this.from = mono();
      const bound = Math.max(since, this.kept.t);
      /* up to two minutes back is a clock that was set, not one that is lost */
      this.trusted = this.lastDevice >= Math.max(since, this.kept.t - 120) && this.lastDevice < bound + years;
      this.at = this.trusted ? Math.max(this.lastDevice, bound) : bound;
      this.verified = false; // by a server, since the page was opened or the device slept
      this.wrong = false;    // the device's clock, by more than two minutes
      this.doubts = [];
    }

    now() { return this.at + this.mono() - this.from; }

    set(t) {
      this.at = t;
      this.from = this.mono();
    }

    /* Once a second: the device slept, or somebody has set its clock. */
    step() {
      const device = this.device(), mono = this.mono();
      const jump = device - this.lastDevice - (mono - this.lastMono);
      this.lastDevice = device;
      this.lastMono = mono;
      if (jump > 5) {
        if (this.trusted && !this.wrong) this.set(this.now() + jump);
        else if (!this.verified && device >= this.now() && device < this.now() + years) {
          this.set(device);
          this.trusted = true;
        }
        this.verified = false;
      } else if (jump < -120 && !this.verified) this.trusted = false;
    }

    /* What a server said. It may be a copy from yesterday's cache, so a time
       before a sure one is believed only when it goes on for three answers. */
    sample(t) {
      if (!(t >= this.since)) return;
      const ahead = t - this.mono();
      if (this.kept.sure && t < this.kept.t - 120) {
        this.doubts = this.doubts.filter((d) => Math.abs(d - ahead) < 5);
        if (this.doubts.push(ahead) < 3) return;
        this.kept = { t: 0, sure: false };
      }
      this.doubts = [];
      if (!this.verified || Math.abs(t - this.now()) > 1) this.set(t);
      this.wrong = Math.abs(this.device() - t) > 120;
      this.verified = this.trusted = true;
    }

    /* A newer set was made on a later day. */
    raise(since) {
      this.since = Math.max(this.since, since);
      if (this.verified || this.now() >= since) return;
      this.set(since);
      this.trusted = false;
    }

    /* To be kept for the next start; null if there is nothing worth it. */
    keep() {
      if (!this.trusted) return null;
      this.kept = { t: this.now(), sure: this.verified || this.kept.sure && !this.wrong };
      return this.kept;
    }
  };
})(window.banbaoPlayer = window.banbaoPlayer || {});

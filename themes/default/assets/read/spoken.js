/* How people say what stands in a text: dates, times, telephone and document
   numbers, rooms. A pure function; what it does not know it leaves to the voice. */
const banbaoSpoken = (() => {
  "use strict";
  const digits = "零一二三四五六七八九";
  const each = (text) => text.replace(/\d/g, (d) => digits[d]);
  /* One by one, as on the telephone: 1 is 幺. Groups are parted by a pause. */
  const dialled = (text) => each(text).replace(/一/g, "幺").replace(/[\s\-－—–]+/g, "，");
  const number = (n) => {
    const ten = Math.floor(n / 10), one = n % 10;
    return (ten > 1 ? digits[ten] : "") + (ten ? "十" : "") + (one || !ten ? digits[one] : "");
  };
  const clock = (all, hour, minute) => {
    const h = Number(hour), m = Number(minute);
    if (h > 24 || m > 59) return all;
    return number(h) + "点" + (m === 0 ? "" : m === 30 ? "半" : m < 10 ? "零" + digits[m] + "分" : number(m) + "分");
  };
  const day = (all, month, date) => number(Number(month)) + "月" + number(Number(date));

  return (text) => text
    .replace(/\u200b/g, "")
    .replace(/(\d{4})-(\d{2})-(\d{2})(?!\d)/g, (all, y, m, d) => y + "年" + day(all, m, d) + "日")
    .replace(/〔(\d{4})〕\s*(\d+)号/g, (all, year, n) => "，" + each(year) + "年，" + (n.length < 3 ? number(Number(n)) : each(n)) + "号")
    .replace(/(?:0\d{2,3}[\s\-－—–]?)\d{3,4}\s?\d{4}(?!\d)|1[3-9]\d(?:[\s-]?\d{4}){2}(?!\d)|[48]00[\s-]?\d{3,4}[\s-]?\d{3,4}(?!\d)/g, dialled)
    .replace(/((?:电话|热线|拨打|请拨|请打|拨|打|找)[：:，\s]*)(\d{3,8})(?![\d:：.%％年月日号点时元人次户])/g, (all, word, n) => word + dialled(n))
    .replace(/(\d{3,4})(?=室|房)/g, dialled)
    .replace(/(\d{4})(?=年)/g, each)
    .replace(/(\d{1,2})月(\d{1,2})(?=[日号至到—–－\-~～、])/g, day)
    .replace(/(\d{1,2})(?=[日号](?:[^\d]|$))/g, (all, d) => number(Number(d)))
    .replace(/(^|[^\d:：])(\d{1,2})[:：](\d{2})(?![\d:：])/g, (all, before, h, m) => before + clock(all.slice(before.length), h, m))
    .replace(/([点分半日号月])\s*[—–－\-~～]+\s*(?=[零一二三四五六七八九十\d])/g, "$1到")
    .replace(/[*#|]/g, "");
})();

/* A speech synthesiser that says nothing and writes down what it was to say.
   The test lets a sentence end. */
(() => {
  const heard = [];
  let current = null;
  class Utterance { constructor(text) { this.text = text; } }
  const voice = { lang: "zh-CN", localService: true, name: "test" };
  const synth = {
    getVoices: () => (window.__noVoice ? [{ lang: "en-US", localService: true }] : [voice]),
    speak: (u) => { heard.push(u.text); current = u; },
    cancel: () => { const u = current; current = null; if (u && u.onend) setTimeout(u.onend, 0); },
    addEventListener: () => {},
  };
  Object.defineProperty(window, "speechSynthesis", { value: synth, configurable: true });
  Object.defineProperty(window, "SpeechSynthesisUtterance", { value: Utterance, configurable: true });
  window.__voice = {
    heard,
    rate: () => current && current.rate,
    speaking: () => Boolean(current),
    end: () => { const u = current; current = null; u.onend(); },
    marked: () => { const h = CSS.highlights.get("reading"); return h ? [...h].map(String).join("") : ""; },
  };
})();

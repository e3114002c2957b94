// The task of bench/equal, for Eleventy.
const rows = 20;

const newest = (api) => api.getFilteredByGlob("content/n/**/*.md").reverse();

const day = (d) => d.toISOString().slice(0, 10);

const spoken = (d) => `${d.getUTCFullYear()}年${d.getUTCMonth() + 1}月${d.getUTCDate()}日`;

// paged cuts a list into the pages that list.njk writes.
function paged(title, path, notices) {
  const file = (n) => (n === 0 ? `${path}.html` : `${path}-${n + 1}.html`);
  const pages = [];
  for (let n = 0; n * rows < notices.length; n++) {
    pages.push({
      title,
      file: file(n),
      notices: notices.slice(n * rows, (n + 1) * rows),
      prev: n > 0 && file(n - 1),
      next: (n + 1) * rows < notices.length && file(n + 1),
    });
  }
  return pages;
}

export default function (config) {
  config.addPassthroughCopy({ "content/web.css": "web.css" });
  config.addGlobalData("site", {
    title: "计时社区",
    url: "https://example.org/",
    nav: [
      ["首页", "index.html"],
      ["通知", "notices/index.html"],
      ["公示", "notices/kinds/publicity.html"],
      ["日历", "calendar/index.html"],
      ["办事", "guides/index.html"],
      ["评比", "rankings/index.html"],
      ["看板", "boards/index.html"],
    ],
  });
  config.addFilter("day", day);
  config.addFilter("spoken", (d) => spoken(new Date(d)));

  config.addCollection("newest", newest);
  config.addCollection("lists", (api) => {
    const all = newest(api);
    const kinds = new Map();
    const tags = new Map();
    const put = (map, name, notice) => {
      if (!map.has(name)) map.set(name, []);
      map.get(name).push(notice);
    };
    for (const notice of all) {
      put(kinds, notice.data.category, notice);
      for (const tag of notice.data.tags ?? []) put(tags, tag, notice);
    }
    return [
      ...paged("通知", "notices/index", all),
      ...[...kinds].flatMap(([name, some]) => paged(name, `notices/kinds/${name}`, some)),
      ...[...tags].flatMap(([name, some]) => paged(name, `tags/${name}`, some)),
    ];
  });
  return {
    markdownTemplateEngine: false, // the texts are Markdown and nothing else
    dir: { input: "content", includes: "../_includes" },
  };
}

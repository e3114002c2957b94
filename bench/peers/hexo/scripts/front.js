// The front page holds the newest notices, and is one page.
hexo.extend.generator.register("front", ({ posts }) => ({
  path: "index.html",
  layout: "index",
  data: { posts: posts.sort("-date").limit(6) },
}));

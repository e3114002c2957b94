package paper

import "testing"

func TestLinksOnPaper(t *testing.T) {
	for _, c := range [][2]string{
		{"<p>没有链接</p>", "<p>没有链接</p>"},
		{`<p>看<a href="x.html">这里</a>，<abbr title="a">缩写</abbr></p>`, `<p>看这里，<abbr title="a">缩写</abbr></p>`},
		{`<a href="1"><b>甲</b></a>、<a href="2" title="a &gt; b">乙</a>`, `<b>甲</b>、乙`},
		{`<sup id="fnref:1"><a href="#fn:1" class="footnote-ref" role="doc-noteref">1</a></sup>`, `<sup id="fnref:1">1</sup>`},
		{`<p>注。&#160;<a href="#fnref:1" class="footnote-backref" role="doc-backlink">&#x21a9;&#xfe0e;</a></p>`, `<p>注。&#160;</p>`},
		{`<li>注 <a href="#r">↩</a></li><li>再注 <a href="#s">↩2</a></li>`, `<li>注 </li><li>再注 </li>`},
	} {
		if got := unlinked(c[0]); got != c[1] {
			t.Errorf("%s\nbecomes %s\nnot     %s", c[0], got, c[1])
		}
	}
}

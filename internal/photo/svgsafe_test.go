package photo

import (
	"strings"
	"testing"
)

// hostileDrawings are drawings that would run or ask for something, each with
// the word live in what must go and the word kept in what must stay.
var hostileDrawings = map[string]string{
	"script":                 `<script>live()</script><text>kept</text>`,
	"script in capitals":     `<SCRIPT>live()</SCRIPT><text>kept</text>`,
	"script by prefix":       `<s:script xmlns:s="http://www.w3.org/2000/svg">live()</s:script><text>kept</text>`,
	"script of XHTML":        `<h:script xmlns:h="http://www.w3.org/1999/xhtml">live()</h:script><text>kept</text>`,
	"script by default":      `<script xmlns="http://www.w3.org/1999/xhtml">live()</script><text>kept</text>`,
	"onload":                 `<g onload="live()"><text>kept</text></g>`,
	"handler in capitals":    `<g ONCLICK="live()"><text>kept</text></g>`,
	"foreign object":         `<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><img src="x" onerror="live()"/></body></foreignObject><text>kept</text>`,
	"link that is a script":  `<a href="javascript:live()"><text>kept</text></a>`,
	"xlink":                  `<a xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href=" java&#10;script:live()"><text>kept</text></a>`,
	"address made later":     `<a><set attributeName="href" to="javascript:live()"/><text>kept</text></a>`,
	"animated address":       `<a xmlns:xlink="http://www.w3.org/1999/xlink"><animate attributeName="xlink:href" values="javascript:live()"/><text>kept</text></a>`,
	"picture of elsewhere":   `<image href="https://live.example/x.png"/><text>kept</text>`,
	"picture beside":         `<image href="live.png"/><text>kept</text>`,
	"part of elsewhere":      `<use href="https://live.example/x.svg#a"/><text>kept</text>`,
	"part in a data address": `<use href="data:image/svg+xml,live"/><text>kept</text>`,
	"filter of elsewhere":    `<rect filter="url(https://live.example/#a)"/><text fill="url(#kept)">kept</text>`,
	"import":                 `<style>@import "https://live.example/x.css"; .kept{}</style>`,
	"import by url":          `<style>@IMPORT url(//live.example/x.css); .kept{}</style>`,
	"url in a style":         `<style>a{background:url( 'https://live.example/')} .kept{}</style>`,
	"style with escapes":     `<style>a{background:\75rl(https://live.example/)}</style><text>kept</text>`,
	"style with entities":    `<style>a{background:&#117;rl(https://live.example/)} .kept{}</style>`,
	"style in CDATA":         `<style><![CDATA[@import "https://live.example/"; .kept{}]]></style>`,
	"style of an element":    `<rect style="fill:url(https://live.example/)"/><text>kept</text>`,
	"set of pictures":        `<style>a{background:image-set("https://live.example/" 1x)}</style><text>kept</text>`,
	"style sheet beside":     `<?xml-stylesheet href="live.css"?><text>kept</text>`,
	"base":                   `<g xml:base="https://live.example/"><text>kept</text></g>`,
	"iframe":                 `<iframe src="https://live.example/"/><text>kept</text>`,
	"audio":                  `<audio src="https://live.example/"/><text>kept</text>`,
}

// TestSafeSVG wants what would run to be gone and the rest to be there.
func TestSafeSVG(t *testing.T) {
	for name, inside := range hostileDrawings {
		out, err := CleanSVG([]byte(`<svg xmlns="http://www.w3.org/2000/svg">` + inside + `</svg>`))
		text := string(out)
		if err != nil || !strings.Contains(text, "kept") || strings.Contains(strings.ToLower(text), "live") {
			t.Errorf("%s: %v %s", name, err, text)
		}
		if again, err := CleanSVG(out); err != nil || string(again) != text {
			t.Errorf("%s: cleaned again it is %v %s, not %s", name, err, again, text)
		}
	}
	for name, src := range map[string]string{
		"entity that is a script": `<!DOCTYPE svg [<!ENTITY x "<script>live()</script>">]><svg xmlns="http://www.w3.org/2000/svg"><text>&x; kept</text></svg>`,
		"entity from elsewhere":   `<!DOCTYPE svg SYSTEM "https://live.example/x.dtd" [<!ENTITY x SYSTEM "file:///etc/live">]><svg xmlns="http://www.w3.org/2000/svg"><text>kept</text></svg>`,
		"a billion laughs":        `<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><svg xmlns="http://www.w3.org/2000/svg"><text>&c; kept</text></svg>`,
		"entity of a mebibyte":    `<!DOCTYPE svg [<!ENTITY a "` + strings.Repeat("x", 1<<20) + `">]><svg xmlns="http://www.w3.org/2000/svg"><text>` + strings.Repeat("&a;", 1000) + `kept</text></svg>`,
		"in another namespace":    `<svg xmlns="http://www.w3.org/2000/svg"><x:script xmlns:x="http://www.w3.org/2000/svg">live</x:script>kept</svg>`,
	} {
		out, err := CleanSVG([]byte(src))
		text := string(out)
		if err != nil || !strings.Contains(text, "kept") || strings.Contains(text, "<script") || strings.Contains(text, "<!") || strings.Contains(text, "live.example") || len(text) > 10_000 {
			t.Errorf("%s: %v %d bytes, %.300s", name, err, len(text), text)
		}
	}
	for _, bad := range []string{`<svg xmlns="http://www.w3.org/2000/svg"><text><<!-- -->script>live()</text></svg>`, `<?xml version="1.0" encoding="utf-7"?><svg xmlns="http://www.w3.org/2000/svg"/>`, `<?xml version="1.0" encoding="ISO-2022-JP"?><svg xmlns="http://www.w3.org/2000/svg"/>`} {
		if out, err := CleanSVG([]byte(bad)); err == nil {
			t.Errorf("%s is published as %s", bad, out)
		}
	}
	harmless := `<svg xmlns="http://www.w3.org/2000/svg"><style>rect{fill:url(#a)}</style><a href="https://xincheng.example/"><use href="#b"/></a><rect fill="url(#a)" style="fill:url(#a)"/></svg>`
	if out, err := CleanSVG([]byte(harmless)); err != nil || string(out) != harmless {
		t.Errorf("what is harmless is now %s, %v", out, err)
	}
}

package feed

import (
	"bytes"
	"io"
	"net/url"
	"slices"
	"strings"

	"banbao/internal/output"
	"banbao/internal/site"
)

// redirectsPath is where servers find which addresses have moved.
const redirectsPath = "redirects.map"

// redirects is the earlier addresses of what anybody may read, as nginx takes
// them inside map $uri $moved { … }: a line for each, the old path as it is and
// the new one escaped. The pages at the old addresses lead on by themselves;
// this is for servers that can answer 301, which search engines prefer.
func redirects(s *site.Site) []output.File {
	root := "/"
	if u, err := url.Parse(s.BaseURL); err == nil && u.Path != "" {
		root = u.Path
	}
	var lines []string
	for _, i := range s.Items() {
		if len(i.Aliases) == 0 || s.Presence(i) != site.Present {
			continue
		}
		to := (&url.URL{Path: root + i.Path()}).EscapedPath()
		for _, alias := range i.Aliases {
			old := root + site.AliasPath(alias)
			lines = append(lines, nginxText(old)+" "+to+";\n")
			if folder, ok := strings.CutSuffix(old, "/index.html"); ok {
				lines = append(lines, nginxText(folder)+" "+to+";\n", nginxText(folder+"/")+" "+to+";\n")
			}
		}
	}
	if len(lines) == 0 {
		return nil
	}
	slices.Sort(lines)
	var b bytes.Buffer
	b.WriteString("# map $uri $moved { include redirects.map; }  if ($moved) { return 301 $moved; }\n")
	for _, line := range slices.Compact(lines) {
		b.WriteString(line)
	}
	text := b.Bytes()
	return []output.File{{Path: redirectsPath, Key: output.KeyOf(version, text), AsIs: true, Write: func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	}}}
}

// nginxText is a text as nginx reads it whatever signs it has.
func nginxText(path string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "$", `\$`).Replace(path) + `"`
}

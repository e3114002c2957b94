package web

import "banbao/internal/site"

// kindPath is the list of a kind of notice.
func kindPath(k site.Kind) string { return "notices/kinds/" + string(k) + ".html" }

// tagPath is the list of a tag.
func tagPath(tag string) string { return "tags/" + tagFile(tag) + ".html" }

// tagFile is a tag as the name of a file, with signs that file systems or
// addresses mind replaced.
func tagFile(tag string) string {
	out := []rune(tag)
	for i, r := range out {
		switch r {
		case '/', '\\', '?', '#', '%', ':', '*', '"', '<', '>', '|', ' ', '.':
			out[i] = '-'
		}
	}
	return string(out)
}

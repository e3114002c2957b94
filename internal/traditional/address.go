package traditional

import (
	"net/url"
	"path"
	"strings"

	"banbao/internal/site"
)

// address appends where an address of the page at name leads in the second
// tree: to the converted file if there is one, else to the one file there is.
func (t *tree) address(dst []byte, name, to string) []byte {
	if own, ok := t.own(to); ok {
		dst = append(dst, to[:len(to)-len(own)]...)
		if inTree(own) {
			dst = append(dst, folder...)
		}
		return append(dst, own...)
	}
	if to == "" || strings.ContainsRune("#?/", rune(to[0])) {
		return append(dst, to...)
	}
	if hasScheme(to) {
		return append(dst, t.handedOn(to)...)
	}
	if !inTree(path.Join(path.Dir(name), bare(to))) {
		dst = append(dst, "../"...)
	}
	return append(dst, to...)
}

// own is the part of an absolute address of the site below its base address.
func (t *tree) own(to string) (rest string, ok bool) {
	if t.BaseURL == "" {
		return "", false
	}
	if rest, ok = strings.CutPrefix(to, t.BaseURL); ok {
		return rest, true
	}
	_, host, _ := strings.Cut(t.BaseURL, "://")
	return strings.CutPrefix(to, "webcal://"+host)
}

// handedOn is an address elsewhere that is given one of ours to fetch, escaped.
func (t *tree) handedOn(to string) string {
	scheme, host, _ := strings.Cut(t.BaseURL, "://")
	for _, scheme := range []string{scheme, "webcal"} {
		if base := url.QueryEscape(scheme + "://" + host); host != "" {
			to = strings.ReplaceAll(to, base, base+url.QueryEscape(folder))
		}
	}
	return to
}

// bare is an address without what follows a file's name. A folder's is that of
// its page.
func bare(to string) string {
	if i := strings.IndexAny(to, "?#"); i >= 0 {
		to = to[:i]
	}
	if to == "" || strings.HasSuffix(to, "/") {
		return to + "index.html"
	}
	return to
}

func inTree(to string) bool { return site.InTraditional(bare(to)) }

// hasScheme tells an address with a scheme, such as tel:, from a path.
func hasScheme(to string) bool {
	at := strings.IndexAny(to, ":/?#")
	return at > 0 && to[at] == ':'
}

// addresses appends a list as in srcset: addresses, each followed by how wide
// its picture is.
func (t *tree) addresses(dst []byte, name, list string) []byte {
	for i, one := range strings.Split(list, ",") {
		if i > 0 {
			dst = append(dst, ',')
		}
		to := strings.TrimLeft(one, " \n\t")
		dst = append(dst, one[:len(one)-len(to)]...)
		dst = t.address(dst, name, to)
	}
	return dst
}

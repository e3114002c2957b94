package build

import (
	"bytes"
	"errors"
	"net/url"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"banbao/internal/diag"
	"banbao/internal/feed"
)

// Appears tells for every page which pages lead to it, itself first, and
// whether the feed does. It reads the links of all of them as they are
// rendered, so it cannot disagree with what readers find.
func (p *Plan) Appears() (map[string][]string, error) {
	all := make(map[string][]string, len(p.Files))
	exists := make(map[string]bool, len(p.Files))
	files := p.Files[:p.own]
	for _, f := range files {
		exists[f.Path] = true
	}
	var (
		lock   sync.Mutex
		failed error
		wg     sync.WaitGroup
	)
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			var page bytes.Buffer
			for i := range next {
				f := files[i]
				page.Reset()
				err := f.Write(&page)
				links := linksOf(f.Path, p.Site.BaseURL, page.Bytes())
				lock.Lock()
				var problems diag.List
				if err != nil && failed == nil && !errors.As(err, &problems) {
					failed = err
				}
				for to := range links {
					if exists[to] && to != f.Path {
						all[to] = append(all[to], f.Path)
					}
				}
				lock.Unlock()
			}
		})
	}
	for i, f := range files {
		if strings.HasSuffix(f.Path, ".html") || f.Path == feed.Path {
			next <- i
		}
	}
	close(next)
	wg.Wait()
	for to, from := range all {
		slices.Sort(from)
		all[to] = append([]string{to}, from...)
	}
	return all, failed
}

// linksOf finds where the links of a page or of the feed lead, below public/.
// The feed's begin with the site's address, since it is read elsewhere.
func linksOf(from, base string, page []byte) map[string]bool {
	links := map[string]bool{}
	for {
		i := bytes.Index(page, []byte(` href="`))
		if i < 0 {
			return links
		}
		page = page[i+len(` href="`):]
		end := bytes.IndexByte(page, '"')
		if end < 0 {
			return links
		}
		href, _, _ := strings.Cut(string(page[:end]), "#")
		folder := path.Dir(from)
		if own, ok := strings.CutPrefix(href, base); ok && base != "" {
			href, folder = own, ""
		}
		if href == "" || strings.Contains(href, ":") {
			continue
		}
		if clean, err := url.PathUnescape(href); err == nil {
			links[path.Join(folder, clean)] = true
		}
	}
}

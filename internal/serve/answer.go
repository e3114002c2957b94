package serve

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"path"
	"strings"
	"time"

	"banbao/internal/diag"
	"banbao/internal/output"
)

//go:embed client/reload.js
var reloadScript []byte

//go:embed client/clock.js
var clockScript []byte

//go:embed client/overlay.css
var overlayStyle []byte

const heartbeat = 20 * time.Second // so that a browser that went away is noticed

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Content-Security-Policy", "frame-ancestors 'self'")
	h.Set("Referrer-Policy", "no-referrer")
	if !s.isForUs(r) {
		http.Error(w, "板报只回答本机的地址。 Banbao answers only to the addresses of this computer.", http.StatusForbidden)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		h.Set("Allow", "GET, HEAD")
		http.Error(w, "只能看，不能改。 Only GET and HEAD.", http.StatusMethodNotAllowed)
		return
	}
	if isPrying(r) {
		http.Error(w, "别的网页不能读这里。 Other pages cannot read this.", http.StatusForbidden)
		return
	}
	switch r.URL.Path {
	case "/.banbao/events":
		s.events(w, r)
	case "/.banbao/reload.js":
		give(w, r, "text/javascript; charset=utf-8", reloadScript)
	case "/.banbao/clock.js":
		give(w, r, "text/javascript; charset=utf-8", clockScript)
	case "/.banbao/overlay.css":
		give(w, r, "text/css; charset=utf-8", overlayStyle)
	default:
		select {
		case <-s.first: // the first build takes a moment; the browser waits
			s.page(w, r)
		case <-r.Context().Done():
		}
	}
}

// isForUs tells whether the Host header names this computer: a loopback
// address, the name it was told to listen on, or the address that the request
// came in by.
func (s *server) isForUs(r *http.Request) bool {
	host, _, err := net.SplitHostPort(r.Host)
	if err != nil {
		host = strings.TrimSuffix(strings.TrimPrefix(r.Host, "["), "]")
	}
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if host == "localhost" {
		return true
	}
	if told, _, err := net.SplitHostPort(s.opt.Addr); err == nil && host != "" && strings.EqualFold(host, told) {
		return true
	}
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return false
	}
	if ip.Unmap().IsLoopback() {
		return true
	}
	local, ok := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
	return ok && local.AddrPort().Addr().Unmap() == ip.Unmap()
}

// isPrying tells whether a page of elsewhere asks, other than by leading its
// reader here. What asks without saying so is no browser, or an old one, which
// the headers hold off.
func isPrying(r *http.Request) bool {
	site := r.Header.Get("Sec-Fetch-Site")
	return (site == "cross-site" || site == "same-site") && r.Header.Get("Sec-Fetch-Mode") != "navigate"
}

// page answers from memory.
func (s *server) page(w http.ResponseWriter, r *http.Request) {
	if !s.isGood() {
		s.trouble(w, r, s.now())
		return
	}
	name, ok := cleanPath(r.URL.Path)
	if !ok {
		s.notFound(w, r)
		return
	}
	if !s.memory.Has(name) { // perhaps it is still to come
		select {
		case <-s.whole:
		case <-r.Context().Done():
			return
		}
	}
	if !s.memory.Has(name) && s.memory.Has(name+"/index.html") {
		to := url.URL{Path: "/" + name + "/", RawQuery: r.URL.RawQuery}
		http.Redirect(w, r, to.String(), http.StatusFound)
		return
	}
	version := s.now().Version // before the page, so that it is never too new
	body, found, err := s.memory.Get(name)
	switch {
	case !found:
		s.notFound(w, r)
	case body.Bytes != nil:
		tag := body.ETag
		if isPage(body) {
			tag = strings.TrimSuffix(tag, `"`) + "-" + version + `"` // the script carries the version
		}
		w.Header().Set("ETag", tag)
		give(w, r, body.ContentType, withScript(body, version, s.shift()))
	default:
		s.trouble(w, r, s.withFault(err))
	}
}

// cleanPath turns the path of an address into that of a file. There is nothing
// outside to be reached; strange paths are simply not found.
func cleanPath(p string) (string, bool) {
	if !strings.HasPrefix(p, "/") || strings.ContainsAny(p, "\\\x00") {
		return "", false
	}
	clean := path.Clean(p)
	if strings.HasSuffix(p, "/") {
		clean = strings.TrimSuffix(clean, "/") + "/index.html"
	}
	if clean != p && clean != p+"index.html" {
		return "", false
	}
	return clean[1:], true
}

func (s *server) notFound(w http.ResponseWriter, r *http.Request) {
	version := s.now().Version
	body, found, _ := s.memory.Get("404.html")
	if !found || body.Bytes == nil {
		words := diag.Words{Zh: "这个网址没有网页", En: "There is no page at this address"}.In(s.opt.Lang)
		body = output.Body{ContentType: "text/html; charset=utf-8", Bytes: fmt.Appendf(nil, plainPage, s.now().Lang, words, words, "")}
	}
	answer(w, r, http.StatusNotFound, body.ContentType, withScript(body, version, s.shift()))
}

// trouble is the page to show when there is none: the problems as text, which
// the script then shows nicely.
func (s *server) trouble(w http.ResponseWriter, r *http.Request, st state) {
	title := diag.Words{Zh: "有地方要改，改好以后这里会自己变成网页", En: "Something needs mending; then this turns into the site by itself"}.In(s.opt.Lang)
	var text strings.Builder
	for _, p := range st.Problems {
		fmt.Fprintf(&text, "%s: %s\n", p.Place, p.Message)
		if p.Before+p.Marked+p.After != "" {
			fmt.Fprintf(&text, "    %d | %s%s%s\n", p.Line, p.Before, p.Marked, p.After)
		}
		if p.Hint != "" {
			fmt.Fprintf(&text, "    %s\n", p.Hint)
		}
	}
	page := fmt.Appendf(nil, plainPage, st.Lang, title, title, "<pre>"+html.EscapeString(text.String())+"</pre>")
	body := output.Body{ContentType: "text/html; charset=utf-8", Bytes: page}
	answer(w, r, http.StatusInternalServerError, body.ContentType, withScript(body, st.Version, s.shift()))
}

// plainPage takes a language, a title, a heading and more.
const plainPage = `<!doctype html>
<html lang="%s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>%s</title></head>
<body><h1>%s</h1>%s</body></html>
`

// withFault is the state with what went wrong with one page, which may not
// have been found otherwise yet.
func (s *server) withFault(err error) state {
	st := s.now()
	var list diag.List
	if errors.As(err, &list) {
		st.Problems = nil
		for _, p := range list {
			st.Problems = append(st.Problems, show(p, s.opt.Lang))
		}
	} else if err != nil {
		st.Problems = []shownProblem{{Severity: "error", Message: err.Error()}}
	}
	return st
}

// withScript puts the script that listens for changes into a page, and before
// all others one that shifts its clock, if the site's was set.
func withScript(body output.Body, version string, shift time.Duration) []byte {
	if !isPage(body) {
		return body.Bytes
	}
	at := lastIndexFold(body.Bytes, "</body>")
	if at < 0 {
		return body.Bytes // a piece of a page
	}
	script := `<script src="/.banbao/reload.js" data-version="` + html.EscapeString(version) + `" defer></script>`
	page := make([]byte, 0, len(body.Bytes)+len(script)+120)
	head := 0
	if shift != 0 {
		if h := indexFold(body.Bytes, "<head>"); h >= 0 {
			head = h + len("<head>")
			page = append(page, body.Bytes[:head]...)
			page = fmt.Appendf(page, `<script src="/.banbao/clock.js" data-shift="%d"></script>`, shift.Milliseconds())
		}
	}
	page = append(page, body.Bytes[head:at]...)
	page = append(page, script...)
	return append(page, body.Bytes[at:]...)
}

// shift is how far the site's clock is from this computer's, if it was set.
func (s *server) shift() time.Duration {
	shift := s.opt.Clock().Sub(s.opt.Machine())
	if shift.Abs() < time.Minute {
		return 0
	}
	return shift.Round(time.Second)
}

func indexFold(data []byte, tag string) int {
	for at := 0; at+len(tag) <= len(data); at++ {
		if data[at] == '<' && strings.EqualFold(string(data[at:at+len(tag)]), tag) {
			return at
		}
	}
	return -1
}

func isPage(body output.Body) bool { return strings.HasPrefix(body.ContentType, "text/html") }

func lastIndexFold(data []byte, tag string) int {
	for at := len(data); at > 0; {
		at = bytes.LastIndexByte(data[:at], '<')
		if at < 0 {
			return -1
		}
		if len(data)-at >= len(tag) && strings.EqualFold(string(data[at:at+len(tag)]), tag) {
			return at
		}
	}
	return -1
}

// give answers with a whole file or the part that was asked for.
func give(w http.ResponseWriter, r *http.Request, contentType string, data []byte) {
	w.Header().Set("Content-Type", contentType)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}

func answer(w http.ResponseWriter, r *http.Request, status int, contentType string, data []byte) {
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("Content-Length", fmt.Sprint(len(data)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		w.Write(data)
	}
}

// events tells a browser the state, and each state after it.
func (s *server) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	if r.Method == http.MethodHead {
		return
	}
	states := s.hub.join()
	defer s.hub.leave(states)
	out := http.NewResponseController(w)
	send := func(text string) bool {
		_, err := fmt.Fprint(w, text)
		return err == nil && out.Flush() == nil
	}
	if !send("retry: 500\n\n") {
		return
	}
	select {
	case <-s.first:
	case <-r.Context().Done():
		return
	}
	if !send(message(s.now())) {
		return
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		text := ":\n\n"
		select {
		case <-r.Context().Done():
			return
		case <-beat.C:
		case st, ok := <-states:
			if !ok {
				return
			}
			text = message(st)
		}
		if !send(text) {
			return
		}
	}
}

func message(st state) string {
	data, err := json.Marshal(st)
	if err != nil {
		panic(err) // of plain values
	}
	return "data: " + string(data) + "\n\n"
}

package screentest

import (
	"bytes"
	"fmt"
	"html"
	"net"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"banbao/internal/chrome"
	"banbao/internal/output"
	"banbao/internal/sign"
	"banbao/internal/theme"
)

// playerFiles are the player's scripts and styles as they are published, by
// their names in the theme.
var playerFiles = sync.OnceValues(func() (map[string][]byte, error) {
	th, problems := theme.Load(nil, theme.Settings{})
	if problems.HasErrors() {
		return nil, fmt.Errorf("%v", problems)
	}
	dir, err := chrome.Folder("player")
	if err != nil {
		return nil, err
	}
	files := append(th.AssetFiles(), th.Worker()...)
	names := map[string]string{"sw.js": "screens/sw.js"}
	for _, name := range []string{"player.js", "preview.js", "kiosk.js", "screen.css", "kiosk.css"} {
		names[name] = th.Asset(name)
	}
	if _, err := output.Publish(dir, files, output.Options{Version: "test", Clock: chrome.Built}); err != nil {
		return nil, err
	}
	bodies := map[string][]byte{}
	for name, at := range names {
		if bodies[name], err = readFile(dir, at); err != nil {
			return nil, err
		}
	}
	return bodies, nil
})

func player(t testing.TB, name string) []byte {
	t.Helper()
	files, err := playerFiles()
	if err != nil {
		t.Fatal(err)
	}
	if files[name] == nil {
		t.Fatalf("the theme has no %s", name)
	}
	return files[name]
}

// house serves the screens of a house, and can be made to fail.
type house struct {
	t       testing.TB
	address string // host:port
	server  *http.Server

	mu      sync.Mutex
	wall    *wall // what is published
	old     *wall // what an old copy says
	known   map[string]*wall
	alert   string
	version string
	rest    string
	wake    string
	forged  map[string]string // what somebody else puts in the place of a file, by its name
	script  []byte            // the player
	key     sign.Public       // that the page of a screen has compiled in
	seal    sign.Key          // that signs what is published
	fault   string
	slow    time.Duration // between the pieces of a set
	torn    int           // sets whose reader went away
	now     func() time.Time
	base    time.Time // set where pages have a clock of their own: they tell how far it went
	asked   map[string]int
	hangs   chan struct{}
	origin  time.Time
	sent    map[string]time.Time // when the server first gave a file, by its name
}

const emptyAlerts = `{"version":1,"sequence":1,"alerts":[]}`

// newHouse serves a set.
func newHouse(t testing.TB, w *wall) *house {
	t.Helper()
	chrome.Need(t)
	h := &house{t: t, known: map[string]*wall{}, alert: emptyAlerts, version: "1", script: player(t, "player.js"), now: time.Now,
		asked: map[string]int{}, hangs: make(chan struct{}), origin: time.Now(), sent: map[string]time.Time{}}
	h.publish(w)
	h.old = w
	h.listen("127.0.0.1:0")
	t.Cleanup(func() {
		close(h.hangs)
		h.server.Close()
	})
	return h
}

func (h *house) listen(address string) {
	h.t.Helper()
	l, err := net.Listen("tcp", address)
	for range 50 { // the port may not be free at once
		if err == nil {
			break
		}
		time.Sleep(20 * time.Millisecond)
		l, err = net.Listen("tcp", address)
	}
	if err != nil {
		h.t.Fatal(err)
	}
	h.address = l.Addr().String()
	h.server = &http.Server{Handler: h}
	go h.server.Serve(l)
}

// die takes the server away; rise brings it back.
func (h *house) die()  { h.server.Close() }
func (h *house) rise() { h.listen(h.address) }

// heal takes a fault away, and lets go of who was kept waiting.
func (h *house) heal() {
	h.set(func() {
		h.fault = ""
		close(h.hangs)
		h.hangs = make(chan struct{})
	})
}

func (h *house) publish(w *wall) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.wall = w
	h.known[w.file()] = w
}

func (h *house) set(change func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	change()
}

func (h *house) url(id string) string { return "http://" + h.address + "/screens/" + id + "/" }
func (h *house) plain(id string) string {
	_, port, _ := net.SplitHostPort(h.address)
	return "http://" + chrome.PlainHost + ":" + port + "/screens/" + id + "/"
}

// shell is the page of a screen with a set in it.
func (h *house) shell(w *wall, id string) string {
	more := ""
	if h.key != "" {
		more = ` data-key="` + string(h.key) + `"`
	}
	return strings.Replace(shellPage(w, id, h.version, h.rest, "../../"), `data-wake="off"`, `data-wake="`+h.wake+`"`+more, 1)
}

func shellPage(w *wall, id, version, rest, up string) string {
	return fmt.Sprintf(`<!DOCTYPE html>
<html lang="zh-Hans" class="lobby-tv" data-screen="%s" data-zone="28800" data-since="%d" data-rest="%s" data-wake="off" data-loop="%d" data-set="%s" data-version="%s" data-preview="%sassets/preview.js">
<head><meta charset="utf-8"><title>大屏</title><link rel="icon" href="data:,"><link rel="stylesheet" href="%sassets/screen.%s.css"></head>
<body><main id="set">%s</main><div id="a" class="slot"></div><div id="b" class="slot" hidden></div>
<div id="alert" class="takeover" hidden></div><div id="rest" hidden></div>
<script src="%sassets/player.%s.js"></script></body></html>`,
		html.EscapeString(id), w.since, rest, w.loop, w.hash(), version, up, up, version, w.html(), up, version)
}

func (h *house) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	if t, err := strconv.ParseFloat(strings.SplitN(r.URL.Query().Get("t"), ".", 2)[0], 64); err == nil && !h.base.IsZero() {
		at := h.base.Add(time.Duration(t) * time.Second)
		h.now = func() time.Time { return at }
	}
	fault, slow, hangs, now := h.fault, h.slow, h.hangs, h.now()
	name := path.Base(r.URL.Path)
	h.asked[name]++
	h.mu.Unlock()

	w.Header().Set("Date", now.UTC().Format(http.TimeFormat))
	w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; frame-src 'self'; base-uri 'none'")
	body, kind := h.answer(r.URL.Path, fault)
	if fault == "" || fault == "old" {
		h.mu.Lock()
		key := name + " " + string(kind)
		if strings.HasPrefix(name, "alert") {
			key = string(body)
		}
		if _, ok := h.sent[key]; !ok {
			h.sent[key] = time.Now()
		}
		h.mu.Unlock()
	}
	switch fault {
	case "reset":
		panic(http.ErrAbortHandler)
	case "hang":
		select {
		case <-hangs:
		case <-r.Context().Done():
		case <-time.After(time.Minute):
		}
		panic(http.ErrAbortHandler)
	case "truncated":
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		w.Header().Set("Content-Type", kind)
		w.Write(body[:len(body)/2])
		panic(http.ErrAbortHandler)
	case "cut": // a proxy that says that the half is all
		body = body[:len(body)/2]
	case "404", "500":
		code, _ := strconv.Atoi(fault)
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(code)
		fmt.Fprint(w, "<h1>错误页</h1>")
		return
	case "portal":
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Date", now.AddDate(-1, 0, 0).UTC().Format(http.TimeFormat))
		fmt.Fprint(w, "<h1>请先登录无线网</h1>")
		return
	case "redirect":
		http.Redirect(w, r, "/login", http.StatusFound)
		return
	case "wrong":
		body = bytes.Map(func(r rune) rune {
			if r == '[' {
				return '('
			}
			return r
		}, body)
	}
	if body == nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	if slow > 0 && strings.HasPrefix(name, "set-") {
		for len(body) > 0 {
			n := min(len(body), 4096)
			if _, err := w.Write(body[:n]); err != nil {
				h.set(func() { h.torn++ })
				return
			}
			body = body[n:]
			w.(http.Flusher).Flush()
			time.Sleep(slow)
		}
		return
	}
	w.Write(body)
}

func (h *house) answer(at, fault string) (body []byte, kind string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	w := h.wall
	if fault == "old" {
		w = h.old
	}
	parts := strings.Split(strings.Trim(at, "/"), "/")
	name := parts[len(parts)-1]
	switch forged, ok := h.forged[name]; {
	case ok:
		return []byte(forged), "application/json"
	case name == "blank.html":
		return []byte("<!DOCTYPE html><title>blank</title><script src=\"/assets/player.1.js\"></script>"), "text/html; charset=utf-8"
	case strings.HasSuffix(at, "/") && len(parts) == 2:
		return []byte(h.shell(w, parts[1])), "text/html; charset=utf-8"
	case name == "manifest.json":
		at := *w
		at.screen = parts[1]
		return h.signed("screens/"+at.screen+"/manifest.json", at.manifest(h.version)), "application/json"
	case name == "alert.json":
		return []byte(h.alert), "application/json"
	case name == "sw.js":
		return player(h.t, "sw.js"), "text/javascript"
	case strings.HasPrefix(name, "player.2.") && fault == "old-assets": // of a deploy that is not over
	case strings.HasPrefix(name, "player.") && strings.HasSuffix(name, ".js"):
		return h.script, "text/javascript"
	case name == "preview.js":
		return player(h.t, "preview.js"), "text/javascript"
	case strings.HasPrefix(name, "screen.") && strings.HasSuffix(name, ".css"):
		return player(h.t, "screen.css"), "text/css"
	case strings.HasPrefix(name, "set-") && fault != "half" && h.known[name] != nil:
		return []byte(h.known[name].html()), "text/html; charset=utf-8"
	}
	return nil, ""
}

func (h *house) signed(path string, text []byte) []byte {
	text, err := h.seal.Sign(path, text)
	if err != nil {
		panic(err)
	}
	return text
}

// screensOnly are the files of a site that its screens need.
func screensOnly(files []output.File) []output.File {
	return slices.DeleteFunc(slices.Clone(files), func(f output.File) bool {
		return !strings.HasPrefix(f.Path, "screens/") && !strings.HasPrefix(f.Path, "assets/")
	})
}

package serve

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"banbao/internal/output"
)

func TestRequests(t *testing.T) {
	b := start(t, Options{}, "content/a.md", "甲", "content/notices/index.md", "列表", "config.toml", "secret", "content/消防.md", "丙")
	b.shows("/a.html", "甲")
	tables := []struct {
		method, path, host string
		code               int
		contains           string
	}{
		{"GET", "/", "", 200, "今天"},
		{"GET", "/index.html", "", 200, "今天"},
		{"GET", "/notices/", "", 200, "列表"},
		{"GET", "/notices?x=1", "", 302, ""},
		{"GET", "/notices/a%20b.html", "", 200, "x"},
		{"GET", "/%E6%B6%88%E9%98%B2.html", "", 200, "丙"},
		{"GET", "/nowhere", "", 404, "没有这一页"},
		{"GET", "/notices/nowhere/", "", 404, "没有这一页"},
		{"HEAD", "/a.html", "", 200, ""},
		{"POST", "/a.html", "", 405, ""},
		{"PUT", "/a.html", "", 405, ""},
		{"DELETE", "/.banbao/events", "", 405, ""},
		{"OPTIONS", "/a.html", "", 405, ""},
		{"GET", "/../config.toml", "", 404, ""},
		{"GET", "/%2e%2e/config.toml", "", 404, ""},
		{"GET", "/%2e%2e%2fconfig.toml", "", 404, ""},
		{"GET", "/..%5cconfig.toml", "", 404, ""},
		{"GET", "/a.html%00.txt", "", 404, ""},
		{"GET", "/./a.html", "", 404, ""},
		{"GET", "//a.html", "", 404, ""},
		{"GET", "//evil.example/%2e%2e", "", 404, ""},
		{"GET", "/config.toml", "", 404, ""},
		{"GET", "/.banbao/other", "", 404, ""},
		{"GET", "/.banbao/overlay.css", "", 200, "banbao serve"},
		{"GET", "/", "localhost:1313", 200, ""},
		{"GET", "/", "LOCALHOST", 200, ""},
		{"GET", "/", "127.0.0.1", 200, ""},
		{"GET", "/", "[::1]:1313", 200, ""},
		{"GET", "/", "[::1]", 200, ""},
		{"GET", "/", "evil.example", 403, ""},
		{"GET", "/", "evil.example:1313", 403, ""},
		{"GET", "/", "localhost.evil.example", 403, ""},
		{"GET", "/", "127.0.0.1.evil.example", 403, ""},
		{"GET", "/", "192.168.1.1", 403, ""},
		{"GET", "/.banbao/events", "evil.example", 403, ""},
		{"GET", "/", "evil.example.:1313", 403, ""},
		{"GET", "/", "localhost.:1313", 200, ""},
		{"GET", "/", "evil@127.0.0.1", 400, ""},
		{"GET", "/", "127.0.0.1@evil.example", 400, ""},
		{"GET", "/", "2130706433", 403, ""},
		{"GET", "/", "0x7f.1", 403, ""},
		{"GET", "/", "0.0.0.0", 403, ""},
		{"GET", "/", "[::ffff:127.0.0.1]:1313", 200, ""},
		{"GET", "/", "[fe80::1%25lo]:1313", 403, ""},
		{"GET", "http://evil.example/", "127.0.0.1", 403, ""},
		{"GET", "http://localhost/../config.toml", "evil.example", 404, ""},
		{"GET", "/%252e%252e/config.toml", "", 404, ""},
		{"GET", "/%c0%ae%c0%ae/config.toml", "", 404, ""},
		{"GET", "/%c0%ae%c0%ae%c0%afconfig.toml", "", 404, ""},
		{"GET", "/..%2f..%2fetc%2fpasswd", "", 404, ""},
		{"GET", "/%5c..%5cconfig.toml", "", 404, ""},
		{"GET", "/notices/..%2f..%2fconfig.toml", "", 404, ""},
		{"GET", "/....//config.toml", "", 404, ""},
		{"GET", "/C:/Windows/win.ini", "", 404, ""},
		{"GET", "/%00", "", 404, ""},
		{"GET", "/content/a.md", "", 404, ""},
		{"GET", "/.git/config", "", 404, ""},
		{"TRACE", "/", "", 405, ""},
		{"CONNECT", "/", "", 405, ""},
		{"PROPFIND", "/", "", 405, ""},
	}
	addr := strings.TrimSuffix(strings.TrimPrefix(b.url, "http://"), "/")
	for _, c := range tables {
		host := c.host
		if host == "" {
			host = addr
		}
		// By hand, since a client would tidy the path.
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		conn.SetDeadline(time.Now().Add(5 * time.Second))
		fmt.Fprintf(conn, "%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n", c.method, c.path, host)
		answer, err := http.ReadResponse(bufio.NewReader(conn), &http.Request{Method: c.method})
		if err != nil {
			t.Fatal(c, err)
		}
		body, _ := io.ReadAll(answer.Body)
		conn.Close()
		if answer.StatusCode != c.code || !strings.Contains(string(body), c.contains) || strings.Contains(string(body), "secret") {
			t.Errorf("%s %s (%s): %d %s", c.method, c.path, c.host, answer.StatusCode, body)
		}
		if got := answer.Header.Get("Cache-Control"); got != "no-store" && c.code != 400 {
			t.Errorf("%s: %s", c.path, got)
		}
		if c.code == 200 && c.path == "/a.html" && (answer.Header.Get("ETag") == "" || answer.Header.Get("Content-Type") != "text/html; charset=utf-8" || len(body) > 0) {
			t.Error(answer.Header)
		}
		if c.code == 302 && answer.Header.Get("Location") != "/notices/?x=1" {
			t.Error(answer.Header)
		}
	}
}

// TestOtherPages asks as browsers do for pages of elsewhere: only a reader who
// follows a link gets an answer, which no other page can read, frame or hold.
func TestOtherPages(t *testing.T) {
	b := start(t, Options{}, "content/a.md", "甲")
	b.shows("/a.html", "甲")
	for _, c := range []struct {
		site, mode, origin string
		code               int
	}{
		{"", "", "", 200},
		{"none", "navigate", "", 200},
		{"same-origin", "cors", "", 200},
		{"cross-site", "navigate", "", 200},
		{"cross-site", "cors", "https://evil.example", 403},
		{"cross-site", "no-cors", "", 403},
		{"cross-site", "websocket", "https://evil.example", 403},
		{"same-site", "no-cors", "http://localhost:8080", 403},
		{"same-site", "cors", "http://127.0.0.1:8080", 403},
		{"", "", "null", 200},
	} {
		for _, path := range []string{"a.html", ".banbao/events", ".banbao/reload.js"} {
			r, err := http.NewRequest(http.MethodHead, b.url+path, nil)
			if err != nil {
				t.Fatal(err)
			}
			for key, value := range map[string]string{"Sec-Fetch-Site": c.site, "Sec-Fetch-Mode": c.mode, "Origin": c.origin} {
				if value != "" {
					r.Header.Set(key, value)
				}
			}
			answer, err := http.DefaultClient.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			answer.Body.Close()
			h := answer.Header
			if answer.StatusCode != c.code || h.Get("Access-Control-Allow-Origin") != "" || h.Get("X-Content-Type-Options") != "nosniff" ||
				h.Get("Cross-Origin-Resource-Policy") != "same-origin" || h.Get("Cross-Origin-Opener-Policy") != "same-origin" ||
				h.Get("Content-Security-Policy") != "frame-ancestors 'self'" {
				t.Errorf("%+v asks for %s: %d %v", c, path, answer.StatusCode, h)
			}
		}
	}
}

// TestHugeHead wants a request that never ends to be cut off.
func TestHugeHead(t *testing.T) {
	b := start(t, Options{}, "content/a.md", "甲")
	r, err := http.NewRequest(http.MethodGet, b.url, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Cookie", strings.Repeat("a", 64<<10))
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Error(answer.Status)
	}
}

func TestScriptOnlyInPages(t *testing.T) {
	for _, c := range []struct{ kind, in, out string }{
		{"text/html; charset=utf-8", "<body>x</body>", "<body>x<script src=\"/.banbao/reload.js\" data-version=\"v\" defer></script></body>"},
		{"text/html; charset=utf-8", "<p>a piece</p>", "<p>a piece</p>"},
		{"text/html; charset=utf-8", "<pre></body></pre></BODY >", "<pre><script src=\"/.banbao/reload.js\" data-version=\"v\" defer></script></body></pre></BODY >"},
		{"text/css; charset=utf-8", "</body>", "</body>"},
	} {
		if got := string(withScript(output.Body{Bytes: []byte(c.in), ContentType: c.kind}, "v", 0)); got != c.out {
			t.Errorf("%q", got)
		}
	}
}

package serve

import (
	"io"
	"net"
	"net/http"
	"testing"
	"time"
)

// Only so many are let in at a time; the next one is answered once one goes,
// and a server that is full can still be stopped.
func TestBoundedConnections(t *testing.T) {
	plain, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := newBounded(plain, 3)
	web := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "ok") })}
	ended := make(chan error, 1)
	go func() { ended <- web.Serve(l) }()
	dial := func() net.Conn {
		c, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close() })
		io.WriteString(c, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
		return c
	}
	answered := func(c net.Conn, patience time.Duration) bool {
		c.SetReadDeadline(time.Now().Add(patience))
		n, _ := c.Read(make([]byte, 1))
		return n == 1
	}
	var in []net.Conn
	for range 3 {
		c := dial()
		if !answered(c, time.Minute) {
			t.Fatal("one of the first three is not answered")
		}
		in = append(in, c)
	}
	late := dial()
	if answered(late, 20*time.Millisecond) || len(l.places) != 3 {
		t.Fatal("a fourth was let in")
	}
	in[0].Close()
	if !answered(late, time.Minute) {
		t.Error("the fourth is not answered though one has gone")
	}
	web.Close()
	if err := <-ended; err != http.ErrServerClosed {
		t.Error(err)
	}
}

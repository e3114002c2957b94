package screentest

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"banbao/internal/chrome"
)

// TestKioskGoesHome leaves the kiosk alone.
func TestKioskGoesHome(t *testing.T) {
	t.Parallel()
	b := touching(t, "#guides/dibao")
	asks := func() bool { return !chrome.Eval[bool](b, `document.getElementById("ask").hidden`) }
	b.Clock(chrome.Built.Add(49 * time.Second))
	if asks() {
		t.Error("it asks after 49 seconds")
	}
	b.Clock(chrome.Built.Add(50 * time.Second))
	if !asks() || chrome.Eval[string](b, `document.getElementById("ask-left").textContent`) != "10" {
		t.Error("it does not ask after 50 seconds")
	}
	if at := chrome.Eval[string](b, `document.activeElement.id`); at != "ask-stay" {
		t.Errorf("the keyboard is at %q, not at the answer", at)
	}
	b.Clock(chrome.Built.Add(55 * time.Second))
	b.Press("\r")
	if asks() || chrome.Eval[string](b, shown) != "guides/dibao" {
		t.Error("who goes on reading is not left alone")
	}
	b.Clock(chrome.Built.Add(110 * time.Second))
	if !asks() {
		t.Error("it does not ask again")
	}
	chrome.Eval[any](b, `new Promise(ok => { window.addEventListener("pagehide", ok); setTimeout(ok, 5000); __banbaoClock.to(`+fmt.Sprint(chrome.Built.Add(116*time.Second).UnixMilli())+`); })`)
	deadline := time.Now().Add(20 * time.Second)
	for !loop.MatchString(b.Where()) {
		if time.Now().After(deadline) {
			t.Fatal("it does not go back to the loop: " + chrome.Eval[string](b, `location.href`))
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// TestKioskStays leaves a kiosk alone whose server is gone: the first page
// remains, and never an error.
func TestKioskStays(t *testing.T) {
	t.Parallel()
	s := chrome.Site(t)
	up := true
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !up {
			panic(http.ErrAbortHandler)
		}
		http.FileServer(http.Dir(s.Dir)).ServeHTTP(w, r)
	}))
	defer proxy.Close()
	b := open(t)
	b.Size(1080, 1920)
	b.Visit(proxy.URL + "/" + kiosk + "#guides/dibao")
	up = false
	b.Clock(chrome.Built.Add(61 * time.Second))
	chrome.Eval[any](b, `new Promise(ok => setTimeout(ok, 500))`)
	if at := chrome.Eval[string](b, shown); at != "home" {
		t.Errorf("without a server the kiosk is at %q", at)
	}
	b.hash("#to-old-age") // and it can be used
	if at := chrome.Eval[string](b, shown); at != "to-old-age" {
		t.Errorf("without a server one cannot turn pages: %q", at)
	}
}

// TestKioskTime looks at what comes and goes while the page is open.
func TestKioskTime(t *testing.T) {
	t.Parallel()
	b := open(t)
	b.Size(1080, 1920)
	b.Visit(chrome.Site(t).File + kiosk) // no server says that it is another day
	b.Tell(kiosk, chrome.Lines("sees 今天休息，明天8:30开门"))
	stay := func(at time.Time) { // as if somebody touched the glass all the time
		chrome.Eval[any](b, fmt.Sprintf(`(() => { document.getElementById("ask-stay").click(); __banbaoClock.wake(%d); })()`, at.UnixMilli()))
		b.Clock(at.Add(2 * time.Second))
	}
	morning := chrome.Built.Add(24 * time.Hour)
	stay(morning)
	b.Tell(kiosk, chrome.Lines("sees 现在开着，11:30到13:30休息", "never 今天休息"))
	stay(morning.Add(3 * time.Hour))
	b.Tell(kiosk, chrome.Lines("sees 现在休息，13:30再开门", "never 现在开着"))
	b.hash("#activities")
	if text := b.Text(); strings.Contains(text, "小雪包饺子") {
		t.Error("yesterday's activity is still listed")
	}
	// Never a blank page, whatever the address says.
	for _, hash := range []string{"#notices/healthy-elders", "#nothing", "#%"} {
		b.hash(hash)
		if at := chrome.Eval[string](b, shown); at != "home" {
			t.Errorf("%s shows %q", hash, at)
		}
	}
}

// TestKioskClock is at a device whose battery is flat.
func TestKioskClock(t *testing.T) {
	t.Parallel()
	b := open(t)
	b.StartAt(time.Date(2001, 1, 1, 0, 0, 0, 0, chrome.Built.Location()))
	b.Size(1080, 1920)
	b.Visit(chrome.Site(t).File + kiosk)
	text := b.Text()
	if strings.Contains(text, "2001") || strings.Contains(text, "1月1日") || strings.Contains(text, "开门") || strings.Contains(text, "开着") {
		t.Errorf("a clock that is wrong is believed:\n%s", text)
	}
}

// TestKioskAlert leads whoever reads to the alert.
func TestKioskAlert(t *testing.T) {
	t.Parallel()
	s := chrome.Site(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/alert.json") {
			w.Header()["Date"] = nil // which is that of the machine
			fmt.Fprintf(w, `{"version":1,"sequence":9,"alerts":[{"id":"fire","colour":"red","from":%d,"expires":%d,"screens":["*"]}]}`, chrome.Built.Unix()-60, chrome.Built.Unix()+3600)
			return
		}
		http.FileServer(http.Dir(s.Dir)).ServeHTTP(w, r)
	}))
	defer server.Close()
	b := open(t)
	b.Size(1080, 1920)
	b.Visit(server.URL + "/" + kiosk + "#guides/dibao")
	chrome.Eval[any](b, `(__banbaoClock.to(`+fmt.Sprint(chrome.Built.Add(15*time.Second).UnixMilli())+`), null)`)
	deadline := time.Now().Add(20 * time.Second)
	for !loop.MatchString(b.Where()) {
		if time.Now().After(deadline) {
			t.Fatal("whoever reads does not see the alert: " + chrome.Eval[string](b, `location.href`))
		}
		time.Sleep(50 * time.Millisecond)
	}
}

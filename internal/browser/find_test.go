package browser

import (
	"errors"
	"testing"
)

func TestFind(t *testing.T) {
	env := map[string]string{"ProgramFiles": `C:\Program Files`, "ProgramFiles(x86)": `C:\Program Files (x86)`, "LocalAppData": `C:\Users\wang\AppData\Local`, "HOME": "/Users/wang"}
	for _, c := range []struct {
		system, there, want string
	}{
		{"linux", "google-chrome-stable", "google-chrome-stable"},
		{"linux", "/snap/bin/chromium", "/snap/bin/chromium"},
		{"windows", `C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`, `C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`},
		{"windows", `C:\Users\wang\AppData\Local\Google\Chrome\Application\chrome.exe`, `C:\Users\wang\AppData\Local\Google\Chrome\Application\chrome.exe`},
		{"darwin", "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge", "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge"},
		{"darwin", "/Users/wang/Applications/Chromium.app/Contents/MacOS/Chromium", "/Users/wang/Applications/Chromium.app/Contents/MacOS/Chromium"},
		{"darwin", "firefox", ""},
		{"linux", "", ""},
	} {
		got, ok := Find(c.system, func(name string) string { return env[name] }, func(name string) (string, error) {
			if name == c.there {
				return name, nil
			}
			return "", errors.New("not there")
		})
		if got != c.want || ok != (c.want != "") {
			t.Errorf("%s with %q: found %q", c.system, c.there, got)
		}
	}
}

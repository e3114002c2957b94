package browser

import "strings"

// Find finds an installed browser: by its usual names among the programs, then
// in its usual places. system is that of runtime.GOOS; lookPath is
// exec.LookPath, which knows names and whole paths.
func Find(system string, getenv func(string) string, lookPath func(string) (string, error)) (program string, ok bool) {
	for _, name := range places(system, getenv) {
		if program, err := lookPath(name); err == nil {
			return program, true
		}
	}
	return "", false
}

// places are where a browser may be, the likeliest first.
func places(system string, getenv func(string) string) []string {
	switch system {
	case "windows":
		var all []string
		for _, program := range []string{`Google\Chrome\Application\chrome.exe`, `Microsoft\Edge\Application\msedge.exe`, `Chromium\Application\chrome.exe`} {
			for _, folder := range []string{"ProgramFiles", "ProgramFiles(x86)", "LocalAppData"} {
				if at := getenv(folder); at != "" {
					all = append(all, strings.TrimRight(at, `\`)+`\`+program)
				}
			}
		}
		return append(all, "chrome", "msedge", "chromium")
	case "darwin":
		var all []string
		for _, program := range []string{"Google Chrome", "Microsoft Edge", "Chromium"} {
			inside := "/Applications/" + program + ".app/Contents/MacOS/" + program
			all = append(all, inside, getenv("HOME")+inside)
		}
		return append(all, "chromium")
	}
	return []string{
		"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "microsoft-edge-stable",
		"/snap/bin/chromium", "/opt/google/chrome/chrome", "/opt/microsoft/msedge/msedge",
		"/var/lib/flatpak/exports/bin/org.chromium.Chromium", "/var/lib/flatpak/exports/bin/com.google.Chrome",
	}
}

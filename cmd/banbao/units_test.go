package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestUnits has systemd look at the units that docs/ offers, with a program
// and a user that are there.
func TestUnits(t *testing.T) {
	analyze, err := exec.LookPath("systemd-analyze")
	if err != nil && os.Getenv("BANBAO_REQUIRE_SYSTEMD") == "1" {
		t.Fatal("there is no systemd-analyze, and BANBAO_REQUIRE_SYSTEMD=1")
	}
	if err != nil {
		t.Skip("NOT TESTED: there is no systemd-analyze")
	}
	from := filepath.Join(top, "docs", "systemd")
	units, err := os.ReadDir(from)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	args := []string{"verify"}
	for _, u := range units {
		text, err := os.ReadFile(filepath.Join(from, u.Name()))
		if err != nil {
			t.Fatal(err)
		}
		there := strings.NewReplacer("/usr/local/bin/banbao", "/bin/true", "User=board", "User=root").Replace(string(text))
		path := filepath.Join(dir, u.Name())
		if err := os.WriteFile(path, []byte(there), 0o666); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	if len(args) != 4 {
		t.Errorf("%d units", len(args)-1)
	}
	said, err := exec.Command(analyze, args...).CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, said)
	}
	for line := range strings.Lines(string(said)) {
		if strings.Contains(line, dir) { // and not of another unit of this machine
			t.Error(strings.TrimSpace(line))
		}
	}
}

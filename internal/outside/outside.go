// Package outside runs for tests what is not the test's own program: scripts in
// Node.js, and the program as people have it, without the race detector.
//
// Only tests import it.
package outside

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// NeedNode skips the test where there is no Node.js, or where npm has not put
// one of the modules into the folder of the repository. With
// BANBAO_REQUIRE_NODE=1 it fails the test.
func NeedNode(t testing.TB, modules ...string) {
	t.Helper()
	missing := ""
	if _, err := exec.LookPath("node"); err != nil {
		missing = "there is no node"
	}
	for _, module := range modules {
		if _, err := os.Stat("../../node_modules/" + module + "/package.json"); err != nil && missing == "" {
			missing = "there is no " + module + " (npm ci)"
		}
	}
	if missing != "" {
		Missing(t, missing, "BANBAO_REQUIRE_NODE")
	}
}

// Missing skips the test because of what is not there, or fails it where an
// environment variable says that it has to be.
func Missing(t testing.TB, what, require string) {
	t.Helper()
	if os.Getenv(require) == "1" {
		t.Fatalf("%s, and %s=1", what, require)
	}
	t.Skipf("NOT TESTED: %s", what)
}

// Node gives a value to a script as JSON, and takes what it prints for another.
func Node(t testing.TB, in, out any, script string, args ...string) {
	t.Helper()
	input, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command("node", append([]string{script}, args...)...)
	command.Stdin = bytes.NewReader(input)
	var complaint strings.Builder
	command.Stderr = &complaint
	printed, err := command.Output()
	if err != nil {
		t.Fatalf("node: %v\n%s", err, complaint.String())
	}
	if err := json.Unmarshal(printed, out); err != nil {
		t.Fatal(err)
	}
}

// Plain makes the test of the current folder once more, without the race
// detector, with which a program takes many times as long and as much memory
// as people see.
func Plain(name string) error {
	if said, err := exec.Command("go", "test", "-c", "-o", name, ".").CombinedOutput(); err != nil {
		return fmt.Errorf("go test -c: %w\n%s", err, said)
	}
	return nil
}

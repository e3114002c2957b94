//go:build !linux

package output

import (
	"os"
	"testing"
)

func readOnly(t *testing.T, dir string) {
	t.Helper()
	if os.Getuid() == 0 {
		t.Skip("NOT TESTED: root may write everywhere")
	}
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(dir, 0o755) })
}

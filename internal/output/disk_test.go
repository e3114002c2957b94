package output

import (
	"os"
	"testing"
	"time"
)

func waitFor(t *testing.T, name string) {
	t.Helper()
	for range 1000 {
		if _, err := os.Stat(name); err == nil {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatal("no ", name)
}

func pause(i int) { time.Sleep(time.Duration(3+7*i) * time.Millisecond) }

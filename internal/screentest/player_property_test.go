package screentest

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"banbao/internal/chrome"
)

// TestPlayerProperties says to the player's parts whatever a server may say,
// ten thousand times for each of a few seeds: they never throw, what has ended
// is never chosen, and what is chosen can be shown. Node runs it, without a
// browser. BANBAO_SCREENS=full takes a hundred seeds.
func TestPlayerProperties(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("node"); err != nil {
		chrome.Missing(t, "there is no node")
	}
	args := []string{filepath.Join("testdata", "properties.js"), "", "10000"}
	for _, part := range []string{"time", "check", "loop", "alert"} {
		args = append(args, filepath.Join(chrome.Root, "themes", "default", "assets", "player", part+".js"))
	}
	seeds := 2
	if os.Getenv("BANBAO_SCREENS") == "full" {
		seeds = 100
	}
	for seed := range seeds {
		args[1] = strconv.Itoa(seed)
		out, err := exec.Command("node", args...).CombinedOutput()
		if err != nil || len(out) > 0 {
			t.Errorf("seed %d: %v\n%.4000s", seed, err, out)
		}
	}
}

// Package browsertest looks at the sample website as readers do: in a browser,
// on narrow and wide windows, light and dark, by keyboard, without script, and
// while the clock goes on. Screens are looked at in internal/screentest, paper in
// internal/papertest.
//
// It has test files only; what drives the browser is internal/chrome.
package browsertest

import (
	"os"
	"testing"

	"banbao/internal/chrome"
)

func TestMain(m *testing.M) { os.Exit(chrome.Main(m)) }

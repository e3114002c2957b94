// Package screentest looks at what hangs as screens in a browser: the player
// through weeks, faults and power cuts, the slides on every glass, alerts, and
// the pages that are touched. It has test files only; what drives the browser is
// internal/chrome.
//
// The tests of the player are short. BANBAO_SCREENS=full lets it live through
// thirty days, a hundred power cuts and a hundred screens.
package screentest

import (
	"os"
	"testing"

	"banbao/internal/chrome"
)

func TestMain(m *testing.M) { os.Exit(chrome.Main(m)) }

// tab is a tab in which a screen plays.
type tab struct{ *chrome.Tab }

// open makes one whose clock stands at the moment of the build.
func open(t testing.TB) *tab {
	t.Helper()
	return &tab{chrome.Open(t)}
}

// bare makes one with the clock of this machine.
func bare(t testing.TB) *tab {
	t.Helper()
	return &tab{chrome.Bare(t)}
}

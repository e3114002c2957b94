// Package browsertest looks at the sample website as readers do: in a browser,
// by keyboard and by ear, without script, from the disk, and while the clock goes
// on. Whether everybody can read it is looked at in internal/accesstest, screens
// in internal/screentest, paper in internal/papertest.
//
// It has test files only; what drives the browser is internal/chrome.
package browsertest

import (
	"os"
	"testing"

	"banbao/internal/chrome"
)

func TestMain(m *testing.M) { os.Exit(chrome.Main(m)) }

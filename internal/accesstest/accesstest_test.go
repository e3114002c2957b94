// Package accesstest looks at whether everybody can read the website: by the
// rules of a checker, in large type, by day and by night, in narrow windows, with
// larger text, wider spacing or the colours of the system, in both scripts and
// themes, and whether pages stay still while they load. It has test files only;
// what drives the browser is internal/chrome.
package accesstest

import (
	"os"
	"testing"

	"banbao/internal/chrome"
)

func TestMain(m *testing.M) { os.Exit(chrome.Main(m)) }

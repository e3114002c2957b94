// Package papertest prints pages as people do and looks at the paper: sheets to
// pin up, official pages, posters, months, the round, blackboards, and pages of
// the website that somebody prints. It has test files only; what drives the
// browser is internal/chrome, and internal/browser where it is the program that
// prints.
package papertest

import (
	"os"
	"testing"

	"banbao/internal/chrome"
)

func TestMain(m *testing.M) {
	os.Exit(chrome.Main(m, func() { closePrinter() })) // as it is by then
}

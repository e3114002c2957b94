// Package chrome is an installed Chromium for tests that look at pages as people
// do: tabs whose clock is the test's, and the sample site.
//
// The site of this repository is built once for each package of tests, for a
// fixed moment, and every page that a test opens has a clock of its own, so that
// no test depends on the day on which it runs. Chromium is started once and
// shared; every test has tabs of its own, without what others left in storage.
// [Main] is for their TestMain.
//
// Where no Chromium is installed the tests skip and say so. With
// BANBAO_REQUIRE_BROWSER=1 a missing browser is a failure. BANBAO_CHROMIUM
// names another program than the one that is found by itself.
//
// Only tests import it. What the program itself does with a browser is package
// browser, which sees pages as they are published and nothing else.
package chrome

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"banbao/internal/build"
	"banbao/internal/output"
	"banbao/internal/outside"
)

// Root is the folder of the sample site.
const Root = "../.."

// Built is the moment for which the sample site is built.
var Built = time.Date(2026, 11, 22, 9, 0, 0, 0, time.FixedZone("", 8*60*60))

// Sample is the sample site, published in a folder and served by http.
type Sample struct {
	Dir  string
	Plan *build.Plan
	HTTP string // ends with a slash
	File string // likewise
}

var (
	scratch string // removed when all is done
	server  *httptest.Server
	publish = sync.OnceValues(publishSample)
)

// Main runs the tests of a package, then ends what they used: the browser, and
// what the package itself says. It gives what the program ends with.
func Main(m *testing.M, ends ...func()) int {
	flag.Parse()
	// Much of the time is spent waiting for the browser's answers, so that more
	// tests than there are processors do no harm, unless somebody says otherwise.
	chosen := false
	flag.Visit(func(f *flag.Flag) { chosen = chosen || f.Name == "test.parallel" })
	if !chosen {
		flag.Set("test.parallel", strconv.Itoa(max(4, runtime.GOMAXPROCS(0))))
	}
	dir, err := os.MkdirTemp("", "banbao-chrome-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	scratch = dir
	defer os.RemoveAll(dir)
	defer func() {
		closeBrowser() // as it is by then
		for _, end := range ends {
			end()
		}
		if server != nil {
			server.Close()
		}
	}()
	return m.Run()
}

// Folder makes a folder that goes when all tests have ended.
func Folder(name string) (string, error) {
	dir := filepath.Join(scratch, name)
	return dir, os.MkdirAll(dir, 0o777)
}

// Site is the sample site, built on first use.
func Site(t testing.TB) *Sample {
	t.Helper()
	s, err := publish()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func publishSample() (*Sample, error) {
	dir := filepath.Join(scratch, "public")
	plan := build.Prepare(build.Request{FS: os.DirFS(Root), Now: Built, Version: "test"})
	problems := plan.Problems
	var err error
	if !plan.Fails(false) {
		var report output.Report
		report, err = output.Publish(dir, Shared(plan.Files), output.Options{Version: "test", Clock: Built})
		problems = append(problems, report.Problems...)
	}
	if problems.HasErrors() {
		var all strings.Builder
		for _, p := range problems {
			fmt.Fprintf(&all, "\n%+v", p)
		}
		return nil, fmt.Errorf("the sample site does not build:%s", all.String())
	}
	if err != nil {
		return nil, err
	}
	slashed := filepath.ToSlash(dir)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // C:/…
	}
	server = httptest.NewServer(http.FileServer(http.Dir(dir)))
	return &Sample{
		Dir: dir, Plan: plan, HTTP: server.URL + "/", File: "file://" + slashed + "/",
	}, nil
}

// rendered has what sites of a package of tests have in common, by path and key.
var rendered sync.Map

// Shared are files that are rendered once for all the sites that have them:
// most of them differ in a moment only, and with the race detector pictures
// take longer than all the rest.
func Shared(files []output.File) []output.File {
	all := slices.Clone(files)
	for i, f := range all {
		write, name := f.Write, f.Path+" "+fmt.Sprint(f.Key)
		all[i].Write = func(w io.Writer) error {
			if body, ok := rendered.Load(name); ok {
				_, err := w.Write(body.([]byte))
				return err
			}
			var b bytes.Buffer
			if err := write(io.MultiWriter(w, &b)); err != nil {
				return err // or advice, which is given each time
			}
			rendered.Store(name, b.Bytes())
			return nil
		}
	}
	return all
}

// Missing skips the test, or fails it where nothing may be missing.
func Missing(t testing.TB, what string) {
	t.Helper()
	outside.Missing(t, what, "BANBAO_REQUIRE_BROWSER")
}

// Serve builds a site of a few files, and gives where it is served and the
// folder.
func Serve(t testing.TB, files fs.FS) (address, dir string) {
	t.Helper()
	Need(t)
	plan := build.Prepare(build.Request{FS: files, Now: Built, Version: "test"})
	for _, p := range plan.Problems {
		t.Logf("%+v", p)
	}
	if plan.Fails(false) {
		t.Fatal("the site does not build")
	}
	dir = t.TempDir()
	if _, err := output.Publish(dir, plan.Files, output.Options{Version: "test", Clock: Built}); err != nil {
		t.Fatal(err)
	}
	return ServeFolder(t, dir), dir
}

// ServeFolder serves a folder while the test runs; the address ends with a
// slash.
func ServeFolder(t testing.TB, dir string) string {
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	t.Cleanup(server.Close)
	return server.URL + "/"
}

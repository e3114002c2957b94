// Package browsertest looks at the sample site as readers do: in a browser,
// on narrow and wide windows, light and dark, by keyboard, without script, on
// paper, and while the clock goes on.
//
// The site of this repository is built once, for a fixed moment, and every
// page that a test opens has a clock of its own, so that no test depends on
// the day on which it runs. Chromium is started once and shared; every test
// has tabs of its own, without what others left in storage.
//
// Where no Chromium is installed the tests skip and say so. With
// BANBAO_REQUIRE_BROWSER=1 a missing browser is a failure. BANBAO_CHROMIUM
// names another program than the one that is found by itself.
//
// It has test files only, and a driver of its own: what the program itself does
// with a browser is internal/browser, which sees pages as they are published
// and nothing else.
package browsertest

import (
	"bytes"
	"flag"
	"fmt"
	"io"
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
)

// root is the folder of the sample site.
const root = "../.."

// built is the moment for which the sample site is built.
var built = time.Date(2026, 11, 22, 9, 0, 0, 0, time.FixedZone("", 8*60*60))

// sample is the sample site, published in a folder and served by http.
type sample struct {
	dir  string
	plan *build.Plan
	http string // ends with a slash
	file string // likewise
}

var (
	scratch string // removed when all is done
	server  *httptest.Server
	publish = sync.OnceValues(publishSample)
)

func TestMain(m *testing.M) {
	flag.Parse()
	// Most of the time is spent waiting for the browser's answers, so that more
	// tests than there are processors do no harm, unless somebody says otherwise.
	chosen := false
	flag.Visit(func(f *flag.Flag) { chosen = chosen || f.Name == "test.parallel" })
	if !chosen {
		flag.Set("test.parallel", strconv.Itoa(max(4, runtime.GOMAXPROCS(0))))
	}
	os.Exit(run(m))
}

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "banbao-browsertest-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	scratch = dir
	defer os.RemoveAll(dir)
	defer func() {
		closeBrowser() // as it is by then
		closePrinter()
		if server != nil {
			server.Close()
		}
	}()
	return m.Run()
}

// site is the sample site, built on first use.
func site(t testing.TB) *sample {
	t.Helper()
	s, err := publish()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func publishSample() (*sample, error) {
	dir := filepath.Join(scratch, "public")
	plan := build.Prepare(build.Request{FS: os.DirFS(root), Now: built, Version: "test"})
	problems := plan.Problems
	var err error
	if !plan.Fails(false) {
		var report output.Report
		report, err = output.Publish(dir, shared(plan.Files), output.Options{Version: "test", Clock: built})
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
	return &sample{
		dir: dir, plan: plan, http: server.URL + "/", file: "file://" + slashed + "/",
	}, nil
}

// rendered has what sites of this package have in common, by path and key.
var rendered sync.Map

// shared are files that are rendered once for all the sites that have them:
// most of them differ in a moment only, and with the race detector pictures
// take longer than all the rest.
func shared(files []output.File) []output.File {
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

// screensOnly are the files of a site that its screens need.
func screensOnly(files []output.File) []output.File {
	return slices.DeleteFunc(slices.Clone(files), func(f output.File) bool {
		return !strings.HasPrefix(f.Path, "screens/") && !strings.HasPrefix(f.Path, "assets/")
	})
}

// missing skips the test, or fails it where nothing may be missing.
func missing(t testing.TB, what string) {
	t.Helper()
	if os.Getenv("BANBAO_REQUIRE_BROWSER") == "1" {
		t.Fatalf("%s, and BANBAO_REQUIRE_BROWSER=1", what)
	}
	t.Skipf("NOT TESTED: %s", what)
}

// Command fuzz runs every fuzz target of the module for a while, one after the
// other, and prints a row of a table for each: the package, the target, how
// long it ran, how many inputs it tried, how many of them reached new code,
// and what it found.
//
//	go run ./bench/fuzz -time 5m
//	go run ./bench/fuzz -time 1m -only 'content|calendar' | tee fuzz.md
//
// What a target finds is left by `go test` in its package's testdata/fuzz: it
// becomes a row of a table in the package's test, and the file is removed.
// Targets go on from the inputs that earlier runs kept in Go's build cache.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// target is one function FuzzX and the folder of its package, from the module's
// root, with forward slashes.
type target struct {
	dir, name string
}

var (
	declaration = regexp.MustCompile(`(?m)^func (Fuzz\w+)\(f \*testing\.F\)`)
	progress    = regexp.MustCompile(`fuzz: elapsed: (\S+), execs: (\d+) .*new interesting: (\d+) \(total: (\d+)\)`)
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("fuzz: ")
	length := flag.Duration("time", time.Minute, "how long each target runs")
	parallel := flag.Int("parallel", 2, "inputs tried at once")
	only := flag.String("only", "", "only targets whose package/Name has a match of this regular expression")
	flag.Parse()
	chosen, err := regexp.Compile(*only)
	if err != nil {
		log.Fatal(err)
	}
	targets, err := find(".")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("| package | target | time | inputs | new | kept | found |")
	fmt.Println("| --- | --- | --: | --: | --: | --: | --- |")
	failed := false
	for _, t := range targets {
		if !chosen.MatchString(t.dir + "/" + t.name) {
			continue
		}
		out, err := run(t, *length, *parallel)
		fmt.Println(row(t, out, err))
		if err != nil {
			failed = true
			os.Stderr.Write(out)
		}
	}
	if failed {
		os.Exit(1)
	}
}

// find returns the fuzz targets below a folder, by package and place in it.
func find(root string) ([]target, error) {
	var targets []target
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "node_modules" || d.Name() == "testdata"):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(name, "_test.go"):
			return nil
		}
		src, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		for _, m := range declaration.FindAllSubmatch(src, -1) {
			targets = append(targets, target{filepath.ToSlash(filepath.Dir(name)), string(m[1])})
		}
		return nil
	})
	return targets, err
}

// run lets one target look for a time, and returns what `go test` printed. An
// input that reached new code is made smaller in a hundred tries, not for a
// minute, in which a target of long inputs would look for nothing else.
func run(t target, length time.Duration, parallel int) ([]byte, error) {
	cmd := exec.Command("go", "test", "-run", "^$", "-fuzz", "^"+t.name+"$",
		"-fuzztime", length.String(), "-fuzzminimizetime", "100x", "-parallel", strconv.Itoa(parallel), "./"+t.dir)
	return cmd.CombinedOutput()
}

// row is what is said of one target. A target that stopped early says where its
// find lies, or that it did not run at all.
func row(t target, out []byte, err error) string {
	took, tried, fresh, kept := "", "", "", ""
	if all := progress.FindAllSubmatch(out, -1); all != nil {
		last := all[len(all)-1]
		took, tried, fresh, kept = string(last[1]), thousands(string(last[2])), string(last[3]), string(last[4])
	}
	found := "–"
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit) && bytes.Contains(out, []byte("Failing input written to ")):
		_, after, _ := bytes.Cut(out, []byte("Failing input written to "))
		file, _, _ := bytes.Cut(after, []byte("\n"))
		found = string(bytes.TrimSpace(file))
	case err != nil:
		found = "did not run: " + err.Error()
	}
	return fmt.Sprintf("| %s | %s | %s | %s | %s | %s | %s |",
		strings.TrimPrefix(t.dir, "internal/"), t.name, took, tried, fresh, kept, found)
}

// thousands puts commas into a whole number.
func thousands(n string) string {
	for i := len(n) - 3; i > 0; i -= 3 {
		n = n[:i] + "," + n[i:]
	}
	return n
}

// Command release builds what people download: the program for Linux, macOS and
// Windows, on amd64 and arm64, each in an archive with the licences, and with a
// list of what is in it (CycloneDX), and the sums of all of them.
//
//	go run ./cmd/release -out /tmp/release
//	go run ./cmd/release -out /tmp/release -only linux/amd64
//
// It builds the commit that is checked out, without cgo and without paths of
// the machine, and refuses where something is changed: the same commit and the
// same Go give the same bytes everywhere. The version is the tag of the commit,
// which Go itself puts into the program; a commit without one gets a version
// that says so.
package main

import (
	"bytes"
	"crypto/sha256"
	"debug/buildinfo"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"banbao/internal/licences"
)

// system is one that programs are built for.
type system struct{ os, arch string }

var systems = []system{
	{"linux", "amd64"}, {"linux", "arm64"}, {"darwin", "amd64"}, {"darwin", "arm64"}, {"windows", "amd64"}, {"windows", "arm64"},
}

func main() {
	log.SetFlags(0)
	log.SetPrefix("release: ")
	out := flag.String("out", "", "the folder to write to, which must not exist")
	only := flag.String("only", "", "one system, as linux/amd64")
	flag.Parse()
	if *out == "" || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(*out, *only); err != nil {
		log.Fatal(err)
	}
}

// run builds everything, in the order of systems.
func run(out, only string) error {
	at, err := commitTime()
	if err != nil {
		return err
	}
	if err := newFolder(out); err != nil {
		return err
	}
	files := map[string][]byte{}
	for _, s := range systems {
		if only != "" && only != s.os+"/"+s.arch {
			continue
		}
		if err := s.build(files, at); err != nil {
			return fmt.Errorf("%s/%s: %w", s.os, s.arch, err)
		}
	}
	if len(files) == 0 {
		return fmt.Errorf("no such system: %s", only)
	}
	files["SHA256SUMS"] = sums(files)
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(out, name), text, 0o666); err != nil {
			return err
		}
	}
	os.Stdout.Write(files["SHA256SUMS"])
	return nil
}

// newFolder makes a folder that is not there yet, and those around it.
func newFolder(name string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	return os.Mkdir(name, 0o777)
}

// commitTime is when the commit was made that is checked out. It is an error if
// anything differs from it.
func commitTime() (time.Time, error) {
	changed, err := command(nil, "git", "status", "--porcelain")
	if err != nil {
		return time.Time{}, err
	}
	if len(changed) > 0 {
		return time.Time{}, fmt.Errorf("these files are not as they were committed:\n%s", changed)
	}
	text, err := command(nil, "git", "log", "-1", "--format=%ct")
	if err != nil {
		return time.Time{}, err
	}
	seconds, err := strconv.ParseInt(strings.TrimSpace(string(text)), 10, 64)
	return time.Unix(seconds, 0).UTC(), err
}

// command runs a program with more in its environment, and returns what it
// prints.
func command(env []string, name string, args ...string) ([]byte, error) {
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), env...)
	var talk bytes.Buffer
	cmd.Stderr = &talk
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w\n%s", name, args[0], err, talk.Bytes())
	}
	return out, nil
}

// build adds the archive of one system and the list of what is in it.
func (s system) build(files map[string][]byte, at time.Time) error {
	dir, err := os.MkdirTemp("", "banbao-release-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	program := filepath.Join(dir, s.program())
	env := []string{"GOOS=" + s.os, "GOARCH=" + s.arch, "CGO_ENABLED=0", "GOFLAGS=", "GOAMD64=v1", "GOARM64=v8.0", "GOEXPERIMENT="}
	if _, err := command(env, "go", "build", "-trimpath", "-buildvcs=true", "-ldflags=-s -w", "-o", program, "./cmd/banbao"); err != nil {
		return err
	}
	binary, err := os.ReadFile(program)
	if err != nil {
		return err
	}
	info, err := buildinfo.Read(bytes.NewReader(binary))
	if err != nil {
		return err
	}
	name := "banbao-" + strings.TrimPrefix(info.Main.Version, "v") + "-" + s.os + "-" + s.arch
	list, err := bom(info, sha256.Sum256(binary), at)
	if err != nil {
		return err
	}
	entries := []entry{{s.program(), binary, 0o755}, {"THIRD-PARTY.md", []byte(licences.Text), 0o644}, {"banbao.cdx.json", list, 0o644}}
	for _, own := range []string{"LICENSE", "README.md", "CHANGELOG.md"} {
		text, err := os.ReadFile(own)
		if err != nil {
			return err
		}
		entries = append(entries, entry{own, text, 0o644})
	}
	slices.SortFunc(entries, func(a, b entry) int { return strings.Compare(a.name, b.name) })
	for i := range entries {
		entries[i].name = path.Join(name, entries[i].name)
	}
	pack, end := tarball, ".tar.gz"
	if s.os == "windows" {
		pack, end = zipped, ".zip"
	}
	files[name+".cdx.json"] = list
	files[name+end], err = pack(entries, at)
	return err
}

// program is what the program is called on a system.
func (s system) program() string {
	if s.os == "windows" {
		return "banbao.exe"
	}
	return "banbao"
}

// sums is the file that sha256sum -c reads.
func sums(files map[string][]byte) []byte {
	var lines []string
	for name, text := range files {
		lines = append(lines, fmt.Sprintf("%x  %s\n", sha256.Sum256(text), name))
	}
	slices.SortFunc(lines, func(a, b string) int { return strings.Compare(a[66:], b[66:]) })
	return []byte(strings.Join(lines, ""))
}

package cli

import (
	"fmt"
	"io"
	"regexp"
	"runtime"
	"runtime/debug"
	"strings"

	"banbao/internal/licences"
)

// release is the version of the next release.
const release = "0.1.0"

// tagged is the version of a program that was built of a tagged commit, without
// the v; what go makes up for others has a date in it.
var tagged = regexp.MustCompile(`^v(\d+\.\d+\.\d+(?:-(?:alpha|beta|rc)[.\d]*)?)$`)

// version is the version of the program that runs.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return release
	}
	return versionOf(info)
}

// versionOf is the tag that a program was built of or, where there is none, the
// next release with the commit where the build knows it.
func versionOf(info *debug.BuildInfo) string {
	if m := tagged.FindStringSubmatch(info.Main.Version); m != nil {
		return m[1]
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 8 {
			return release + "+" + s.Value[:8]
		}
	}
	return release
}

type versionCmd struct {
	Licences bool `aliases:"licenses" help:"用了别人的什么，许可原文 / whose work is in the program, and its terms"`
}

// Run prints the version, or what the program has of others.
func (c versionCmd) Run(s *session) error {
	if c.Licences {
		_, err := io.Copy(s.Stdout, strings.NewReader(licences.Text))
		return err
	}
	fmt.Fprintf(s.Stdout, "banbao %s %s/%s %s\n", version(), runtime.GOOS, runtime.GOARCH, runtime.Version())
	return nil
}

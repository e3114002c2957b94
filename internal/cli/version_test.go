package cli

import (
	"runtime/debug"
	"testing"
)

func TestVersionOf(t *testing.T) {
	commit := []debug.BuildSetting{{Key: "vcs.revision", Value: "0123456789abcdef"}}
	for _, c := range []struct {
		main     string
		settings []debug.BuildSetting
		want     string
	}{
		{"v0.3.1", commit, "0.3.1"},
		{"v1.0.0-rc.2", commit, "1.0.0-rc.2"},
		{"v0.3.2-0.20261122090000-0123456789ab", commit, release + "+01234567"},
		{"v0.3.1+dirty", commit, release + "+01234567"},
		{"(devel)", nil, release},
		{"", commit, release + "+01234567"},
	} {
		info := &debug.BuildInfo{Main: debug.Module{Version: c.main}, Settings: c.settings}
		if got := versionOf(info); got != c.want {
			t.Errorf("%q is %s, want %s", c.main, got, c.want)
		}
	}
}

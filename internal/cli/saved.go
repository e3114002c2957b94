package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"

	"banbao/internal/build"
	"banbao/internal/limit"
)

// cacheFolder is where a site keeps what it can do without.
const cacheFolder = ".banbao"

// program names this program down to its last change, so that what another
// one has saved is not trusted.
func program() string {
	name, err := os.Executable()
	if err != nil {
		return version()
	}
	info, err := os.Stat(name)
	if err != nil {
		return version()
	}
	return fmt.Sprintf("%s %d %d", version(), info.Size(), info.ModTime().UnixNano())
}

// savedFile is where a build to a folder keeps what the next one can use.
func savedFile(site, dir string) string {
	sum := sha256.Sum256([]byte(filepath.Clean(dir)))
	return filepath.Join(site, cacheFolder, "ledger-"+hex.EncodeToString(sum[:4]))
}

// loadBuild reads what an earlier build saved, or nothing.
func loadBuild(file string) *build.Saved {
	data, err := limit.ReadDisk(file, limit.Saved)
	if err != nil {
		return nil
	}
	return build.DecodeSaved(data, program())
}

// saveBuild keeps what a build learnt. That it cannot is no failure: the next build
// only takes longer.
func saveBuild(file string, s *build.Saved) {
	if s == nil {
		return
	}
	data, err := s.Encode(program())
	if err != nil || os.MkdirAll(filepath.Dir(file), 0o777) != nil {
		return
	}
	if info, err := os.Lstat(filepath.Dir(file)); err != nil || !info.IsDir() {
		return // a link, which may lead out of the site
	}
	next := file + ".next"
	if os.WriteFile(next, data, 0o666) != nil || os.Rename(next, file) != nil {
		os.Remove(next)
	}
}

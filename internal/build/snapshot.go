package build

import (
	"crypto/sha256"
	"encoding/binary"
	"io/fs"
	"time"

	"banbao/internal/config"
	"banbao/internal/content"
	"banbao/internal/diag"
)

// Snapshot is what a build was made of, seen from outside, and what it said.
// As long as nothing of this has changed, and the clock has not reached the
// next change, building again would give the same tree.
type Snapshot struct {
	Inputs     [32]byte // names, sizes and times of every source file, and the flags
	Sound      bool     // every source was old enough for its time to tell
	Record     [32]byte // the record, with what the build added to it
	Gate       [32]byte // what personal data was let pass
	Clock      time.Time
	NextChange time.Time
	Items      int
	Problems   []diag.Problem
}

// settled is how long before a build a file must have been changed last for
// its time to tell: file systems count in steps of up to two seconds.
const settled = 2 * time.Second

// snapshot looks at everything that a build reads: config.toml, content/, and
// the site's own themes. It opens no file.
func snapshot(r Request, fsys fs.FS) (inputs [32]byte, sound bool) {
	h := sha256.New()
	var line []byte
	sound = !r.Read.IsZero()
	add := func(path string, info fs.FileInfo, err error) {
		line = append(line[:0], path...)
		if err == nil && info != nil {
			line = binary.LittleEndian.AppendUint64(append(line, 0), uint64(info.Size()))
			line = binary.LittleEndian.AppendUint64(line, uint64(info.ModTime().UnixNano()))
			if !info.ModTime().Before(r.Read.Add(-settled)) && !info.IsDir() {
				sound = false
			}
		}
		h.Write(append(line, '\n'))
	}
	for _, flag := range []bool{r.Drafts, r.Future, r.Expired, r.Strict, r.Record != "", r.RecordAnyway} {
		if flag {
			line = append(line, '1')
		} else {
			line = append(line, '0')
		}
	}
	h.Write(append(append(append(line, r.BaseURL...), 0), r.Program+"\x00"+r.Version...))
	info, err := fs.Stat(fsys, config.File)
	add(config.File, info, err)
	for _, top := range []string{content.Folder, "themes"} {
		fs.WalkDir(fsys, top, func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				add(path, nil, err)
				return nil
			case d.IsDir():
				return nil
			case d.Type().IsRegular():
				info, err = d.Info()
			default:
				// What lies behind a link is not looked at, though a build may read it.
				sound = false
			}
			add(path, info, err)
			return nil
		})
	}
	return [32]byte(h.Sum(nil)), sound
}

// holds tells whether a build now would only repeat what was built then.
func (s *Snapshot) holds(r Request, inputs [32]byte) bool {
	return s.Sound && s.Inputs == inputs && !r.Now.Before(s.Clock) && r.Now.Before(s.NextChange)
}

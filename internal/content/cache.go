package content

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"errors"
	"hash/fnv"
	"io"
	"io/fs"
	"slices"
	"strings"
	"time"

	"banbao/internal/config"
	"banbao/internal/diag"
	"banbao/internal/gate"
	"banbao/internal/limit"
	"banbao/internal/site"
)

// Cache is what a Load learnt of the files of notices, which are the many, so
// that the next one need not read those that are as they were. It is safe to
// lose. It holds nothing that depends on the moment of the build.
type Cache struct {
	Key    [16]byte // of the program, the configuration and the site's own holidays; another one means an empty cache
	Read   time.Time
	Files  map[string]*cachedFile // not to be changed: one Cache has them from the one before
	Assets map[string]cachedAsset
	Texts  map[[16]byte]scanned // of attachments, by textKey

	walked *walked  // nil if it was read from a disk
	saved  bool     // as read from a disk: times are in no particular zone
	parts  [][]byte // as encoded; nil for those that have changed since
}

// stamp is how a file looked from outside.
type stamp struct {
	Size int64
	Time int64 // of the last change, in nanoseconds of the epoch
}

// cachedFile is what one file of a notice gave.
type cachedFile struct {
	Stamp    stamp
	Sum      [16]byte // of the file, if its time does not tell; see trust
	Notice   *site.Notice
	Problems []diag.Problem
	Findings []gate.Finding // none is sure
	Uses     []string       // assets that it names, found or not

	anew bool // it was read by the Load that made the Cache, not taken from an earlier one
}

// cachedAsset is a picture or attachment as it was.
type cachedAsset struct {
	Stamp stamp // zero: there was none
	Asset site.Asset
	OK    bool
}

// trust is how long before the reading a file must have changed last for its
// time to tell: file systems count in steps of up to two seconds.
const trust = 2 * time.Second

// KeyOf is the key under which a cache may be used.
func KeyOf(version string, cfg config.Config, source []byte) [16]byte {
	h := sha256.New()
	h.Write([]byte(version + "\x00" + cfg.Zone.String() + "\x00"))
	h.Write(source)
	return [16]byte(h.Sum(nil))
}

// A cache is saved in parts, by the hash of a file's name: several cores can
// read it, and only parts in which something has changed are encoded again.
const (
	mostParts    = 32
	filesPerPart = 300
)

// partsFor is into how many parts so many files go, a power of two.
func partsFor(files int) int {
	n := 1
	for n < mostParts && n*filesPerPart < files {
		n *= 2
	}
	return n
}

func partOf(path string, parts int) int {
	h := fnv.New32a()
	io.WriteString(h, path)
	return int(h.Sum32()) & (parts - 1)
}

// savedFile is an entry of a part.
type savedFile struct {
	Path string
	File *cachedFile
}

// savedHead is what stands before the parts.
type savedHead struct {
	Key    [16]byte
	Read   time.Time
	Assets map[string]cachedAsset
	Texts  map[[16]byte]scanned
}

// Encode gives the pieces of a saved cache: the head, then the parts.
func (c *Cache) Encode() ([][]byte, error) {
	gob.Register(diag.Words{})
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(savedHead{c.Key, c.Read, c.Assets, c.Texts}); err != nil {
		return nil, err
	}
	if len(c.parts) == 0 {
		c.parts = make([][]byte, partsFor(len(c.Files)))
	}
	files := make([][]savedFile, len(c.parts))
	for path, f := range c.Files {
		if n := partOf(path, len(c.parts)); c.parts[n] == nil {
			files[n] = append(files[n], savedFile{path, f})
		}
	}
	errs := make([]error, len(c.parts))
	each(len(c.parts), func(n int) {
		if c.parts[n] != nil {
			return
		}
		var b bytes.Buffer
		errs[n] = gob.NewEncoder(&b).Encode(files[n])
		c.parts[n] = b.Bytes()
	})
	return append([][]byte{b.Bytes()}, c.parts...), errors.Join(errs...)
}

// DecodeCache reads what Encode wrote. Anything else gives an error, and the
// caller goes on without a cache.
func DecodeCache(pieces [][]byte) (*Cache, error) {
	gob.Register(diag.Words{})
	if len(pieces) < 2 || partsFor((len(pieces)-1)*filesPerPart) != len(pieces)-1 {
		return nil, errors.New("the cache is damaged")
	}
	var head savedHead
	if err := gob.NewDecoder(bytes.NewReader(pieces[0])).Decode(&head); err != nil {
		return nil, err
	}
	parts := pieces[1:]
	files := make([][]savedFile, len(parts))
	errs := make([]error, len(parts))
	each(len(parts), func(i int) {
		errs[i] = gob.NewDecoder(bytes.NewReader(parts[i])).Decode(&files[i])
	})
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	n := 0
	for _, part := range files {
		n += len(part)
	}
	c := &Cache{Key: head.Key, Read: head.Read, Assets: head.Assets, Texts: head.Texts, Files: make(map[string]*cachedFile, n), parts: parts, saved: true}
	for _, part := range files {
		for _, f := range part {
			c.Files[f.Path] = f.File
		}
	}
	return c, nil
}

// use takes a file's result from the cache if the file is as it was, and all
// the pictures and attachments that it names.
func (l *loader) use(j job, r *result) bool {
	old, ok := l.cache.Files[j.path]
	if !ok || old.Stamp != j.stamp {
		return false
	}
	for _, p := range old.Uses {
		if !l.sameAsset(p) {
			return false
		}
	}
	if !old.Stamp.before(l.cache.Read) {
		src, err := limit.ReadFile(l.fsys, j.path, limit.Text)
		if err != nil || sumOf(src) != old.Sum {
			return false
		}
	}
	if l.cache.saved {
		inZone(old.Notice, l.cfg.Zone)
	}
	r.notices = append(r.notices, old.Notice)
	r.problems.Add(old.Problems...)
	r.findings = old.Findings
	for _, p := range old.Uses {
		l.asset(p)
	}
	if old.anew {
		taken := *old
		taken.anew = false
		old = &taken
	}
	r.path, r.cached = j.path, old
	return true
}

// before tells whether a file had been left alone for long enough before it
// was read.
func (s stamp) before(read time.Time) bool {
	return s.Time < read.Add(-trust).UnixNano()
}

func sumOf(data []byte) [16]byte {
	sum := sha256.Sum256(data)
	return [16]byte(sum[:16])
}

// sameAsset tells whether a picture or attachment is as it was.
func (l *loader) sameAsset(p string) bool {
	old, known := l.cache.Assets[p]
	return known && stampOf(l.fsys, Folder+"/"+p) == old.Stamp && (old.Stamp.before(l.cache.Read) || !old.OK)
}

// stampOf looks at a file; what is no file has the zero stamp.
func stampOf(fsys fs.FS, path string) stamp {
	info, err := fs.Stat(fsys, path)
	if err != nil || !info.Mode().IsRegular() {
		return stamp{}
	}
	return stamp{info.Size(), info.ModTime().UnixNano()}
}

// inZone gives a notice's times the site's zone again, which a saved cache
// does not keep.
func inZone(n *site.Notice, zone *time.Location) {
	in := func(t *time.Time) {
		if !t.IsZero() {
			*t = t.In(zone)
		}
	}
	in(&n.Window.From)
	in(&n.Window.Until)
	in(&n.PinUntil)
	if n.Publicity != nil {
		in(&n.Publicity.Window.From)
		in(&n.Publicity.Window.Until)
	}
}

// newCache gathers what this Load learnt.
func (l *loader) newCache(o Options) *Cache {
	c := &Cache{Key: l.key, Read: o.Read, Files: make(map[string]*cachedFile, len(l.results)), Assets: map[string]cachedAsset{}, Texts: l.texts}
	for i := range l.results {
		r := &l.results[i]
		if r.cached == nil {
			continue
		}
		c.Files[r.path] = r.cached
		for _, p := range r.cached.Uses {
			if a := l.assets[p]; a != nil {
				c.Assets[p] = cachedAsset{Stamp: a.stamp, Asset: a.Asset, OK: a.ok && a.problem == nil}
			}
		}
	}
	l.keepParts(c)
	return c
}

// Same tells whether a notice was in the cache that the Load was given, and
// its file and all that it names are as they were.
func (c *Cache) Same(n *site.Notice) bool {
	f := c.Files[n.Source.File]
	return f != nil && !f.anew
}

// keepParts takes over the encoded parts of the last cache in which no file
// has come, gone or changed.
func (l *loader) keepParts(c *Cache) {
	parts := partsFor(len(c.Files))
	if len(l.cache.parts) != parts {
		return
	}
	c.parts = slices.Clone(l.cache.parts)
	for i := range l.results {
		if r := &l.results[i]; r.cached != nil && r.cached.anew {
			c.parts[partOf(r.path, parts)] = nil
		}
	}
	for path := range l.cache.Files {
		if _, still := c.Files[path]; !still {
			c.parts[partOf(path, parts)] = nil
		}
	}
}

// cacheable tells whether a file's result may be kept: a notice, without
// errors, about which nothing is left to check against other files, and in
// which nothing is surely personal: what is kept holds its title.
func (r *result) cacheable(path string) bool {
	return strings.HasPrefix(path, Folder+"/notices/") && len(r.notices) == 1 && len(r.checks) == 0 && !r.problems.HasErrors() &&
		!slices.ContainsFunc(r.findings, func(f gate.Finding) bool { return f.Sure })
}

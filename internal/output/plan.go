package output

import (
	"cmp"
	"crypto/sha256"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"banbao/internal/diag"
)

// plan is every step of a publication, in order, and what it will have done.
type plan struct {
	steps  []step
	record []byte
	report Report
}

// step changes one path of the published tree.
type step struct {
	Do   verb   `json:"do"`
	Path string `json:"path"`
	From string `json:"from,omitempty"` // below the staging folder
	Sum  sum    `json:"sum,omitzero"`   // of what is put
}

type verb string

const (
	makeFolder   verb = "folder"
	putFile      verb = "put"
	removeFile   verb = "remove"
	removeFolder verb = "rmdir"
)

// plan works out the steps that make the disk hold the files. It changes
// nothing but the staging folder.
func (t *target) plan(files []File, bodies []body) (plan, diag.List, error) {
	var p plan
	var problems diag.List
	folders := map[string]bool{} // that must be there, though something else may be

	var forced, puts []step
	for i, f := range files {
		b := bodies[i]
		if b.disk == same {
			p.report.Unchanged++
			continue
		}
		ok, err := t.mayReplace(f.Path, b.disk)
		if err != nil {
			return p, problems, err
		}
		if !ok {
			problems.Add(t.foreign(f, f.Path))
			continue
		}
		for dir := path.Dir(f.Path); dir != "." && !folders[dir]; dir = path.Dir(dir) {
			folders[dir] = true
			ok, err := t.mayBeFolder(dir)
			switch {
			case err != nil:
				return p, problems, err
			case !ok && t.opt.Force:
				forced = append(forced, step{Do: removeFile, Path: dir})
			case !ok:
				problems.Add(t.foreign(f, dir))
			}
		}
		from, err := filepath.Rel(t.staging, t.staged(i, b.worker))
		if err != nil {
			return p, problems, err
		}
		puts = append(puts, step{putFile, f.Path, from, b.sum})
		p.report.Written++
		p.report.WrittenPaths = append(p.report.WrittenPaths, f.Path)
	}
	puts = inOrder(puts)

	inTheWay, unneeded, warnings, err := t.prune(folders)
	if err != nil {
		return p, problems, err
	}
	problems.Add(warnings...)
	for _, s := range slices.Concat(inTheWay, unneeded) {
		if s.Do == removeFile && !t.recased.old[s.Path] {
			p.report.Removed++
			p.report.RemovedPaths = append(p.report.RemovedPaths, s.Path)
		}
	}

	if t.strange && !t.opt.Force {
		problems.Add(t.foreign(File{Path: recordName}, recordName))
	}
	made, err := t.missing(folders)
	if err != nil {
		return p, problems, err
	}
	if p.record, err = t.newRecord(files, bodies); err != nil {
		return p, problems, err
	}
	recordStep, err := t.recordStep(p.record)
	if err != nil {
		return p, problems, err
	}
	p.steps = slices.Concat(forced, inTheWay, made, puts, recordStep, unneeded)
	slices.Sort(p.report.WrittenPaths)
	slices.Sort(p.report.RemovedPaths)
	return p, problems, nil
}

// mayReplace tells whether the file at a path is ours to replace.
func (t *target) mayReplace(path string, disk onDisk) (bool, error) {
	_, ours := t.ours[path]
	switch disk {
	case absent:
		return true, nil
	case differs:
		return ours || t.opt.Force, nil
	}
	info, err := os.Lstat(t.at(path))
	if err != nil {
		return false, err
	}
	if !info.IsDir() {
		return t.opt.Force, nil
	}
	return t.onlyOurs(path)
}

// onlyOurs tells whether a folder will be empty once our old files are gone.
// A folder with anything else in it is never removed, even by force.
func (t *target) onlyOurs(dir string) (bool, error) {
	some, only := false, true
	err := filepath.WalkDir(t.at(dir), func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(t.dir, name)
		if err != nil {
			return err
		}
		old, ours := t.ours[filepath.ToSlash(rel)]
		if ours && !t.produced[old.Path] {
			ours, err = t.holds(old.Path, old.Sum)
		}
		some = true
		if !ours {
			only = false
			return fs.SkipAll
		}
		return err
	})
	return some && only, err
}

// mayBeFolder tells whether a path is a folder, or can become one.
func (t *target) mayBeFolder(dir string) (bool, error) {
	info, err := os.Lstat(t.at(dir)) // a link leads elsewhere
	switch {
	case isAbsent(err) || t.behindLink(dir): // the link is told, or removed
		return true, nil
	case err != nil:
		return false, err
	case info.IsDir():
		return true, nil
	}
	old, ours := t.ours[dir]
	if !ours {
		return false, nil
	}
	return t.holds(dir, old.Sum)
}

func (t *target) foreign(f File, at string) diag.Problem {
	return diag.New("foreign-file", f.Source, t.shown(at), f.Path)
}

// shown is how messages call a path: with the folder's name, as one sees it
// from the site.
func (t *target) shown(p string) string {
	abs, err := filepath.Abs(t.dir)
	if err != nil {
		return p
	}
	return path.Join(filepath.Base(abs), p)
}

// prune finds what the last build wrote and nobody makes any more. What stands
// where a new file or folder must go is removed before anything is moved.
func (t *target) prune(folders map[string]bool) (inTheWay, unneeded []step, warnings diag.List, err error) {
	anew := map[string]bool{}   // folders that go with their files, and come back in other capitals
	left := map[string][2]int{} // by folder: how many of ours go, in the way and not
	for _, old := range sortedRecord(t.ours) {
		if t.produced[old.Path] {
			continue
		}
		if t.recased.old[old.Path] {
			inTheWay = append(inTheWay, step{Do: removeFile, Path: old.Path})
			for dir := path.Dir(old.Path); dir != "." && !folders[dir]; dir = path.Dir(dir) {
				anew[dir] = true
			}
			continue
		}
		if _, err := os.Lstat(t.at(old.Path)); isAbsent(err) || t.behindLink(old.Path) {
			continue
		}
		ok, err := t.holds(old.Path, old.Sum)
		if err != nil {
			return nil, nil, nil, err
		}
		if !ok {
			warnings.Add(diag.New("kept-changed-file", diag.Pos{File: t.shown(old.Path)}, old.Path))
			continue
		}
		which := 1
		if folders[old.Path] || below(old.Path, t.produced) {
			which = 0
			inTheWay = append(inTheWay, step{Do: removeFile, Path: old.Path})
		} else {
			unneeded = append(unneeded, step{Do: removeFile, Path: old.Path})
		}
		for dir := path.Dir(old.Path); dir != "."; dir = path.Dir(dir) {
			n := left[dir]
			n[which]++
			left[dir] = n
		}
	}
	// The deepest first; a folder that is not empty stays.
	dirs := slices.Collect(maps.Keys(left))
	for dir := range anew {
		if _, ok := left[dir]; !ok {
			dirs = append(dirs, dir)
		}
	}
	slices.SortFunc(dirs, func(a, b string) int { return cmp.Or(deeperFirst(a, b), cmp.Compare(a, b)) })
	for _, dir := range dirs {
		if anew[dir] || left[dir][0] > 0 && (t.produced[dir] || below(dir, t.produced)) {
			inTheWay = append(inTheWay, step{Do: removeFolder, Path: dir})
		} else if left[dir][1] > 0 {
			unneeded = append(unneeded, step{Do: removeFolder, Path: dir})
		}
	}
	return inTheWay, unneeded, warnings, nil
}

// below tells whether a path lies inside something that is to be a file.
func below(p string, produced map[string]bool) bool {
	for dir := path.Dir(p); dir != "."; dir = path.Dir(dir) {
		if produced[dir] {
			return true
		}
	}
	return false
}

// missing gives the folders to make, outermost first.
func (t *target) missing(folders map[string]bool) ([]step, error) {
	var made []step
	for dir := range folders {
		info, err := os.Lstat(t.at(dir))
		if err != nil && !isAbsent(err) {
			return nil, err
		}
		if err != nil || !info.IsDir() || t.behindLink(dir) || t.recased.folders[dir] {
			made = append(made, step{Do: makeFolder, Path: dir})
		}
	}
	slices.SortFunc(made, func(a, b step) int { return cmp.Compare(a.Path, b.Path) })
	return made, nil
}

// recordStep stages build.json, if it is to change.
func (t *target) recordStep(data []byte) ([]step, error) {
	disk, err := t.look(recordName, data, make([]byte, 32<<10))
	if err != nil || disk == same {
		return nil, err
	}
	if err := t.makeFolders(t.staging); err != nil {
		return nil, err
	}
	if err := t.writeFile(filepath.Join(t.staging, recordName), data); err != nil {
		return nil, err
	}
	return []step{{putFile, recordName, recordName, sha256.Sum256(data)}}, nil
}

func (t *target) newRecord(files []File, bodies []body) ([]byte, error) {
	r := record{Version: t.opt.Version, Clock: stamp(t.opt.Clock), NextChange: stamp(t.opt.NextChange)}
	r.Files = make([]entry, len(files))
	for n, i := range t.order() {
		r.Files[n] = entry{files[i].Path, bodies[i].size, bodies[i].sum}
	}
	if t.opt.Sign == nil {
		return r.bytes(), nil
	}
	return t.opt.Sign(recordName, r.bytes())
}

func sortedRecord(ours map[string]entry) []entry {
	entries := make([]entry, 0, len(ours))
	for _, e := range ours {
		entries = append(entries, e)
	}
	sortEntries(entries)
	return entries
}

func sortEntries(entries []entry) {
	slices.SortFunc(entries, func(a, b entry) int { return cmp.Compare(a.Path, b.Path) })
}

var fingerprint = regexp.MustCompile(`[.-][0-9a-f]{8,64}\.[^/]+$`)

// rank orders the moves, so that whoever reads meanwhile finds what the page
// he has points at: assets are new names, pages need them, and what lists
// pages needs the pages.
func rank(p string) int {
	base := path.Base(p)
	switch {
	case fingerprint.MatchString(base):
		return 0
	case base == "index.html", base == "today.js", base == "sw.js", base == "robots.txt",
		strings.HasSuffix(base, ".json"), strings.HasSuffix(base, ".xml"), strings.HasSuffix(base, ".webmanifest"):
		return 2
	}
	return 1
}

// inOrder sorts by rank; among equals what is deeper comes first, so that the
// home page is the last page.
func inOrder(puts []step) []step {
	var ranks [3][]step
	for _, s := range puts {
		r := rank(s.Path)
		ranks[r] = append(ranks[r], s)
	}
	for _, steps := range ranks {
		slices.SortFunc(steps, func(a, b step) int {
			return cmp.Or(deeperFirst(a.Path, b.Path), cmp.Compare(a.Path, b.Path))
		})
	}
	return slices.Concat(ranks[:]...)
}

func deeperFirst(a, b string) int {
	return cmp.Compare(strings.Count(b, "/"), strings.Count(a, "/"))
}

package content

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"banbao/internal/config"
	"banbao/internal/decode"
	"banbao/internal/diag"
)

// job is one file and its reader.
type job struct {
	path  string
	read  func(*source, *result)
	stamp stamp
}

// walked is what a walk found, if nothing was wrong with it and it will be asked
// for.
type walked struct {
	jobs      []job
	leftOvers []leftOver
	others    []string
}

// walkAfter is walk, or what an earlier one found where nothing has changed but
// what stands in files. What it found is for the next.
func (l *loader) walkAfter(o Options) ([]job, *walked) {
	if o.Cache != nil && o.Cache.walked != nil && len(o.Changed) > 0 {
		w := *o.Cache.walked
		w.jobs = slices.Clone(w.jobs)
		if l.lookAgain(w.jobs, o.Changed) {
			l.leftOvers, l.others = slices.Clone(w.leftOvers), slices.Clone(w.others)
			return slices.Clone(w.jobs), &w
		}
	}
	jobs := l.walk()
	if !o.Again || len(l.problems) > 0 {
		return jobs, nil
	}
	return jobs, &walked{slices.Clone(jobs), slices.Clone(l.leftOvers), slices.Clone(l.others)}
}

// lookAgain looks again at files that may have changed. It is false where one of
// them is not among the jobs, or is a file no longer.
func (l *loader) lookAgain(jobs []job, changed []string) bool {
	for _, p := range changed {
		if p != Folder && !strings.HasPrefix(p, Folder+"/") {
			continue
		}
		k := slices.IndexFunc(jobs, func(j job) bool { return j.path == p })
		if k < 0 {
			return false
		}
		entries, err := fs.ReadDir(l.fsys, path.Dir(p))
		at := slices.IndexFunc(entries, func(d fs.DirEntry) bool { return d.Name() == path.Base(p) })
		if err != nil || at < 0 || !entries[at].Type().IsRegular() {
			return false
		}
		info, err := entries[at].Info()
		if err != nil {
			return false
		}
		jobs[k].stamp = stamp{info.Size(), info.ModTime().UnixNano()}
	}
	return true
}

// walk lists the files to read, in a fixed order.
func (l *loader) walk() []job {
	var jobs []job
	strange := map[string]bool{}
	err := fs.WalkDir(l.fsys, Folder, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			if p == Folder && errors.Is(err, fs.ErrNotExist) {
				return fs.SkipAll
			}
			l.problems.Add(decode.Unreadable(p, err))
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		name := d.Name()
		if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") || strings.HasSuffix(name, "~") {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil // editors' and systems' own files
		}
		if d.IsDir() {
			return nil
		}
		if p == Folder {
			return l.notFolder(p)
		}
		mode := d.Type()
		if mode&fs.ModeSymlink != 0 {
			info, err := fs.Stat(l.fsys, p)
			if err != nil {
				l.problems.Add(decode.Unreadable(p, err))
				return nil
			}
			if info.IsDir() {
				l.problems.Add(diag.New("skipped-link", diag.Pos{File: p}))
				return nil
			}
			mode = info.Mode()
		}
		if !mode.IsRegular() { // reading a pipe would never end
			l.problems.Add(decode.Unreadable(p, decode.ErrNotFile))
			return nil
		}
		var look stamp
		if info, err := d.Info(); err == nil && d.Type().IsRegular() {
			look = stamp{info.Size(), info.ModTime().UnixNano()}
		} else if info, err := fs.Stat(l.fsys, p); err == nil {
			look = stamp{info.Size(), info.ModTime().UnixNano()}
		}
		below := strings.TrimPrefix(p, Folder+"/")
		if read := ofTop[below]; read != nil {
			jobs = append(jobs, job{p, read, look})
			return nil
		}
		top, _, deep := strings.Cut(below, "/")
		ext := strings.ToLower(path.Ext(name))
		if f, ok := l.leftOver(p); ok {
			l.leftOvers = append(l.leftOvers, f)
			return nil
		}
		if ext != ".md" && ext != ".toml" {
			l.others = append(l.others, p)
			return nil
		}
		if !deep {
			return nil
		}
		known := false
		for _, f := range folders {
			if f.name == top {
				known = true
				if f.ext == ext {
					jobs = append(jobs, job{p, f.read, look})
				}
			}
		}
		if !known && !strange[top] {
			strange[top] = true
			l.problems.Add(diag.New("unknown-folder", diag.Pos{File: Folder + "/" + top}, top, folderWords(top)))
		}
		return nil
	})
	if err != nil {
		l.problems.Add(decode.Unreadable(Folder, err))
	}
	return jobs
}

// notFolder reports a file or a link where the folder content/ should be.
func (l *loader) notFolder(p string) error {
	info, err := fs.Stat(l.fsys, p)
	switch {
	case err != nil:
		l.problems.Add(decode.Unreadable(p, err))
	case info.IsDir():
		l.problems.Add(diag.New("skipped-link", diag.Pos{File: p}))
	default:
		l.problems.Add(decode.Unreadable(p, decode.ErrNotFolder))
	}
	return nil
}

// folderWords is the hint for a folder that nobody reads.
func folderWords(name string) diag.Words {
	if near := diag.Nearest(name, folderNames()); near != "" {
		return config.Suggest(name, folderNames())
	}
	return diag.Words{
		Zh: "通知放在 notices，活动放在 activities，评比放在 rankings，指南放在 guides，固定的页面放在 pages，放假安排放在 holidays",
		En: "notices belong in notices, activities in activities, rankings in rankings, guides in guides, lasting pages in pages, the year's holidays in holidays",
	}
}

func isFolder(name string) bool {
	for _, f := range folders {
		if f.name == name {
			return true
		}
	}
	return false
}

func folderNames() []string {
	var names []string
	for _, f := range folders {
		if !slices.Contains(names, f.name) {
			names = append(names, f.name)
		}
	}
	return names
}

// splitYears takes the files of holidays out, which all others depend on.
func splitYears(jobs []job) (others, years []job) {
	isYear := func(j job) bool { return strings.HasPrefix(j.path, Folder+"/"+holidayFolder+"/") }
	for _, j := range jobs {
		if isYear(j) {
			years = append(years, j)
		}
	}
	return slices.DeleteFunc(jobs, isYear), years
}

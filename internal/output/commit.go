package output

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"banbao/internal/limit"
)

const journalName = "journal.json"

// commit carries out a plan. The journal says what is going to happen; old
// files are kept in the staging folder until it is removed, which is the
// moment from which the new tree counts. Where it can be, the new tree stands
// in for the folder meanwhile ([target.standIn]).
func (t *target) commit(p plan) error {
	if len(p.steps) == 0 {
		return nil
	}
	err := t.opt.Context.Err()
	if err == nil {
		err = t.begin(p.steps)
	}
	if err == nil {
		t.standIn(p)
	}
	for i := 0; err == nil && i < len(p.steps); i++ {
		err = t.take(i, p.steps[i])
	}
	if err == nil {
		err = t.remove(filepath.Join(t.staging, journalName))
	}
	if err != nil {
		err = join(err, t.undo())
		t.comeBack()
		return err
	}
	t.comeBack()
	return os.RemoveAll(t.staging)
}

// begin writes the journal. It is renamed, so that half of one is never found.
func (t *target) begin(steps []step) error {
	if err := t.makeFolders(filepath.Join(t.staging, "old")); err != nil {
		return err
	}
	data, err := json.Marshal(steps)
	if err != nil {
		return err
	}
	draft := filepath.Join(t.staging, "journal.new")
	if err := t.writeFile(draft, data); err != nil {
		return err
	}
	return t.rename(draft, filepath.Join(t.staging, journalName))
}

// take does one step of a plan.
func (t *target) take(i int, s step) error {
	name := t.at(s.Path)
	switch s.Do {
	case makeFolder:
		return t.makeFolders(name)
	case putFile:
		if err := t.backUp(i, name); err != nil {
			return fmt.Errorf("keep the old %s: %w", s.Path, err)
		}
		return t.rename(filepath.Join(t.staging, s.From), name)
	case removeFile:
		return t.rename(name, t.old(i))
	case removeFolder:
		entries, err := os.ReadDir(name)
		if isAbsent(err) || err == nil && len(entries) > 0 {
			return nil
		}
		if err != nil {
			return err
		}
		return t.remove(name)
	}
	panic("output: no such step: " + string(s.Do))
}

// backUp keeps what a file holds now. A link leaves the file where it is, so
// that readers never miss it; some disks (USB sticks) have no links.
func (t *target) backUp(i int, name string) error {
	if _, err := os.Lstat(name); isAbsent(err) {
		return nil
	}
	if t.link(name, t.old(i)) == nil {
		return nil
	}
	// A driver may still answer for a name that has just gone in other capitals.
	if err := t.rename(name, t.old(i)); !isAbsent(err) {
		return err
	}
	return nil
}

func (t *target) old(i int) string { return filepath.Join(t.staging, "old", strconv.Itoa(i)) }

// undo puts everything back that the journal says was moved, and removes the
// staging folder. It serves a run that failed and, at the next start, one that
// was killed; a kill while undoing is no harm either. Without a journal
// nothing had been moved.
func (t *target) undo() error {
	t.opt.before = nil
	steps, err := t.journal()
	if err != nil {
		return err
	}
	if len(steps) == 0 {
		return t.discard()
	}
	for i := len(steps) - 1; i >= 0; i-- {
		if err := t.untake(i, steps[i]); err != nil {
			return fmt.Errorf("put back %s: %w", steps[i].Path, err)
		}
	}
	if err := os.Remove(filepath.Join(t.staging, journalName)); err != nil {
		return err
	}
	return t.discard()
}

// journal reads what was going to happen; nothing, if there is no journal.
func (t *target) journal() ([]step, error) {
	if info, err := os.Lstat(t.staging); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		return nil, fmt.Errorf("%s is a link, which no run makes; remove it", t.staging)
	}
	data, err := limit.ReadDisk(filepath.Join(t.staging, journalName), limit.Published)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var steps []step
	if err := json.Unmarshal(data, &steps); err != nil {
		return nil, err
	}
	for _, s := range steps {
		if !s.isInside() {
			return nil, fmt.Errorf("the journal of an interrupted run names %q, which no run does; remove %s", s.Path, t.staging)
		}
	}
	return steps, nil
}

// untake undoes one step, if it was taken at all.
func (t *target) untake(i int, s step) error {
	name, old := t.at(s.Path), t.old(i)
	switch s.Do {
	case makeFolder:
		if info, err := os.Lstat(name); err == nil && info.IsDir() { // a file may not have made way for it yet
			os.Remove(name) // unless somebody has put something there since
		}
		return nil
	case removeFolder:
		return nil // made again by the files that were in it
	}
	_, err := os.Lstat(old)
	hadOne := err == nil
	moved := false
	if s.Do == putFile {
		if _, err := os.Lstat(filepath.Join(t.staging, s.From)); isAbsent(err) {
			if moved, err = t.holds(s.Path, s.Sum); err != nil {
				return err
			}
		}
	}
	if !hadOne {
		if moved {
			return os.Remove(name)
		}
		return nil
	}
	if _, err := os.Lstat(name); err == nil && !moved {
		return nil // the old file was not moved away yet, or somebody made a new one
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	return t.rename(old, name)
}

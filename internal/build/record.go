package build

import (
	"context"
	"errors"
	"io/fs"
	"time"

	"banbao/internal/config"
	"banbao/internal/diag"
	"banbao/internal/limit"
	"banbao/internal/output"
	"banbao/internal/record"
)

// records tells whether a build is recorded. One that shows drafts, or what is
// not due, is a look at what nobody else can see.
func (r *Request) records(cfg config.Config) bool {
	return r.Record != "" && (cfg.Record || r.RecordAnyway) && !r.Drafts && !r.Future
}

// behind says, for a build that is recorded, that its clock is earlier than
// the record, to which it therefore adds nothing.
func (r *Request) behind(plan *Plan) diag.List {
	last, behind := plan.Record.Behind(plan.Site.Now)
	if !behind || !r.records(plan.Config) {
		return nil
	}
	zone := plan.Site.Zone
	return diag.List{diag.New("record-clock", last.Pos, last.At.In(zone).Format(time.DateTime), plan.Site.Now.Format(time.DateTime))}
}

// addRecord adds to the record what has just been published. Another build may
// have added to it since it was read, so it is read again while nobody can.
func (r *Request) addRecord(plan *Plan) (added int, sum [32]byte, err error) {
	sum = plan.Record.Sum
	if _, behind := plan.Record.Behind(plan.Site.Now); behind || len(plan.Record.Next(plan.Site)) == 0 {
		return 0, sum, nil
	}
	ctx := r.Context
	if ctx == nil {
		ctx = context.Background()
	}
	err = output.Keep(ctx, r.Record, r.Waiting, func() (map[string][]byte, error) {
		now, _ := record.Load(r.FS)
		if _, behind := now.Behind(plan.Site.Now); behind {
			return nil, nil
		}
		lines := now.Next(plan.Site)
		added = len(lines)
		files, err := record.Added(lines, r.readRecord)
		if err != nil {
			return nil, err
		}
		if _, none := fs.Stat(r.FS, record.Folder+"/.gitattributes"); none != nil && added > 0 {
			files[".gitattributes"] = []byte(record.Attributes)
		}
		return files, nil
	})
	if err != nil {
		return 0, sum, &NotRecorded{err}
	}
	return added, record.SumOf(r.FS), nil
}

// NotRecorded is a failure to add to the record what has been published.
type NotRecorded struct{ Err error }

func (e *NotRecorded) Error() string {
	return "the site was published, but not recorded: " + e.Err.Error()
}
func (e *NotRecorded) Unwrap() error { return e.Err }

func (r *Request) readRecord(name string) ([]byte, error) {
	text, err := limit.ReadFile(r.FS, name, limit.Record)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return text, err
}

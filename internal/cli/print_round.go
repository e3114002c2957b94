package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"banbao/internal/build"
	"banbao/internal/calendar"
	"banbao/internal/output"
	"banbao/internal/paper"
	"banbao/internal/pdf"
	"banbao/internal/record"
)

// roundFlags are those that go with --round.
func (c *printCmd) roundFlags() error {
	switch {
	case !c.Round && (c.Since != "" || c.For != "" || c.Again || c.Record):
		return usageError{"--since、--for、--again、--record 要和 --round 一起写", "--since, --for, --again and --record go with --round"}
	case c.Round && (len(c.Name) > 0 || c.Boards || c.Tile != "" || c.Odd || c.Even || c.Slides):
		return usageError{
			"--round 印的是今天该换的，不能和名字、--boards、--tile、--odd、--even、--slides 一起写",
			"--round prints what is to be changed now; it goes with no name, and not with --boards, --tile, --odd, --even or --slides",
		}
	case c.Since != "" && c.Again:
		return usageError{"--since 和 --again 只写一个", "write --since or --again, not both"}
	case c.Round && c.Sort && c.One != "":
		return usageError{"--sort 要分成几个文件，不能和 --one 一起写", "--sort makes several files and does not go with --one"}
	}
	return nil
}

// round prints the round: first the page to walk by, then the sheets in the
// order in which they are hung, as many of each as are needed.
func (c *printCmd) round(s *session) error {
	r, done, err := (&siteFlags{Source: c.Source, BaseURL: c.BaseURL, Clock: c.Clock}).open(s)
	if err != nil {
		return err
	}
	defer done()
	out, said, err := c.folder(s)
	if err != nil {
		return err
	}
	if c.For != "" {
		if r.Now, err = c.ahead(&r); err != nil {
			return err
		}
	}
	faces := s.faces(&r)
	plan := build.Prepare(r)
	if err := s.outcome(plan.Problems, plan.Usage, false); err != nil {
		return err
	}
	if len(plan.Site.Boards) == 0 {
		return usageError{"config.toml 里没有 [[boards]]，写上一块栏再来", "there are no [[boards]] in config.toml; describe one first"}
	}
	round, err := c.chosenRound(plan)
	if err != nil {
		return err
	}
	if len(round.Stops) == 0 {
		if !c.Quiet {
			s.print("哪一处都不用动，没有印", "nothing is to be changed anywhere; nothing was printed")
		}
		return nil
	}
	sheets := rounded(plan, round, c.Again)
	press, err := newPress(c, s, plan, faces)
	if err != nil {
		return err
	}
	defer press.close()
	if err := press.print(sheets.list); err != nil {
		return err
	}
	name := filepath.Join("rounds", roundName(round.At))
	if err := press.deliverRound(round, sheets, filepath.Join(out, name), filepath.Join(said, name)); err != nil {
		return err
	}
	if c.Again {
		return nil
	}
	return c.recordRound(s, &r, plan, round)
}

// ahead is the moment for which a day's round is printed beforehand: when that
// day begins, so that whatever is printed during the day comes after it. What
// is printed ahead once more has a second of its own.
func (c *printCmd) ahead(r *build.Request) (time.Time, error) {
	zone := r.Now.Location()
	day := calendar.DayOf(r.Now) + 1
	if c.For != "明天" && !strings.EqualFold(c.For, "tomorrow") {
		m, err := calendar.ParseMomentIn(c.For, zone)
		if err != nil || strings.Contains(c.For, ":") {
			return time.Time{}, usageError{fmt.Sprintf("--for 写 明天，或者 2026-11-23 这样的日期，不是“%s”", c.For), fmt.Sprintf("--for is tomorrow, or a date such as 2026-11-23, not %q", c.For)}
		}
		if d := calendar.DayOf(m.Start(zone)); d < day {
			return time.Time{}, usageError{"--for 写今天以后的一天；今天的不用写 --for", "--for is a day to come; today's round needs no --for"}
		} else {
			day = d
		}
	}
	at := day.Start(zone)
	if c.Again {
		return at.Add(time.Minute - time.Second), nil
	}
	rounds, _ := record.LoadRounds(r.FS) // what is wrong with it is told with the rest
	for _, l := range rounds.Lines {
		if printedAhead(l.At, zone) && !l.At.Before(at) && calendar.DayOf(l.At.In(zone)) == day {
			at = l.At.In(zone).Add(time.Second)
		}
	}
	return at, nil
}

// printedAhead tells whether the round of a moment was printed the day before
// or earlier: it has the first minute of its day.
func printedAhead(at time.Time, zone *time.Location) bool {
	at = at.In(zone)
	return at.Hour() == 0 && at.Minute() == 0
}

// roundName is what the PDF of a round is called.
func roundName(at time.Time) string {
	switch {
	case !printedAhead(at, at.Location()):
		return at.Format("2006-01-02-1504")
	case at.Second() > 0:
		return fmt.Sprintf("%s-%d", at.Format(time.DateOnly), at.Second()+1)
	}
	return at.Format(time.DateOnly)
}

// chosenRound is the round that was asked for.
func (c *printCmd) chosenRound(plan *build.Plan) (*paper.Round, error) {
	rounds := &plan.Record.Rounds
	if c.Again {
		last := rounds.Last(plan.Site.Now)
		if last.IsZero() {
			return nil, usageError{"还没有巡过板，没有可以重印的", "there has been no round yet, so none can be printed again"}
		}
		return plan.Walls().Again(rounds.Of(last)), nil
	}
	var since time.Time
	if c.Since != "" {
		m, err := calendar.ParseMomentIn(c.Since, plan.Site.Zone)
		if err != nil {
			return nil, usageError{fmt.Sprintf("--since 写成 2026-11-20，不是“%s”", c.Since), fmt.Sprintf("--since is written 2026-11-20, not %q", c.Since)}
		}
		if since = m.Start(plan.Site.Zone); since.After(plan.Site.Now) {
			return nil, usageError{"--since 还没有到", "--since lies in the future"}
		}
	}
	return plan.Walls().MakeRound(rounds, since), nil
}

// roundSheets are the pages that a round prints, each once: its own first.
type roundSheets struct {
	list []sheet
	at   map[string]int
}

// rounded puts the round's page among the files, and lists what it needs.
func rounded(plan *build.Plan, round *paper.Round, again bool) roundSheets {
	there := map[string]bool{}
	for _, f := range plan.Files {
		there[f.Path] = true
	}
	plan.Files = slices.DeleteFunc(plan.Files, func(f output.File) bool { return f.Path == paper.RoundPath })
	plan.Files = append(plan.Files, plan.Walls().RoundFile(round, again))
	all := roundSheets{[]sheet{{path: paper.RoundPath, title: calendar.DayOf(round.At).ChineseShort() + "巡板"}}, map[string]int{}}
	for _, stop := range round.Stops {
		for _, h := range stop.Up {
			path := h.SheetPath()
			if _, known := all.at[path]; !known && there[path] {
				all.at[path] = len(all.list)
				all.list = append(all.list, sheet{path: path, title: strings.ReplaceAll(h.Title, "|", "")})
			}
		}
	}
	return all
}

// roundPart is a sheet for a board, as many times as it is needed there.
type roundPart struct {
	sheet  int
	title  string
	paper  string // A4; empty is its own
	only   int    // the first leaves; 0 is all
	copies int
}

// deliverRound writes the PDF of a round, or with --sort one for each size of
// paper.
func (p *press) deliverRound(round *paper.Round, sheets roundSheets, at, said string) error {
	parts := []roundPart{{title: sheets.list[0].title, copies: 1}}
	for _, stop := range round.Stops {
		for _, h := range stop.Up {
			n, there := sheets.at[h.SheetPath()]
			if !there {
				continue
			}
			part := roundPart{n, stop.Board.Name + "：" + sheets.list[n].title, h.Paper, h.Only, h.Copies}
			if h.Class == "sketch" {
				part.paper = ""
			}
			parts = append(parts, part)
		}
	}
	type job struct {
		at, said string
		parts    []roundPart
	}
	var jobs []job
	switch {
	case p.cmd.Sort:
		of := map[string][]roundPart{}
		var papers []string
		for _, part := range parts {
			if part.paper == "" {
				part.paper = "A4"
			}
			if of[part.paper] == nil {
				papers = append(papers, part.paper)
			}
			of[part.paper] = append(of[part.paper], part)
		}
		for _, name := range papers {
			jobs = append(jobs, job{at + "-" + name + ".pdf", said + "-" + name + ".pdf", of[name]})
		}
	case p.cmd.One != "":
		jobs = []job{{p.s.abs(p.cmd.One), p.cmd.One, parts}}
	default:
		jobs = []job{{at + ".pdf", said + ".pdf", parts}}
	}
	for _, j := range jobs {
		if err := p.cmd.mayReplace(j.at, j.said); err != nil {
			return err
		}
	}
	docs := make([]*pdf.Doc, len(sheets.list))
	leaves := map[string]int{}
	for _, j := range jobs {
		text, err := p.joinRound(j.parts, sheets.list[0].title, docs, leaves)
		if err != nil {
			return err
		}
		if err := os.MkdirAll(filepath.Dir(j.at), 0o777); err != nil {
			return err
		}
		if err := replace(j.at, text); err != nil {
			return err
		}
		if !p.cmd.Quiet {
			fmt.Fprintln(p.s.Stdout, j.said)
		}
	}
	if !p.cmd.Quiet {
		var counts []string
		for _, name := range []string{"A5", "A4", "A3", "A2", "A1", "A0"} {
			if n := leaves[name]; n > 0 {
				counts = append(counts, fmt.Sprintf(pick(p.s.lang, "%s 纸 %d 张", "%[2]d of %[1]s"), name, n))
			}
		}
		p.s.print("走 %d 处；单面印，%s", "%d places; print on one side, %s", len(round.Stops), strings.Join(counts, pick(p.s.lang, "，", ", ")))
	}
	return nil
}

// joinRound puts parts together, and counts the leaves of each paper.
func (p *press) joinRound(parts []roundPart, title string, docs []*pdf.Doc, leaves map[string]int) ([]byte, error) {
	var body bytes.Buffer
	k, copied := 0, 0
	taken := map[int]bool{} // in this file
	err := pdf.Join(&body, pdf.Info{Title: title, Language: p.language, Creator: "Banbao " + p.version, Time: p.now}, func() (*pdf.Part, error) {
		for k < len(parts) && copied >= parts[k].copies {
			k, copied = k+1, 0
		}
		if k == len(parts) {
			return nil, nil
		}
		part := parts[k]
		copied++
		if docs[part.sheet] == nil {
			d, err := p.doc(part.sheet)
			if err != nil {
				return nil, err
			}
			docs[part.sheet] = d
		}
		d := docs[part.sheet]
		sizes := d.Pages()
		q := &pdf.Part{Doc: d, Title: part.title, Copy: taken[part.sheet], Plain: copied > 1, Scale: scaleTo(sizes[0], part.paper)}
		taken[part.sheet] = true
		n := len(sizes)
		if part.only > 0 && part.only < n {
			n = part.only
			for at := range n {
				q.Pages = append(q.Pages, at)
			}
		}
		name := part.paper
		if name == "" {
			name = paperName(sizes[0])
		}
		leaves[name] += n
		return q, nil
	})
	return body.Bytes(), err
}

// scaleTo is how much larger a page becomes on a paper.
func scaleTo(size pdf.Size, paper string) float64 {
	high := max(size.Width, size.Height)
	long := map[string]float64{"A0": 1189, "A1": 841, "A2": 594, "A3": 420, "A4": 297, "A5": 210}[paper]
	if long == 0 || paperName(size) == paper {
		return 1
	}
	return long / high
}

// recordRound adds what was printed to the record, so that it is not printed
// again.
func (c *printCmd) recordRound(s *session, r *build.Request, plan *build.Plan, round *paper.Round) error {
	set := c.Clock != "" || s.Getenv("SOURCE_DATE_EPOCH") != ""
	if !c.Record && (set || !plan.Config.Record) {
		s.say("没有记进 record：%s。真要去贴，加上 --record，下次就不再印这些", "not recorded: %s. If it is going to be hung, add --record, and it is not printed again",
			pick(s.lang, map[bool]string{true: "时间是设定的", false: "config.toml 写着 record = false"}[set], map[bool]string{true: "the time was set", false: "config.toml says record = false"}[set]))
		return nil
	}
	for _, l := range slices.Backward(plan.Record.Rounds.Lines) {
		if l.At.After(round.At) && !printedAhead(l.At, plan.Site.Zone) {
			s.say("没有记进 record：那里已经记到 %s，比这一次晚", "not recorded: the record reaches to %s, which is later than this round",
				l.At.In(plan.Site.Zone).Format(time.DateTime))
			return nil
		}
	}
	ctx := s.ctx
	if ctx == nil {
		ctx = context.Background()
	}
	waiting := func() {
		s.say("另一个 banbao 正在记，等它写完", "another banbao is writing to the record; waiting for it")
	}
	err := output.Keep(ctx, filepath.Join(s.abs(c.Source), filepath.FromSlash(record.RoundsFolder)), waiting, func() (map[string][]byte, error) {
		files, err := record.AddedRounds(round.Lines(), func(name string) ([]byte, error) {
			text, err := fs.ReadFile(r.FS, name)
			if errors.Is(err, fs.ErrNotExist) {
				return nil, nil
			}
			return text, err
		})
		if err != nil {
			return nil, err
		}
		if _, none := fs.Stat(r.FS, record.RoundsFolder+"/.gitattributes"); none != nil {
			files[".gitattributes"] = []byte(record.Attributes)
		}
		return files, nil
	})
	if err != nil {
		s.say("banbao：印好了，没有记成，下次会再印这些", "banbao: it was printed, but not recorded, so it would be printed again")
		return err
	}
	if !c.Quiet {
		s.print("记进 record：%d 行；重印用 --again", "recorded: %d lines; --again prints it once more", len(round.Lines()))
	}
	return nil
}

package content

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"banbao/internal/decode"
	"banbao/internal/diag"
	"banbao/internal/grid"
	"banbao/internal/privacy"
	"banbao/internal/site"
)

// entry reads a row. What cannot be read is reported, all of it at once.
func (im *importer) entry() (importedEntry, bool) {
	bad := len(im.problems)
	for _, key := range append([]string{"name", "total"}, im.categoryKeys()...) {
		if at, ok := im.columns[key]; ok && im.row.Covered(at) {
			im.problem("", "merged-cell", im.heads[at])
			return importedEntry{}, false
		}
	}
	if r := im.cell("relation"); r != "" && !slices.Contains([]string{"户主", "本人", "1", "√"}, r) {
		im.problem("relation", "not-head", im.cell("name"), r)
		return importedEntry{}, false
	}
	e := importedEntry{where: im.cell("where"), note: im.cell("note"), id: im.cell("id")}
	if at, ok := im.columns["where"]; ok && im.row.Covered(at) {
		e.where = im.where
	}
	im.where = e.where
	e.name = im.name()
	for _, c := range im.ranking.Categories {
		e.scores = append(e.scores, im.score(c))
	}
	if len(im.problems) == bad {
		e.total = im.total(e.scores)
	}
	if len(im.problems) > bad {
		return e, false
	}
	key := keyOf(e.name, e.where)
	if line, twice := im.seen[key]; twice {
		im.problem("name", "duplicate-entry", e.name, line)
		return e, false
	}
	im.seen[key], e.old = im.row.Line, im.before[key]
	return e, true
}

func (im *importer) categoryKeys() []string {
	var keys []string
	for _, c := range im.ranking.Categories {
		keys = append(keys, c.ID)
	}
	return keys
}

// name is who the row is about, masked where the ranking masks.
func (im *importer) name() string {
	name := strings.Join(strings.Fields(im.cell("name")), " ")
	if name == "" {
		im.problem("name", "bad-cell", "", diag.Words{Zh: "空着，不知道是谁；合并的单元格先拆开", En: "is empty; take merged cells apart"})
		return ""
	}
	if !im.ranking.Masked {
		return name
	}
	hidden, ok := privacy.MaskNames(name)
	if !ok {
		im.problem("name", "unmasked-name", name)
	}
	return hidden
}

// Signs for a star that was given, and for one that was not.
var (
	given    = []string{"√", "✓", "✔", "★", "有", "是"}
	notGiven = []string{"", "×", "✗", "☆", "○", "无", "否", "-", "—"}
)

// score is what the row has in a category.
func (im *importer) score(c site.Category) float64 {
	if _, ok := im.columns[c.ID]; !ok {
		return 0 // reported with the heads
	}
	text := im.cell(c.ID)
	if im.ranking.Form == site.FormStars {
		switch {
		case slices.Contains(given, text):
			return c.Max
		case slices.Contains(notGiven, text):
			return 0
		}
	}
	v, ok := grid.Number(text)
	switch {
	case !ok:
		im.problem(c.ID, "bad-cell", text, diag.Words{Zh: "不是“" + c.Name + "”的得分", En: "is no score of " + c.Name})
	case v < 0 || v > c.Max:
		im.problem(c.ID, "score-out-of-range", im.cell("name"), number(v), number(c.Max))
	}
	return v
}

// total is the total that the row has, if it is the sum of its scores.
func (im *importer) total(scores []float64) string {
	text := im.cell("total")
	if text == "" {
		return ""
	}
	v, ok := grid.Number(text)
	if !ok {
		im.problem("total", "bad-cell", text, diag.Words{Zh: "不是总分", En: "is no total"})
		return ""
	}
	if len(scores) == 0 {
		return number(v)
	}
	sum := product(1, 0)
	for n, c := range im.ranking.Categories {
		sum.Add(sum, product(c.Weight, scores[n]))
	}
	if exact, _ := sum.Float64(); !roundsTo(exact, v) {
		im.problem("total", "total-differs", im.cell("name"), number(v), number(exact))
	}
	return number(v)
}

// entriesBefore are the entries that a ranking has, by name and address.
func entriesBefore(t *decode.Table) map[string]*decode.Table {
	m := map[string]*decode.Table{}
	for _, e := range t.Tables("entries") {
		name, where := e.String("name"), e.String("where")
		m[keyOf(name, where)] = e
		if hidden, ok := privacy.MaskNames(name); ok {
			m[keyOf(hidden, where)] = e
		}
	}
	return m
}

var (
	anyHeader   = regexp.MustCompile(`^\s*\[`)
	entryHeader = regexp.MustCompile(`^\s*\[{1,2}\s*entries\b`)
	importTable = regexp.MustCompile(`^\s*\[\s*import\b`)
)

// withEntries is a ranking's text with other entries: those that were there go,
// the new ones stand where the first was, and all else stays as it is written.
func withEntries(text []byte, im *importer) []byte {
	var b, lines bytes.Buffer
	at, inside := -1, false
	for line := range bytes.Lines(text) {
		if anyHeader.Match(line) {
			inside = entryHeader.Match(line) || importTable.Match(line)
			if entryHeader.Match(line) && at < 0 {
				at = lines.Len()
			}
		}
		if !inside {
			lines.Write(line)
		}
	}
	rest := lines.Bytes()
	if at < 0 {
		at = len(rest)
	}
	b.Write(bytes.TrimRight(rest[:at], "\n"))
	b.WriteString("\n")
	im.remember(&b)
	for _, e := range im.entries {
		im.write(&b, e)
	}
	if tail := bytes.TrimLeft(rest[at:], "\n"); len(tail) > 0 {
		b.WriteString("\n")
		b.Write(tail)
	}
	return b.Bytes()
}

// remember writes which column held what, for the next time.
func (im *importer) remember(b *bytes.Buffer) {
	base := im.file[strings.LastIndexAny(im.file, `/\`)+1:]
	b.WriteString("\n[import]\nfile = " + quoted(base) + "\n\n[import.columns]\n")
	for _, key := range append([]string{"name", "where", "id", "total", "note", "relation"}, im.categoryKeys()...) {
		if at, ok := im.columns[key]; ok {
			b.WriteString(key + " = " + quoted(im.heads[at]) + "\n")
		}
	}
}

// write writes an entry, with what its row does not say from before.
func (im *importer) write(b *bytes.Buffer, e importedEntry) {
	b.WriteString("\n[[entries]]\n")
	put := func(key, value string) {
		if value == "" && e.old != nil {
			value = e.old.String(key)
		}
		if value != "" {
			b.WriteString(key + " = " + quoted(value) + "\n")
		}
	}
	put("id", e.id)
	put("name", e.name)
	put("where", e.where)
	put("building", im.building(e))
	if len(e.scores) > 0 {
		var pairs []string
		for n, c := range im.ranking.Categories {
			pairs = append(pairs, c.ID+" = "+number(e.scores[n]))
		}
		b.WriteString("scores = { " + strings.Join(pairs, ", ") + " }\n")
	}
	if e.old != nil {
		if old := e.old.Table("evidence"); old != nil {
			var pairs []string
			for _, key := range old.Keys() {
				pairs = append(pairs, key+" = "+quoted(old.String(key)))
			}
			b.WriteString("evidence = { " + strings.Join(pairs, ", ") + " }\n")
		}
	}
	if e.total != "" {
		b.WriteString("total = " + e.total + "\n")
	}
	put("note", e.note)
	put("veto", "")
}

// building is the id of the one that an address begins with.
func (im *importer) building(e importedEntry) string {
	for _, p := range im.cfg.Buildings {
		if p.Name != "" && (strings.HasPrefix(e.where, p.Name) || strings.HasPrefix(e.name, p.Name)) {
			return p.ID
		}
	}
	return ""
}

// quoted is a text as TOML has it.
func quoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < ' ' || r == 0x7f:
			b.WriteString(`\u00` + strconv.FormatInt(int64(r)+0x100, 16)[1:])
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

package web

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"strconv"
	"strings"

	"banbao/internal/output"
	"banbao/internal/site"
	"banbao/internal/theme"
)

// rankingFiles publishes a ranking as a table (CSV) and as data (JSON), with
// what its page shows and nothing more. The CSV is what banbao import ranking
// reads.
func (r *renderer) rankingFiles(k *site.Ranking, v *rankingView) {
	if v.Hidden || len(rankedEntries(k)) == 0 { // a file cannot wait for its time as a page does
		return
	}
	base := strings.TrimSuffix(k.Path(), ".html")
	data := rankingDataOf(k)
	key := output.KeyOf("ranking file 1", data)
	put := func(ext string, write func(io.Writer) error) {
		r.files = append(r.files, output.File{Path: base + ext, Source: k.Source, Key: output.KeyOf(key, ext), Write: write})
		v.Files = append(v.Files, Link{strings.ToUpper(ext[1:]), base + ext})
	}
	put(".csv", func(w io.Writer) error { return writeRankingCSV(w, k) })
	put(".json", func(w io.Writer) error { return json.NewEncoder(w).Encode(data) })
}

// writeRankingCSV writes the table with the heads that people use. It begins
// with a byte order mark, without which spreadsheets take it for GBK.
func writeRankingCSV(w io.Writer, k *site.Ranking) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	in := rankedEntries(k)
	columns := rankingColumns(k, in)
	out := csv.NewWriter(w)
	row := make([]string, len(columns))
	for i, c := range columns {
		row[i] = c.head
	}
	out.Write(row)
	for i := range in {
		for n, c := range columns {
			row[n] = c.cell(&in[i])
		}
		out.Write(row)
	}
	out.Flush()
	return out.Error()
}

type fileColumn struct {
	head string
	cell func(*site.Entry) string
}

// rankingColumns are those that any of the entries fills.
func rankingColumns(k *site.Ranking, in []site.Entry) []fileColumn {
	var all []fileColumn
	add := func(head string, always bool, cell func(*site.Entry) string) {
		for i := range in {
			if always = always || cell(&in[i]) != ""; always {
				all = append(all, fileColumn{head, cell})
				return
			}
		}
	}
	add("名次", false, func(e *site.Entry) string {
		if e.Rank == 0 {
			return ""
		}
		return strconv.Itoa(e.Rank)
	})
	add(unitHead(k.Unit), true, func(e *site.Entry) string { return e.Name })
	add("地址", false, func(e *site.Entry) string { return e.Where })
	for n, c := range k.Categories {
		add(c.Name, true, func(e *site.Entry) string { return k.Exact(e.Scores[n].Value) })
	}
	if k.Form != site.FormHonour || len(k.Categories) > 0 {
		add("总分", true, func(e *site.Entry) string { return k.Exact(e.Total) })
	}
	add("等级", false, func(e *site.Entry) string {
		if e.Level < 0 || e.Level >= len(k.Levels) {
			return ""
		}
		return k.Levels[e.Level].Name
	})
	add("变化", false, func(e *site.Entry) string { return e.Trend })
	add("说明", false, func(e *site.Entry) string { return e.Note })
	return all
}

type rankingData struct {
	Title      string             `json:"title"`
	Form       site.Form          `json:"form"`
	Unit       site.Unit          `json:"unit"`
	Ties       site.Ties          `json:"ties"`
	Issuer     string             `json:"issuer"`
	Date       string             `json:"date"`
	Period     rankingDataPeriod  `json:"period"`
	Categories []rankingDataScore `json:"categories"`
	Entries    []rankingDataEntry `json:"entries"`
}

type rankingDataPeriod struct {
	Name string `json:"name"`
	From string `json:"from,omitempty"`
	To   string `json:"to,omitempty"`
}

type rankingDataScore struct {
	ID     string  `json:"id"`
	Name   string  `json:"name"`
	Weight float64 `json:"weight"`
	Max    float64 `json:"max"`
	Start  float64 `json:"start,omitempty"`
}

type rankingDataEntry struct {
	Rank     int                `json:"rank,omitempty"`
	Tied     bool               `json:"tied,omitempty"`
	Name     string             `json:"name"`
	Where    string             `json:"where,omitempty"`
	Scores   map[string]float64 `json:"scores,omitempty"`
	Total    float64            `json:"total"`
	Level    string             `json:"level,omitempty"`
	Trend    string             `json:"trend,omitempty"`
	Note     string             `json:"note,omitempty"`
	Evidence map[string]string  `json:"evidence,omitempty"`
}

func rankingDataOf(k *site.Ranking) rankingData {
	d := rankingData{
		Title: theme.Plain(k.Title), Form: k.Form, Unit: k.Unit, Ties: k.Ties, Issuer: k.Issuer, Date: k.Date.String(),
		Period: rankingDataPeriod{Name: k.Period.Name}, Categories: []rankingDataScore{}, Entries: []rankingDataEntry{},
	}
	if !k.Period.From.IsZero() && !k.Period.To.IsZero() {
		d.Period.From, d.Period.To = k.Period.From.String(), k.Period.To.String()
	}
	for _, c := range k.Categories {
		d.Categories = append(d.Categories, rankingDataScore{c.ID, c.Name, c.Weight, c.Max, c.Start})
	}
	for _, e := range rankedEntries(k) {
		out := rankingDataEntry{Rank: e.Rank, Tied: e.Tied, Name: e.Name, Where: e.Where, Total: e.Total, Trend: e.Trend, Note: e.Note}
		if e.Level >= 0 && e.Level < len(k.Levels) {
			out.Level = k.Levels[e.Level].Name
		}
		for n, sc := range e.Scores {
			if out.Scores == nil {
				out.Scores, out.Evidence = map[string]float64{}, map[string]string{}
			}
			out.Scores[k.Categories[n].ID] = sc.Value
			if sc.Evidence != "" {
				out.Evidence[k.Categories[n].ID] = sc.Evidence
			}
		}
		d.Entries = append(d.Entries, out)
	}
	return d
}

package web

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"strconv"
	"strings"

	"banbao/internal/opendata"
	"banbao/internal/output"
	"banbao/internal/site"
)

// rankingFiles publishes a ranking as a table (CSV) and as data (JSON), with
// what its page shows and nothing more. The CSV is what banbao import ranking
// reads.
func (r *renderer) rankingFiles(k *site.Ranking, v *rankingView) {
	if v.Hidden || len(rankedEntries(k)) == 0 { // a file cannot wait for its time as a page does
		return
	}
	base := strings.TrimSuffix(k.Path(), ".html")
	data := opendata.StandingsOf(k, rankedEntries(k), !r.theme.Off("data"))
	key := output.KeyOf("ranking file 2", data)
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

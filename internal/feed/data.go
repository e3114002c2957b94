package feed

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"

	"banbao/internal/opendata"
	"banbao/internal/output"
	"banbao/internal/site"
)

// dataFiles are what the site gives out as data, and the schema of each.
func dataFiles(s *site.Site, now *Earlier) []output.File {
	var files []output.File
	for _, set := range opendata.Schemas() {
		files = append(files, schemaFile(set))
		head := opendata.HeadOf(s, set)
		switch set.Name {
		case "site":
			files = append(files, dataFile(set, opendata.SiteOf(s, head)))
		case "notices":
			files = append(files, noticeData(s, now, set, head)...)
		case "activities":
			files = append(files, dataFile(set, opendata.ActivitiesOf(s, head)))
		case "rankings":
			files = append(files, dataFile(set, opendata.RankingsOf(s, head)))
		case "guides":
			files = append(files, dataFile(set, opendata.GuidesOf(s, head)))
		case "pages":
			files = append(files, dataFile(set, opendata.PagesOf(s, head)))
		case "boards":
			files = append(files, dataFile(set, opendata.BoardsOf(s, head)))
		case "screens":
			files = append(files, dataFile(set, opendata.ScreensOf(s, head)))
		}
	}
	return files
}

func schemaFile(set opendata.Set) output.File {
	text, _ := opendata.Schema(set.Name)
	return output.File{Path: set.SchemaFile(), Key: output.KeyOf(version, text), AsIs: true, Write: func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	}}
}

func dataFile(set opendata.Set, data any) output.File {
	return output.File{Path: set.File(), Key: output.KeyOf(version, set.Name, data), AsIs: true, Write: func(w io.Writer) error {
		return plainEncoder(w).Encode(data)
	}}
}

// plainEncoder leaves signs as they are that only HTML minds.
func plainEncoder(w io.Writer) *json.Encoder {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	return out
}

// noticeData are the file of what is current and one for each year. There may
// be tens of thousands of notices, so each is made to be hashed, and made again
// to be written, and none is held.
func noticeData(s *site.Site, now *Earlier, set opendata.Set, head opendata.Head) []output.File {
	posted := opendata.PostedOf(s)
	file := func(path string, years []opendata.Year, notices []*site.Notice) output.File {
		sums := now.sums(path, notices)
		open := opendata.Notices{Head: head, Years: years}
		return output.File{Path: path, Key: output.KeyOf(version, s.BaseURL, open, sums), AsIs: true, Write: func(w io.Writer) error {
			return writeNotices(w, s, open, notices)
		}}
	}
	files := []output.File{file(set.File(), posted.Years, posted.Current)}
	for _, y := range posted.Years {
		files = append(files, file("data/"+y.File, nil, posted.Of[y.Year]))
	}
	return files
}

// writeNotices writes one notice after the other.
func writeNotices(w io.Writer, s *site.Site, open opendata.Notices, notices []*site.Notice) error {
	open.Notices = []opendata.Notice{}
	var head bytes.Buffer
	if err := plainEncoder(&head).Encode(open); err != nil {
		return err
	}
	front, ok := bytes.CutSuffix(head.Bytes(), []byte("]}\n"))
	if !ok {
		panic("feed: the notices are not the last of their file")
	}
	b := bufio.NewWriter(w)
	b.Write(front)
	out := plainEncoder(b)
	for n, notice := range notices {
		if n > 0 {
			b.WriteByte(',')
		}
		if err := out.Encode(opendata.NoticeOf(s, notice)); err != nil {
			return err
		}
	}
	b.WriteString("]}\n")
	return b.Flush()
}

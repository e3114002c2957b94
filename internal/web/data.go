package web

import (
	"strconv"

	"banbao/internal/calendar"
	"banbao/internal/diag"
	"banbao/internal/opendata"
)

// dataPath is where the data that the site gives out are explained.
const dataPath = "data/index.html"

// dataView is the page of all data.
type dataView struct {
	Page
	Licence string
	Issuer  string
	Date    string // of this build: 2026年11月22日
	ISO     string
	Sets    []dataSet
	Years   []Link // notices by year
	Feeds   Link   // how to follow the notices; leads nowhere without base_url
}

// dataSet is one file of data, and what its fields mean.
type dataSet struct {
	ID, Title, Note string
	File, Schema    string // below public/; no file where there is one beside each page
	Fields          []opendata.Field
}

// data makes the page that explains the data files, which package feed writes.
func (r *renderer) data() {
	s := r.site
	today := calendar.DayOf(s.Now)
	v := dataView{Licence: s.DataLicence, Issuer: s.Issuer, Date: today.Chinese(), ISO: today.String()}
	for n, set := range opendata.Schemas() {
		one := dataSet{ID: set.Name, Title: set.Title, Note: set.Note, Schema: set.SchemaFile(), Fields: opendata.Fields(set.Name)}
		if n < len(opendata.Sets()) {
			one.File = set.File()
		}
		v.Sets = append(v.Sets, one)
	}
	for _, y := range opendata.PostedOf(s).Years {
		v.Years = append(v.Years, Link{strconv.Itoa(y.Year) + "年", "data/" + y.File})
	}
	if s.BaseURL != "" && !r.theme.Off("follow") {
		v.Feeds = Link{"跟着看通知", followPath}
	}
	v.Frame = r.frame(dataPath, "", "数据", Link{Text: "数据"})
	v.Frame.Description = s.Title + "的通知、活动、评比、办事指南，做成程序能读的文件"
	add(r, dataPath, "data", diag.Pos{}, v)
}

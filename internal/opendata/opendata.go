// Package opendata is what a site gives out as data: one plain type for each
// noun, made of what its public pages show and of nothing else, and the JSON
// Schema of each. It writes nothing; package feed publishes it, and package web
// explains it.
//
// Names of fields are English and stay as they are; what they mean is said in
// Chinese, in the schema and on the page that lists the files. A field without
// a value is left out. Dates are 2026-11-22, moments have their offset
// (2026-11-22T09:00:00+08:00), addresses are whole where the site has an
// address of its own and otherwise lead from the top of the site.
//
// The schemas are made from the types by a test (go test ./internal/opendata
// -update) and carried as files, so the program needs no reflection and no
// library for them, and cannot differ from what was reviewed.
package opendata

import (
	"embed"
	"net/url"
	"slices"
	"strings"

	"banbao/internal/calendar"
	"banbao/internal/site"
)

// Sets are what is given out, in the order in which it is listed. Each is
// published as data/<name>.json beside data/<name>.schema.json.
func Sets() []Set {
	return []Set{
		{"site", "社区", "名称、地址、电话、楼院和全部数据文件的清单"},
		{"notices", "通知", "现在有效的通知、公告、公示和别的；从前的按年另放"},
		{"activities", "活动", "全部活动，和每个活动接下来的几次"},
		{"rankings", "评比", "全部评比；每一期的名次和分数在它自己的文件里"},
		{"guides", "办事指南", "谁能办、带什么、去哪办、几天好"},
		{"pages", "页面", "公约、关于和别的长期页面"},
		{"boards", "公告栏", "每一块公告栏在哪里、多大"},
		{"screens", "电子屏", "每一块屏在哪里、几点开"},
	}
}

// Set is one file of data.
type Set struct{ Name, Title, Note string }

// File is where the data of a set stand below public/, and its schema.
func (s Set) File() string { return "data/" + s.Name + ".json" }

// SchemaFile is where the schema of a set stands below public/.
func (s Set) SchemaFile() string { return "data/" + SchemaName(s.Name) }

// SchemaName is the file of a schema, beside its data.
func SchemaName(set string) string { return set + ".schema.json" }

//go:embed schema/*.json
var schemas embed.FS

// Schema is the JSON Schema of a set, by its name.
func Schema(name string) ([]byte, bool) {
	text, err := schemas.ReadFile("schema/" + SchemaName(name))
	return text, err == nil
}

// Head opens every file.
type Head struct {
	Schema  string `json:"$schema" jsonschema:"title=这个文件的 JSON Schema"`
	Title   string `json:"title" jsonschema:"title=数据的名称"`
	Licence string `json:"licence,omitempty" jsonschema:"title=可以怎么用"`
}

// HeadOf is the head of a set's file.
func HeadOf(s *site.Site, set Set) Head {
	return Head{Schema: SchemaName(set.Name), Title: s.Title + "：" + set.Title, Licence: s.DataLicence}
}

// Thing is what all items of content have.
type Thing struct {
	ID      string       `json:"id" jsonschema:"title=编号,description=网址里的短名；同一类里不重复"`
	URL     Link         `json:"url" jsonschema:"title=网页"`
	Title   string       `json:"title" jsonschema:"title=标题"`
	Summary string       `json:"summary,omitempty" jsonschema:"title=摘要"`
	Date    calendar.Day `json:"date,omitempty,omitzero" jsonschema:"title=日期"`
	Tags    []string     `json:"tags,omitempty" jsonschema:"title=标签"`
	Where   []string     `json:"buildings,omitempty" jsonschema:"title=只和哪些楼院有关,description=楼院的编号，见 site.json；没有就是和大家都有关"`
	Contact *Contact     `json:"contact,omitempty" jsonschema:"title=联系"`
}

// Contact is whom to ask.
type Contact struct {
	Name  string `json:"name,omitempty" jsonschema:"title=谁"`
	Phone string `json:"phone,omitempty" jsonschema:"title=电话"`
	Place string `json:"place,omitempty" jsonschema:"title=地点"`
	Hours string `json:"hours,omitempty" jsonschema:"title=时间"`
}

func thingOf(s *site.Site, i *site.Item) Thing {
	t := Thing{
		ID: i.Slug, URL: Link{s.BaseURL, i.Noun.Folder() + "/", i.Slug + ".html"}, Title: plain(i.Title), Summary: i.Summary, Date: i.Date.Day,
		Tags: i.Tags, Where: i.Buildings,
	}
	if c := i.Contact(); !c.IsZero() {
		t.Contact = &Contact{c.Name, c.Phone, c.Place, c.Hours}
	}
	return t
}

// Link is the address of a file below public/, whole where the site has one.
// It stays in parts until it is written: most are only compared.
type Link struct{ Base, Folder, Name string }

// MarshalText is the address, escaped.
func (l Link) MarshalText() ([]byte, error) {
	return []byte(l.Base + (&url.URL{Path: l.Folder + l.Name}).EscapedPath()), nil
}

// IsZero tells whether it leads nowhere.
func (l Link) IsZero() bool { return l == Link{} }

func plain(title string) string { return strings.ReplaceAll(title, "|", "") }

// present are the items that anybody may read now. What is written ahead is
// hidden on its page until its time; a file cannot wait, so it is left out.
func present[T any](s *site.Site, all []T, item func(T) *site.Item) []T {
	return slices.DeleteFunc(slices.Clone(all), func(x T) bool { return s.Presence(item(x)) != site.Present })
}

package opendata

import "banbao/internal/site"

// Pages is the file of pages that do not age.
type Pages struct {
	Head
	Pages []Thing `json:"pages" jsonschema:"title=页面"`
}

// PagesOf are the pages that anybody may read.
func PagesOf(s *site.Site, head Head) *Pages {
	d := &Pages{Head: head, Pages: []Thing{}}
	for _, p := range present(s, s.Pages, func(p *site.Page) *site.Item { return &p.Item }) {
		d.Pages = append(d.Pages, thingOf(s, &p.Item))
	}
	return d
}

// Boards is the file of boards.
type Boards struct {
	Head
	Boards []Board `json:"boards" jsonschema:"title=公告栏"`
}

// Board is a place where paper hangs or chalk is written.
type Board struct {
	ID       string         `json:"id" jsonschema:"title=编号"`
	Name     string         `json:"name" jsonschema:"title=名称"`
	Kind     site.BoardKind `json:"kind" jsonschema:"title=种类"`
	Place    string         `json:"place,omitempty" jsonschema:"title=地点"`
	Building string         `json:"building,omitempty" jsonschema:"title=在哪个楼院"`
	Width    int            `json:"width_mm,omitempty" jsonschema:"title=宽，毫米"`
	Height   int            `json:"height_mm,omitempty" jsonschema:"title=高，毫米"`
}

// BoardsOf are the boards of a site.
func BoardsOf(s *site.Site, head Head) *Boards {
	d := &Boards{Head: head, Boards: []Board{}}
	for _, b := range s.Boards {
		d.Boards = append(d.Boards, Board{b.ID, b.Name, b.Kind, b.Place, b.Building, b.Width, b.Height})
	}
	return d
}

// Screens is the file of screens.
type Screens struct {
	Head
	Screens []Screen `json:"screens" jsonschema:"title=电子屏"`
}

// Screen is a display and where it hangs.
type Screen struct {
	ID       string `json:"id" jsonschema:"title=编号"`
	Name     string `json:"name" jsonschema:"title=名称"`
	Place    string `json:"place,omitempty" jsonschema:"title=地点"`
	Building string `json:"building,omitempty" jsonschema:"title=在哪个楼院"`
	Hours    string `json:"hours,omitempty" jsonschema:"title=几点到几点开着"`
	Width    int    `json:"width_px,omitempty" jsonschema:"title=宽，像素"`
	Height   int    `json:"height_px,omitempty" jsonschema:"title=高，像素"`
}

// ScreensOf are the screens of a site.
func ScreensOf(s *site.Site, head Head) *Screens {
	d := &Screens{Head: head, Screens: []Screen{}}
	for _, x := range s.Screens {
		d.Screens = append(d.Screens, Screen{x.ID, x.Name, x.Place, x.Building, x.Hours, x.Width, x.Height})
	}
	return d
}

// Site is the file of the neighbourhood itself.
type Site struct {
	Head
	Name        string  `json:"name" jsonschema:"title=社区的名称"`
	Description string  `json:"description,omitempty" jsonschema:"title=这个网站是什么"`
	Language    string  `json:"language" jsonschema:"title=语言"`
	URL         string  `json:"url,omitempty" jsonschema:"title=网址,format=uri"`
	Issuer      string  `json:"issuer,omitempty" jsonschema:"title=主办单位"`
	Address     string  `json:"address,omitempty" jsonschema:"title=地址"`
	Phones      []Phone `json:"phones,omitempty" jsonschema:"title=电话"`
	Buildings   []Place `json:"buildings,omitempty" jsonschema:"title=楼院"`
	Files       []File  `json:"files" jsonschema:"title=全部数据文件"`
}

// Phone is one of the neighbourhood's own numbers.
type Phone struct {
	Name   string `json:"name" jsonschema:"title=名称"`
	Number string `json:"number" jsonschema:"title=号码"`
	Note   string `json:"note,omitempty" jsonschema:"title=说明"`
}

// Place is a compound or a building.
type Place struct {
	ID   string `json:"id" jsonschema:"title=编号"`
	Name string `json:"name" jsonschema:"title=名称"`
}

// File is a file of data.
type File struct {
	Title  string `json:"title" jsonschema:"title=名称"`
	File   string `json:"file" jsonschema:"title=文件,description=和这个文件在同一个文件夹"`
	Schema string `json:"schema" jsonschema:"title=它的 JSON Schema"`
}

// SiteOf is the neighbourhood itself.
func SiteOf(s *site.Site, head Head) *Site {
	d := &Site{
		Head: head, Name: s.Title, Description: s.Description, Language: s.Language, URL: s.BaseURL, Issuer: s.Issuer, Address: s.Address, Files: []File{},
	}
	for _, p := range s.Phones {
		d.Phones = append(d.Phones, Phone(p))
	}
	for _, b := range s.Buildings {
		d.Buildings = append(d.Buildings, Place{b.ID, b.Name})
	}
	for _, set := range Sets() {
		d.Files = append(d.Files, File{set.Title, set.Name + ".json", SchemaName(set.Name)})
	}
	return d
}

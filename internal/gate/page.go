package gate

import (
	"path"
	"strings"
	"sync"

	"banbao/internal/extract"
)

// buffers hold the text of pages while it is looked at.
var buffers = sync.Pool{New: func() any { return new([]byte) }}

const keptBuffer = 1 << 20

// Page looks at a file that is to be published, and gives what is surely
// personal. Of HTML and drawings it sees what people see or are told; files
// that were made by others, such as attachments and pictures, were looked at
// before.
func (g *Gate) Page(name string, body []byte) []Finding {
	var all []Finding
	switch strings.ToLower(path.Ext(name)) {
	case ".html", ".htm", ".xml", ".svg":
		buf := buffers.Get().(*[]byte)
		*buf = extract.HTML((*buf)[:0], body)
		all = g.Whole(name, view(*buf))
		if cap(*buf) <= keptBuffer {
			buffers.Put(buf)
		}
	case ".json", ".ics", ".csv", ".txt":
		all = g.Whole(name, view(body))
	default:
		return nil
	}
	sure := all[:0]
	for _, f := range all {
		if f.Sure {
			sure = append(sure, f)
		}
	}
	return sure
}

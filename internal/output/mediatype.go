package output

import (
	"path"
	"strings"
)

// ContentType is the media type that a file is served with. It is our own
// table, since the system's differs from one computer to the next.
func ContentType(name string) string {
	if t, ok := contentTypes[strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))]; ok {
		return t
	}
	return "application/octet-stream"
}

var contentTypes = map[string]string{
	"avif":        "image/avif",
	"css":         "text/css; charset=utf-8",
	"csv":         "text/csv; charset=utf-8",
	"doc":         "application/msword",
	"docx":        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	"gif":         "image/gif",
	"htm":         "text/html; charset=utf-8",
	"html":        "text/html; charset=utf-8",
	"ico":         "image/x-icon",
	"ics":         "text/calendar; charset=utf-8",
	"jpeg":        "image/jpeg",
	"jpg":         "image/jpeg",
	"js":          "text/javascript; charset=utf-8",
	"json":        "application/json; charset=utf-8",
	"m4a":         "audio/mp4",
	"md":          "text/markdown; charset=utf-8",
	"mjs":         "text/javascript; charset=utf-8",
	"mp3":         "audio/mpeg",
	"mp4":         "video/mp4",
	"otf":         "font/otf",
	"pdf":         "application/pdf",
	"png":         "image/png",
	"pptx":        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	"svg":         "image/svg+xml; charset=utf-8",
	"toml":        "application/toml; charset=utf-8",
	"ttf":         "font/ttf",
	"txt":         "text/plain; charset=utf-8",
	"wasm":        "application/wasm",
	"wav":         "audio/wav",
	"webm":        "video/webm",
	"webmanifest": "application/manifest+json; charset=utf-8",
	"webp":        "image/webp",
	"woff":        "font/woff",
	"woff2":       "font/woff2",
	"xls":         "application/vnd.ms-excel",
	"xlsx":        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	"xml":         "application/xml; charset=utf-8",
	"zip":         "application/zip",
}

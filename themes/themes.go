// Package themes carries the themes that come with the program.
package themes

import (
	"embed"
	"io/fs"
)

//go:embed all:default
var files embed.FS

// Default is the theme that a site uses where its own has no file.
func Default() fs.FS {
	sub, err := fs.Sub(files, "default")
	if err != nil {
		panic(err) // the folder is part of the program
	}
	return sub
}

// Package themes carries the themes that come with the program.
package themes

import (
	"embed"
	"io/fs"
)

//go:embed all:default all:blackboard
var files embed.FS

// Named is a theme that comes with the program beside the default one, which
// has only the files that differ; nil if there is none of this name.
func Named(name string) fs.FS {
	if name != "blackboard" {
		return nil
	}
	return folder(name)
}

// Default is the theme that a site uses where its own has no file.
func Default() fs.FS { return folder("default") }

func folder(name string) fs.FS {
	sub, err := fs.Sub(files, name)
	if err != nil {
		panic(err) // the folder is part of the program
	}
	return sub
}

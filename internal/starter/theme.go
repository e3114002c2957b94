package starter

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"

	"banbao/themes"
)

var goodTheme = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N}_-]*$`)

// ThemeFiles are the files of the theme that comes with the program.
func ThemeFiles() ([]string, error) {
	var names []string
	err := fs.WalkDir(themes.Default(), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, name)
		}
		return err
	})
	return names, err
}

// BadTheme is a theme that cannot be begun.
type BadTheme struct {
	File string // set if the theme of the program has no such file; otherwise the name is none for a folder
}

func (e *BadTheme) Error() string {
	if e.File != "" {
		return fmt.Sprintf("the default theme has no file %q", e.File)
	}
	return "a theme's name has letters, digits and hyphens"
}

// Theme is the beginning of a site's own theme, by slash-separated path:
// copies of these files of the program's, or of all if none is named. Those
// that it leaves out stay the program's. The error is a *BadTheme.
func Theme(name string, only []string) (map[string][]byte, error) {
	if !goodTheme.MatchString(name) {
		return nil, &BadTheme{}
	}
	all, err := ThemeFiles()
	if err != nil {
		return nil, err
	}
	if len(only) == 0 {
		only = all
	}
	made := map[string][]byte{}
	for _, file := range only {
		if !slices.Contains(all, file) {
			return nil, &BadTheme{File: file}
		}
		if made["themes/"+name+"/"+file], err = original(name, file); err != nil {
			return nil, err
		}
	}
	return made, nil
}

// original is a file of the theme of the program that is called by this name,
// where that has its own, or of the default one.
func original(name, file string) ([]byte, error) {
	if own := themes.Named(name); own != nil {
		if text, err := fs.ReadFile(own, file); err == nil {
			return text, nil
		}
	}
	return fs.ReadFile(themes.Default(), file)
}

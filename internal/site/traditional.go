package site

import (
	"path"
	"strings"
)

// Traditional is the language of the second tree of a website that has two,
// and the folder below public/ where it stands.
const Traditional = "zh-Hant"

// TwoScripts tells whether the website is there in Traditional script as well.
func (i *Info) TwoScripts() bool { return len(i.Languages) > 1 }

// InTraditional tells whether a file of the website, by its path below
// public/, has its like below zh-Hant/: pages, feeds, calendars and data do;
// what looks the same in both scripts, and what is printed or shown on
// screens, is there once.
func InTraditional(file string) bool {
	top, below, inFolder := strings.Cut(file, "/")
	if !inFolder {
		switch file {
		case "404.html", "sitemap.xml", "build.json", "alert.json":
			return false
		}
		top = ""
	}
	switch top {
	case "print", "screens", "files", "media", Traditional:
		return false
	case "assets":
		return path.Ext(file) == ".js"
	case "search": // one index finds both; what it shows is there twice
		return path.Ext(file) == ".html" || strings.HasPrefix(below, "text/")
	}
	switch path.Ext(file) {
	case ".html", ".js", ".json", ".xml", ".ics":
		return true
	}
	return false
}

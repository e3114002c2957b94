// Package starter begins things: a whole small site, single files for a new
// notice, activity, ranking or guide, and a theme to change. What it hands out is text by path;
// it writes nothing.
//
// The site in the folder site is complete: every kind of content, in every
// state that time brings about, in sentences that a committee may keep after
// changing the names. The files in item have all usual keys, the rare ones
// commented out, each with a line on what it means; docs/content.md has them
// all. A new notice is published as soon as it is saved; the others begin as
// drafts, since they begin with made-up times and scores.
//
// Both are written with tokens, so that a site begun on any day is about that
// day:
//
//	@@DAY@@ @@DAY+3@@ @@DAY-1@@   2026-11-22 and days after and before it
//	@@DAY:SAT@@ @@DAY:SAT+7@@     the first Saturday after the day, and the next
//	@@CHINESE+3@@                 11月25日
//	@@WEEKDAY+3@@ @@ON+3@@        星期三, wed
//	@@YEAR@@                      2026
//	@@QUARTER@@                   2026年三季度, the last quarter that is over
//	@@QUARTER-FROM@@ -TO@@        its first and last day
//	@@NAME@@                      the name of the community, fit for any place
//	@@TITLE@@ @@SLUG@@            of a new item, quoted for TOML
package starter

import (
	"embed"
	"fmt"
	"io/fs"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"banbao/internal/calendar"
	"banbao/internal/pinyin"
)

//go:embed site item
var files embed.FS

// Site is a whole site for a community, by slash-separated path. A name
// without a Chinese character, as folders have, is no name of a community;
// the site then speaks of 我们的社区.
func Site(now calendar.Day, name string) (map[string][]byte, error) {
	made := map[string][]byte{}
	words := map[string]string{"NAME": communityName(name)}
	err := fs.WalkDir(files, "site", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := files.ReadFile(path)
		if err != nil {
			return err
		}
		path = strings.TrimPrefix(path, "site/")
		if path == "gitignore" { // under its own name it would rule this repository
			path = ".gitignore"
		}
		path = strings.Replace(path, "content/notices/", fmt.Sprintf("content/notices/%d/", now.Year()), 1)
		made[path], err = expand(text, now, words)
		return err
	})
	return made, err
}

// communityName keeps what is safe in TOML and in Markdown alike.
func communityName(name string) string {
	han := false
	name = strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Han, r) {
			han = true
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(" ·（）、", r) {
			return r
		}
		return -1
	}, name))
	if !han {
		return "我们的社区"
	}
	return name
}

// Nouns are what Item can begin.
func Nouns() []string { return []string{"notice", "activity", "ranking", "guide"} }

// BadItem is a new item that cannot be begun.
type BadItem struct {
	Noun  string // set if there is no such noun
	Slug  string // set if the slug is no part of an address
	Title string // otherwise: the title is empty
}

func (e *BadItem) Error() string {
	switch {
	case e.Noun != "":
		return fmt.Sprintf("nothing is called %q; there are %s", e.Noun, strings.Join(Nouns(), ", "))
	case e.Slug != "":
		return fmt.Sprintf("the slug %q has more than small letters, digits and hyphens", e.Slug)
	}
	return "the title is empty"
}

var (
	goodSlug = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	reserved = regexp.MustCompile(`^(con|prn|aux|nul|com\d|lpt\d|index|page-\d+|windows|kinds)$`)
	hasYear  = regexp.MustCompile(`\b(19|20)\d\d`)
)

// Item is the file of a new notice, activity, ranking or guide, and where it
// belongs. The title may be anything; its name in addresses is slug or, if
// that is empty, the title in pinyin:
//
//	content/notices/2026/2026-11-22-xiaofang-yanlian.md
//	content/activities/bao-jiaozi.md
//	content/rankings/wenming-loudao-2026.toml
//	content/guides/dibao.md
//
// Notices come again every year under the same title and so begin with the
// date, rankings end with the year. The error is a *BadItem.
func Item(noun, slug, title string, now calendar.Day) (path string, text []byte, err error) {
	title = strings.Join(strings.FieldsFunc(title, func(r rune) bool {
		return unicode.IsSpace(r) || !unicode.IsPrint(r) || r == unicode.ReplacementChar
	}), " ")
	if title == "" {
		return "", nil, &BadItem{}
	}
	if slug == "" {
		slug = pinyin.Slug(title)
	} else if !goodSlug.MatchString(slug) || len(slug) > 60 {
		return "", nil, &BadItem{Slug: slug}
	}
	if slug == "" {
		slug = noun
	} else if reserved.MatchString(slug) { // by us for pages, or by Windows
		slug += "-" + noun
	}
	name := ""
	switch noun {
	case "notice":
		name = "notice.md"
		path = fmt.Sprintf("content/notices/%d/%s-%s.md", now.Year(), now, slug)
	case "activity":
		name = "activity.md"
		path = "content/activities/" + slug + ".md"
	case "ranking":
		name = "ranking.toml"
		if !hasYear.MatchString(slug) {
			slug = fmt.Sprintf("%s-%d", slug, now.Year())
		}
		path = "content/rankings/" + slug + ".toml"
	case "guide":
		name = "guide.md"
		path = "content/guides/" + slug + ".md"
	default:
		return "", nil, &BadItem{Noun: noun}
	}
	text, err = files.ReadFile("item/" + name)
	if err != nil {
		return "", nil, err
	}
	text, err = expand(text, now, map[string]string{"TITLE": quote(title), "SLUG": quote(slug)})
	return path, text, err
}

// quote writes a TOML string.
func quote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

var token = regexp.MustCompile(`@@([A-Z-]*?[A-Z])(?::([A-Z]{3}))?([+-]\d+)?@@`)

// expand replaces the tokens of the package comment.
func expand(text []byte, now calendar.Day, words map[string]string) ([]byte, error) {
	var wrong error
	from, to := lastQuarter(now)
	out := token.ReplaceAllFunc(text, func(t []byte) []byte {
		part := token.FindSubmatch(t)
		day := now
		if part[2] != nil {
			for day++; short(day) != strings.ToLower(string(part[2])); day++ {
				if day > now+7 {
					wrong = fmt.Errorf("%s: no such weekday", t)
					return t
				}
			}
		}
		if part[3] != nil {
			n, err := strconv.Atoi(string(part[3]))
			if err != nil {
				wrong = err
			}
			day += calendar.Day(n)
		}
		switch name := string(part[1]); name {
		case "DAY":
			return []byte(day.String())
		case "CHINESE":
			return []byte(day.ChineseShort())
		case "WEEKDAY":
			return []byte(day.WeekdayChinese())
		case "ON":
			return []byte(short(day))
		case "YEAR":
			return []byte(strconv.Itoa(day.Year()))
		case "QUARTER":
			return fmt.Appendf(nil, "%d年%s季度", from.Year(), []string{"一", "二", "三", "四"}[(from.Month()-1)/3])
		case "QUARTER-FROM":
			return []byte(from.String())
		case "QUARTER-TO":
			return []byte(to.String())
		default:
			word, ok := words[name]
			if !ok {
				wrong = fmt.Errorf("%s: no such token", t)
			}
			return []byte(word)
		}
	})
	return out, wrong
}

// short is a weekday as [repeat] writes it.
func short(d calendar.Day) string { return strings.ToLower(d.Weekday().String()[:3]) }

// lastQuarter is the last one that is over.
func lastQuarter(now calendar.Day) (from, to calendar.Day) {
	year, month, _ := now.Date()
	this := calendar.Date(year, month-(month-1)%3, 1)
	return calendar.Date(year, month-(month-1)%3-time.Month(3), 1), this - 1
}

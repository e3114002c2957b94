package content

import (
	"io/fs"
	"regexp"
	"strconv"
	"strings"

	"banbao/internal/config"
	"banbao/internal/decode"
	"banbao/internal/diag"
	"banbao/internal/proof"
	"banbao/internal/site"
)

// sameNumbers reports documents of one issuer that have one number. A number
// that names no year may come back with the next one; what was withdrawn may
// be issued anew under its number.
func (l *loader) sameNumbers() {
	first := map[string]*site.Notice{}
	for _, n := range l.site.Notices {
		if n.Number == "" || n.Withdrawn != nil {
			continue
		}
		key := numberKey(n)
		other := first[key]
		if other == nil {
			first[key] = n
			continue
		}
		later, earlier := n, other
		if other.Date.Compare(n.Date) > 0 || other.Date.Compare(n.Date) == 0 && other.Source.File > n.Source.File {
			later, earlier = other, n
		}
		l.problems.Add(l.atKey(later.Source.File, "number", "duplicate-number", later.Number, earlier.Source.File))
	}
}

// numberMarks are the ways to write the brackets around the year, and what
// says nothing.
var (
	numberMarks = strings.NewReplacer("[", "〔", "]", "〕", "【", "〔", "】", "〕", "(", "〔", ")", "〕", "［", "〔", "］", "〕", " ", "", "　", "", "第", "")
	hasYear     = regexp.MustCompile(`(?:19|20)\d\d`)
)

// numberKey is a document's number with its issuer, however it is written.
func numberKey(n *site.Notice) string {
	number := numberMarks.Replace(proof.Narrow(n.Number))
	if !hasYear.MatchString(number) {
		number = strconv.Itoa(n.Date.Day.Year()) + " " + number
	}
	return n.Issuer + "\x00" + number
}

// AtKey makes a problem about a key of a file that was loaded before. It reads
// the file again, so it is for what is rarely wrong.
func AtKey(fsys fs.FS, cfg config.Config, file, key string, code diag.Code, args ...any) diag.Problem {
	l := &loader{fsys: fsys, cfg: &cfg}
	return l.atKey(file, key, code, args...)
}

// atKey makes a problem about a key of a file that was read before. It reads
// the file again, so it is for what is rarely wrong.
func (l *loader) atKey(file, key string, code diag.Code, args ...any) diag.Problem {
	src, err := fs.ReadFile(l.fsys, file)
	if err == nil {
		if text, problem := decode.Text(file, src); problem == nil {
			s := &source{loader: l, path: file, text: text}
			if t, _, _ := s.frontMatter(&result{}); t != nil {
				return t.At(key, code, args...)
			}
		}
	}
	return diag.New(code, diag.Pos{File: file}, args...)
}

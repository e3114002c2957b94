package output

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"banbao/internal/diag"
)

const (
	longestPath = 240 // bytes; Windows allows 260 with the folder before it
	recordName  = "build.json"
	stagingName = ".banbao-next"
)

// checkPaths finds paths that cannot be published and paths that two files
// claim.
func checkPaths(files []File) diag.List {
	var problems diag.List
	owner := make(map[string]int, len(files)) // folded path → index of its file
	for i, f := range files {
		if why, bad := badPath(f.Path); bad {
			problems.Add(diag.New("bad-path", f.Source, f.Path, why))
			continue
		}
		key := foldPath(f.Path)
		if first, taken := owner[key]; taken {
			problems.Add(conflict(f, files[first]))
			continue
		}
		owner[key] = i
	}
	seen := map[string]bool{} // folders
	for _, f := range files {
		key := foldPath(f.Path)
		for at := strings.LastIndexByte(key, '/'); at > 0; at = strings.LastIndexByte(key[:at], '/') {
			folder := key[:at]
			if seen[folder] {
				break
			}
			seen[folder] = true
			if first, taken := owner[folder]; taken {
				problems.Add(conflict(f, files[first]))
			}
		}
	}
	return problems.Sort()
}

// conflict is reported at the later file and names the earlier.
func conflict(f, first File) diag.Problem {
	source := first.Source.String()
	if source == "" {
		source = first.Path
	}
	return diag.New("path-conflict", f.Source, f.Path, source, first.Path)
}

// badPath says why a path cannot be published on every system.
func badPath(path string) (why diag.Words, bad bool) {
	switch {
	case path == "":
		return diag.Words{Zh: "路径是空的", En: "it is empty"}, true
	case len(path) > longestPath:
		return diag.Words{Zh: "超过 240 个字节", En: "it is longer than 240 bytes"}, true
	case !utf8.ValidString(path):
		return diag.Words{Zh: "不是 UTF-8", En: "it is not UTF-8"}, true
	case path[0] == '/':
		return diag.Words{Zh: "不能以 / 开头", En: "it begins with /"}, true
	}
	if i := strings.IndexFunc(path, unfit); i >= 0 {
		r, _ := utf8.DecodeRuneInString(path[i:])
		return diag.Words{Zh: "有不能用的字符 " + quoteRune(r), En: "it has the character " + quoteRune(r)}, true
	}
	for part := range strings.SplitSeq(path, "/") {
		switch {
		case part == "":
			return diag.Words{Zh: "有空的一段", En: "a part of it is empty"}, true
		case part == "." || part == "..":
			return diag.Words{Zh: "走出了发布的文件夹", En: "it leaves the folder"}, true
		case strings.HasSuffix(part, ".") || strings.HasSuffix(part, " "):
			return diag.Words{Zh: "有一段以句点或空格结尾", En: "a part of it ends in a dot or a space"}, true
		case isDevice(part):
			return diag.Words{Zh: "“" + part + "”在 Windows 上是设备名", En: part + " is a device on Windows"}, true
		}
	}
	first, _, _ := strings.Cut(foldPath(path), "/")
	if first == stagingName || first == lockName || first == recordName {
		return diag.Words{Zh: "这个名字板报自己要用", En: "Banbao itself uses this name"}, true
	}
	return diag.Words{}, false
}

// unfit tells which characters some file system refuses, or a reader cannot
// see.
func unfit(r rune) bool {
	if r < utf8.RuneSelf {
		return r < ' ' || r == 0x7f || strings.IndexByte(`\<>:"|?*`, byte(r)) >= 0
	}
	return unicode.IsControl(r) ||
		r == '\u2028' || r == '\u2029' || r == utf8.RuneError || unicode.Is(unicode.Bidi_Control, r)
}

func quoteRune(r rune) string {
	if unicode.IsPrint(r) {
		return string(r)
	}
	const digits = "0123456789ABCDEF"
	return "U+" + string([]byte{digits[r>>12&15], digits[r>>8&15], digits[r>>4&15], digits[r&15]})
}

// isDevice tells whether Windows takes a name for a device, whatever its
// extension.
func isDevice(part string) bool {
	if part == "" || !strings.ContainsRune("acnlpACNLP", rune(part[0])) {
		return false // as most are
	}
	name, _, _ := strings.Cut(part, ".")
	name = strings.ToLower(strings.TrimRight(name, " "))
	switch name {
	case "con", "prn", "aux", "nul", "conin$", "conout$":
		return true
	}
	for _, device := range []string{"com", "lpt"} {
		if digit, ok := strings.CutPrefix(name, device); ok {
			r, size := utf8.DecodeRuneInString(digit)
			return size > 0 && size == len(digit) && (r >= '0' && r <= '9' || r == '¹' || r == '²' || r == '³')
		}
	}
	return false
}

// foldPath gives paths that some file system takes for one the same text.
func foldPath(path string) string {
	for i := range len(path) {
		if c := path[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return norm.NFC.String(strings.Map(foldRune, norm.NFC.String(path)))
		}
	}
	return path
}

// foldRune gives all cases of a letter the same one, and ASCII its lower case.
func foldRune(r rune) rune {
	if r < utf8.RuneSelf {
		return unicode.ToLower(r)
	}
	least := r
	for other := unicode.SimpleFold(r); other != r; other = unicode.SimpleFold(other) {
		least = min(least, other)
	}
	if least < utf8.RuneSelf { // the Kelvin sign is a k
		return unicode.ToLower(least)
	}
	return least
}

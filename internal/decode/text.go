package decode

import (
	"bytes"
	"errors"
	"io/fs"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"banbao/internal/diag"
	"banbao/internal/limit"
)

var bom = []byte("\xef\xbb\xbf")

// Text checks that a file is UTF-8 and drops a byte order mark, which Windows
// editors write. For a file in another encoding the problem names it, so that
// check --fix can convert it.
func Text(file string, src []byte) ([]byte, *diag.Problem) {
	if len(src) > limit.Text {
		p := TooLarge(file, int64(len(src)))
		return nil, &p
	}
	src = bytes.TrimPrefix(src, bom)
	if utf8.Valid(src) && bytes.IndexByte(src, 0) < 0 {
		return src, nil
	}
	if name, _ := Foreign(src); name != "" {
		p := diag.New("other-encoding", diag.Pos{File: file}, name, file)
		return nil, &p
	}
	at := 0
	for at < len(src) {
		r, size := utf8.DecodeRune(src[at:])
		if r == utf8.RuneError && size <= 1 || r == 0 {
			break
		}
		at += size
	}
	lineStart := bytes.LastIndexByte(src[:at], '\n') + 1
	p := diag.New("not-utf8", diag.Pos{File: file, Line: bytes.Count(src[:at], []byte("\n")) + 1, Column: utf8.RuneCount(src[lineStart:at]) + 1})
	return nil, &p
}

// TooLarge is the problem of a file of so many bytes.
func TooLarge(file string, size int64) diag.Problem {
	return diag.New("file-too-large", diag.Pos{File: file}, limit.Bytes(size), limit.Bytes(limit.Text))
}

// Foreign recognises a text in UTF-16 or GB 18030 (with GBK and GB 2312
// inside it) and returns its name and the text in UTF-8; "" for neither.
func Foreign(src []byte) (name string, text []byte) {
	if len(src) >= 2 && len(src)%2 == 0 && (src[0] == 0xff && src[1] == 0xfe || src[0] == 0xfe && src[1] == 0xff) {
		units := make([]uint16, 0, len(src)/2)
		for i := 2; i+1 < len(src); i += 2 {
			u := uint16(src[i]) | uint16(src[i+1])<<8
			if src[0] == 0xfe {
				u = u>>8 | u<<8
			}
			units = append(units, u)
		}
		return "UTF-16", []byte(string(utf16.Decode(units)))
	}
	if utf8.Valid(src) || mostlyUTF8(src) {
		return "", nil
	}
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(src)
	if err != nil || bytes.ContainsRune(text, utf8.RuneError) {
		return "", nil
	}
	han, other := 0, 0
	for _, r := range string(text) {
		switch {
		case r >= 0x4e00 && r <= 0x9fff, r >= 0x3000 && r <= 0x303f, r >= 0xff00 && r <= 0xffef:
			han++
		case r >= 0x80:
			other++
		}
	}
	// Bytes that are merely broken seldom decode to Chinese throughout.
	if han < 4*other || han == 0 {
		return "", nil
	}
	return "GBK", text
}

// GBK reads a text in GB 18030, of which GBK is a part; what is none of it
// becomes U+FFFD.
func GBK(src []byte) string {
	text, _ := simplifiedchinese.GB18030.NewDecoder().Bytes(src)
	return string(text)
}

// mostlyUTF8 tells a UTF-8 text with a few broken bytes from another encoding.
// Chinese in UTF-8, of three bytes each, would pass for GBK as well, and
// "converting" it would ruin all of it.
func mostlyUTF8(src []byte) bool {
	good, bad := 0, 0
	for at := 0; at < len(src); {
		r, size := utf8.DecodeRune(src[at:])
		switch {
		case r == utf8.RuneError && size <= 1:
			bad++
		case size >= 3:
			good += size
		}
		at += size
	}
	return good > 3*bad
}

// Unreadable is the problem of a file that the system will not give out.
func Unreadable(file string, err error) diag.Problem {
	w := func(zh, en string) diag.Words { return diag.Words{Zh: zh, En: en} }
	var p *fs.PathError
	var large *limit.Error
	if errors.As(err, &p) {
		err = p.Err
	}
	what, do := w(err.Error(), err.Error()), w("看看文件权限", "check its permissions")
	switch text := err.Error(); {
	case errors.Is(err, fs.ErrPermission):
		what, do = w("没有读的权限", "there is no permission to read it"), w("改文件权限，让运行 banbao 的人能读", "change its permissions, so that whoever runs banbao may read it")
	case strings.Contains(text, "path escapes"):
		what, do = w("它是一个指到网站外面的链接", "it is a link that leads out of the site"), w("把文件本身放进网站", "put the file itself into the site")
	case errors.Is(err, fs.ErrNotExist):
		what, do = w("它指向的文件不在了", "what it leads to is gone"), w("删去这个链接，或者把文件本身放在这里", "remove the link, or put the file itself here")
	case strings.Contains(text, "symbolic links"), strings.Contains(text, "too many links"):
		what, do = w("几个链接互相指来指去", "links lead to each other"), w("删去这些链接，把文件本身放在这里", "remove the links, and put the file itself here")
	case errors.Is(err, ErrFolder):
		what, do = w("这里要一个文件，却是一个文件夹", "it is a folder, and must be a file"), w("把文件夹改名或移走", "rename the folder or move it away")
	case errors.As(err, &large):
		what, do = w("有 "+limit.Bytes(large.Size)+"，超过了 "+limit.Bytes(large.Most), "it has "+large.Error()), w("换一个小的，或者把它移走", "take a smaller one, or move it away")
	case errors.Is(err, ErrNotFile):
		what, do = w("它不是普通的文件", "it is no ordinary file"), w("把它移走", "move it away")
	case errors.Is(err, ErrNotFolder):
		what, do = w("这里要一个文件夹，却是一个文件", "it is a file, and must be a folder"), w("把文件改名或移走，再建文件夹", "rename the file or move it away, and make the folder")
	}
	return diag.New("unreadable-file", diag.Pos{File: file}, what, do)
}

// Errors that folders, files and pipes in each other's place make.
var (
	ErrNotFile   = limit.ErrNotFile
	ErrFolder    = errors.New("it is a folder")
	ErrNotFolder = errors.New("it is not a folder")
)

package config

import (
	"path"
	"slices"
	"strings"

	"banbao/internal/decode"
	"banbao/internal/diag"
)

// Signing says with which key published files are signed. Where the key lies
// and who may read it are looked at when it is used.
type Signing struct {
	Key string // a file, from the site's folder or absolute; empty: nothing is signed

	// Bad is the problem of a key that cannot be used.
	Bad func(why diag.Words) diag.Problem
}

// SharedKey is why a key is refused that lies among what others get.
var SharedKey = diag.Words{Zh: "它在会发布、或者大家共用的文件夹里", En: "it lies in a folder that is published or shared"}

func signing(t *decode.Table) Signing {
	table := t.Table("signing")
	if table == nil {
		return Signing{}
	}
	s := Signing{Key: table.NeedString("key")}
	s.Bad = func(why diag.Words) diag.Problem { return table.At("key", "bad-signing-key", s.Key, why) }
	first, _, _ := strings.Cut(path.Clean(strings.ReplaceAll(s.Key, "\\", "/")), "/")
	if slices.Contains([]string{"content", "themes", "record", "public"}, strings.ToLower(first)) {
		table.Problem("key", "bad-signing-key", s.Key, SharedKey)
	}
	return s
}

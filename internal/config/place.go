package config

import (
	"slices"
	"strings"
	"unicode/utf8"

	"banbao/internal/decode"
	"banbao/internal/diag"
	"banbao/internal/site"
)

func places(t *decode.Table, key string) []site.Place {
	var out []site.Place
	seen := map[string]diag.Pos{}
	for _, p := range t.Tables(key) {
		place := place(p, seen)
		if key == "occasions" {
			place.Mark = p.String("mark")
		}
		out = append(out, place)
	}
	return out
}

func place(t *decode.Table, seen map[string]diag.Pos) site.Place {
	return site.Place{ID: id(t, seen), Name: t.NeedString("name"), Note: t.String("note")}
}

// id reads an id that must be there, be fit for a path, and be the only one.
func id(t *decode.Table, seen map[string]diag.Pos) string {
	s := t.NeedString("id")
	if s == "" {
		return s
	}
	at := t.At("id", "bad-id", s)
	if !goodID.MatchString(s) {
		t.Problem("id", "bad-id", s)
	}
	if other, twice := seen[s]; twice {
		t.Problem("id", "duplicate-id", s, other.String())
	} else {
		seen[s] = at.Pos
	}
	return s
}

// IDs are the ids of named places.
func IDs(places []site.Place) []string {
	ids := make([]string, len(places))
	for i, p := range places {
		ids[i] = p.ID
	}
	return ids
}

// Reference checks that a word names something that exists: an id, or the id
// of a place.
func Reference(t *decode.Table, key, word string, what diag.Words, known []site.Place) {
	if word == "" || slices.ContainsFunc(known, func(p site.Place) bool { return p.ID == word }) {
		return
	}
	hint := SuggestPlace(word, known)
	if what == Building && everybody[word] {
		hint = diag.Words{Zh: "与全体有关，就不写这一行", En: "what concerns everybody has no such line"}
	}
	t.Problem(key, "unknown-reference", what, word, hint)
}

// SuggestPlace is Suggest for things that have a name as well: whoever wrote
// the name is told the id.
func SuggestPlace(word string, known []site.Place) diag.Words {
	ids := IDs(known)
	if everybody[word] && slices.Contains(ids, "all") {
		return diag.Words{Zh: "写成 \"all\"", En: "write \"all\""}
	}
	var meant []site.Place
	for _, k := range known {
		if k.Name == word {
			meant = []site.Place{k}
			break
		}
		if k.Name != "" && utf8.RuneCountInString(word) > 1 && (strings.Contains(k.Name, word) || strings.Contains(word, k.Name)) {
			meant = append(meant, k)
		}
	}
	if len(meant) == 1 {
		return diag.Words{Zh: "“" + meant[0].Name + "”的 id 是 " + meant[0].ID + "，要写 id", En: "the id of " + meant[0].Name + " is " + meant[0].ID + "; write that"}
	}
	if diag.Nearest(word, ids) != "" {
		return Suggest(word, ids)
	}
	shown := make([]string, len(known))
	for i, k := range known {
		if shown[i] = k.ID; k.Name != "" {
			shown[i] += "（" + k.Name + "）"
		}
	}
	return suggestAll(shown)
}

// Suggest words the hint of an unknown name.
func Suggest(word string, known []string) diag.Words {
	if strings.Contains(word, `\`) {
		return diag.Words{Zh: "带反斜杠的是您电脑上的路径，别人打不开；把文件放到 content/ 里，只写文件名或相对路径", En: "a path with backslashes leads into your own computer; put the file below content/ and write its relative path"}
	}
	if i := slices.IndexFunc(known, func(k string) bool { return strings.EqualFold(k, word) }); i >= 0 {
		return diag.Words{Zh: "有的是“" + known[i] + "”，大小写要一样", En: "there is " + known[i] + "; capitals matter"}
	}
	if near := diag.Nearest(word, known); near != "" {
		return diag.Words{Zh: "是不是想写“" + near + "”？", En: "did you mean \"" + near + "\"?"}
	}
	return suggestAll(known)
}

// suggestAll lists what there is.
func suggestAll(known []string) diag.Words {
	if len(known) == 0 {
		return diag.Words{Zh: "现在一个也没有", En: "there are none yet"}
	}
	const most = 12
	zh, en := strings.Join(known[:min(len(known), most)], "、"), strings.Join(known[:min(len(known), most)], ", ")
	if len(known) > most {
		zh, en = zh+" 等", en+" and more"
	}
	return diag.Words{Zh: "现有的是：" + zh, En: "there are: " + en}
}

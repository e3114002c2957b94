package decode

import (
	"fmt"
	"slices"
	"strings"

	"banbao/internal/diag"
)

// Word returns one of a fixed set of words; otherwise when the key is missing.
func Word[T ~string](t *Table, key string, all []T, otherwise T) T {
	if t.asks != nil {
		t.note(key, FormText, wordsOf(all)...)
		return all[t.doc.pick%len(all)]
	}
	if !t.Has(key) {
		return otherwise
	}
	s := t.String(key)
	if !t.IsString(key) {
		return otherwise
	}
	if w, ok := oneOf(t, key, s, all); ok {
		return w
	}
	return otherwise
}

// NeedWord is Word for a key that must be there.
func NeedWord[T ~string](t *Table, key string, all []T) T {
	t.need(key)
	if !t.Has(key) {
		t.Problem("", "missing-key", key, fmt.Sprintf("%s = %q", key, string(all[0])))
		return ""
	}
	return Word(t, key, all, "")
}

// WordList returns a list of words of a fixed set.
func WordList[T ~string](t *Table, key string, all []T) []T {
	if t.asks != nil {
		t.note(key, FormTexts, wordsOf(all)...)
		return nil
	}
	var out []T
	for i, s := range t.Strings(key) {
		if w, ok := oneOf(t, fmt.Sprintf("%s[%d]", key, i), s, all); ok {
			out = append(out, w)
		}
	}
	return out
}

func oneOf[T ~string](t *Table, key, s string, all []T) (T, bool) {
	for _, w := range all {
		if string(w) == s {
			return w, true
		}
	}
	name, _, _ := strings.Cut(key, "[")
	t.Problem(key, "bad-word", name, s, meant(s, all), oneOfWords(all))
	return "", false
}

// meant names the word that was probably meant: the nearest one, or the one
// whose Chinese name was written.
func meant[T ~string](s string, all []T) diag.Words {
	words := make([]string, len(all))
	for i, w := range all {
		words[i] = string(w)
	}
	near := diag.Nearest(s, words)
	for _, w := range all {
		if slices.Contains(chinese(w), s) {
			near = string(w)
		}
	}
	if near == "" {
		return diag.Words{}
	}
	return diag.Words{Zh: fmt.Sprintf("是不是想写“%s”？", near), En: fmt.Sprintf("did you mean %q? ", near)}
}

// oneOfWords lists the words, in Chinese with what they mean.
func oneOfWords[T ~string](all []T) diag.Words {
	zh, en := make([]string, len(all)), make([]string, len(all))
	for i, w := range all {
		zh[i], en[i] = string(w), string(w)
		if names := chinese(w); len(names) > 0 {
			zh[i] += " " + names[0]
		}
	}
	return diag.Words{Zh: strings.Join(zh, "、"), En: strings.Join(en, ", ")}
}

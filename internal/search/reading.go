package search

import (
	"strings"

	"banbao/internal/pinyin"
)

// sign is how one sign of a name is typed: its syllable, and by which letters
// it can be begun.
type sign struct{ syllable, initials string }

// Reading is how a name is typed, a word for each sign: its syllable, and after
// a slash the initials of other readings; - for what is not typed.
//
//	Reading("调解，A区") // tiao/d jie/x - a qu
func Reading(name string) string {
	signs, initials := pinyin.Syllables(name), pinyin.Initials(name)
	for i, s := range signs {
		switch {
		case s == "":
			signs[i] = "-"
		case len(initials[i]) > 1:
			signs[i] += "/" + initials[i][1:]
		}
	}
	return strings.Join(signs, " ")
}

// parseReading reads what Reading wrote, without what is not typed.
func parseReading(text string) []sign {
	var signs []sign
	for word := range strings.FieldsSeq(text) {
		syllable, others, _ := strings.Cut(word, "/")
		if syllable != "-" && syllable != "" {
			signs = append(signs, sign{syllable, syllable[:1] + others})
		}
	}
	return signs
}

package content

import (
	"banbao/internal/diag"
	"banbao/internal/proof"
	"banbao/internal/site"
)

// wordingMost is how many heavy wordings one text is told of; of the others it
// is told how many there are.
const wordingMost = 5

// plainly gives advice where the text could be said more plainly. What is
// withdrawn or ended nobody reads again.
func (w wording) plainly(s *site.Site) {
	if w.notice != nil && (w.notice.Withdrawn != nil || w.Window.After(s.Now)) {
		return
	}
	heavy := proof.Heavy(w.text)
	for _, h := range heavy[:min(len(heavy), wordingMost)] {
		switch h.Fault {
		case proof.LongSentence:
			w.inText(h.From, h.To, "long-sentence", h.Words, h.Count, proof.LongestSentence)
		case proof.StackedCommas:
			w.inText(h.From, h.To, "stacked-clauses", h.Words, h.Count, diag.Words{Zh: "逗号", En: "commas"})
		case proof.StackedModifiers:
			w.inText(h.From, h.To, "stacked-clauses", h.Words, h.Count, diag.Words{Zh: "“的”", En: "的 in one clause"})
		case proof.Acronym:
			w.inText(h.From, h.To, "unexplained-letters", h.Words)
		case proof.Official:
			w.inText(h.From, h.To, "official-phrase", h.Words, h.Plain)
		}
	}
	if more := len(heavy) - wordingMost; more > 0 {
		h := heavy[wordingMost]
		w.inText(h.From, h.To, "more-wording", more)
	}
}

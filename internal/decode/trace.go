package decode

import (
	"slices"
	"time"
)

// Asked is what a reader asks for at one place: the shape of what may be
// written there. Reading with [Trace] fills it, so that a schema is what the
// readers do and not what somebody remembered.
type Asked struct {
	Forms  []Form            // what it may be
	Words  []string          // where it is one of a fixed set
	Needed bool              // must be there
	Keys   map[string]*Asked // of a table
	Free   bool              // a table whose keys are the author's
}

// Form is what a value may be.
type Form string

// The forms that readers ask for.
const (
	FormText   Form = "text"
	FormBool   Form = "bool"
	FormInt    Form = "int"
	FormNumber Form = "number"
	FormTexts  Form = "texts"
	FormMoment Form = "moment"
	FormClock  Form = "clock"
	FormTable  Form = "table"
	FormTables Form = "tables"
)

// Picks is how often a reader has to be traced so that it meets every word of
// every set, and so all that it asks for only beside some of them.
const Picks = 16

// Trace is a table of which a reader finds every key to be there, and nothing
// in any of them but a word where there is a fixed set, the one at pick. What
// it asks for is added to asked.
func Trace(file string, zone *time.Location, asked *Asked, pick int) *Table {
	doc := &document{file: file, firstLine: 1, zone: zone, broken: map[string]bool{}, pick: pick}
	return &Table{doc: doc, values: map[string]any{}, asks: asked}
}

// note says that a key may have a form. Most tables are read and not traced.
func (t *Table) note(key string, form Form, words ...string) {
	if t.asks == nil {
		return
	}
	a := t.asks.at(key)
	if !slices.Contains(a.Forms, form) {
		a.Forms = append(a.Forms, form)
	}
	for _, w := range words {
		if !slices.Contains(a.Words, w) {
			a.Words = append(a.Words, w)
		}
	}
}

// need says that a key must be there.
func (t *Table) need(key string) {
	if t.asks != nil {
		t.asks.at(key).Needed = true
	}
}

// traced is the table at a key, as empty as the one that it is in.
func (t *Table) traced(key string) *Table {
	kid := t.kid(key, map[string]any{})
	kid.asks = t.asks.at(key)
	return kid
}

func (a *Asked) at(key string) *Asked {
	if a.Keys == nil {
		a.Keys = map[string]*Asked{}
	}
	if a.Keys[key] == nil {
		a.Keys[key] = &Asked{}
	}
	return a.Keys[key]
}

// wordsOf are words as texts.
func wordsOf[T ~string](all []T) []string {
	words := make([]string, len(all))
	for i, w := range all {
		words[i] = string(w)
	}
	return words
}

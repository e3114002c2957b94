package serve

import (
	"sync"

	"banbao/internal/diag"
)

// state is all that a browser is ever told. Do says how to get to Version:
// "reload", "style" (only style sheets differ) or "go" (to the page To). A
// browser that has another version and is told nothing reloads.
type state struct {
	Version  string         `json:"version"`
	Do       string         `json:"do,omitempty"`
	To       string         `json:"to,omitempty"`
	Late     []string       `json:"late,omitempty"` // addresses of pages that changed after the rest
	Lang     string         `json:"lang"`
	Problems []shownProblem `json:"problems"`
	More     int            `json:"more,omitempty"` // that are not in Problems
}

const mostShown = 50

// shownProblem is a problem in plain texts. The line comes in three pieces, so
// that the browser can set carets right under the middle one in any font.
type shownProblem struct {
	Severity string `json:"severity"`
	Code     string `json:"code,omitempty"`
	Place    string `json:"place,omitempty"`
	Line     int    `json:"line,omitempty"`
	Before   string `json:"before,omitempty"`
	Marked   string `json:"marked,omitempty"`
	After    string `json:"after,omitempty"`
	Message  string `json:"message"`
	Hint     string `json:"hint,omitempty"`
}

func show(p diag.Problem, lang string) shownProblem {
	shown := shownProblem{
		Severity: p.Severity().String(),
		Code:     string(p.Code),
		Place:    p.Pos.String(),
		Message:  p.Message(lang),
		Hint:     p.Hint(lang),
	}
	if p.Line != "" && p.Pos.Line > 0 {
		shown.Line = p.Pos.Line
		shown.Before, shown.Marked, shown.After = frame(p.Line, p.Pos.Column, p.Width)
	}
	return shown
}

// frame cuts a line in three round the place, and off where it gets long.
func frame(line string, column, width int) (before, marked, after string) {
	const most = 100
	r := []rune(line)
	at := min(max(column-1, 0), len(r))
	from := 0
	if at > most*3/4 {
		from = at - most/2
	}
	to := min(len(r), from+most)
	end := at
	if column > 0 {
		end = min(at+max(width, 1), to)
	}
	before, marked, after = string(r[from:at]), string(r[at:end]), string(r[end:to])
	if from > 0 {
		before = "… " + before
	}
	if to < len(r) {
		after += " …"
	}
	if column > 0 && marked == "" {
		marked = " " // past the end of the line
	}
	return before, marked, after
}

// hub passes states on to the browsers that listen.
type hub struct {
	mu        sync.Mutex
	listeners map[chan state]bool
}

// join gives a channel of states, which is closed for a listener that is too
// slow; it will come again and find the version changed.
func (h *hub) join() chan state {
	c := make(chan state, 16)
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.listeners == nil {
		h.listeners = map[chan state]bool{}
	}
	h.listeners[c] = true
	return c
}

func (h *hub) leave(c chan state) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.listeners, c)
}

func (h *hub) send(s state) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for c := range h.listeners {
		select {
		case c <- s:
		default:
			delete(h.listeners, c)
			close(c)
		}
	}
}

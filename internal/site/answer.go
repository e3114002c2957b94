package site

import (
	"strconv"
	"strings"
)

// Answer is one of the seven questions that everyone has of a guide, answered
// from its record; every surface asks the same, in the same order.
type Answer struct {
	ID   string // who, bring, where, when, long, cost, ask
	Ask  string
	Say  string
	More []string // what is said in smaller type
}

// Answers are those of a guide: 谁能办, 带什么, 去哪办, 何时去, 几天好, 花钱吗, 问谁.
// One that nothing is known of is left out. The spans of opening hours are worded
// by the surface.
func (info *Info) Answers(g *Guide, spans func([]Span) string) []Answer {
	all := []Answer{
		{ID: "who", Ask: "谁能办", Say: g.For},
		g.bring(),
		info.where(g),
		info.when(g, spans),
		g.long(),
		g.cost(),
		{ID: "ask", Ask: "问谁", Say: g.Enquiry, More: words(prefixed("投诉 ", g.Complaint))},
	}
	kept := all[:0]
	for _, a := range all {
		if a.Say != "" {
			kept = append(kept, a)
		}
	}
	return kept
}

func words(parts ...string) []string {
	var all []string
	for _, p := range parts {
		if p != "" {
			all = append(all, p)
		}
	}
	return all
}

func prefixed(prefix, word string) string {
	if word == "" {
		return ""
	}
	return prefix + word
}

func (g *Guide) bring() Answer {
	a := Answer{ID: "bring", Ask: "带什么", Say: "什么都不用带"}
	var must, may []string
	for _, m := range g.Materials {
		if m.Optional {
			may = append(may, m.Name)
		} else {
			must = append(must, m.Name)
		}
	}
	if len(must) > 0 {
		a.Say = strings.Join(must, "、")
	}
	a.More = words(prefixed("有就带上：", strings.Join(may, "、")))
	return a
}

func (info *Info) where(g *Guide) Answer {
	a := Answer{ID: "where", Ask: "去哪办", Say: g.WindowName}
	note := ""
	if w := info.WindowOf(g.Window); w != nil {
		note = w.Note
		if a.Say == "" {
			a.Say = w.Name
		}
	}
	a.More = words(note)
	if g.Place != note {
		a.More = append(a.More, words(g.Place)...)
	}
	a.More = append(a.More, words(g.Trips())...)
	return a
}

// Trips is how often one has to come: 跑一趟就行; empty where nobody said.
func (g *Guide) Trips() string {
	switch {
	case g.Visits == 0:
		return "可以一趟也不跑"
	case g.Visits == 1:
		return "跑一趟就行"
	case g.Visits == 2:
		return "要跑两趟"
	case g.Visits > 2:
		return "要跑" + strconv.Itoa(g.Visits) + "趟"
	}
	return ""
}

func (info *Info) when(g *Guide, spans func([]Span) string) Answer {
	a := Answer{ID: "when", Ask: "何时去", Say: g.Hours}
	for i, h := range info.HoursOf(g) {
		line := h.Name + " " + spans(h.Open)
		if h.Holidays {
			line += "，节假日照常"
		}
		if i == 0 {
			a.Say = line
		} else {
			a.More = append(a.More, line)
		}
	}
	return a
}

func (g *Guide) long() Answer {
	a := Answer{ID: "long", Ask: "几天好", Say: g.Time().Chinese()}
	if law := g.LegalTime.Chinese(); g.PromisedTime.Written && g.LegalTime.Written && law != a.Say {
		promise := a.Say
		if g.PromisedTime.AtOnce {
			promise = "当场办"
		}
		a.More = []string{"规定是" + law + "，我们承诺" + promise}
	}
	return a
}

// Time is how long it takes: as promised, or else as the law has it.
func (g *Guide) Time() Duration {
	if g.PromisedTime.Written {
		return g.PromisedTime
	}
	return g.LegalTime
}

func (g *Guide) cost() Answer {
	a := Answer{ID: "cost", Ask: "花钱吗", Say: "不收费"}
	if !g.Fee.Free {
		a.Say, a.More = g.Fee.Amount, words(prefixed("依据：", g.Fee.Basis))
	}
	return a
}

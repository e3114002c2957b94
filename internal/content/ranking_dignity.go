package content

import (
	"regexp"
	"slices"
	"strconv"
	"unicode"

	"banbao/internal/config"
	"banbao/internal/decode"
	"banbao/internal/diag"
	"banbao/internal/privacy"
	"banbao/internal/site"
)

// names reads whether a ranking masks names. Those of people are masked as long
// as nobody says, with a day, why they need not be; those of children always.
func (s *source) names(t *decode.Table, k *site.Ranking) {
	w := t.Table("waiver")
	var waiver *site.Waiver
	if w != nil {
		waiver = &site.Waiver{On: w.Day("on"), Why: w.NeedString("why")}
		if !w.Has("on") {
			w.Problem("", "missing-key", "on")
		}
	}
	k.Masked = people(k)
	if !t.Has("mask") {
		return
	}
	mask := t.Bool("mask")
	if d := s.loader.cfg.Dignity; waiver == nil && d.Names == site.NamesFull {
		waiver = &site.Waiver{On: d.Since, Why: d.Why}
	}
	switch {
	case mask || !people(k):
		k.Masked = mask
	case waiver == nil:
		t.Problem("mask", "unmasked-without-reason")
	default:
		k.Masked, k.Waiver = false, waiver
	}
}

var child = regexp.MustCompile(`幼儿园|小学|初中|年级|儿童|少先队|(\d{1,2})岁`)

// isChild tells whether an entry is about a child: it says so, or what is said
// of it does.
func isChild(e *decode.Table, entry *site.Entry) bool {
	if e.Bool("child") {
		return true
	}
	for _, m := range child.FindAllStringSubmatch(entry.Where+" "+entry.Note, -1) {
		if age, err := strconv.Atoi(m[1]); m[1] == "" || err == nil && age < 18 {
			return true
		}
	}
	return false
}

// masked is a name as it may be shown.
func (s *source) masked(t *decode.Table, name string) string {
	hidden, ok := privacy.MaskNames(name)
	if !ok {
		t.Problem("name", "unmasked-name", name)
	}
	if s.loader.cfg.Dignity.Names == site.NamesSurname {
		runes := []rune(hidden)
		for i := 1; i < len(runes); i++ {
			if runes[i-1] == '*' && unicode.Is(unicode.Han, runes[i]) {
				runes[i] = '*'
			}
		}
		hidden = string(runes)
	}
	return hidden
}

// negative reads how long entries that need to get better are listed, and whom
// to ask about it. It is called when the entries are ranked.
func (s *source) negative(t *decode.Table, k *site.Ranking, levelTables []*decode.Table) {
	n := t.Table("negative")
	if n != nil {
		k.Negative = &site.Negative{Until: n.Day("until")}
		if a := n.Table("appeal"); a != nil {
			k.Negative.Appeal = site.Objections{To: a.NeedString("to"), Address: a.String("address"), Phone: config.Phone(a, "phone", false), Hours: a.String("hours")}
		}
	}
	at, key, code := t, "", diag.Code("")
	policy := s.loader.cfg.Dignity.Negative
	for _, l := range levelTables {
		if l.Bool("negative") && code == "" {
			at, key, code = l, "negative", s.mayBlame(k, policy)
		}
	}
	listed := slices.ContainsFunc(k.Levels, func(l site.RankLevel) bool { return l.Negative }) ||
		!people(k) && slices.ContainsFunc(k.Entries, func(e site.Entry) bool { return e.Veto != "" })
	switch {
	case code != "":
		at.Problem(key, code)
	case !listed:
	case k.Negative == nil || k.Negative.Until.IsZero() || k.Negative.Appeal.To == "":
		if n != nil {
			at, key = n, ""
		}
		at.Problem(key, "negative-without-appeal")
	case !s.loader.site.Now.Before(k.Negative.Until.End(s.loader.cfg.Zone)):
		k.Entries = slices.DeleteFunc(k.Entries, func(e site.Entry) bool {
			return e.Veto != "" || e.Level >= 0 && k.Levels[e.Level].Negative
		})
		k.Negative = nil
	}
	if people(k) && listed && k.Negative != nil && k.Waiver == nil {
		k.Waiver = &site.Waiver{On: s.loader.cfg.Dignity.Since, Why: s.loader.cfg.Dignity.Why}
	}
}

// mayBlame tells why a ranking may not list what needs to get better; empty if
// it may.
func (s *source) mayBlame(k *site.Ranking, policy site.NegativePolicy) diag.Code {
	switch {
	case policy == site.NegativeNone:
		return "negative-off"
	case people(k) && policy != site.NegativeAll:
		return "negative-person"
	}
	return ""
}

// tally is what the history of households and persons may say instead of a
// name: how many there were, or that there was none.
var tally = regexp.MustCompile(`^(?:共|约)?[0-9〇零一二两三四五六七八九十百]+(?:户|人|家|名|位)|^(?:空缺|暂缺|从缺|未评|轮空)$`)

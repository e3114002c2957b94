package build

import (
	"crypto/sha256"
	"fmt"

	"banbao/internal/config"
	"banbao/internal/content"
	"banbao/internal/diag"
	"banbao/internal/gate"
	"banbao/internal/output"
	"banbao/internal/site"
)

// guarded gives every file a look at what it will show: themes, data and
// putting things together can make personal data of what was none. What a
// waiver lets stand in its source may stand on every page.
func guarded(files []output.File, s *site.Site, cfg *config.Config) []output.File {
	g, passes := gate.New(cfg.Allowed()), map[string]bool{}
	for _, w := range s.Waivers {
		passes[w.Rule+w.Text] = true
	}
	check := func(f *output.File, body []byte) diag.List {
		var problems diag.List
		for _, found := range g.Page(f.Path, body) {
			if passes[string(found.Rule)+found.Text] {
				continue
			}
			found.Pos.File = content.Published + f.Path
			pos := f.Source
			if pos.File == "" {
				pos.File = found.Pos.File
			}
			problems.Add(diag.New("personal-data-on-page", pos, g.Hide(found.Pos.File), gate.RuleWords(found.Rule), found.Text,
				gate.LawWords(found.Rule), content.WaiverLines(s, found)))
		}
		return problems
	}
	for i := range files {
		files[i].Check = check
	}
	return files
}

// gateSum is what it depends on whether a page may be published as it is.
func gateSum(plan *Plan) [32]byte {
	h := sha256.New()
	fmt.Fprintf(h, "%q", plan.Config.Allowed())
	if plan.Site != nil {
		for _, w := range plan.Site.Waivers {
			fmt.Fprintf(h, "%q %q", w.Rule, w.Text)
		}
	}
	return [32]byte(h.Sum(nil))
}

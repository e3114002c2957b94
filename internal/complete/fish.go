package complete

import (
	"fmt"
	"strings"
)

// fish gets a function that tells where in the command line we are, and a line
// for each thing to complete there.
func fish(program string, all []place) string {
	var b strings.Builder
	at := "__" + function(program) + "_at"
	fmt.Fprintf(&b, `# %[1]s completion for fish. To load it:
#   %[1]s completion fish | source
# or, for every new shell: %[1]s completion fish > ~/.config/fish/completions/%[1]s.fish

function %[2]s
    set -l at %[3]s
    set -l value 0
    for word in (commandline -opc)[2..-1]
        if test $value = 1
            set value 0
            continue
        end
        switch "$at $word"
`, program, at, fishQuote(program))
	for _, p := range all {
		for _, w := range p.ways() {
			fmt.Fprintf(&b, "            case %s\n                set at %s\n", fishQuote(w.typed), fishQuote(w.to))
		}
		if takers := p.takers(); len(takers) > 0 {
			for i := range takers {
				takers[i] = fishQuote(takers[i])
			}
			fmt.Fprintf(&b, "            case %s\n                set value 1\n", strings.Join(takers, " "))
		}
	}
	fmt.Fprintf(&b, "        end\n    end\n    test \"$at\" = \"$argv[1]\"\nend\n\ncomplete -c %s -f\n", program)
	for _, p := range all {
		line := func(rest ...string) {
			fmt.Fprintf(&b, "complete -c %s -n %s %s\n", program, fishQuote(at+" "+fishQuote(p.path)), strings.Join(rest, " "))
		}
		for _, sub := range p.Subs {
			line("-a", fishQuote(sub.Name), "-d", fishQuote(sub.Help))
		}
		if len(p.Args) > 0 {
			line("-a", fishQuote(strings.Join(p.Args, " ")))
		}
		if p.Dir {
			line("-a", "'(__fish_complete_directories)'")
		} else if p.File {
			line("-F")
		}
		for _, f := range p.Flags {
			rest := []string{"-l", f.Long}
			if f.Short != "" {
				rest = append(rest, "-s", f.Short)
			}
			switch {
			case len(f.Values) > 0:
				rest = append(rest, "-x", "-a", fishQuote(strings.Join(f.Values, " ")))
			case f.Dir:
				rest = append(rest, "-x", "-a", "'(__fish_complete_directories)'")
			case f.File:
				rest = append(rest, "-r", "-F")
			case f.Arg != "":
				rest = append(rest, "-x")
			}
			line(append(rest, "-d", fishQuote(f.Help))...)
		}
	}
	return b.String()
}

func fishQuote(s string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, "'", `\'`).Replace(s) + "'"
}

package complete

import (
	"fmt"
	"strings"
)

// zsh has a function for each command, in the way of its own completions.
func zsh(program string, all []place) string {
	var b strings.Builder
	fmt.Fprintf(&b, `#compdef %[1]s
# %[1]s completion for zsh. Put it into a folder of $fpath as _%[1]s, or:
#   source <(%[1]s completion zsh)

`, program)
	for _, p := range all {
		fmt.Fprintf(&b, "_%s() {\n", function(p.path))
		if len(p.Subs) > 0 {
			b.WriteString("    local context state state_descr line\n    typeset -A opt_args\n")
		}
		b.WriteString("    _arguments -C")
		for _, f := range p.Flags {
			b.WriteString(" \\\n        " + zshFlag(f))
		}
		if len(p.Subs) > 0 {
			b.WriteString(" \\\n        '1: :->command' \\\n        '*:: :->rest'\n")
			b.WriteString("    case $state in\n    command)\n        local -a commands\n        commands=(\n")
			for _, sub := range p.Subs {
				fmt.Fprintf(&b, "            %s\n", single(strings.ReplaceAll(sub.Name, ":", `\:`)+":"+sub.Help))
			}
			b.WriteString("        )\n        _describe -t commands command commands ;;\n    rest)\n        case $words[1] in\n")
			for _, sub := range p.Subs {
				fmt.Fprintf(&b, "        %s) _%s ;;\n", strings.Join(append([]string{sub.Name}, sub.Aliases...), "|"), function(p.path+" "+sub.Name))
			}
			b.WriteString("        esac ;;\n    esac\n")
		} else if action := zshAction(p.Args, p.Dir, p.File); action != "" {
			b.WriteString(" \\\n        " + single("*: :"+action) + "\n")
		} else {
			b.WriteString("\n")
		}
		b.WriteString("}\n\n")
	}
	fmt.Fprintf(&b, `if [ "$funcstack[1]" = _%[1]s ]; then
    _%[1]s "$@"
else
    compdef _%[1]s %[2]s
fi
`, function(program), program)
	return b.String()
}

var zshText = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`, ":", `\:`)

func zshFlag(f Flag) string {
	help := "[" + zshText.Replace(f.Help) + "]"
	if f.Arg != "" {
		help += ":" + zshText.Replace(f.Arg) + ":" + zshAction(f.Values, f.Dir, f.File)
	}
	long, short := "--"+f.Long, "-"+f.Short
	if f.Arg != "" {
		long, short = long+"=", short+"+"
	}
	if f.Short == "" {
		return single(long + help)
	}
	exclude := fmt.Sprintf("(-%s --%s)", f.Short, f.Long)
	return single(exclude) + "{" + short + "," + long + "}" + single(help)
}

func zshAction(words []string, dir, file bool) string {
	switch {
	case len(words) > 0:
		return "(" + strings.Join(words, " ") + ")"
	case dir:
		return "_files -/"
	case file:
		return "_files"
	}
	return ""
}

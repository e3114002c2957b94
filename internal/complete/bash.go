package complete

import (
	"fmt"
	"strings"
)

// bash writes for bash 3.2, which macOS still has, and later. It splits words
// at = and :, so --format=json arrives as three of them.
func bash(program string, all []place) string {
	var b strings.Builder
	fn := "_" + function(program)
	fmt.Fprintf(&b, `# %[1]s completion for bash. To load it:
#   source <(%[1]s completion bash)
# or, for every new shell: %[1]s completion bash > ~/.local/share/bash-completion/completions/%[1]s

%[2]s() {
    local cur=${COMP_WORDS[COMP_CWORD]} flag='' at=%[3]s i
    COMPREPLY=()
    for ((i = 1; i < COMP_CWORD; i++)); do
        flag=''
        case "$at ${COMP_WORDS[i]}" in
`, program, fn, single(program))
	for _, p := range all {
		for _, w := range p.ways() {
			fmt.Fprintf(&b, "        %s) at=%s ;;\n", single(w.typed), single(w.to))
		}
		if takers := p.takers(); len(takers) > 0 {
			for i := range takers {
				takers[i] = single(takers[i])
			}
			fmt.Fprintf(&b, "        %s)\n            flag=${COMP_WORDS[i]}\n            i=$((i + 1))\n"+
				"            if [ \"${COMP_WORDS[i]}\" = '=' ] && [ \"$i\" -lt \"$COMP_CWORD\" ]; then i=$((i + 1)); fi ;;\n", strings.Join(takers, "|"))
		}
	}
	b.WriteString(`        esac
    done
    # Only a flag whose value ends at the cursor still waits for it.
    if [ "$i" -le "$COMP_CWORD" ]; then flag=''; fi
    if [ "$cur" = '=' ]; then cur=''; fi
    if [ -n "$flag" ]; then
        case "$at $flag" in
`)
	for _, p := range all {
		for _, f := range p.Flags {
			if f.Arg == "" {
				continue
			}
			var names []string
			for _, n := range f.names() {
				names = append(names, single(p.path+" "+n))
			}
			if reply := bashReply(f.Values, f.Dir, f.File); reply != "" {
				fmt.Fprintf(&b, "        %s) %s ;;\n", strings.Join(names, "|"), reply)
			}
		}
	}
	b.WriteString(`        esac
        return
    fi
    case "$at" in
`)
	for _, p := range all {
		var flags []string
		for _, f := range p.Flags {
			flags = append(flags, f.names()...)
		}
		reply := bashReply(p.words(), p.Dir, p.File)
		if reply == "" {
			reply = ":"
		}
		fmt.Fprintf(&b, "    %s)\n        case \"$cur\" in\n        -*) %s ;;\n        *) %s ;;\n        esac ;;\n",
			single(p.path), bashReply(flags, false, false), reply)
	}
	fmt.Fprintf(&b, "    esac\n}\n\ncomplete -F %s %s\n", fn, program)
	return b.String()
}

// bashReply fills COMPREPLY. Folders and files may have spaces, so they come
// one a line and are left to bash for quoting.
func bashReply(words []string, dir, file bool) string {
	action := ""
	switch {
	case len(words) > 0:
		return fmt.Sprintf(`COMPREPLY=($(compgen -W %s -- "$cur"))`, single(strings.Join(words, " ")))
	case dir:
		action = "-d"
	case file:
		action = "-f"
	default:
		return ""
	}
	return fmt.Sprintf(`local IFS=$'\n'; compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen %s -- "$cur"))`, action)
}

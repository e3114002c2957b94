// Package complete writes the scripts with which shells complete a command
// line, from a plain description of it:
//
//	script, err := complete.Script("bash", complete.Command{
//		Name: "banbao",
//		Subs: []complete.Command{{Name: "build", Help: "build the site", Flags: ...}},
//	})
//
// The scripts stand alone: they neither call the program nor need the shell's
// collection of completions. A flag of a command may be given to its commands
// as well. Flags are offered once a hyphen is typed; their values are the
// words listed, folders or files.
package complete

import (
	"fmt"
	"strings"
)

// Command is one command, or the program itself.
type Command struct {
	Name    string
	Aliases []string // understood, not offered
	Help    string
	Flags   []Flag
	Subs    []Command
	Args    []string // fixed words that may follow
	Dir     bool     // a folder may follow
	File    bool     // a file may follow
}

// Flag is one flag.
type Flag struct {
	Long, Short string // without hyphens; Short may be empty
	Help        string
	Arg         string   // what its value is called; empty if it has none
	Values      []string // all there are
	Dir, File   bool     // it is a folder or a file
}

// Shells are those that Script knows.
func Shells() []string { return []string{"bash", "zsh", "fish", "powershell"} }

// UnknownShell is a shell that there is no script for.
type UnknownShell struct{ Shell string }

func (e *UnknownShell) Error() string {
	return fmt.Sprintf("no completion for %q; there is one for %s", e.Shell, strings.Join(Shells(), ", "))
}

// Script is the text to load into the shell. The error is an *UnknownShell.
func Script(shell string, c Command) (string, error) {
	all := c.flat(nil, nil)
	switch shell {
	case "bash":
		return bash(c.Name, all), nil
	case "zsh":
		return zsh(c.Name, all), nil
	case "fish":
		return fish(c.Name, all), nil
	case "powershell", "pwsh":
		return powershell(c.Name, all), nil
	}
	return "", &UnknownShell{shell}
}

// place is a command with the words that lead to it.
type place struct {
	Command
	path string // banbao new
}

// flat lists a command and those below it, each with the flags of those above.
func (c Command) flat(above []string, inherited []Flag) []place {
	words := append(above[:len(above):len(above)], c.Name)
	flags := inherited[:len(inherited):len(inherited)]
	own := map[string]bool{}
	for _, f := range c.Flags {
		own[f.Long] = true
	}
	c.Flags = append([]Flag(nil), c.Flags...)
	for _, f := range flags {
		if !own[f.Long] {
			c.Flags = append(c.Flags, f)
		}
	}
	all := []place{{c, strings.Join(words, " ")}}
	for _, sub := range c.Subs {
		all = append(all, sub.flat(words, c.Flags)...)
	}
	return all
}

// words are what may follow the command: its commands and its fixed words.
func (p place) words() []string {
	var w []string
	for _, sub := range p.Subs {
		w = append(w, sub.Name)
	}
	return append(w, p.Args...)
}

// names are a flag as it is typed.
func (f Flag) names() []string {
	names := []string{"--" + f.Long}
	if f.Short != "" {
		names = append(names, "-"+f.Short)
	}
	return names
}

// way leads from a place to one below it.
type way struct{ typed, to string }

// ways are all that lead on from a place, by name or by alias.
func (p place) ways() []way {
	var all []way
	for _, sub := range p.Subs {
		for _, name := range append([]string{sub.Name}, sub.Aliases...) {
			all = append(all, way{p.path + " " + name, p.path + " " + sub.Name})
		}
	}
	return all
}

// takers are the flags, as they are typed in this place, that take the next
// word as their value.
func (p place) takers() []string {
	var all []string
	for _, f := range p.Flags {
		if f.Arg != "" {
			for _, name := range f.names() {
				all = append(all, p.path+" "+name)
			}
		}
	}
	return all
}

// single quotes text for a shell in which nothing is special in single
// quotes, not even a backslash.
func single(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

// function is fit for the name of a function.
func function(s string) string {
	return strings.NewReplacer(" ", "_", "-", "_").Replace(s)
}

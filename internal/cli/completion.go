package cli

import (
	"fmt"
	"strings"

	"github.com/alecthomas/kong"

	"banbao/internal/complete"
)

type completionCmd struct {
	Shell string `arg:"" help:"bash、zsh、fish 或 powershell"`
}

// Run prints the completion script of a shell.
func (c *completionCmd) Run(s *session, k *kong.Kong) error {
	script, err := complete.Script(c.Shell, describe(k.Model.Node))
	if err != nil {
		return unknownWord("completion", c.Shell, complete.Shells())
	}
	_, err = fmt.Fprint(s.Stdout, script)
	return err
}

// describe tells package complete what the flag library knows.
func describe(n *kong.Node) complete.Command {
	c := complete.Command{Name: n.Name, Aliases: n.Aliases, Help: firstWords(n.Help)}
	for _, f := range n.Flags {
		if f.Hidden {
			continue
		}
		flag := complete.Flag{Long: f.Name, Help: firstWords(f.Help)}
		if f.Short != 0 {
			flag.Short = string(f.Short)
		}
		if !f.IsBool() {
			flag.Arg = f.PlaceHolder
			if flag.Arg == "" {
				flag.Arg = strings.ToUpper(f.Name)
			}
			flag.Values = f.EnumSlice()
			flag.Dir = f.PlaceHolder == "DIR"
		}
		c.Flags = append(c.Flags, flag)
	}
	for _, sub := range n.Children {
		c.Subs = append(c.Subs, describe(sub))
	}
	if n.Name == "completion" {
		c.Args = complete.Shells()
	}
	return c
}

// firstWords is the Chinese half of a help text.
func firstWords(help string) string {
	zh, _, _ := strings.Cut(help, " / ")
	return zh
}

// Command banbao turns a folder of Markdown and TOML into a neighbourhood's
// website, screens and printed sheets. See package cli for its commands.
package main

import (
	"os"

	_ "time/tzdata" // so that Asia/Shanghai is known on every machine

	"banbao/internal/cli"
)

func main() { os.Exit(cli.Main(os.Args[1:])) }

package complete

import (
	"fmt"
	"strings"
	"unicode/utf16"
)

// powershell writes for Windows PowerShell 5.1 and later. The script is plain
// ASCII: 5.1 reads files and pipes in the system's code page, and what becomes
// of Chinese there may even hold a quote. Where nothing is offered PowerShell
// itself offers files and folders.
func powershell(program string, all []place) string {
	var b strings.Builder
	fmt.Fprintf(&b, `# %[1]s completion for PowerShell. To load it, here or in $PROFILE:
#   %[1]s completion powershell | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName %[2]s -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    # Not @{ }: -d and -D are two flags.
    $ways = New-Object System.Collections.Hashtable ([StringComparer]::Ordinal)
`, program, powershellQuote(program))
	for _, p := range all {
		for _, w := range p.ways() {
			fmt.Fprintf(&b, "    $ways[%s] = %s\n", powershellQuote(w.typed), powershellQuote(w.to))
		}
	}
	b.WriteString("    # What a flag takes: a list of words, or an empty one for anything.\n    $values = New-Object System.Collections.Hashtable ([StringComparer]::Ordinal)\n")
	for _, p := range all {
		for _, f := range p.Flags {
			if f.Arg == "" {
				continue
			}
			for _, name := range f.names() {
				fmt.Fprintf(&b, "    $values[%s] = %s\n", powershellQuote(p.path+" "+name), powershellList(f.Values))
			}
		}
	}
	b.WriteString("    # What is offered where: names, each with its help behind a bar.\n    $offers = New-Object System.Collections.Hashtable ([StringComparer]::Ordinal)\n")
	for _, p := range all {
		var lines []string
		for _, sub := range p.Subs {
			lines = append(lines, powershellOffer(sub.Name, sub.Help))
		}
		for _, a := range p.Args {
			lines = append(lines, powershellOffer(a, a))
		}
		for _, f := range p.Flags {
			for _, name := range f.names() {
				lines = append(lines, powershellOffer(name, f.Help))
			}
		}
		fmt.Fprintf(&b, "    $offers[%s] = @(\n        %s\n    )\n", powershellQuote(p.path), strings.Join(lines, ",\n        "))
	}
	fmt.Fprintf(&b, `    $at = %s
    $flag = ''
    foreach ($element in ($commandAst.CommandElements | Select-Object -Skip 1)) {
        # The word under the cursor is still being written.
        if ($element.Extent.EndOffset -ge $cursorPosition -and $wordToComplete -ne '') { break }
        $word = "$at $($element.Extent.Text)"
        if ($flag -ne '') { $flag = '' }
        elseif ($ways.ContainsKey($word)) { $at = $ways[$word] }
        elseif ($values.ContainsKey($word)) { $flag = $word }
    }
    $prefix = ''
    if ($flag -eq '' -and $wordToComplete -match '^(--[^=]+)=(.*)$' -and $values.ContainsKey("$at $($Matches[1])")) {
        $flag = "$at $($Matches[1])"
        $prefix = "$($Matches[1])="
        $wordToComplete = $Matches[2]
    }
    if ($flag -ne '') {
        foreach ($value in $values[$flag]) {
            if ($value.StartsWith($wordToComplete)) {
                [System.Management.Automation.CompletionResult]::new("$prefix$value", $value, 'ParameterValue', $value)
            }
        }
        return
    }
    foreach ($offer in $offers[$at]) {
        $name, $help = $offer -split '\|', 2
        if ($name.StartsWith('-') -ne $wordToComplete.StartsWith('-')) { continue }
        if ($name.StartsWith($wordToComplete)) {
            $help = [regex]::Unescape($help)
            if ($help -eq '') { $help = $name }
            [System.Management.Automation.CompletionResult]::new($name, $name, 'ParameterValue', $help)
        }
    }
}
`, powershellQuote(program))
	return b.String()
}

func powershellQuote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

func powershellList(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = powershellQuote(w)
	}
	return "@(" + strings.Join(quoted, ", ") + ")"
}

// powershellOffer is a name and its help, in ASCII that [regex]::Unescape
// turns back.
func powershellOffer(name, s string) string {
	var b strings.Builder
	b.WriteString(name + "|")
	for _, r := range s {
		switch {
		case r == '\\':
			b.WriteString(`\\`)
		case r >= ' ' && r <= '~':
			b.WriteRune(r)
		default:
			for _, u := range utf16.Encode([]rune{r}) {
				fmt.Fprintf(&b, `\u%04x`, u)
			}
		}
	}
	return powershellQuote(b.String())
}

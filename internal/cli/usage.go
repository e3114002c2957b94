package cli

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/alecthomas/kong"
)

// parseMistake words the mistakes that the flag library finds.
func parseMistake(err error) error {
	var p *kong.ParseError
	if !errors.As(err, &p) {
		return err
	}
	text := p.Error()
	for _, m := range parseWords {
		found := m.library.FindStringSubmatch(text)
		if found == nil {
			continue
		}
		args := make([]any, len(found)-1)
		for i, f := range found[1:] {
			args[i] = f
		}
		mistake := usageError{zh: fmt.Sprintf(m.zh, args...), en: text}
		if m.en != "" {
			mistake.en = fmt.Sprintf(m.en, args...)
		}
		return mistake
	}
	return usageError{zh: "这一行的写法不对（" + text + "）", en: text}
}

// parseWords are the library's messages and ours; where there is no English,
// the library's is good enough. What is more special stands first.
var parseWords = []struct {
	library *regexp.Regexp
	zh, en  string
}{
	{regexp.MustCompile(`^unknown flag (\S+), did you mean (?:one of )?(.+)\?$`), "没有 %s 这个选项，是不是想写 %s？", ""},
	{regexp.MustCompile(`^unknown flag (\S+)$`), "没有 %s 这个选项", ""},
	{regexp.MustCompile(`^unexpected argument (\S+), did you mean (?:one of )?(.+)\?$`), "没有 %s 这个命令，是不是想写 %s？", ""},
	{regexp.MustCompile(`^unexpected argument (.+)$`), "多了“%s”", ""},
	{regexp.MustCompile(`^expected one of (.+)$`), "要写一个命令：%s", ""},
	{regexp.MustCompile(`^expected "(.+)"$`), "少了 %s", ""},
	{regexp.MustCompile(`^(\S+): (?:missing value.*|expected (?:a |an )?\S+ value but got "EOL".*)$`), "%s 后面少了值", "%s needs a value"},
	{regexp.MustCompile(`^(\S+): expected an? (?:valid \d+ bit )?u?int but got "(.*)".*$`), "%s 要写一个整数，例如 4，不是“%s”", "%s must be a whole number such as 4, not %q"},
	{regexp.MustCompile(`^(\S+): (?:bool value must be .+|expected bool) but got "(.*)".*$`), "%s 是开关，后面不用写“%s”；要关掉就不写这个选项", "%s is a switch and takes no %q; leave the flag out to switch it off"},
	{regexp.MustCompile(`^(\S+): expected \S+ value but got "?([^"]+)"?.*$`), "%s 不能是“%s”", ""},
	{regexp.MustCompile(`^(\S+) must be one of (.+) but got "(.*)"$`), "%s 只能是 %s，不是“%s”", ""},
}

// help prints the usage of the program or of one command, Chinese first.
func (s *session) help(_ kong.HelpOptions, ctx *kong.Context) error {
	at := ctx.Selected()
	if at == nil {
		at = ctx.Model.Node
	}
	var b strings.Builder
	if at.Type == kong.ApplicationNode {
		fmt.Fprintf(&b, "%s\n\n", at.Help)
	} else {
		fmt.Fprintf(&b, "banbao %s：%s\n\n", pathOf(at), at.Help)
		if len(at.Aliases) > 0 {
			fmt.Fprintf(&b, "%s%s\n\n", pick(s.lang, "也可以写：", "also: "), strings.Join(at.Aliases, " "))
		}
	}
	fmt.Fprintf(&b, "%s\n  banbao %s\n", pick(s.lang, "用法", "Usage"), usageLine(at))
	if len(at.Children) > 0 {
		fmt.Fprintf(&b, "\n%s\n", pick(s.lang, "命令", "Commands"))
		for _, c := range at.Children {
			if !c.Hidden {
				fmt.Fprintf(&b, "  %-12s %s\n", c.Name, c.Help)
			}
		}
	}
	for _, p := range at.Positional {
		fmt.Fprintf(&b, "\n  %-12s %s\n", strings.ToUpper(p.Name), p.Help)
	}
	fmt.Fprintf(&b, "\n%s\n", pick(s.lang, "选项", "Flags"))
	for _, group := range at.AllFlags(true) {
		for _, f := range group {
			fmt.Fprintf(&b, "  %-26s %s\n", flagWord(f), f.Help)
		}
	}
	if at.Type == kong.ApplicationNode {
		fmt.Fprintf(&b, "\n%s\n", pick(s.lang,
			"不写命令：在网站文件夹里就预览，在别处就新建。\n退出码：0 完成；1 内容有误；2 用法或配置有误；3 机器出错；130 中断。",
			"Without a command: preview inside a site, elsewhere offer to make one.\nExit codes: 0 done; 1 problems in content; 2 wrong usage or configuration; 3 the machine failed; 130 interrupted."))
	}
	_, err := fmt.Fprint(s.Stdout, b.String())
	return err
}

// pathOf is the words that lead to a command, without other names for it.
func pathOf(at *kong.Node) string {
	if at.Parent == nil || at.Parent.Type == kong.ApplicationNode {
		return at.Name
	}
	return pathOf(at.Parent) + " " + at.Name
}

func usageLine(at *kong.Node) string {
	var parts []string
	if at.Type != kong.ApplicationNode {
		parts = append(parts, pathOf(at))
	}
	if len(at.Children) > 0 {
		parts = append(parts, "<command>")
	}
	for _, p := range at.Positional {
		word := strings.ToUpper(p.Name)
		if !p.Required {
			word = "[" + word + "]"
		}
		parts = append(parts, word)
	}
	return strings.Join(append(parts, "[flags]"), " ")
}

func flagWord(f *kong.Flag) string {
	w := "    --" + f.Name
	if f.Short != 0 {
		w = "-" + string(f.Short) + ", --" + f.Name
	}
	if !f.IsBool() {
		name := f.PlaceHolder
		if name == "" {
			name = strings.ToUpper(f.Name)
		}
		w += " " + name
	}
	return w
}

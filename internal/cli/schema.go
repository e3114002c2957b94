package cli

import (
	"fmt"

	"banbao/internal/content"
	"banbao/internal/opendata"
)

// frontMatter is the word before the schemas of what authors write.
const frontMatter = "front-matter"

type schemaCmd struct {
	Name string `arg:"" optional:"" help:"哪一份数据，或者 front-matter；不写就列出全部 / which data, or front-matter; none lists them"`
	Noun string `arg:"" optional:"" help:"front-matter 的哪一种：notice、activity…、config / of what, after front-matter"`
}

// Run prints a JSON Schema, or names them all.
func (c *schemaCmd) Run(s *session) error {
	switch {
	case c.Name == "":
		return listSchemas(s)
	case c.Name == frontMatter:
		text, ok := content.Schema(c.Noun)
		if !ok {
			return unknownWord("schema "+frontMatter, c.Noun, content.SchemaNames())
		}
		_, err := s.Stdout.Write(text)
		return err
	}
	text, ok := opendata.Schema(c.Name)
	if !ok || c.Noun != "" {
		known := []string{frontMatter}
		for _, set := range opendata.Schemas() {
			known = append(known, set.Name)
		}
		word := c.Name
		if c.Noun != "" {
			word += " " + c.Noun
		}
		return unknownWord("schema", word, known)
	}
	_, err := s.Stdout.Write(text)
	return err
}

func listSchemas(s *session) error {
	for _, set := range opendata.Schemas() {
		if _, err := fmt.Fprintf(s.Stdout, "%-12s %s\n", set.Name, set.Title); err != nil {
			return err
		}
	}
	for _, name := range content.SchemaNames() {
		if _, err := fmt.Fprintf(s.Stdout, "%s %s\n", frontMatter, name); err != nil {
			return err
		}
	}
	return nil
}

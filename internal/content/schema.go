package content

import "embed"

//go:embed schema/*.json
var schemas embed.FS

// SchemaNames are the files that authors write and for which there is a schema.
func SchemaNames() []string {
	return []string{"notice", "activity", "ranking", "guide", "page", "config"}
}

// Schema is the JSON Schema of what may be written in the front matter of a
// noun, or in config.toml, for editors that complete it. It is made by a test
// out of what the readers ask for: go test ./internal/content -run FrontMatter
// -update.
func Schema(name string) ([]byte, bool) {
	text, err := schemas.ReadFile("schema/" + name + ".json")
	return text, err == nil
}

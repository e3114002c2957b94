package content

import (
	"bytes"
	"encoding/json"
	"flag"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"banbao/internal/config"
	"banbao/internal/decode"
)

var update = flag.Bool("update", false, "write the schemas that the readers give")

// nounOf are the nouns that have a schema, by their folder.
var nounOf = map[string]string{"notices": "notice", "guides": "guide", "pages": "page", "activities": "activity", "rankings": "ranking"}

// askedFor has every reader run on a table that has every key and says nothing,
// and tells what each asked for.
func askedFor(t *testing.T) map[string]*decode.Asked {
	t.Helper()
	all := map[string]*decode.Asked{"config": config.Trace()}
	empty := &fstest.MapFile{Data: []byte("+++\n+++\n")}
	cfg := config.Config{}
	cfg.Zone, cfg.Title = time.UTC, "a"
	for name := range nounOf {
		all[nounOf[name]] = &decode.Asked{}
	}
	for pick := range decode.Picks {
		Load(fstest.MapFS{
			"content/notices/a.md": empty, "content/activities/a.md": empty, "content/guides/a.md": empty, "content/pages/a.md": empty,
			"content/rankings/a.toml": {Data: nil},
		}, cfg, Options{Now: time.Unix(0, 0), trace: func(file string) *decode.Table {
			return decode.Trace(file, time.UTC, all[nounOf[path.Base(path.Dir(file))]], pick)
		}})
	}
	return all
}

// meanings are what docs/content.md says of the keys in its tables.
func meanings(t *testing.T) map[string]string {
	t.Helper()
	doc, err := os.ReadFile("../../docs/content.md")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, m := range regexp.MustCompile("(?m)^\\| `([a-z_]+)`[^|]*\\| ([^|]+) \\|").FindAllStringSubmatch(string(doc), -1) {
		if all[m[1]] == "" {
			all[m[1]] = strings.NewReplacer("**", "", "`", "").Replace(m[2])
		}
	}
	return all
}

// schemaOf is what may stand at one place, as JSON Schema.
func schemaOf(a *decode.Asked, means map[string]string) map[string]any {
	var forms []map[string]any
	if slices.Contains(a.Forms, decode.FormTexts) && slices.Contains(a.Forms, decode.FormTables) { // a list may mix them
		either := []any{formOf(decode.FormText, a, means)[0], tableOf(a, means)}
		return map[string]any{"anyOf": []any{map[string]any{"type": "string"}, map[string]any{"type": "array", "items": map[string]any{"anyOf": either}}}}
	}
	for _, f := range a.Forms {
		forms = append(forms, formOf(f, a, means)...)
	}
	switch len(forms) {
	case 0:
		return map[string]any{}
	case 1:
		return forms[0]
	}
	return map[string]any{"anyOf": forms}
}

func formOf(f decode.Form, a *decode.Asked, means map[string]string) []map[string]any {
	text := map[string]any{"type": "string"}
	if len(a.Words) > 0 {
		text["enum"] = a.Words
	}
	switch f {
	case decode.FormBool:
		return []map[string]any{{"type": "boolean"}}
	case decode.FormInt:
		return []map[string]any{{"type": "integer"}}
	case decode.FormNumber:
		return []map[string]any{{"type": "number"}}
	case decode.FormTexts:
		return []map[string]any{text, {"type": "array", "items": text}}
	case decode.FormTable:
		return []map[string]any{tableOf(a, means)}
	case decode.FormTables:
		return []map[string]any{{"type": "array", "items": tableOf(a, means)}}
	}
	return []map[string]any{text} // a TOML date is a text to editors
}

func tableOf(a *decode.Asked, means map[string]string) map[string]any {
	properties, needed := map[string]any{}, []string{}
	for key, kid := range a.Keys {
		p := schemaOf(kid, means)
		if means[key] != "" {
			p["description"] = means[key]
		}
		properties[key] = p
		if kid.Needed {
			needed = append(needed, key)
		}
	}
	s := map[string]any{"type": "object", "properties": properties, "additionalProperties": a.Free}
	if len(needed) > 0 {
		slices.Sort(needed)
		s["required"] = needed
	}
	return s
}

// TestFrontMatterSchemas wants every schema to be what the readers ask for.
// With -update it writes them.
func TestFrontMatterSchemas(t *testing.T) {
	means, all := meanings(t), askedFor(t)
	for _, name := range SchemaNames() {
		a := all[name]
		if a == nil || len(a.Keys) < 8 {
			t.Fatalf("the reader of %s asked for nothing", name)
		}
		schema := tableOf(a, means)
		schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
		schema["title"] = name
		var want bytes.Buffer
		out := json.NewEncoder(&want)
		out.SetEscapeHTML(false)
		out.SetIndent("", " ")
		if err := out.Encode(schema); err != nil {
			t.Fatal(err)
		}
		if *update {
			if err := os.WriteFile("schema/"+name+".json", want.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if got, _ := Schema(name); !bytes.Equal(got, want.Bytes()) {
			t.Errorf("schema/%s.json is not what the reader asks for; run go test ./internal/content -run FrontMatter -update", name)
		}
	}
}

// TestSampleByItsSchemas has everything that the sample's authors wrote
// checked by a validator that knows nothing of Banbao, and a mistake found.
func TestSampleByItsSchemas(t *testing.T) {
	schemas := map[string]*jsonschema.Schema{}
	for _, name := range SchemaNames() {
		text, _ := Schema(name)
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		c := jsonschema.NewCompiler()
		if err := c.AddResource(name, doc); err != nil {
			t.Fatal(err)
		}
		if schemas[name], err = c.Compile(name); err != nil {
			t.Fatal(err)
		}
	}
	judge := func(name, file, front string) error {
		var values map[string]any
		if err := toml.Unmarshal([]byte(front), &values); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		text, err := json.Marshal(values)
		if err != nil {
			t.Fatal(err)
		}
		plain, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		return schemas[name].Validate(plain)
	}
	read := 0
	err := fs.WalkDir(os.DirFS("../.."), "content", func(file string, d fs.DirEntry, err error) error {
		parts := strings.Split(file, "/")
		if err != nil || d.IsDir() || len(parts) < 3 {
			return err
		}
		name, ext := nounOf[parts[1]], path.Ext(file)
		if name == "" || ext != ".md" && (ext != ".toml" || name != "ranking") || ext == ".md" && name == "ranking" {
			return nil
		}
		text, err := os.ReadFile("../../" + file)
		if err != nil {
			return err
		}
		front := string(text)
		if ext == ".md" {
			_, front, _ = strings.Cut(front, "+++\n")
			front, _, _ = strings.Cut(front, "\n+++\n")
		}
		read++
		if err := judge(name, file, front); err != nil {
			t.Errorf("%s: %v", file, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if read < 100 {
		t.Errorf("only %d files were read", read)
	}
	text, err := os.ReadFile("../../config.toml")
	if err != nil {
		t.Fatal(err)
	}
	if err := judge("config", "config.toml", string(text)); err != nil {
		t.Error(err)
	}
	const front = "title = \"停水\"\nkind = \"notice\"\ndate = 2026-11-22\n"
	for _, mistake := range []string{"kidn = 1\n", "level = \"huge\"\n", "tags = 3\n", "[contact]\ntel = \"1\"\n"} {
		if judge("notice", mistake, front+mistake) == nil {
			t.Errorf("no mistake was seen in %q", mistake)
		}
	}
	if err := judge("notice", "front", front); err != nil {
		t.Error(err)
	}
}

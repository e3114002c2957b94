package opendata

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"reflect"
	"testing"

	"github.com/invopop/jsonschema"

	"banbao/internal/calendar"
	"banbao/internal/site"
)

var update = flag.Bool("update", false, "write the schemas that the types give")

// values are what each set holds.
var values = map[string]any{
	"site": Site{}, "notices": Notices{}, "activities": Activities{}, "rankings": Rankings{}, "guides": Guides{},
	"pages": Pages{}, "standings": Standings{}, "boards": Boards{}, "screens": Screens{},
}

// words are the types that have a fixed set of values.
var words = map[reflect.Type]*jsonschema.Schema{
	reflect.TypeFor[Link]():           {Type: "string", Format: "uri-reference"},
	reflect.TypeFor[calendar.Day]():   {Type: "string", Format: "date"},
	reflect.TypeFor[site.Kind]():      oneOf(site.Kinds()),
	reflect.TypeFor[site.Level]():     oneOf(site.Levels()),
	reflect.TypeFor[site.State]():     oneOf([]site.State{site.Current, site.Ended, site.Withdrawn, site.Draft, site.Scheduled}),
	reflect.TypeFor[site.Stage]():     oneOf(site.Stages()),
	reflect.TypeFor[site.Form]():      oneOf(site.Forms()),
	reflect.TypeFor[site.Unit]():      oneOf(site.Units()),
	reflect.TypeFor[site.Ties]():      oneOf(site.AllTies()),
	reflect.TypeFor[site.GuideSort](): oneOf(site.GuideSorts()),
	reflect.TypeFor[site.BoardKind](): oneOf(site.BoardKinds()),
}

// oneOf is the schema of a set of words, each with its Chinese where it has one.
func oneOf[T ~string](all []T) *jsonschema.Schema {
	s := &jsonschema.Schema{Type: "string"}
	for _, w := range all {
		s.Enum = append(s.Enum, string(w))
		if named, ok := any(w).(interface{ Chinese() string }); ok {
			if s.Description != "" {
				s.Description += "；"
			}
			s.Description += string(w) + " " + named.Chinese()
		}
	}
	return s
}

// TestSchemas wants every schema to be what the types give. With -update it
// writes them.
func TestSchemas(t *testing.T) {
	for _, set := range Schemas() {
		value, ok := values[set.Name]
		if !ok {
			t.Fatalf("there is no type for %s", set.Name)
		}
		r := jsonschema.Reflector{DoNotReference: true, Anonymous: true, Mapper: func(of reflect.Type) *jsonschema.Schema {
			if s := words[of]; s != nil {
				again := *s
				return &again
			}
			return nil
		}}
		schema := r.Reflect(value)
		schema.Title, schema.Description = set.Title, set.Note
		var want bytes.Buffer
		out := json.NewEncoder(&want)
		out.SetEscapeHTML(false)
		out.SetIndent("", "  ")
		if err := out.Encode(schema); err != nil {
			t.Fatal(err)
		}
		file := "schema/" + SchemaName(set.Name)
		if *update {
			if err := os.WriteFile(file, want.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if got, _ := Schema(set.Name); !bytes.Equal(got, want.Bytes()) {
			t.Errorf("%s is not what the types give; run go test ./internal/opendata -update", file)
		}
	}
}

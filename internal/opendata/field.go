package opendata

import (
	"bytes"
	"encoding/json"
)

// Field is one field of what a set lists, as its schema describes it.
type Field struct {
	Name, Title, Note string
	Always            bool // never left out
}

// property is what is read again of a schema.
type property struct {
	Title       string          `json:"title"`
	Description string          `json:"description"`
	Properties  json.RawMessage `json:"properties"`
	Items       *property       `json:"items"`
	Required    []string        `json:"required"`
}

// Fields are the fields of each thing that a set lists; of the site, which is
// one thing, those of its file. They stand in the order of the schema.
func Fields(set string) []Field {
	text, _ := Schema(set)
	var schema property
	if err := json.Unmarshal(text, &schema); err != nil {
		return nil // a test reads them all
	}
	of := &schema
	var inside map[string]*property
	if json.Unmarshal(schema.Properties, &inside) == nil && inside[set] != nil && inside[set].Items != nil {
		of = inside[set].Items
	}
	var fields []Field
	in := json.NewDecoder(bytes.NewReader(of.Properties))
	in.Token() // {
	for in.More() {
		name, _ := in.Token()
		var p property
		if in.Decode(&p) != nil {
			break
		}
		f := Field{Name: name.(string), Title: p.Title, Note: p.Description}
		for _, r := range of.Required {
			f.Always = f.Always || r == f.Name
		}
		fields = append(fields, f)
	}
	return fields
}

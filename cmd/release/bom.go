package main

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"runtime/debug"
	"strings"
	"time"

	"banbao/internal/licences"
)

// A document is a list of what is in a program, as CycloneDX 1.6 has it:
// https://cyclonedx.org/docs/1.6/json/.
type document struct {
	Format       string       `json:"bomFormat"`
	Spec         string       `json:"specVersion"`
	Serial       string       `json:"serialNumber"`
	Version      int          `json:"version"`
	Metadata     metadata     `json:"metadata"`
	Components   []component  `json:"components"`
	Dependencies []dependency `json:"dependencies"`
}

type metadata struct {
	Timestamp string    `json:"timestamp"`
	Component component `json:"component"`
}

type component struct {
	Type       string     `json:"type"`
	Ref        string     `json:"bom-ref"`
	Name       string     `json:"name"`
	Version    string     `json:"version"`
	Hashes     []hash     `json:"hashes,omitempty"`
	Licences   []licence  `json:"licenses,omitempty"`
	PURL       string     `json:"purl"`
	Properties []property `json:"properties,omitempty"`
}

type hash struct {
	Algorithm string `json:"alg"`
	Content   string `json:"content"`
}

type licence struct {
	Licence struct {
		ID string `json:"id"`
	} `json:"license"`
}

type property struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type dependency struct {
	Ref string   `json:"ref"`
	On  []string `json:"dependsOn"`
}

// bom lists what is in a program, from what Go wrote into it, with the sum of
// its bytes. at is the time of the commit: nothing in the list tells when, or
// where, it was made.
func bom(info *debug.BuildInfo, sum [32]byte, at time.Time) ([]byte, error) {
	program := module(info.Main, "MIT")
	program.Type = "application"
	program.Hashes = []hash{{"SHA-256", hex.EncodeToString(sum[:])}}
	for _, s := range info.Settings {
		program.Properties = append(program.Properties, property{"go:build:" + s.Key, s.Value})
	}
	parts := []component{module(debug.Module{Path: "std", Version: strings.TrimPrefix(info.GoVersion, "go")}, licences.Of("Go"))}
	for _, m := range info.Deps {
		if m.Replace != nil {
			return nil, fmt.Errorf("%s is replaced by %s, which nobody else can have", m.Path, m.Replace.Path)
		}
		id := licences.Of(m.Path)
		if id == "" {
			return nil, fmt.Errorf("%s is not in THIRD-PARTY.md", m.Path)
		}
		parts = append(parts, module(*m, id))
	}
	uses := dependency{Ref: program.Ref, On: []string{}}
	for _, p := range parts {
		uses.On = append(uses.On, p.Ref)
	}
	doc := document{
		Format: "CycloneDX", Spec: "1.6", Serial: serial(sum), Version: 1,
		Metadata:   metadata{at.UTC().Format(time.RFC3339), program},
		Components: parts, Dependencies: []dependency{uses},
	}
	text, err := json.MarshalIndent(doc, "", "  ")
	return append(text, '\n'), err
}

// module is a Go module under a licence, named by its package URL.
func module(m debug.Module, id string) component {
	purl := "pkg:golang/" + m.Path + "@" + strings.ReplaceAll(m.Version, "+", "%2B")
	c := component{Type: "library", Ref: purl, Name: m.Path, Version: m.Version, PURL: purl, Licences: make([]licence, 1)}
	c.Licences[0].Licence.ID = id
	if m.Sum != "" {
		c.Properties = []property{{"go:sum", m.Sum}}
	}
	return c
}

// serial makes a UUID (RFC 9562, version 8) of the program's sum: the list of
// the same program has the same.
func serial(sum [32]byte) string {
	u := [16]byte(sum[:16])
	u[6], u[8] = u[6]&0x0f|0x80, u[8]&0x3f|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}

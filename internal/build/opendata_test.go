package build

import (
	"bytes"
	"encoding/json"
	"net/url"
	"path"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"banbao/internal/opendata"
	"banbao/internal/site"
)

// published is what the files of a plan say, by path.
func published(t *testing.T, plan *Plan, in func(path string) bool) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	for _, f := range plan.Files {
		if !in(f.Path) {
			continue
		}
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		all[f.Path] = b.Bytes()
	}
	return all
}

// TestOpenData reads the sample's data with a validator that knows nothing of
// Banbao: every file is as the schema beside it says, everything that it names
// has its page, and nothing is told that is still to come.
func TestOpenData(t *testing.T) {
	plan := Prepare(sample(time.Date(2026, 11, 22, 9, 0, 0, 0, china)))
	exists := map[string]bool{}
	for _, f := range plan.Files {
		exists[f.Path] = true
	}
	files := published(t, plan, func(p string) bool {
		return path.Ext(p) == ".json" && (strings.HasPrefix(p, "data/") || strings.HasPrefix(p, "rankings/"))
	})
	read, standings := 0, 0
	for name, text := range files {
		if strings.HasSuffix(name, ".schema.json") {
			continue
		}
		read++
		data, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		set, _, _ := strings.Cut(strings.TrimSuffix(path.Base(name), ".json"), "-")
		beside, _ := data.(map[string]any)["$schema"].(string)
		if strings.HasPrefix(name, "rankings/") {
			set = "standings"
			standings++
		}
		if path.Join(path.Dir(name), beside) != "data/"+opendata.SchemaName(set) {
			t.Errorf("%s says that its schema is %v", name, beside)
		}
		if err := schemaOf(t, files["data/"+opendata.SchemaName(set)]).Validate(data); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		list, _ := data.(map[string]any)[set].([]any)
		if set != "site" && set != "standings" && len(list) == 0 {
			t.Errorf("%s lists nothing", name)
		}
		for _, one := range list {
			for _, key := range []string{"url", "data", "calendar"} {
				if address, ok := one.(map[string]any)[key].(string); ok && !exists[below(t, plan.Site, address)] {
					t.Errorf("%s leads to %s, which is not there", name, address)
				}
			}
		}
	}
	if want := len(opendata.Sets()) + 2 + standings; read != want || standings == 0 { // notices by year
		t.Errorf("%d files of data were read, want %d", read, want)
	}
	for _, i := range plan.Site.Items() {
		if plan.Site.Presence(i) == site.Present {
			continue
		}
		for name, text := range files {
			if strings.Contains(string(text), `"`+i.Noun.Folder()+"/"+i.Slug+`"`) || strings.Contains(string(text), "/"+i.Path()) {
				t.Errorf("%s tells of %s, which is still to come", name, i.Source)
			}
		}
	}
}

func schemaOf(t *testing.T, text []byte) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// below is the file that an address of the site stands for.
func below(t *testing.T, s *site.Site, address string) string {
	t.Helper()
	name, err := url.PathUnescape(strings.TrimPrefix(address, s.BaseURL))
	if err != nil {
		t.Fatal(err)
	}
	return name
}

// TestOpenDataIsPublic: what a page hides, the data do not tell: names stay
// masked, what was withdrawn says why and no more, and a file is known by all
// that it says.
func TestOpenDataIsPublic(t *testing.T) {
	plan := Prepare(sample(time.Date(2026, 11, 22, 9, 0, 0, 0, china)))
	for name, text := range published(t, plan, func(p string) bool {
		return strings.HasPrefix(p, "data/notices-") && !strings.HasSuffix(p, ".schema.json")
	}) {
		var file struct {
			Notices []struct {
				ID, Summary, Withdrawn, From string
				State                        site.State
				Contact                      *opendata.Contact
			}
		}
		if err := json.Unmarshal(text, &file); err != nil {
			t.Fatal(err)
		}
		for _, n := range file.Notices {
			if n.State == site.Withdrawn && (n.Withdrawn == "" || n.Summary != "" || n.Contact != nil || n.From != "") {
				t.Errorf("%s: %s was withdrawn, and still says %+v", name, n.ID, n)
			}
			if n.State == site.Draft || n.State == site.Scheduled {
				t.Errorf("%s: %s is %s", name, n.ID, n.State)
			}
		}
	}
}

package opendata

import "testing"

// TestFields wants every field of every set to be explained, in the order of
// the type.
func TestFields(t *testing.T) {
	for _, set := range Sets() {
		fields := Fields(set.Name)
		if len(fields) < 3 {
			t.Errorf("%s has %d fields", set.Name, len(fields))
		}
		for _, f := range fields {
			if f.Title == "" {
				t.Errorf("nobody says what %s of %s means", f.Name, set.Name)
			}
		}
	}
	if f := Fields("notices")[0]; f.Name != "id" || !f.Always {
		t.Errorf("the first field of a notice is %+v", f)
	}
}

package diag

// text is a message in both languages. Verbs are numbered (%[1]s), since the
// languages order them differently.
type text struct{ zh, en string }

type entry struct {
	severity      Severity
	message, hint text
}

// catalog is every message there is. Each code has a case in
// internal/build/testdata/wrong that provokes it; a test counts them.
var catalog = map[Code]entry{}

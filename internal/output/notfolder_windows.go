package output

// isNotFolder is never needed on Windows, which says that such a path does
// not exist.
func isNotFolder(error) bool { return false }

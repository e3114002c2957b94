package diag

// Nearest finds the known word that a mistyped one most likely meant: the one
// with the fewest insertions, deletions, replacements and swaps, if these are
// few for the word's length. It returns "" when nothing is near.
func Nearest(word string, known []string) string {
	w := []rune(word)
	best, bestDistance := "", 1+max(1, len(w)/3)
	for _, k := range known {
		if d := distance(w, []rune(k)); d < bestDistance {
			best, bestDistance = k, d
		}
	}
	return best
}

// distance is the optimal string alignment distance.
func distance(a, b []rune) int {
	var before []int
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		next := make([]int, len(b)+1)
		next[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			next[j] = min(row[j]+1, next[j-1]+1, row[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				next[j] = min(next[j], before[j-2]+1)
			}
		}
		before, row = row, next
	}
	return row[len(b)]
}

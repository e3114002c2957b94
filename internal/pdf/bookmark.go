package pdf

// bookmark is a bookmark that has been written but for its neighbours.
type bookmark struct {
	title quoted
	dest  any
	open  []bookmark
}

// bookmarks are those of the pages that are taken.
func (t *taking) bookmarks(v any, seen map[any]bool) []bookmark {
	var all []bookmark
	for {
		r, ok := v.(ref)
		d := t.d.dict(r)
		if !ok || d == nil || seen[r] {
			return all
		}
		seen[r] = true
		inner := t.bookmarks(d["First"], seen)
		title, _ := t.d.get(d["Title"]).(quoted)
		dest, _ := t.d.get(d["Dest"]).(array)
		if len(dest) > 0 {
			dest, _ = t.copy(dest).(array)
		}
		if len(dest) > 0 && dest[0] != nil {
			all = append(all, bookmark{title, dest, inner})
		} else {
			all = append(all, inner...)
		}
		v = d["Next"]
	}
}

// outlines writes bookmarks below another, and gives the first and last of
// them, and how many there are with those inside.
func (j *joiner) outlines(marks []bookmark, parent int) (first, last, count int) {
	numbers := make([]int, len(marks))
	for k := range marks {
		numbers[k] = j.next()
	}
	for k, m := range marks {
		d := dict{"Title": m.title, "Dest": m.dest, "Parent": ref(parent)}
		if k > 0 {
			d["Prev"] = ref(numbers[k-1])
		}
		if k+1 < len(marks) {
			d["Next"] = ref(numbers[k+1])
		}
		if len(m.open) > 0 {
			a, b, n := j.outlines(m.open, numbers[k])
			d["First"], d["Last"], d["Count"] = ref(a), ref(b), -n // closed
		}
		j.put(numbers[k], d)
		count++
	}
	return numbers[0], numbers[len(numbers)-1], count
}

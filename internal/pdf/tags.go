package pdf

import "fmt"

// tags takes over the tags of the pages that are taken.
func (t *taking) tags() {
	tree := t.d.dict(t.d.root["StructTreeRoot"])
	if tree == nil {
		return
	}
	for _, kid := range t.kids(tree["K"]) {
		r, ok := kid.(ref)
		if !ok {
			continue
		}
		n, ok := t.tag(r, t.j.top, 0, 0)
		if ok {
			t.j.kids = append(t.j.kids, ref(n))
		}
	}
	t.table(tree["ParentTree"], map[any]bool{})
}

func (t *taking) kids(v any) array {
	if list, ok := t.d.get(v).(array); ok {
		return list
	}
	if v == nil {
		return nil
	}
	return array{v}
}

// tag takes over a tag and what is in it, if any of it is on a page that is
// taken.
func (t *taking) tag(r ref, parent, page, depth int) (int, bool) {
	d := t.d.dict(r)
	if _, taken := t.to[int(r)]; d == nil || depth > 1000 || taken {
		return 0, false
	}
	if on, ok := d["Pg"].(ref); ok {
		page = int(on)
	}
	n := t.j.next()
	t.to[int(r)] = n
	var kids array
	for _, kid := range t.kids(d["K"]) {
		switch kid := kid.(type) {
		case word:
			switch {
			case t.to[page] == 0:
			case t.form != 0:
				kids = append(kids, dict{"Type": name("MCR"), "Pg": ref(t.to[page]), "Stm": ref(t.form), "MCID": kid})
			default:
				kids = append(kids, kid)
			}
		case dict:
			on := page
			if other, ok := kid["Pg"].(ref); ok {
				on = int(other)
			}
			if t.to[on] != 0 {
				piece, _ := t.copy(kid).(dict)
				if t.form != 0 {
					piece["Pg"], piece["Stm"] = ref(t.to[on]), ref(t.form)
				}
				kids = append(kids, piece)
			}
		case ref:
			if m, ok := t.tag(kid, n, page, depth+1); ok {
				kids = append(kids, ref(m))
			}
		}
	}
	if kids == nil && t.kids(d["K"]) != nil {
		t.to[int(r)] = 0
		return 0, false
	}
	out := dict{}
	for key, v := range inOrder(d) {
		switch key {
		case "P", "K":
		case "ID", "A":
			out[key] = t.named(v)
		default:
			out[key] = t.copy(v)
		}
	}
	out["P"] = ref(parent)
	if id, ok := out["ID"].(quoted); ok {
		t.j.ids[string(plain(id))] = ref(n)
	}
	switch len(kids) {
	case 0:
	case 1:
		out["K"] = kids[0]
	default:
		out["K"] = kids
	}
	switch {
	case depth == 0 && out["S"] == name("Document"):
		out["S"] = name("Part")
	case out["S"] == name("Strong"), out["S"] == name("Em"): // of PDF 2.0: older readers pass over what is in them
		out["S"] = name("Span")
	}
	t.j.put(n, out)
	return n, true
}

// named is a value of a tag: names of tags, which tables use to say which head
// belongs to a cell, are made different from those of other parts.
func (t *taking) named(v any) any {
	switch v := t.d.get(v).(type) {
	case quoted:
		return quoted("<" + fmt.Sprintf("%X", append([]byte(t.name), plain(v)...)) + ">")
	case array:
		out := make(array, len(v))
		for k, x := range v {
			out[k] = t.named(x)
		}
		return out
	case dict:
		out := dict{}
		for key, x := range inOrder(v) {
			if key == "Headers" {
				out[key] = t.named(x)
			} else {
				out[key] = t.copy(x)
			}
		}
		return out
	default:
		return t.copy(v)
	}
}

// table takes over which tag each piece of a page belongs to.
func (t *taking) table(v any, seen map[any]bool) {
	d := t.d.dict(v)
	if r, ok := v.(ref); d == nil || ok && seen[r] {
		return
	} else if ok {
		seen[r] = true
	}
	for _, kid := range t.kids(d["Kids"]) {
		if r, ok := kid.(ref); ok {
			t.table(r, seen)
		}
	}
	nums, _ := t.d.get(d["Nums"]).(array)
	for k := 0; k+1 < len(nums); k += 2 {
		n, ok := number(nums[k])
		if !ok || t.keys+n >= t.j.keys { // of a page that was left out
			continue
		}
		var value any
		if list, ok := t.d.get(nums[k+1]).(array); ok {
			value = t.j.add(t.known(list))
		} else {
			value = t.known(nums[k+1])
		}
		t.j.parents = append(t.j.parents, t.keys+n, value)
	}
}

// known is a list of tags of which some were left out.
func (t *taking) known(v any) any {
	switch v := v.(type) {
	case ref:
		if n := t.to[int(v)]; n != 0 {
			return ref(n)
		}
	case array:
		out := make(array, len(v))
		for k, x := range v {
			out[k] = t.known(x)
		}
		return out
	}
	return nil
}

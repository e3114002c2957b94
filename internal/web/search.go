package web

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"banbao/internal/diag"
	"banbao/internal/hant"
	"banbao/internal/output"
	"banbao/internal/pinyin"
	"banbao/internal/search"
	"banbao/internal/site"
)

// The page that searches in all that there is, its scripts, and the files that
// they load beside those of package search: what is known before anything is
// asked, by what results are narrowed, and how Traditional signs are folded.
const (
	searchPath   = "search/index.html"
	searchScript = "search.js"
	searchAsker  = "search-index.js"
	searchHead   = "search/index.js"
	searchSieve  = "search/filters.js"
	searchFold   = "search/fold.js"
)

// searchPage is the page that searches in all that there is.
type searchPage struct {
	Page
	Kinds     []Link // letters of the kinds that there are, in Href
	Buildings []Link // their ids, in Href
	Phone     Phone  // whom to ask where nothing is found
	Ways      []Link // other ways to find something
}

// searches tells whether there is such a page.
func (r *renderer) searches() bool {
	return !r.theme.Off("search") && r.theme.Asset(searchScript) != "" && r.theme.Asset(searchAsker) != ""
}

// search makes the page and the index that it asks.
func (r *renderer) search() {
	if !r.searches() {
		return
	}
	all := r.findings()
	blocks := r.searchBlocks(all)
	index, err := search.NewIndex(blocks.list)
	if err != nil { // nobody has a quarter of a million notices
		return
	}
	r.searchPage(all)
	r.indexFiles(index, blocks, all)
}

func (r *renderer) searchPage(all []*finding) {
	v := searchPage{Ways: []Link{
		{"现在有效的通知", "notices/index.html"},
		{"办事指南，按事情找", "guides/index.html"},
		{"往期，按年月找", "archive/index.html"},
		{"标签", "tags/index.html"},
	}}
	if r.tellsDays() {
		v.Ways = append(v.Ways, Link{"那一天贴了什么，按日子找", onPath})
	}
	if len(r.site.Phones) > 0 {
		p := r.site.Phones[0]
		v.Phone = phone(p.Name, p.Number, p.Note)
	}
	present := map[int]bool{}
	for _, f := range all {
		present[f.kind] = true
	}
	for i, word := range searchKinds() {
		if present[i] {
			v.Kinds = append(v.Kinds, Link{word, kindLetter(i)})
		}
	}
	for _, b := range r.site.Buildings {
		v.Buildings = append(v.Buildings, Link{b.Name, b.ID})
	}
	v.Frame = r.frame(searchPath, "", "搜索", Link{Text: "搜索"})
	v.Frame.Description = "在" + r.site.Title + "的通知、活动、评比、办事指南里找"
	v.Frame.Scripts = append(v.Frame.Scripts, r.theme.Asset(searchAsker), searchHead, r.theme.Asset(searchScript))
	add(r, searchPath, "search", diag.Pos{}, v)
}

// searchKinds are the words that things to be found are sorted by.
func searchKinds() []string {
	var words []string
	for _, k := range site.Kinds() {
		words = append(words, k.Chinese())
	}
	return append(words, "活动", "评比", "办事", "社区")
}

// Kinds beyond those of notices.
const (
	kindActivity = iota - 4
	kindRanking
	kindGuide
	kindPage
)

func kindLetter(kind int) string { return string(rune('a' + kind)) }

// searchBlocks are the blocks of an index with their keys.
type searchBlocks struct {
	list   []search.Block
	keys   []output.Key
	groups []searchGroup
	sum    output.Key
}

// searchGroup is a month, or a noun without dates.
type searchGroup struct {
	name  string
	count int
}

// searchBlocks puts what is to be found into blocks: a month each, the oldest
// first, and as many more as it needs, so that a new notice changes the last.
func (r *renderer) searchBlocks(all []*finding) searchBlocks {
	var b searchBlocks
	common := output.KeyOf("search 2", r.site.Buildings, r.site.Issuer)
	var buf []byte
	for rest := all; len(rest) > 0; {
		month := rest[0].month
		n := 1
		for n < len(rest) && rest[n].month == month {
			n++
		}
		name := groupName(month, rest[0].item)
		b.groups = append(b.groups, searchGroup{name, n})
		for i := 0; i < n; i += search.BlockSize {
			part := rest[i:min(i+search.BlockSize, n)]
			block := name + "-" + strconv.Itoa(i/search.BlockSize)
			b.list = append(b.list, search.Block{Name: block, Size: len(part), Read: func() ([]search.Record, error) { return r.records(part) }})
			buf = append(buf[:0], common[:]...)
			for _, f := range part {
				buf = f.appendKey(buf)
			}
			b.keys = append(b.keys, output.KeyOf(buf))
		}
		rest = rest[n:]
	}
	b.sum = output.KeyOf(b.keys, b.groups)
	return b
}

// undated stands for the months of what has none, which come last.
const undated = 1 << 20

func groupName(month int, i *site.Item) string {
	if month >= undated {
		return i.Noun.Folder()
	}
	return fmt.Sprintf("%04d-%02d", month/12, month%12+1)
}

// indexFiles publishes an index. Blocks come before the shards, which are made
// of what is read for them.
func (r *renderer) indexFiles(index *search.Index, blocks searchBlocks, all []*finding) {
	add := func(path string, key output.Key, write func(w io.Writer) error) {
		r.files = append(r.files, output.File{Path: path, Key: key, AsIs: true, OnDemand: true, Write: write})
	}
	asIs := func(path string, key output.Key, make func() ([]byte, error)) {
		add(path, key, func(w io.Writer) error {
			data, err := make()
			if err == nil {
				_, err = w.Write(data)
			}
			return err
		})
	}
	same := make([]bool, index.Shards())
	if r.published != nil {
		same = index.Renew(publishedIndex(r.published, blocks))
	}
	for i, b := range blocks.list {
		add(search.TextPath(b.Name), blocks.keys[i], func(w io.Writer) error { return index.WriteText(w, i) })
	}
	for n := range index.Shards() {
		path, key := search.ShardPath(n), output.KeyOf(blocks.sum, n)
		if same[n] {
			key = r.published.Files[path].Key
		}
		asIs(path, key, func() ([]byte, error) { return index.Shard(n) })
	}
	head := scriptCall("index", r.searchHead(blocks, all))
	asIs(searchHead, output.KeyOf(head), func() ([]byte, error) { return head, nil })
	asIs(searchSieve, output.KeyOf(blocks.sum, "filters"), func() ([]byte, error) { return scriptCall("filters", sieve(r.site, all)), nil })
	from, to := hant.FoldPairs()
	fold := []string{from, to}
	asIs(searchFold, output.KeyOf(fold), func() ([]byte, error) { return scriptCall("table", fold), nil })
}

// scriptCall is a script that hands a value to the page.
func scriptCall(name string, v any) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		panic("web: " + err.Error()) // plain values of our own
	}
	return []byte("banbaoSearch." + name + "(" + string(text) + ")\n")
}

// headData is what the page knows before it is asked.
type headData struct {
	Version   string  `json:"version"`
	Count     int     `json:"count"`
	Shards    int     `json:"shards"`
	Groups    [][]any `json:"groups"`    // name and number of records
	Current   string  `json:"current"`   // four hex digits a block: which records have not ended
	Syllables string  `json:"syllables"` // of pinyin
}

func (r *renderer) searchHead(blocks searchBlocks, all []*finding) headData {
	h := headData{
		Version: blocks.sum.String()[:12], Count: len(all), Shards: search.Shards(len(all)),
		Syllables: strings.TrimSpace(strings.Join(pinyin.All(), " ")),
	}
	for _, g := range blocks.groups {
		h.Groups = append(h.Groups, []any{g.name, g.count})
	}
	var current strings.Builder
	for _, b := range blocks.list {
		mask := 0
		for i, f := range all[:b.Size] {
			if f.item.State(r.site.Now) != site.Ended && !f.withdrawn() {
				mask |= 1 << i
			}
		}
		fmt.Fprintf(&current, "%04x", mask)
		all = all[b.Size:]
	}
	h.Current = current.String()
	return h
}

// sieveData is by what results can be narrowed.
type sieveData struct {
	Kinds     string           `json:"kinds"`     // a letter for each record
	Buildings map[string][]int `json:"buildings"` // records that name a building, each less the one before
	Named     []int            `json:"named"`     // records that name any, likewise
}

func sieve(s *site.Site, all []*finding) sieveData {
	d := sieveData{Buildings: map[string][]int{}, Named: []int{}}
	kinds := make([]byte, len(all))
	last, named := map[string]int{}, 0
	for i, f := range all {
		kinds[i] = kindLetter(f.kind)[0]
		for _, b := range slices.Compact(slices.Sorted(slices.Values(f.item.Buildings))) {
			d.Buildings[b] = append(d.Buildings[b], i-last[b])
			last[b] = i
		}
		if len(f.item.Buildings) > 0 {
			d.Named = append(d.Named, i-named)
			named = i
		}
	}
	d.Kinds = string(kinds)
	return d
}

// publishedIndex is the index that a ledger knows.
func publishedIndex(l *output.Ledger, blocks searchBlocks) search.Published {
	prefix, suffix, _ := strings.Cut(search.TextPath("|"), "|")
	shards, _, _ := strings.Cut(search.ShardPath(0), "0.")
	p := search.Published{
		Text:  func(block string) ([]byte, bool) { return l.Read(search.TextPath(block)) },
		Shard: func(n int) ([]byte, bool) { return l.Read(search.ShardPath(n)) },
		Same:  func(block string, now int) bool { return l.Files[search.TextPath(block)].Key == blocks.keys[now] },
	}
	for path := range l.Files {
		if name, ok := strings.CutPrefix(path, prefix); ok {
			p.Blocks = append(p.Blocks, strings.TrimSuffix(name, suffix))
		} else if strings.HasPrefix(path, shards) {
			p.Shards++
		}
	}
	slices.SortFunc(p.Blocks, compareBlocks)
	return p
}

// compareBlocks puts names of blocks in the order in which they were made.
func compareBlocks(a, b string) int {
	groupOf := func(name string) (string, int) {
		at := strings.LastIndexByte(name, '-')
		n, _ := strconv.Atoi(name[at+1:])
		return name[:max(at, 0)], n
	}
	groupA, nA := groupOf(a)
	groupB, nB := groupOf(b)
	return cmp.Or(cmp.Compare(groupA, groupB), cmp.Compare(nA, nB))
}

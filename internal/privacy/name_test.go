package privacy

import "testing"

func TestMaskNames(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"张三", "张*"},
		{"李小明", "李*明"},
		{"王小小明", "王**明"},
		{"欧阳修", "欧阳*"},
		{"欧阳小明", "欧阳**"},
		{"欧阳", "欧*"}, // a surname alone is taken for a name of two
		{"张三家", "张*家"},
		{"李小明家", "李*明家"},
		{"张*", "张*"},
		{"李＊明", "李*明"},
		{"王×芳", "王×芳"},
		{"李某", "李某"},
		{"李某某", "李某某"},
		{"家", "家"},
		{"张", "张"},
		{"", ""},

		{"阿依古丽·买买提", "阿***·买**"},
		{"阿依古丽.买买提", "阿***·买**"},
		{"阿依古丽•买买提老师", "阿***·买**老师"},
		{"买买提明江", "买****"},

		{"李明同志", "李*同志"},
		{"王小芳老师", "王*芳老师"},
		{"王小芳 老师", "王*芳老师"},
		{"张三师傅家", "张*师傅家"},
		{"王奶奶", "王奶奶"},
		{"欧阳老师", "欧阳老师"},
		{"王*芳老师", "王*芳老师"},

		{"王小芳（3幢）", "王*芳（3幢）"},
		{"王小芳(3幢、4幢)", "王*芳(3幢、4幢)"},
		{"王小芳老师（3幢）（新）", "王*芳老师（3幢）（新）"},

		{"李 明", "李*"},
		{"李　明", "李*"},
		{"李 小 明", "李*明"},
		{"欧阳 小明", "欧阳**"},
		{"张三 李小明", "张* 李*明"},

		{"张三、李四", "张*、李*"},
		{"张三，李小明、王*", "张*，李*明、王*"},
		{"张三, 李四", "张*,李*"},
		{"张三和李四", "张*和李*"},
		{"张三和李四家", "张*和李*家"},
		{"李和平", "李*平"},
		{"李四和王和平", "李*和王*平"},
		{"王和平和李四", "王*平和李*"},

		{"Wang Wei", "W*** W**"},
		{"Wang", "W***"},
		{"J. O'Brien", "J. O'B****"},
		{"Wang Wei（3幢）", "W*** W**（3幢）"},
	} {
		got, ok := MaskNames(c.name)
		if got != c.want || !ok {
			t.Errorf("MaskNames(%q) = %q, %v, want %q", c.name, got, ok, c.want)
		}
		if again, ok := MaskNames(got); again != got || !ok {
			t.Errorf("masking %q twice gives %q", c.name, again)
		}
	}
	for _, name := range []string{"\xe5.\xae.\xb7", "3幢1单元", "王小芳3幢", "小王Tom", "王小芳（3幢", "（3幢）王小芳", "王小芳（3幢）家", "王小芳：组长", "阿依古丽·", "张三、3幢", "༄"} {
		if got, ok := MaskNames(name); ok {
			t.Errorf("%q is masked as %q", name, got)
		}
	}
}

// FuzzMaskNames: what is masked stays as it is, and no name of two characters or
// more goes through.
func FuzzMaskNames(f *testing.F) {
	for _, name := range []string{"李小明", "张三、李四", "阿依古丽·买买提", "Wang Wei", "王小芳（3幢）", "张三和李四", "欧阳 明", "家家", "·", "（）", "\xff"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		masked, ok := MaskNames(name)
		if !ok {
			return
		}
		if again, ok := MaskNames(masked); again != masked || !ok {
			t.Errorf("MaskNames(%q) = %q, and that is masked as %q, %v", name, masked, again, ok)
		}
		if plain, title := cutTitle(name); allHan(plain) && len([]rune(plain)) > 1 && masked == name && title == "" && !isMasked(plain) {
			t.Errorf("%q is not masked", name)
		}
	})
}

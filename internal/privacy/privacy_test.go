package privacy

import "testing"

func TestMask(t *testing.T) {
	d := New([]string{"０５２３-0600 1102", "137 0000 0001"})
	for _, c := range []struct{ text, want string }{
		{"身份证号11010519491231002X。", "身份证号（已隐去）。"},
		{"11010519491231002x", "（已隐去）"},
		{"手机13800138000，", "手机（已隐去），"},
		{"手机一三八零零一三八零零零，", "手机（已隐去），"},
		{"＋８６ １３８－００１３－８０００", "（已隐去）"},
		{"**138**0013**8000**", "**（已隐去）**"},
		{"1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣", "（已隐去）"},
		{"值班电话 138 0013 8000", "值班电话 138****8000"},
		{"卡号6222 0213 0701 0101 234", "卡号****1234"},
		{"护照号E12345678", "护照号（已隐去）"},
		{"回乡证H1234567801", "回乡证（已隐去）"},
		{"电话137-0000-0001、0523-06001102", "电话137-0000-0001、0523-06001102"},
		{"订单号13800138000", "订单号13800138000"},
		{"新民发〔2026〕12号，2026年11月22日18:30", "新民发〔2026〕12号，2026年11月22日18:30"},
		{"138****8000", "138****8000"},
	} {
		if got := d.Mask(c.text); got != c.want {
			t.Errorf("%q is masked as %q, want %q", c.text, got, c.want)
		}
	}
}

func TestAllowed(t *testing.T) {
	d := New([]string{"hall@xincheng.example", "１３７ 0000 0001", "苏A·12345", "+86 13900000002", ""})
	for _, text := range []string{"邮箱Hall@xincheng.example", "手机＋86 137-0000-0001", "手机一三七〇〇〇〇〇〇〇一", "车牌苏A12345", "手机13900000002"} {
		if got := d.Find(text); len(got) > 0 {
			t.Errorf("%s is allowed, but %+v is found", text, got)
		}
	}
}

func TestRules(t *testing.T) {
	for _, r := range Rules() {
		zh, en := r.Words()
		lawZh, lawEn := r.Law()
		if !r.Known() || zh == "" || en == "" || lawZh == "" || lawEn == "" {
			t.Errorf("%s is told as %q, %q by %q, %q", r, zh, en, lawZh, lawEn)
		}
	}
	if Rule("idnumber").Known() {
		t.Error("a rule that is misspelt is known")
	}
}

package output

import (
	"bytes"
	"reflect"
	"testing"

	"banbao/internal/diag"
)

// aLedger is one as a build leaves it.
func aLedger() *Ledger {
	return &Ledger{Dir: "/site/public", Record: Look{120, 7}, Files: map[string]Written{
		"a.html":       {Key: KeyOf("a"), Sum: [32]byte{1}, Look: Look{12, 3}},
		"screens/b.js": {Key: KeyOf("b"), Sum: [32]byte{2}, Look: Look{0, -1}, Problems: []diag.Problem{diag.New("bad-path", diag.Pos{File: "b", Line: 1}, "p")}},
	}}
}

// FuzzDecodeLedger: foreign bytes give an error or a ledger that is written as
// it was read; a ledger that was cut, or has more behind it, is none.
func FuzzDecodeLedger(f *testing.F) {
	whole := aLedger().Encode()
	f.Add(whole)
	f.Add((&Ledger{}).Encode())
	f.Add(whole[:len(whole)/2])
	f.Add(bytes.Repeat([]byte{0xff}, 64))
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := DecodeLedger(data)
		if err != nil {
			return
		}
		text := l.Encode()
		back, err := DecodeLedger(text)
		if err != nil || !reflect.DeepEqual(back, l) {
			t.Fatalf("%+v is read again as %+v, %v", l, back, err)
		}
		for _, bad := range [][]byte{text[:len(text)-1], append(text[:len(text):len(text)], 0)} {
			if _, err := DecodeLedger(bad); err == nil {
				t.Errorf("%d bytes of %d are read", len(bad), len(text))
			}
		}
	})
}

func TestLedgerComesBack(t *testing.T) {
	l := aLedger()
	back, err := DecodeLedger(l.Encode())
	if err != nil || !reflect.DeepEqual(back, l) {
		t.Errorf("%+v, %v; want %+v", back, err, l)
	}
}

package sign

import (
	"bytes"
	"crypto/rand"
	"strings"
	"testing"
)

func newKey(t *testing.T) Key {
	t.Helper()
	k, err := New(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestSign(t *testing.T) {
	k, other := newKey(t), newKey(t)
	text := []byte("{\"version\":1,\"alerts\":[]}\n")
	out, err := k.Sign("screens/alert.json", text)
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := k.Sign("screens/alert.json", text); !bytes.Equal(out, again) {
		t.Error("other bytes the second time")
	}
	if !k.Public().Holds("screens/alert.json", out) || !IsSigned(out) {
		t.Errorf("does not hold: %s", out)
	}
	for what, held := range map[string]bool{
		"unsigned":      k.Public().Holds("screens/alert.json", text),
		"empty":         k.Public().Holds("screens/alert.json", nil),
		"another's":     other.Public().Holds("screens/alert.json", out),
		"another file":  k.Public().Holds("screens/hall/manifest.json", out),
		"changed":       k.Public().Holds("screens/alert.json", bytes.Replace(out, []byte("1"), []byte("2"), 1)),
		"more behind":   k.Public().Holds("screens/alert.json", append(bytes.Clone(out), ' ')),
		"two of them":   k.Public().Holds("screens/alert.json", append(bytes.TrimSuffix(out, []byte("}\n")), out[len(out)-tail:]...)),
		"no public key": Public("").Holds("screens/alert.json", out),
	} {
		if held {
			t.Errorf("%s: holds", what)
		}
	}
	if out, err := (Key{}).Sign("a.json", text); err != nil || !bytes.Equal(out, text) || IsSigned(text) {
		t.Error("without a key a file stays as it is")
	}
	if _, err := k.Sign("a.json", []byte("[]")); err == nil {
		t.Error("signed what is no object")
	}
}

func TestParseKey(t *testing.T) {
	k := newKey(t)
	for name, text := range map[string]string{
		"as made": string(k.Bytes()), "crlf": strings.ReplaceAll(string(k.Bytes()), "\n", "\r\n"), "bom": "\ufeff" + string(k.Bytes()), "no end": strings.TrimSpace(string(k.Bytes())),
	} {
		if got, err := ParseKey([]byte(text)); err != nil || got.Public() != k.Public() {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, text := range []string{"", header, header + "\nabc\n", string(k.Public()), "ssh-ed25519 AAAA", header + "\n" + strings.Repeat("A", 5000)} {
		if _, err := ParseKey([]byte(text)); err == nil {
			t.Errorf("%.40q passes for a key", text)
		}
	}
	if p, err := ParsePublic(string(k.Public()) + "\r\n"); err != nil || p != k.Public() {
		t.Error(p, err)
	}
	if _, err := ParsePublic("abc"); err == nil {
		t.Error("abc passes for a public key")
	}
}

// Package sign puts Ed25519 signatures into published JSON files, and checks
// them, so that a screen or a person far away can tell that a file is what the
// holder of the key made.
//
// A signature is the last member of the file's outermost object and is not
// signed itself:
//
//	{"version":1,…,"signature":"<88 characters of base64>"}
//
// So a file and its signature are one file: they are replaced in one step, and
// neither can be missing or old. What is signed is the path of the file, a line
// feed, and the file without the member; so one file cannot stand in for
// another. Ed25519 signs without chance: the same file has the same bytes.
package sign

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"io"
	"regexp"
	"strings"
)

// header is the first line of a file with a secret key.
const header = "banbao-signing-key ed25519"

// MaxKeyFile is the size in bytes beyond which a file is no key.
const MaxKeyFile = 4096

// Errors of this package.
var (
	ErrNotKey = errors.New("it is not a key made by banbao key new")
	ErrNotSum = errors.New("the text is no JSON object that ends in a line feed")
)

// Key signs. It is kept secret.
type Key struct{ private ed25519.PrivateKey }

// New makes a key of 32 random bytes.
func New(random io.Reader) (Key, error) {
	seed := make([]byte, ed25519.SeedSize)
	if _, err := io.ReadFull(random, seed); err != nil {
		return Key{}, err
	}
	return Key{ed25519.NewKeyFromSeed(seed)}, nil
}

// Bytes is the file of a secret key.
func (k Key) Bytes() []byte {
	return []byte(header + "\n" + base64.StdEncoding.EncodeToString(k.private.Seed()) + "\n")
}

// ParseKey reads the file of a secret key.
func ParseKey(text []byte) (Key, error) {
	lines := strings.Fields(strings.TrimPrefix(strings.TrimPrefix(string(text), "\ufeff"), header))
	if len(text) > MaxKeyFile || len(lines) != 1 || !bytes.Contains(text, []byte(header)) {
		return Key{}, ErrNotKey
	}
	seed, err := base64.StdEncoding.DecodeString(lines[0])
	if err != nil || len(seed) != ed25519.SeedSize {
		return Key{}, ErrNotKey
	}
	return Key{ed25519.NewKeyFromSeed(seed)}, nil
}

// IsZero tells whether there is no key.
func (k Key) IsZero() bool { return k.private == nil }

// Public is the key that others check with; the zero key has the zero one.
func (k Key) Public() Public {
	if k.IsZero() {
		return ""
	}
	return Public(base64.StdEncoding.EncodeToString(k.private.Public().(ed25519.PublicKey)))
}

// Public is a public key: 32 bytes in base64. It is no secret.
type Public string

// ParsePublic reads a public key as it is written anywhere.
func ParsePublic(text string) (Public, error) {
	p := Public(strings.TrimSpace(text))
	if p.bytes() == nil {
		return "", ErrNotKey
	}
	return p, nil
}

func (p Public) bytes() ed25519.PublicKey {
	b, err := base64.StdEncoding.DecodeString(string(p))
	if err != nil || len(b) != ed25519.PublicKeySize {
		return nil
	}
	return b
}

var signed = regexp.MustCompile(`,"signature":"([A-Za-z0-9+/]{86}==)"\}\n$`)

// tail is how many bytes the member takes, with the end of the object.
const tail = len(`,"signature":""}`+"\n") + 88

// Sign gives a JSON object its signature as the file at a path below the
// published folder. The zero key leaves it as it is.
func (k Key) Sign(path string, text []byte) ([]byte, error) {
	if k.IsZero() {
		return text, nil
	}
	body, ok := bytes.CutSuffix(bytes.TrimSuffix(text, []byte("\n")), []byte("}"))
	if !ok {
		return nil, ErrNotSum
	}
	out := append(make([]byte, 0, len(text)+tail), body...)
	out = append(out, `,"signature":"`...)
	out = base64.StdEncoding.AppendEncode(out, ed25519.Sign(k.private, message(path, body)))
	return append(out, "\"}\n"...), nil
}

// IsSigned tells whether a text carries a signature, of whomever.
func IsSigned(text []byte) bool { return signed.Match(text[max(0, len(text)-tail):]) }

// Holds tells whether the file at a path carries a signature by the key's
// holder.
func (p Public) Holds(path string, text []byte) bool {
	start := max(0, len(text)-tail)
	at := signed.FindSubmatchIndex(text[start:])
	public := p.bytes()
	if at == nil || public == nil {
		return false
	}
	sum, err := base64.StdEncoding.DecodeString(string(text[start+at[2] : start+at[3]]))
	return err == nil && ed25519.Verify(public, message(path, text[:start+at[0]]), sum)
}

// message is what is signed: body is the object without its end.
func message(path string, body []byte) []byte {
	m := make([]byte, 0, len(path)+len(body)+3)
	m = append(append(m, path...), '\n')
	return append(append(m, body...), "}\n"...)
}

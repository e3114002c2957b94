package extract

import (
	"errors"

	"banbao/internal/decode"
	"banbao/internal/pdf"
)

// pdf reads a PDF. A page that shows a picture and no word was scanned.
func (r *reader) pdf(src []byte) (err error) {
	defer func() {
		if recover() != nil { // a file that no program wrote
			err = ErrBroken
		}
	}()
	d, err := pdf.ReadWithin(src, r.room)
	switch {
	case errors.Is(err, pdf.ErrEncrypted):
		return ErrLocked
	case err != nil:
		return ErrBroken
	}
	t, err := d.Text(decode.GBK)
	r.line(t.Words)
	switch {
	case err != nil:
		return ErrBroken
	case t.Pictures > 0:
		return ErrScanned
	case t.Unknown > 0 && t.Unknown*20 > len([]rune(t.Words)):
		return ErrFonts
	}
	return nil
}

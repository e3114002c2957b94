package site

import (
	"banbao/internal/calendar"
	"banbao/internal/diag"
)

// DataWaiver lets one finding of personal data stand, for a time and a reason.
type DataWaiver struct {
	Source diag.Pos
	File   string       // where it stands, below the site
	Rule   string       // what kind of data it is
	Text   string       // its mask and mark, as the message told it
	Reason string       // why it may be public
	Role   string       // of who decided: 居委会主任; never a name
	Until  calendar.Day // the last day
}

// Over tells whether a waiver no longer counts on a day.
func (w *DataWaiver) Over(today calendar.Day) bool { return today > w.Until }

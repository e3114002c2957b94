package config

import (
	"time"

	"banbao/internal/decode"
)

// Trace tells what config.toml may hold: what is asked for when it is read.
func Trace() *decode.Asked {
	asked := &decode.Asked{}
	for pick := range decode.Picks {
		read(decode.Trace(File, time.UTC, asked, pick))
	}
	return asked
}

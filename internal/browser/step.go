package browser

import (
	"context"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
)

// step does one thing in a tab, within the time that it may take.
func step[T any](t *tab, action chromedp.Action[T]) (T, error) {
	ctx, cancel := context.WithTimeout(t.ctx, t.patience)
	defer cancel()
	return chromedp.Run(ctx, action)
}

// call gives a tab one command, likewise.
func call[P, R any](t *tab, command cdp.Command[P, R], params P) error {
	ctx, cancel := context.WithTimeout(t.ctx, t.patience)
	defer cancel()
	_, err := chromedp.Call(ctx, command, params)
	return err
}

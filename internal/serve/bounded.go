package serve

import (
	"net"
	"sync"
)

// mostConnections is how many may be open at a time: an editor, a few
// telephones and every open page of theirs. Who comes then waits until one of
// them goes.
const mostConnections = 256

// bounded is a listener with so many connections open at a time.
type bounded struct {
	net.Listener
	places chan struct{}
	closed chan struct{}
	close  func() error
}

func newBounded(l net.Listener, most int) *bounded {
	b := &bounded{Listener: l, places: make(chan struct{}, most), closed: make(chan struct{})}
	b.close = sync.OnceValue(func() error {
		close(b.closed)
		return l.Close()
	})
	return b
}

// Close ends the listening, also of an Accept that waits for a place.
func (b *bounded) Close() error { return b.close() }

// Accept waits for a place, then for who takes it.
func (b *bounded) Accept() (net.Conn, error) {
	select {
	case b.places <- struct{}{}:
	case <-b.closed:
		return nil, net.ErrClosed
	}
	c, err := b.Listener.Accept()
	if err != nil {
		<-b.places
		return nil, err
	}
	return &placed{c, sync.OnceFunc(func() { <-b.places })}, nil
}

// placed is a connection that gives its place back.
type placed struct {
	net.Conn
	leave func()
}

func (p *placed) Close() error {
	defer p.leave()
	return p.Conn.Close()
}

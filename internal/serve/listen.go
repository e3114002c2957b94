package serve

import (
	"net"
	"strconv"
)

const morePorts = 20

// listen takes the port of an address or, if that is busy, one of the next.
func listen(addr string) (net.Listener, error) {
	host, portText, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, err
	}
	first, err := net.Listen("tcp", addr)
	if err == nil {
		return first, nil
	}
	port, bad := strconv.Atoi(portText)
	if bad != nil || port == 0 {
		return nil, err
	}
	// Systems disagree on how to say busy, and Windows has ports that nobody
	// may use; trying costs nothing.
	for next := port + 1; next <= min(port+morePorts, 65535); next++ {
		if l, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(next))); err == nil {
			return l, nil
		}
	}
	return nil, err
}

// address is what to type into a browser.
func address(a net.Addr) string {
	host, port, err := net.SplitHostPort(a.String())
	if err != nil {
		return "http://" + a.String() + "/"
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port) + "/"
}

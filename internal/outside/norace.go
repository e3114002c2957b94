//go:build !race

package outside

const Raced = false

//go:build race

package hostile

const raced = true // the detector takes many times the memory

//go:build unix && race

package e2e

// raced says that the tests look for races; the program is built to do so too.
const raced = true

// Package e2e tests the built program from outside: in a terminal of its own,
// against a real redis-server. It holds tests only.
package e2e

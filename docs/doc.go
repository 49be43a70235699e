// Package docs is the manual. It holds no program: its tests keep what
// architecture.md says of the packages.
package docs

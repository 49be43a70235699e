// Package ui is the screen: the Bubble Tea model that routes messages, the
// layout, and the lines at the top and the bottom. The panes are in packages of
// their own below it.
//
// It may not import feeds: what it needs of them is in small interfaces that
// main.go joins to it.
package ui

// Package ui is the screen: the Bubble Tea model that routes messages, the lines
// between the views, and those at the top and the bottom. The views are in
// packages of their own below it; views.go lists them, and no other file may
// know one by name.
//
// It may not import feeds: what it needs of them is in small interfaces that
// main.go joins to it.
package ui

// Package desk is one person's preferences at work on one screen: which alerts are
// muted, how each is listed, which rules fire, and what is changed of all that. The
// screen gives it every frame, and does what it answers. It draws nothing, reads no
// clock and no file, and knows no view.
package desk

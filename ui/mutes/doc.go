// Package mutes is the page of what is muted, until when, and how much each mute has
// hidden today; and the dialog that mutes the symbol or the pattern of an alert.
package mutes

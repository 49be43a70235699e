// Package theme says what a style means (Good, Warn, Bull, …) and holds the
// palettes that say how it looks. It may import lipgloss and nothing of ours.
package theme

// Package draw makes lines of an exact width out of painted cells: text, bars,
// sparklines, frames and numbers. It knows no Bubble Tea and no state.
package draw

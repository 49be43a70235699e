// Package prefs lets a person's preferences follow the person: what was changed here
// is kept in Redis under the user, and what was changed on another machine comes back
// from there. It decides which of two is in force, but puts nothing in force itself,
// and knows no screen and no file but the one in which it notes what was agreed.
package prefs

// Package prefsfile keeps a person's preferences in a file of our own, and reads those
// tables of the configuration that hold preferences. It never writes the
// configuration, opens no connection, and draws nothing.
package prefsfile

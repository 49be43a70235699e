// Package drafts keeps what a person has typed into the form and not sent yet: in Redis
// under the user, and in a file of this machine, so that it outlives the program, a
// crash and a lost connection. Of two, the newer one counts. It does not know what is
// in it.
package drafts

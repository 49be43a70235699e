// Package broker is the connection to Redis, for the deck and for the engine:
// the client for one server, for Sentinel or for Cluster, and a subscription
// that is kept up whatever happens to the server.
//
// It knows nothing of what travels through Redis, and no other package builds a
// client, receives from a subscription, or works out when to try again.
package broker

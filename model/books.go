package model

import "time"

// Books account for every event of one channel, as one reader sees it. A batch
// message of n detections is n events; a message that cannot be read is one.
// They always balance: see Balanced.
type Books struct {
	Received     uint64 // events that arrived
	Applied      uint64 // handed to this reader
	Deduplicated uint64 // the same detection once more: counted on the first
	Undecodable  uint64 // could not be read: kept as a Reject
	Probes       uint64 // no event, only a test of whether somebody listens
	Overwritten  uint64 // pushed out before this reader took them: lost to it
	Pending      uint64 // waiting for this reader
}

// Balanced reports whether every event is accounted for.
func (b Books) Balanced() bool {
	return b.Received == b.Applied+b.Deduplicated+b.Undecodable+b.Probes+b.Overwritten+b.Pending
}

// Add sums two books.
func (b Books) Add(o Books) Books {
	b.Received += o.Received
	b.Applied += o.Applied
	b.Deduplicated += o.Deduplicated
	b.Undecodable += o.Undecodable
	b.Probes += o.Probes
	b.Overwritten += o.Overwritten
	b.Pending += o.Pending
	return b
}

// SeriesLen is how many seconds the throughput and latency series reach back.
const SeriesLen = 300

// ChannelStat is a picture of one channel. It is immutable once made.
type ChannelStat struct {
	Channel
	Books
	Messages uint64 // messages on the wire: a batch counts once
	Bytes    uint64
	Refused  string // why the server refused the subscription; "" if it did not
	Last     time.Time
	*ChannelTrend
}

// ChannelTrend is what is worked out once a second and shared by every reader.
type ChannelTrend struct {
	Rate     float64   // messages a second, mean of the last 5 s; None while nothing is measured
	ByteRate float64   // bytes a second, the same
	Count    []float64 // messages in each of the last SeriesLen seconds, oldest first; None before the start and without a connection
	Delay    []float64 // worst delivery delay of each second in milliseconds; None where nothing came

	P50, P99, Max time.Duration // delivery delay over the last minutes
	Timed         uint64        // messages the delays were taken from
	Skewed        uint64        // messages that seem to come before they were sent: no delay is taken from them
	Skew          time.Duration // the furthest before in the last minutes: other delays read up to so much too low
}

// Link is the connection to Redis as a person should see it.
type Link struct {
	Up       bool
	Address  string    // without password
	Insecure bool      // TLS without a look at the certificate: anybody could pass for the server
	Since    time.Time // when the present state began
	Retry    time.Time // when the next attempt is due, while down
	Problem  string    // what is wrong, and what to do; "" when nothing is

	Interruptions int           // connections lost since the start
	Unknown       time.Duration // how long, in all, nobody can say what was published
}

// MaxGaps is how many interruptions are remembered one by one.
const MaxGaps = 100

// Server is what Redis says of itself. Numbers it does not tell are None.
type Server struct {
	Version string
	Ping    time.Duration // round trip; 0 when not measured
	Clients float64
	Memory  float64 // bytes
	Hits    float64 // keyspace hits since the server started
	Misses  float64

	Heartbeat time.Time // when a producer last wrote that it lives; zero if none does
}

// UnknownServer tells nothing of itself.
func UnknownServer() Server {
	n := None()
	return Server{Clients: n, Memory: n, Hits: n, Misses: n}
}

// HitRate is the fraction of key look-ups that found something, or None.
func (s Server) HitRate() float64 {
	if all := s.Hits + s.Misses; all > 0 {
		return s.Hits / all
	}
	return None()
}

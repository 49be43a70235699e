package history

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"tickdeck/feeds/wire"
	"tickdeck/model"
)

const (
	insertAlert = `insert into alerts(second, key, channel, arrived, times, envelope, raw) values(?,?,?,?,?,?,?) on conflict do nothing`
	// What is asked for is the newest, and handed out is the oldest first.
	selectAlerts = `select c.name, a.arrived, a.times, a.envelope, a.raw from alerts a join channels c on c.n = a.channel
		where a.n >= ? and a.arrived >= ? order by a.n`
	selectFirst   = `select n from alerts order by n desc limit 1 offset ?`
	insertChannel = `insert into channels(name) values(?) on conflict do nothing`
)

// row is an alert on its way to the disk.
type row struct {
	alert    *model.Alert
	envelope string
	raw      string
}

// second is where an alert is looked for: an alert without time by its arrival.
func second(a *model.Alert) int64 {
	if a.EventTime.IsZero() {
		return a.Arrived.Truncate(time.Minute).Unix()
	}
	return a.EventTime.Unix()
}

// write keeps alerts and notes, each once, however many decks write it.
func (s *store) write(rows []row, channels []model.Channel, u unwritten, now time.Time) error {
	return s.within(func(tx *sql.Tx) error {
		if err := writeNotes(tx, u, now); err != nil {
			return err
		}
		return writeAlerts(tx, rows, channels)
	})
}

func writeAlerts(tx *sql.Tx, rows []row, channels []model.Channel) error {
	if len(rows) == 0 {
		return nil
	}
	ctx := context.Background()
	insert, err := tx.PrepareContext(ctx, insertAlert)
	if err != nil {
		return err
	}
	defer func() { _ = insert.Close() }()
	numbers := map[int32]int64{}
	for _, r := range rows {
		a := r.alert
		number, known := numbers[a.Channel]
		if !known {
			if number, err = channelNumber(tx, channels[a.Channel].Name); err != nil {
				return err
			}
			numbers[a.Channel] = number
		}
		var envelope []byte // null, where there is none
		if r.envelope != "" {
			envelope = []byte(r.envelope)
		}
		if _, err := insert.ExecContext(ctx, second(a), int64(a.Key()), number, a.Arrived.UnixNano(), a.Times(), envelope, []byte(r.raw)); err != nil {
			return err
		}
	}
	return nil
}

func channelNumber(tx *sql.Tx, name string) (n int64, err error) {
	if _, err := tx.ExecContext(context.Background(), insertChannel, name); err != nil {
		return 0, err
	}
	err = tx.QueryRowContext(context.Background(), `select n from channels where name = ?`, name).Scan(&n)
	return n, err
}

// mostTimes bounds how often an alert is said to have come, against nonsense.
const mostTimes = 1000

// reader makes alerts of rows. Those of channels that are not listened to any more
// are left out.
type reader struct {
	channels map[string]int // by name, of those that carry patterns
	decoder  *wire.Decoder
	found    collector
	unread   int
}

func newReader(channels []model.Channel) *reader {
	r := &reader{channels: map[string]int{}, decoder: wire.NewDecoder()}
	for i, c := range channels {
		if c.Kind == model.KindPatterns {
			r.channels[c.Name] = i
		}
	}
	return r
}

// read hands over the alerts that arrived since then, at most that many, in parts.
func (s *store) read(ctx context.Context, since time.Time, most int, r *reader, to func([]*model.Alert)) error {
	first, err := s.firstOf(most)
	if err != nil {
		return err
	}
	rows, err := s.db.QueryContext(ctx, selectAlerts, first, since.UnixNano())
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	const part = 1000
	for rows.Next() {
		if err := r.take(rows); err != nil {
			return err
		}
		if len(r.found.alerts) >= part {
			to(r.found.alerts)
			r.found.alerts = r.found.alerts[:0]
		}
	}
	to(r.found.alerts)
	r.found.alerts = nil
	return rows.Err()
}

// firstOf is the number of the first of the newest rows, at most that many.
func (s *store) firstOf(most int) (n int64, err error) {
	err = s.db.QueryRowContext(context.Background(), selectFirst, most-1).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) { // there are fewer
		return 0, nil
	}
	return n, err
}

func (r *reader) take(rows *sql.Rows) error {
	var name string
	var arrived int64
	var times int
	var envelope, raw sql.RawBytes
	if err := rows.Scan(&name, &arrived, &times, &envelope, &raw); err != nil {
		return err
	}
	channel, watched := r.channels[name]
	if !watched {
		return nil
	}
	before := len(r.found.alerts)
	r.decoder.Reread(channel, string(raw), string(envelope), time.Unix(0, arrived), &r.found)
	if len(r.found.alerts) != before+1 {
		r.found.alerts = r.found.alerts[:before]
		r.unread++
		return nil
	}
	for range min(times, mostTimes) - 1 {
		r.found.alerts[before].Repeat()
	}
	return nil
}

// collector is a wire.Sink that wants alerts alone.
type collector struct{ alerts []*model.Alert }

// Alert is part of wire.Sink.
func (c *collector) Alert(a *model.Alert) { c.alerts = append(c.alerts, a) }

// Job is part of wire.Sink.
func (*collector) Job(model.Job) {}

// Health is part of wire.Sink.
func (*collector) Health(model.Health) {}

// Reject is part of wire.Sink.
func (*collector) Reject(string, string) {}

// Probe is part of wire.Sink.
func (*collector) Probe(string, string) {}

package worker

import (
	"context"
	"errors"
	"time"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/broker"
)

// pingInterval is after how long the server is asked for a sign of life; it counts as
// dead after three.
const pingInterval = 10 * time.Second

// message is one of one of the channels that a worker listens to.
type message struct {
	request bool // else a command
	payload string
}

// listen hears requests and commands on their channels until ctx ends.
func (w *Worker) listen(ctx context.Context, rdb redis.UniversalClient) {
	n := w.o.Names
	s := broker.Subscription{
		Client: rdb, Channels: []string{n.Backtest, n.System, n.Cancel}, PingInterval: pingInterval,
		Handler: &listener{w: w, ctx: ctx}, OnUp: w.adoptOrphans, Panicked: func(err error) { w.problem(err.Error()) },
	}
	s.Run(ctx)
}

// listener is a broker.Handler. Where more is heard than can be dealt with, it
// lets reading wait: a request must not be dropped.
type listener struct {
	w   *Worker
	ctx context.Context //nolint:containedctx // that of the subscription, whose calls have none
}

// Message is part of broker.Handler.
func (l *listener) Message(channel int, payload string) {
	l.w.noteLink(l.ctx, nil)
	l.w.commands.receive(l.ctx, message{channel == 0, payload})
}

// Refused is part of broker.Handler.
func (l *listener) Refused(_ int, why string) {
	if why != "" {
		l.w.problem("cannot subscribe: " + why)
	}
}

// Up is part of broker.Handler.
func (l *listener) Up(time.Time) { l.w.noteLink(l.ctx, nil) }

// Down is part of broker.Handler.
func (l *listener) Down(why error, _, _ time.Time) {
	if broker.Refused(why) {
		l.w.problem("cannot subscribe: " + why.Error())
		return
	}
	l.w.noteLink(l.ctx, errors.Join(why))
}

// Alive is part of broker.Handler.
func (l *listener) Alive(time.Time) { l.w.noteLink(l.ctx, nil) }

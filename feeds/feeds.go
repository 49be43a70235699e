package feeds

import (
	"context"
	"os"
	"sync"
	"time"

	"tickdeck/feeds/broker"
	"tickdeck/feeds/drafts"
	"tickdeck/feeds/files"
	"tickdeck/feeds/guard"
	"tickdeck/feeds/history"
	"tickdeck/feeds/hub"
	"tickdeck/feeds/prefs"
	"tickdeck/model"
)

// Options say what to connect to and what to listen to.
type Options struct {
	URL      string
	Channels []model.Channel
	Names    model.Names
	User     string
	History  int         // items of the feed to keep in memory
	Disk     model.Disk  // where alerts are kept beside that, and jobs and forms
	Sync     model.Sync  // whether preferences and forms are kept in Redis as well
	Panicked func(error) // told of a panic in one of the goroutines
}

// Feeds is everything that runs against one Redis.
type Feeds struct {
	Hub   *hub.Hub
	Jobs  *Jobs
	Notes *history.Notes // of the alerts, by their keys
	Files *files.Files   // to which lists are written
	Prefs *prefs.Follower
	// Drafts are the forms that the person has begun.
	Drafts *drafts.Drafts

	history *history.History
	kept    *history.Jobs
	client  *broker.Client
	wg      sync.WaitGroup
}

// Start connects in the background and returns at once, whether the server is
// there or not. It runs until the context ends; then call Wait.
func Start(ctx context.Context, o Options) (*Feeds, error) {
	client, err := broker.Open(o.URL)
	if err != nil {
		return nil, err
	}
	h := hub.New(o.Channels, o.History, time.Now)
	h.SetAddress(client.Address(), client.Insecure())
	kept := history.Open(history.Options{Disk: o.Disk, Address: client.Address(), Channels: o.Channels, Most: o.History}, h)
	f := &Feeds{Hub: h, client: client, Jobs: newJobs(client, h, o), Notes: kept.Notes, Files: files.New(), history: kept}
	f.kept = f.Jobs.disk
	machine, _ := os.Hostname() // without it the machine is just another one
	f.Drafts = drafts.Open(client, drafts.Options{Disk: o.Disk, Sync: o.Sync, User: o.User, Machine: machine})
	f.Prefs = prefs.New(client, prefs.Options{Sync: o.Sync, User: o.User, Names: o.Names, Machine: machine})
	in := newIntake(h, client, o.Channels)
	s := broker.Subscription{
		Client: client, Channels: channelNames(o.Channels), Handler: in, OnUp: f.Jobs.Watch, Panicked: o.Panicked,
	}
	if kept.On() {
		go guard.Go(o.Panicked, func() { kept.Run(ctx, in.open) })() // Wait does not wait for it for ever
	} else {
		in.open()
	}
	if f.kept.On() {
		go guard.Go(o.Panicked, func() { f.kept.Run(ctx) })()
	}
	if f.Drafts.On() {
		go guard.Go(o.Panicked, func() { f.Drafts.Run(ctx) })()
	}
	f.wg.Go(guard.Go(o.Panicked, func() { s.Run(ctx) }))
	f.wg.Go(guard.Go(o.Panicked, func() { probe(ctx, client, o.Names, h) }))
	f.wg.Go(guard.Go(o.Panicked, func() { newEvidence(client, h).run(ctx) }))
	f.wg.Go(guard.Go(o.Panicked, func() { f.Prefs.Run(ctx) }))
	return f, nil
}

func channelNames(channels []model.Channel) (names []string) {
	for _, c := range channels {
		names = append(names, c.Name)
	}
	return names
}

// diskPatience is how long the end of the program waits for the disk.
const diskPatience = 300 * time.Millisecond

// Wait closes the connections, so that no goroutine is left waiting for a
// server that does not answer, and returns when every one has ended. unkept says
// which alerts are not on disk; "" if all are that should be.
func (f *Feeds) Wait() (unkept string) {
	f.Drafts.Settle()
	_ = f.client.Close() // nothing can be done about one that does not close
	f.wg.Wait()
	f.Files.Close(diskPatience)
	unkept = f.history.Close(diskPatience)
	f.kept.Wait(diskPatience)
	f.Drafts.Wait(diskPatience)
	return unkept
}

package worker

import "time"

const (
	commandsChannel = "tickstock.jobs.system"
	commandsStream  = "tickstock.jobs.system:stream"
)

// commandInItsStream is what a client leaves behind that breaks off before it
// publishes.
func commandInItsStream(s *site, id string) { s.add(commandsStream, cancelOf(id)) }

// commandWithoutAMark is what it leaves behind that breaks off before it says so
// in the hash.
func commandWithoutAMark(s *site, id string) {
	commandInItsStream(s, id)
	s.publish(commandsChannel, cancelOf(id))
}

// cancelledBy has a job cancelled that waits, and one that runs, in a way that broke
// off; then the client, which was told so, does all of it once more.
func cancelledBy(send func(*site, string)) func(*site, *heard) {
	return func(s *site, n *heard) {
		t, o := s.t, brisk()
		o.Parallel = 1
		s.hire(o)
		s.submit("j", `,"takes":60`)
		await(t, "it runs", func() bool { return s.runs("j") == "1" })
		s.submit("waits", "")
		for _, id := range []string{"waits", "j"} {
			send(s, id)
			s.awaitAnnounced(id)
			commandWithoutAMark(s, id)
			s.rdb.HSet(t.Context(), "job:"+id, "status", "cancelling")
			s.awaitStatus(id, "cancelled")
			s.awaitCommands()
			if h := s.hash(id); h["outcome"] != "cancelled" || h["lease"] != "" {
				t.Errorf("%s: the hash is %v", id, h)
			}
			for _, e := range n.of("results", id) { // once, and as an answer to who asks again
				if e.fields["status"] != "cancelled" {
					t.Errorf("%s: the event is %v", id, e.fields)
				}
			}
		}
		s.awaitQuiet()
		if s.runs("j") != "1" || s.runs("waits") != "" {
			t.Errorf("begun were the one that ran %q times, the one that waited %q times", s.runs("j"), s.runs("waits"))
		}
		if got := s.rdb.XLen(t.Context(), resultsStream).Val(); got != 2 {
			t.Errorf("the stream of results has %d entries of 2 jobs", got)
		}
	}
}

// awaitAnnounced waits until everybody has been told how a job ended.
func (s *site) awaitAnnounced(id string) {
	s.t.Helper()
	await(s.t, "the end of "+id+" is announced", func() bool { return s.hash(id)["announced_at"] != "" })
}

// awaitCommands waits until every command is read and acknowledged.
func (s *site) awaitCommands() {
	s.t.Helper()
	await(s.t, "every command is acknowledged", func() bool {
		g, err := s.rdb.XInfoGroups(s.t.Context(), commandsStream).Result()
		return err == nil && len(g) == 1 && g[0].Pending == 0 && g[0].Lag == 0
	})
}

// cancelCrashes are the points between two steps of a command.
func cancelCrashes() map[string]func([]byte) int {
	return map[string]func([]byte) int{
		"cancel: read from its stream, not carried out":  command(1, script(cancel)),
		"cancel: carried out in the hash, not announced": command(1, resultsStream, "publish"),
		"cancel: announced, not noted":                   command(1, script(announce)),
		"cancel: noted, command not acknowledged":        command(1, "xack"),
	}
}

func cancelMended(before func([]byte) int) func(*site, *heard) {
	return func(s *site, n *heard) {
		s.rdb.HSet(s.t.Context(), "job:j", "status", "submitted", "job_data", asked("j", ""))
		s.add(commandsStream, cancelJ)
		h, doomed := s.hireMortal(before, brisk())
		awaitDeath(s.t, h, doomed)
		s.hire(brisk())
		s.awaitCancelled(n, 2)
		s.awaitCommands()
	}
}

// awaitCancelled waits until everybody has been told that the job is cancelled,
// which was not run.
func (s *site) awaitCancelled(n *heard, mostEvents int) {
	t := s.t
	t.Helper()
	s.awaitAnnounced("j")
	if h := s.hash("j"); h["status"] != "cancelled" || h["outcome"] != "cancelled" || h["result"] != "" || s.runs("j") != "" {
		t.Errorf("begun %q times, the hash is %v", s.runs("j"), h)
	}
	await(t, "it is heard", func() bool { return len(n.of("results", "j")) > 0 })
	if got := n.of("results", "j"); len(got) > mostEvents || got[0].fields["status"] != "cancelled" {
		t.Errorf("events: %v", got)
	}
}

// The worker that cancelled a waiting job is gone before it told anybody, and the
// command is in no stream.
func cancelOnlyHeard(s *site, n *heard) {
	h, doomed := s.hireMortal(command(1, resultsStream, "publish"), Options{Parallel: 1, Lease: time.Second})
	s.submit("first", `,"takes":60`)
	await(s.t, "it is busy", func() bool { return s.runs("first") == "1" })
	s.submit("j", "")
	s.publish(commandsChannel, cancelJ)
	awaitDeath(s.t, h, doomed)
	s.hire(brisk())
	s.awaitCancelled(n, 1)
	s.publish(commandsChannel, cancelOf("first"))
	s.awaitQuiet()
}

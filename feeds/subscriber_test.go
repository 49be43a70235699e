package feeds

import (
	"net/url"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"

	"tickdeck/model"
)

func TestWhatIsPublishedArrives(t *testing.T) {
	s := server(t)
	d := connected(t, s.URL())
	c := s.Client(t)
	publish(t, c, "patterns", string(event(nil, 1)), 1)
	publish(t, c, "streaming", `{"type":"patterns_batch","patterns":[{"pattern":"Doji","symbol":"MSFT"},{"pattern":"Doji","symbol":"AAPL"}]}`, 1)
	publish(t, c, "progress", `{"job_id":"bt_1","progress":0.5,"status":"running"}`, 1)
	publish(t, c, "results", `{"job_id":"bt_2","status":"completed","results":{"roi":0.1}}`, 1)
	publish(t, c, "health", `{"component":"engine","status":"healthy"}`, 1)
	d.until("all is there", func() bool { return len(d.items) == 3 && len(d.jobs) == 2 && len(d.frame.Health) == 1 })
	if a := d.items[0].Alert; a.Symbol != "GOOGL" || a.Pattern != "Engulfing" || a.Channel != 0 || rawOf(a) != string(event(nil, 1)) {
		t.Errorf("the alert is %+v", a)
	}
	if d.jobs["bt_1"].Phase != model.PhaseRunning || d.jobs["bt_2"].Phase != model.PhaseCompleted {
		t.Errorf("the jobs are %+v", d.jobs)
	}
	if c := d.frame.Channels[1]; c.Messages != 1 || c.Received != 2 || c.Applied != 2 || c.Bytes == 0 {
		t.Errorf("a batch is booked as %+v", c)
	}
}

func TestRedisItselfIsAsked(t *testing.T) {
	s := server(t)
	d := connected(t, s.URL())
	d.until("Redis has answered", func() bool { return d.frame.Server.Ping > 0 })
	got := d.frame.Server
	if got.Version == "" || got.Clients < 1 || got.Memory <= 0 || !model.Known(got.Hits) || !model.Known(got.Misses) {
		t.Errorf("%+v", got)
	}
}

func TestAnotherDatabaseAndAUnixSocketWork(t *testing.T) {
	s := server(t)
	c := redis.NewClient(&redis.Options{Addr: s.Addr(), DB: 3})
	defer c.Close()
	for name, address := range map[string]string{
		"database 3":  "redis://" + s.Addr() + "/3",
		"unix socket": "unix://" + s.Socket() + "?db=3",
	} {
		if err := c.HSet(t.Context(), "job:bt_"+name, "status", "running").Err(); err != nil {
			t.Fatal(err)
		}
		d := connected(t, address)
		publish(t, c, "patterns", string(event(nil, 1)), 1)
		d.until(name+" has alerts and jobs", func() bool { return len(d.items) == 1 && d.jobs["bt_"+name].Phase == model.PhaseRunning })
		if !strings.HasSuffix(d.frame.Link.Address, "/3") {
			t.Errorf("%s: the address is %q", name, d.frame.Link.Address)
		}
		d.close()
	}
}

func TestWhatKeepsUsOutIsSaidInWords(t *testing.T) {
	s := server(t, "--requirepass", "secret")
	for name, c := range map[string]struct{ url, want string }{
		"wrong password": {"redis://:geheim@" + s.Addr() + "/0", "wrong user name or password"},
		"wrong user":     {"redis://bob:secret@" + s.Addr() + "/0", "wrong user name or password"},
		"no password":    {"redis://" + s.Addr() + "/0", "wants a password"},
		"no database":    {"redis://:secret@" + s.Addr() + "/99", "no such database"},
	} {
		d := open(t, c.url)
		d.until(name+" is said", func() bool { return strings.Contains(d.frame.Link.Problem, c.want) })
		if strings.Contains(d.frame.Link.Problem, "geheim") || d.frame.Link.Up {
			t.Errorf("%s: %+v", name, d.frame.Link)
		}
		d.close()
	}
}

func TestThePasswordOpens(t *testing.T) {
	s := server(t, "--requirepass", "p@ss/word")
	d := connected(t, s.URL())
	if strings.Contains(d.frame.Link.Address, "word") {
		t.Errorf("the address shows the password: %q", d.frame.Link.Address)
	}
}

func TestARefusedChannelIsMarkedAndTheOthersLive(t *testing.T) {
	s := server(t, "--user", "reader", "on", ">secret", "~*", "+@all", "resetchannels",
		"&patterns", "&streaming", "&progress", "&health", "--user", "default", "on", "nopass", "~*", "&*", "+@all")
	u := url.URL{Scheme: "redis", User: url.UserPassword("reader", "secret"), Host: s.Addr(), Path: "/0"}
	d := connected(t, u.String())
	c := s.Client(t)
	publish(t, c, "patterns", string(event(nil, 1)), 1)
	publish(t, c, "results", `{"job_id":"bt_2","status":"completed"}`, 0)
	publish(t, c, "health", `{"component":"engine","status":"healthy"}`, 1)
	d.until("the others live", func() bool { return d.frame.Channels[0].Applied == 1 && d.frame.Channels[4].Applied == 1 })
	for _, c := range d.frame.Channels {
		if refused := strings.Contains(c.Refused, "NOPERM"); refused != (c.Name == "results") {
			t.Errorf("%s: refused: %q", c.Name, c.Refused)
		}
	}
	if err := c.Do(t.Context(), "ACL", "SETUSER", "reader", "&results").Err(); err != nil {
		t.Fatal(err)
	}
	d.until("the channel is allowed", func() bool { return d.frame.Channels[3].Refused == "" })
	publish(t, c, "results", `{"job_id":"bt_2","status":"completed"}`, 1)
	d.until("what is published there arrives", func() bool { return d.jobs["bt_2"].Phase == model.PhaseCompleted })
	if l := d.frame.Link; l.Interruptions != 0 {
		t.Errorf("for that the connection was given up: %+v", l)
	}
}

func TestWhatCannotBeReadIsKept(t *testing.T) {
	s := server(t)
	d := connected(t, s.URL())
	c := s.Client(t)
	for _, text := range []string{"plain text", `{"test":true}`, "{}", "", "\xff\xfe", `{"pattern":"Do`, strings.Repeat("[", 10_000), strings.Repeat("x", 2<<20)} {
		publish(t, c, "patterns", text, 1)
	}
	publish(t, c, "patterns", `{"job_id":"bt_1","progress":0.5,"status":"running"}`, 1) // another type of JSON
	publish(t, c, "progress", string(event(nil, 1)), 1)
	publish(t, c, "patterns", string(event(nil, 1)), 1)
	d.until("the good one is there", func() bool { return len(d.items) == 1 && d.frame.Channels[2].Undecodable == 1 })
	if got := d.frame.Channels[0]; got.Undecodable != 8 || got.Probes != 1 || got.Received != 10 {
		t.Errorf("booked as %+v", got.Books)
	}
	if len(d.rejects) != 10 {
		t.Fatalf("%d rejects are kept", len(d.rejects))
	}
	for _, r := range d.rejects {
		if r.Reason == "" || r.Arrived.IsZero() || len(r.Raw) > model.RejectBytes {
			t.Errorf("reject %q of %d bytes on %s", r.Reason, r.Size, r.Channel)
		}
	}
	if got := d.rejects[7]; got.Size != 2<<20 || len(got.Raw) != model.RejectBytes {
		t.Errorf("of 2 MiB %d bytes are kept, size %d", len(got.Raw), got.Size)
	}
}

func TestABadURLIsRefusedWithoutItsPassword(t *testing.T) {
	for _, bad := range []string{"", "localhost", "http://u:geheim@host", "redis://u:geheim@host:port", "redis://:geheim@host/abc", "redis://u:geheim@host/0?nonsense=1", "\x00"} {
		_, err := Start(t.Context(), Options{URL: bad})
		if err == nil || strings.Contains(err.Error(), "geheim") || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

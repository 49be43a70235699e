package history

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"tickdeck/feeds/hub"
	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// records are what Redis has of jobs.
type records struct {
	mu    sync.Mutex
	by    map[string]map[string]string
	down  bool
	reads int
}

func (r *records) read(_ context.Context, id string) (map[string]string, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.reads++
	if r.down {
		return nil, errors.New("no connection")
	}
	return r.by[id], nil
}

func (r *records) set(down bool, id string, fields map[string]string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.down = down; fields != nil {
		r.by[id] = fields
	}
}

func (r *records) asked() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.reads
}

// keeper is a hub whose jobs are kept, as one run of the program has them.
type keeper struct {
	*deck
	jobs *Jobs
	stop func()
}

func keep(t *testing.T, o Options, from *records) *keeper {
	t.Helper()
	h := hub.New(channels, 100, time.Now)
	k := &keeper{deck: &deck{t: t, hub: h}}
	k.jobs = OpenJobs(JobsOptions{Disk: o.Disk, Address: o.Address, User: "ann", Read: from.read}, h)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	if k.jobs.On() {
		go func() {
			defer close(ended)
			k.jobs.Run(ctx)
		}()
	} else {
		close(ended)
	}
	k.stop = func() {
		cancel()
		<-ended
	}
	t.Cleanup(k.stop)
	return k
}

var finished = time.Now().Add(-time.Hour).Truncate(time.Second)

// backtest is a job that has ended, and its record.
func backtest(id, result string) (model.Job, map[string]string) {
	request := `{"job_id":"` + id + `","user_id":"ann","symbols":["AAPL"],"patterns":["Doji"],"start_date":"2024-01-01","end_date":"2024-12-31","parameters":{"stop_loss":0.05}}`
	fields := map[string]string{
		wire.FieldStatus: wire.StatusCompleted, wire.FieldUser: "ann", wire.FieldCreated: fmt.Sprint(finished.Unix() - 60), wire.FieldFinished: fmt.Sprint(finished.Unix()),
		wire.FieldRequest: request, wire.FieldResult: result,
	}
	j, err := wire.NewDecoder().JobFromHash(id, fields)
	if err != nil {
		panic(err)
	}
	return j, fields
}

const someResult = `{"roi":0.25,"total_trades":12,"win_rate":0.5,"trades":[{"symbol":"AAPL","pnl":12}],"equity_curve":[100,125]}`

// whole waits until the record of a job is on disk.
func (k *keeper) whole(id string) (r model.Record) {
	k.t.Helper()
	k.until("the record of "+id, func() bool {
		var there bool
		r, there, _ = k.jobs.Record(k.t.Context(), id)
		k.hub.SetServer(model.Server{}) // frames come by themselves as well
		return there
	})
	return r
}

func TestAJobIsFoundAgainAfterItsRecordHasGone(t *testing.T) {
	o, redis := options(t), &records{by: map[string]map[string]string{}}
	job, fields := backtest("bt_1", someResult)
	redis.set(false, "bt_1", fields)
	first := keep(t, o, redis)
	first.hub.AddJob(job)
	other := job
	other.ID, other.User = "bt_2", "bob"
	first.hub.AddJob(other)
	first.whole("bt_1")
	first.stop()

	second := keep(t, o, &records{})
	second.until("the job of the earlier run", func() bool { return second.hub.Knows("bt_1") })
	is, _ := second.hub.Job("bt_1")
	if is.From != model.FromDisk || is.Phase != model.PhaseCompleted || is.User != "ann" || is.Result == nil || is.Result.ROI != 0.25 || !is.Finished.Equal(finished) || is.Symbols[0] != "AAPL" {
		t.Errorf("listed is %+v with %+v", is, is.Result)
	}
	if second.hub.Knows("bt_2") {
		t.Error("the job of somebody else is kept as well")
	}
	r := second.whole("bt_1")
	if r.From != "this machine's disk" || r.Request == nil || r.Request.Symbols[0] != "AAPL" || r.Report == nil || string(r.Report.JSON) != someResult || r.Job.From != model.FromDisk {
		t.Errorf("its record is %+v", r)
	}
	if text := second.trouble(); text != "" {
		t.Error(text)
	}
	if info, err := os.Stat(second.jobs.path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
}

func TestWhatIsOnDiskIsNotAskedForAgain(t *testing.T) {
	o, redis := options(t), &records{by: map[string]map[string]string{}}
	job, fields := backtest("bt_1", someResult)
	redis.set(false, "bt_1", fields)
	first := keep(t, o, redis)
	first.hub.AddJob(job)
	first.whole("bt_1")
	first.stop()
	asked := redis.asked()
	second := keep(t, o, redis)
	second.hub.LoadJobs([]model.Job{job}, time.Now())
	last, more := backtest("bt_2", someResult)
	last.Finished = finished.Add(-time.Minute) // it comes after the other
	redis.set(false, "bt_2", more)
	second.hub.LoadJobs([]model.Job{last}, time.Now())
	second.whole("bt_2")
	if n := redis.asked() - asked; n != 1 {
		t.Errorf("Redis was asked %d times for one new job", n)
	}
}

func TestAResultThatIsNotThereYetAndAConnectionThatIsLostAreWaitedFor(t *testing.T) {
	o, redis := options(t), &records{by: map[string]map[string]string{}}
	job, fields := backtest("bt_1", someResult)
	redis.set(true, "bt_1", map[string]string{wire.FieldStatus: wire.StatusCompleted, wire.FieldRequest: fields[wire.FieldRequest]})
	k := keep(t, o, redis)
	k.hub.AddJob(job)
	k.until("a question", func() bool { return redis.asked() > 0 })
	before := redis.asked()
	redis.set(false, "", nil)
	k.until("another one", func() bool { return redis.asked() > before })
	redis.set(false, "bt_1", fields)
	if r := k.whole("bt_1"); r.Report == nil || r.Report.ROI != 0.25 {
		t.Errorf("kept is %+v", r)
	}
}

func TestAJobWithoutARecordIsKeptByItsFigures(t *testing.T) {
	o := options(t)
	job, _ := backtest("bt_1", someResult)
	k := keep(t, o, &records{})
	k.hub.AddJob(job)
	if r := k.whole("bt_1"); r.Job.Result == nil || r.Job.Result.Trades != 12 || r.Report != nil {
		t.Errorf("kept is %+v", r)
	}
}

func TestWhenItIsOffNoJobIsOnDisk(t *testing.T) {
	o := options(t)
	o.Disk.On = false
	k := keep(t, o, &records{})
	job, _ := backtest("bt_1", someResult)
	k.hub.AddJob(job)
	if _, there, err := k.jobs.Record(t.Context(), "bt_1"); there || err != nil || k.jobs.On() {
		t.Errorf("there is one, %v", err)
	}
	k.jobs.Wait(waits)
	if _, err := os.Stat(o.Disk.Folder); !os.IsNotExist(err) {
		t.Errorf("there is a folder: %v", err)
	}
}

func TestADamagedFileOfJobsIsSetAsideAndWrittenAnew(t *testing.T) {
	o, redis := options(t), &records{by: map[string]map[string]string{}}
	job, fields := backtest("bt_1", someResult)
	redis.set(false, "bt_1", fields)
	first := keep(t, o, redis)
	first.hub.AddJob(job)
	first.whole("bt_1")
	first.stop()
	rewrite(t, first.jobs.path, []byte(strings.Repeat("this is no database ", 1000)))
	again := keep(t, o, redis)
	again.hub.AddJob(job)
	again.says("the jobs on disk were damaged: they are now " + first.jobs.path + ".damaged-")
	again.whole("bt_1")
}

func TestARecordThatIsDamagedIsToldAndItsFiguresStay(t *testing.T) {
	s := jobStore(t)
	job, _ := backtest("bt_1", someResult)
	if err := s.writeJob(keptJob{&job, []byte("no deflate")}); err != nil {
		t.Fatal(err)
	}
	r, there, err := s.record(t.Context(), "ann", "bt_1")
	if err == nil || !there || r.Job.Result == nil || !strings.Contains(err.Error(), "bt_1") {
		t.Errorf("%+v, %v, %v", r, there, err)
	}
}

func TestTwoDecksKeepTheSameJobs(t *testing.T) {
	o, redis := options(t), &records{by: map[string]map[string]string{}}
	one, two := keep(t, o, redis), keep(t, o, redis)
	const n = 20
	for i := range n {
		job, fields := backtest(fmt.Sprintf("bt_%d", i), someResult)
		redis.set(false, job.ID, fields)
		one.hub.AddJob(job)
		two.hub.AddJob(job)
	}
	for i := range n {
		one.whole(fmt.Sprintf("bt_%d", i))
		two.whole(fmt.Sprintf("bt_%d", i))
	}
	if text := one.trouble() + two.trouble(); text != "" {
		t.Error(text)
	}
	if rows, err := one.jobs.store.number(`select count(*) from jobs`); err != nil || rows != n {
		t.Errorf("%d rows, %v", rows, err)
	}
}

func jobStore(tb testing.TB) *store {
	tb.Helper()
	s, err := openAs(jobsLayout(), tb.TempDir()+"/jobs.db")
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { s.close() })
	return s
}

func TestTheJobsThatEndedFirstGo(t *testing.T) {
	s := jobStore(t)
	noise := make([]byte, 20_000)
	for i := range noise {
		noise[i] = byte(rand.IntN(256))
	}
	now := time.Now()
	for i := range 300 { // in another order than they ended
		job, _ := backtest(fmt.Sprintf("bt_%d", i), someResult)
		job.Finished = now.Add(-time.Duration(i*7%300) * time.Hour)
		if err := s.writeJob(keptJob{&job, noise}); err != nil {
			t.Fatal(err)
		}
	}
	trim := func(since time.Time, most int64) (rows int64) {
		for range 100 {
			more, err := s.trimJobs(since, most)
			if err != nil {
				t.Fatal(err)
			}
			if !more {
				rows, err = s.number(`select count(*) from jobs`)
				if err != nil {
					t.Fatal(err)
				}
				return rows
			}
		}
		t.Fatal("it never ends")
		return 0
	}
	if n := trim(now.Add(-200*time.Hour-time.Minute), 1<<40); n != 201 {
		t.Errorf("%d jobs are left of 201 that are young enough", n)
	}
	if n := trim(time.Time{}, 1<<20); n < 35 || n > 52 {
		t.Errorf("%d jobs of 20 kB are left in a megabyte", n)
	}
	if first, err := s.number(selectFirstEnd); err != nil || first < now.Add(-60*time.Hour).UnixNano() {
		t.Errorf("one is left that ended at %s, %v", time.Unix(0, first), err)
	}
	if n, err := s.number(`select count(*) from records where n not in (select n from jobs)`); err != nil || n != 0 {
		t.Errorf("%d records of no job are left, %v", n, err)
	}
	if pages, err := s.number(`pragma page_count`); err != nil || pages*4096 > 2<<20 {
		t.Errorf("the file still has %d pages, %v", pages, err)
	}
}

func TestAFullFileTakesNothingOlderThanItHas(t *testing.T) {
	o := options(t)
	o.Disk.Megabytes = 0 // it is always full
	k := OpenJobs(JobsOptions{Disk: o.Disk, Address: o.Address, User: "ann"}, hub.New(channels, 100, time.Now))
	if !k.reach(time.Now()) {
		t.Fatal(k.sick.text())
	}
	defer k.shut()
	job, _ := backtest("bt_1", someResult)
	if err := k.store.writeJob(keptJob{&job, []byte("x")}); err != nil {
		t.Fatal(err)
	}
	older, newer := job, job
	older.ID, newer.ID = "bt_0", "bt_2"
	older.Finished, newer.Finished = job.Finished.Add(-time.Second), job.Finished.Add(time.Second)
	if k.wanted(&older, time.Now()) || !k.wanted(&newer, time.Now()) {
		t.Error("it would write what has to go at once, or not what is newer")
	}
	ancient := job
	ancient.ID, ancient.Finished = "bt_3", time.Now().Add(-8*24*time.Hour)
	if k.wanted(&ancient, time.Now()) {
		t.Error("it would write what is too old")
	}
}

func TestAlertsHaveWhatJobsLeave(t *testing.T) {
	o := options(t)
	if n := besideJobs(o.Disk, o.Address); n != 64<<20 {
		t.Errorf("without jobs they have %d bytes", n)
	}
	if _, err := prepare(jobsFile(o.Disk, o.Address)); err != nil {
		t.Fatal(err)
	}
	for size, want := range map[int64]int64{5 << 20: 59 << 20, 60 << 20: 32 << 20} {
		if err := os.Truncate(jobsFile(o.Disk, o.Address), size); err != nil {
			t.Fatal(err)
		}
		if n := besideJobs(o.Disk, o.Address); n != want {
			t.Errorf("beside jobs of %d bytes they have %d", size, n)
		}
	}
}

func TestARecordIsPackedAndUnpackedAsItWas(t *testing.T) {
	var p packer
	for _, fields := range []map[string]string{{}, {"a": ""}, {"job_data": "{}", "result": strings.Repeat(`{"pnl":1.5},`, 30_000), "bytes": "\xff\x00"}} {
		packed := p.pack(fields)
		got, err := unpack(packed)
		if err != nil || fmt.Sprint(got) != fmt.Sprint(fields) {
			t.Errorf("%v: %d fields of %d", err, len(got), len(fields))
		}
		if len(packed) > 5 {
			if _, err := unpack(packed[:len(packed)-3]); err == nil {
				t.Error("one that is cut off is read")
			}
		}
	}
	if p.pack(map[string]string{"result": strings.Repeat("x", mostUnpacked)}) != nil {
		t.Error("one that is too large is kept")
	}
}

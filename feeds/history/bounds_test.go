package history

import (
	"os"
	"testing"
	"time"

	"tickdeck/model"
)

// fill writes alerts of that age directly.
func fill(t *testing.T, s *store, from, to int, age time.Duration) {
	t.Helper()
	var rows []row
	for i := from; i < to; i++ {
		a := &model.Alert{Symbol: "S", Pattern: "Doji", EventTime: time.Unix(int64(i), 0), Arrived: time.Now().Add(-age), Channel: 1}
		rows = append(rows, row{alert: a, raw: `{"pattern":"Doji","symbol":"S","timestamp":1,"pad":"0123456789012345678901234567890123456789"}`})
	}
	if err := s.write(rows, channels, unwritten{notes: []note{{noted{kindMarked, uint64(from)}, true}}}, time.Now().Add(-age)); err != nil {
		t.Fatal(err)
	}
}

func opened(t *testing.T) *store {
	t.Helper()
	s, err := open(t.TempDir() + "/x.db")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.close() })
	return s
}

// trimmed trims until there is no more to do.
func trimmed(t *testing.T, s *store, since time.Time, most int64) (rows int64) {
	t.Helper()
	for range 100 {
		more, err := s.trim(since, most)
		if err != nil {
			t.Fatal(err)
		}
		if !more {
			rows, err = s.number("select count(*) from alerts")
			if err != nil {
				t.Fatal(err)
			}
			return rows
		}
	}
	t.Fatal("it never ends")
	return 0
}

func TestOldDaysGo(t *testing.T) {
	s := opened(t)
	fill(t, s, 0, 12_000, 50*time.Hour)
	fill(t, s, 12_000, 12_100, time.Hour)
	if n := trimmed(t, s, time.Now().Add(-48*time.Hour), 1<<40); n != 100 {
		t.Errorf("%d alerts are left, want 100", n)
	}
	if n, err := s.number("select count(*) from notes"); n != 1 || err != nil {
		t.Errorf("%d notes are left, %v", n, err)
	}
}

func TestTheFileStaysWithinItsBytesAndIsGivenBack(t *testing.T) {
	s := opened(t)
	const most = 1 << 20
	for i := range 10 {
		fill(t, s, i*5000, (i+1)*5000, time.Hour)
		n := trimmed(t, s, time.Time{}, most)
		if excess, _, err := s.weigh(most); err != nil || excess > 0 {
			t.Fatalf("%d bytes too many, %v", excess, err)
		}
		if i > 0 && n < 3000 {
			t.Fatalf("only %d alerts are left", n)
		}
	}
	if last, err := s.number("select max(second) from alerts"); err != nil || last != 49_999 {
		t.Errorf("the newest is gone: %d, %v", last, err)
	}
	if _, err := s.db.ExecContext(t.Context(), `pragma wal_checkpoint(truncate)`); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(s.path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Size() > 2*most {
		t.Errorf("the file has %d bytes", info.Size())
	}
}

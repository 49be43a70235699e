package redistest

import "testing"

func TestTheReplicaTakesThePlaceOfADeadMaster(t *testing.T) {
	s := StartSentinel(t)
	replica := s.Replica.Client(t)
	if err := s.Master.Client(t).Set(t.Context(), "k", "v", 0).Err(); err != nil {
		t.Fatal(err)
	}
	if err := poll(t.Context(), func() bool { return replica.Get(t.Context(), "k").Val() == "v" }); err != nil {
		t.Fatal(err)
	}
	if err := replica.Set(t.Context(), "k", "w", 0).Err(); err == nil {
		t.Fatal("a replica takes writes")
	}
	s.Master.Kill()
	if err := poll(t.Context(), func() bool { return replica.Set(t.Context(), "k", "w", 0).Err() == nil }); err != nil {
		t.Fatal(err)
	}
}

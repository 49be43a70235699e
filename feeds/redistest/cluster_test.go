package redistest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"
)

func TestAClusterServesEveryKeyAndRefusesTwoSlotsAtOnce(t *testing.T) {
	rdb := StartCluster(t).Client(t)
	for i := range 100 {
		if err := rdb.Set(t.Context(), fmt.Sprint("key", i), i, 0).Err(); err != nil {
			t.Fatal(err)
		}
	}
	err := redis.NewScript(`return redis.call('GET', KEYS[2])`).Run(t.Context(), rdb, []string{"key1", "key2"}).Err()
	if err == nil || !strings.Contains(err.Error(), "slot") {
		t.Errorf("a script with two keys answered %v", err)
	}
}

func TestWhatIsPublishedOnOneNodeIsHeardOnEach(t *testing.T) {
	c := StartCluster(t)
	for _, n := range c.Nodes {
		ps := n.Client(t).Subscribe(t.Context(), "news")
		t.Cleanup(func() { ps.Close() })
		if _, err := ps.Receive(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := c.Client(t).Publish(t.Context(), "news", "hello").Err(); err != nil {
			t.Fatal(err)
		}
		if m, err := ps.ReceiveMessage(t.Context()); err != nil || m.Payload != "hello" {
			t.Errorf("heard %v, %v", m, err)
		}
	}
}

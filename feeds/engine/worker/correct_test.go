package worker

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"
)

// noted stands in for a server: it notes when a command is sent.
type noted struct{ at []time.Time }

// DialHook is part of redis.Hook.
func (n *noted) DialHook(next redis.DialHook) redis.DialHook { return next }

// ProcessHook is part of redis.Hook.
func (n *noted) ProcessHook(redis.ProcessHook) redis.ProcessHook {
	return func(context.Context, redis.Cmder) error {
		n.at = append(n.at, time.Now())
		return nil
	}
}

// ProcessPipelineHook is part of redis.Hook.
func (n *noted) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return next
}

func TestTheStatusOfACancelledJobIsLookedAtLessAndLessOften(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // minutes pass at once
		rdb, sent := redis.NewClient(&redis.Options{
			Addr: "127.0.0.1:1", MaintNotificationsConfig: &maintnotifications.Config{Mode: maintnotifications.ModeDisabled},
		}), &noted{}
		defer rdb.Close()
		rdb.AddHook(sent)
		w := New(rdb, nothing{}, Options{})
		w.rdb = rdb
		ctx, stop := context.WithCancel(t.Context())
		go w.commands.correct(ctx)
		began := time.Now()
		w.commands.scheduleCorrection("j")
		<-time.After(time.Second)
		w.commands.scheduleCorrection("j") // asked once more: it begins anew
		<-time.After(time.Hour)
		stop()
		synctest.Wait()
		var after []float64
		for _, at := range sent.at {
			after = append(after, at.Sub(began).Seconds())
		}
		want := []float64{.25, .75}
		for end, pause := 1., .25; pause <= 32; pause *= 2 {
			end += pause
			want = append(want, end)
		}
		if !slices.Equal(after, want) {
			t.Errorf("looked at after %v s, want %v", after, want)
		}
	})
}

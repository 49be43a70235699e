//go:build unix

package e2e

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tickdeck/feeds/drafts"
	"tickdeck/feeds/redistest"
	"tickdeck/ui/pane"
)

// What the screen asks for is what there is.
var _ pane.Drafts = (*drafts.Drafts)(nil)

func TestAJobIsThereAfterItsRecordHasGone(t *testing.T) {
	t.Parallel()
	server, state := redistest.Start(t), t.TempDir()
	o := setup{args: []string{"--redis", server.URL(), "--user", "ann"}, env: []string{"XDG_STATE_HOME=" + state}}
	rdb := server.Client(t)
	const request = `{"job_id":"bt_kept","user_id":"ann","symbols":["ACME"],"patterns":["Doji"],"start_date":"2024-01-01","end_date":"2024-12-31"}`
	if err := rdb.HSet(t.Context(), "job:bt_kept", "status", "completed", "user_id", "ann", "finished_at", fmt.Sprint(time.Now().Unix()),
		"job_data", request, "result", `{"roi":0.25,"total_trades":12,"win_rate":0.5}`).Err(); err != nil {
		t.Fatal(err)
	}
	s := open(t, o)
	s.sees("● "+server.Addr(), "bt_kept")
	s.until("the job is on disk", func(string) bool { return holds(t, state, "bt_kept") })
	s.types("q")
	s.ends()
	if err := rdb.Del(t.Context(), "job:bt_kept").Err(); err != nil {
		t.Fatal(err)
	}
	again := open(t, o)
	again.sees("● "+server.Addr(), "bt_kept", "ACME")
	again.types("q")
	again.ends()
	again.leavesNoTrace()
}

// holds reports whether a text stands in one of the files of jobs.
func holds(t *testing.T, state, text string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(state, "tickdeck", "history", "jobs-*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if body, err := os.ReadFile(name); err == nil && bytes.Contains(body, []byte(text)) {
			return true
		}
	}
	return false
}

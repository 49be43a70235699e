package demo

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"
)

func TestASubmittedBacktestRunsToAResult(t *testing.T) {
	s := start(t, Puppet{Seed: 1, JobTime: quick})
	s.submit("bt_1", "")
	last, reports := 0.0, 0
	var got *results
	s.hear(5*time.Second, "the result of bt_1", func(n news) bool {
		if n.JobID != "bt_1" {
			return false
		}
		if n.channel == progressChannel {
			reports++
			if n.Progress < last || n.Total != 3 {
				t.Errorf("progress %v after %v, %d symbols", n.Progress, last, n.Total)
			}
			last = n.Progress
		}
		got = n.Results
		return n.channel == resultsChannel
	})
	if last != 1 || reports < 3 || got == nil || got.TotalTrades == 0 {
		t.Fatalf("progress ended at %v after %d reports, results %+v", last, reports, got)
	}
	h := s.hash("bt_1")
	var kept results
	if err := json.Unmarshal([]byte(h["result"]), &kept); err != nil {
		t.Fatal(err)
	}
	if h["status"] != "completed" || h["progress"] != "1" || h["started_at"] == "" || h["finished_at"] == "" || kept.ROI != got.ROI {
		t.Fatalf("the hash holds %v", h)
	}
	if n := s.rdb.XLen(t.Context(), resultsChannel+twinSuffix).Val(); n == 0 {
		t.Error("the result is not in the stream")
	}
}

func TestARunningJobIsCancelledWithinASecond(t *testing.T) {
	s := start(t, Puppet{Seed: 1})
	s.submit("bt_1", "")
	s.hear(3*time.Second, "a start", func(n news) bool { return n.JobID == "bt_1" && n.Status == statusRunning && n.Progress > 0 })
	s.cancel("bt_1")
	s.hear(time.Second, "the end", func(n news) bool {
		return n.JobID == "bt_1" && n.Status == statusCancelled && n.channel == progressChannel
	})
	s.hear(time.Second, "the result", func(n news) bool {
		return n.JobID == "bt_1" && n.Status == statusCancelled && n.channel == resultsChannel
	})
	if h := s.hash("bt_1"); h["status"] != statusCancelled || h["finished_at"] == "" {
		t.Fatalf("the hash holds %v", h)
	}
}

func TestTwoRunAtATimeAndAWaitingJobCanBeCancelled(t *testing.T) {
	s := start(t, Puppet{Seed: 1})
	s.submit("bt_1", "")
	s.submit("bt_2", "")
	s.hear(3*time.Second, "the second to wait", func(n news) bool { return n.JobID == "bt_2" && n.Status == statusQueued })
	s.cancel("bt_2")
	s.hear(time.Second, "the second to end", func(n news) bool {
		if n.JobID == "bt_2" && n.Status == statusRunning {
			t.Fatal("a third job runs beside two others")
		}
		return n.JobID == "bt_2" && n.Status == statusCancelled && n.channel == resultsChannel
	})
}

func TestAJobFromBeforeTheStartCanBeCancelled(t *testing.T) {
	s := start(t, Puppet{Seed: 1})
	if err := s.rdb.HSet(t.Context(), jobPrefix+"bt_old", "status", "cancelling").Err(); err != nil {
		t.Fatal(err)
	}
	s.cancel("bt_old")
	s.hear(time.Second, "the end", func(n news) bool { return n.JobID == "bt_old" && n.Status == statusCancelled })
}

func TestABadRequestFailsWithAReason(t *testing.T) {
	s := start(t, Puppet{Seed: 1})
	for _, tt := range []struct{ name, change, want string }{
		{"dates turned round", `2023-01-01 -> 2025-06-01`, "before the end"},
		{"no day", `2023-01-01 -> 2023-02-30`, "is not a day"},
		{"no symbol", `["AAPL","MSFT","KO"] -> []`, "at least one symbol"},
		{"unknown pattern", `Doji -> Dragon`, `the pattern "Dragon" is not known`},
		{"other type", `"job_type":"backtest" -> "job_type":"optimise"`, "cannot be run"},
		{"symbols that are no list", `["AAPL","MSFT","KO"] -> 7`, "cannot be read"},
		{"two faults", `"position_size":0.2 -> "position_size":2,"initial_capital":-1`, "capital must be above 0; the position"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			id := "bt_" + strings.ReplaceAll(tt.name, " ", "_")
			s.submit(id, tt.change)
			s.hear(2*time.Second, "failure", func(n news) bool {
				if n.JobID == id && n.channel == resultsChannel && !strings.Contains(n.Error, tt.want) {
					t.Errorf("the reason is %q, want %q in it", n.Error, tt.want)
				}
				return n.JobID == id && n.Status == statusFailed && n.channel == resultsChannel
			})
			if h := s.hash(id); h["status"] != statusFailed || !strings.Contains(h["error"], tt.want) {
				t.Errorf("the hash holds %v", h)
			}
		})
	}
}

func TestNonsenseOnTheJobChannelsHarmsNobody(t *testing.T) {
	s := start(t, Puppet{Seed: 1, JobTime: quick})
	for _, text := range []string{"", "{}", "null", "[]", "plain text", `{"job_id":"a b"}`, `{"job_id":7}`, strings.Repeat("[", 10_000), strings.Repeat("x", 2<<20)} {
		for _, channel := range []string{backtestChannel, systemChannel} {
			if err := s.rdb.Publish(t.Context(), channel, text).Err(); err != nil {
				t.Fatal(err)
			}
		}
	}
	s.submit("bt_1", "")
	s.hear(5*time.Second, "a result", func(n news) bool { return n.JobID == "bt_1" && n.Status == statusCompleted })
}

func TestARequestThatArrivesTwiceRunsOnce(t *testing.T) {
	s := start(t, Puppet{Seed: 1, JobTime: quick})
	s.submit("bt_1", "")
	s.submit("bt_1", "")
	done := 0
	s.submit("bt_2", "")
	s.hear(5*time.Second, "both results", func(n news) bool {
		if n.channel == resultsChannel && n.JobID == "bt_1" {
			done++
		}
		return n.channel == resultsChannel && n.JobID == "bt_2"
	})
	if done != 1 {
		t.Errorf("bt_1 ended %d times", done)
	}
}

func plan(t *testing.T, change string) job {
	t.Helper()
	r := `{"job_id":"x","symbols":["AAPL","MSFT","KO","ZZZ"],"start_date":"2020-01-01","end_date":"2024-12-31",
		"patterns":["Doji","Hammer","Engulfing"],"parameters":{"position_size":0.1}}`
	from, to, _ := strings.Cut(change, " -> ")
	id, p, err := readRequest(strings.Replace(r, from, to, 1))
	if err != nil {
		t.Fatal(err)
	}
	return Puppet{Seed: 9, JobTime: quick}.job(id, p)
}

func TestTheFiguresOfAResultAgreeWithOneAnother(t *testing.T) {
	for name, change := range map[string]string{
		"five years":    " -> ",
		"all of it":     `0.1 -> 1`,
		"very little":   `0.1 -> 0.0001`,
		"two days":      `2020-01-01 -> 2024-12-30`,
		"a weekend":     `"2020-01-01","end_date":"2024-12-31" -> "2024-06-01","end_date":"2024-06-02"`,
		"many patterns": `"Engulfing" -> "Engulfing","Harami","Morning Star","Piercing Line","Shooting Star"`,
	} {
		t.Run(name, func(t *testing.T) {
			j := plan(t, change)
			r := simulate(j.plan, j.rng)
			checkResult(t, j, r)
			if text, err := json.Marshal(outcome{Results: r}); err != nil || len(text) > maxMessage/4 {
				t.Errorf("the result is %d bytes long, %v", len(text), err)
			}
		})
	}
}

func checkResult(t *testing.T, j job, r *results) {
	t.Helper()
	pnl, trades, winning := 0.0, 0, 0
	for _, s := range r.BySymbol {
		pnl, trades, winning = pnl+s.PnL, trades+s.Trades, winning+s.Winning
	}
	if math.Abs(j.plan.Capital+pnl-r.FinalBalance) > 0.01 || trades != r.TotalTrades || winning != r.WinningTrades {
		t.Errorf("by symbol %v in %d trades, but the balance is %v after %d", pnl, trades, r.FinalBalance, r.TotalTrades)
	}
	if len(r.Trades)+r.TradesOmitted != r.TotalTrades || len(r.Equity) > 500 {
		t.Errorf("%d trades listed, %d left out of %d; %d points", len(r.Trades), r.TradesOmitted, r.TotalTrades, len(r.Equity))
	}
	if math.Abs(r.ROI-(r.FinalBalance/j.plan.Capital-1)) > 1e-9 || r.MaxDrawdown < 0 || r.MaxDrawdown >= 1 {
		t.Errorf("roi %v, drawdown %v, balance %v", r.ROI, r.MaxDrawdown, r.FinalBalance)
	}
	if n := len(r.Equity); n > 0 && r.Equity[n-1].Equity != r.FinalBalance {
		t.Errorf("the curve ends at %v, the balance is %v", r.Equity[n-1], r.FinalBalance)
	}
	if r.TotalTrades > 0 && *r.WinRate != float64(r.WinningTrades)/float64(r.TotalTrades) {
		t.Errorf("win rate %v of %d/%d", *r.WinRate, r.WinningTrades, r.TotalTrades)
	}
}

func TestTheSameSeedGivesTheSameResult(t *testing.T) {
	a, b := plan(t, " -> "), plan(t, `"x" -> "another_id"`)
	first, err := json.Marshal(simulate(a.plan, a.rng))
	if err != nil {
		t.Fatal(err)
	}
	second, err := json.Marshal(simulate(b.plan, b.rng))
	if err != nil || string(first) != string(second) {
		t.Fatalf("%s\n%s\n%v", first, second, err)
	}
}

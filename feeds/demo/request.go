package demo

import (
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"tickdeck/model"
)

const (
	maxMessage     = 1 << 20 // bytes; the contract refuses larger ones at the door
	maxID          = 128     // bytes
	usualCapital   = 100_000.0
	usualPosition  = 0.1
	backtestType   = "backtest"
	cancelCommand  = "cancel_job"
	unknownPattern = "the pattern %.40q is not known here: choose from %s"
)

// request is a backtest request of the wire contract.
type request struct {
	JobType    string     `json:"job_type"`
	JobID      string     `json:"job_id"`
	UserID     string     `json:"user_id"`
	Symbols    []string   `json:"symbols"`
	StartDate  string     `json:"start_date"`
	EndDate    string     `json:"end_date"`
	Patterns   []string   `json:"patterns"`
	Parameters parameters `json:"parameters"`
	Timestamp  any        `json:"timestamp"`
}

type parameters struct {
	Capital  *float64 `json:"initial_capital,omitempty"`
	Position *float64 `json:"position_size,omitempty"` // fraction of the equity
}

// job is a request that a worker can run.
type job struct {
	id         string
	plan       model.Request
	background bool          // runs beside what people ask for, never instead of it
	takes      time.Duration // about
	rng        *rand.Rand    // of this job alone
}

var errNoID = errors.New("a request without a usable job_id")

// readRequest returns the job's id as soon as it is known, so that a bad
// request can be answered. err is written for the person who sent it.
func readRequest(text string) (id string, plan model.Request, err error) {
	if len(text) > maxMessage {
		return "", plan, fmt.Errorf("a request of %d bytes is above the limit of %d", len(text), maxMessage)
	}
	var r request
	broken := json.Unmarshal([]byte(text), &r)
	if !usableID(r.JobID) {
		return "", plan, errors.Join(errNoID, broken)
	}
	if broken != nil {
		return r.JobID, plan, fmt.Errorf("the request cannot be read: %w", broken)
	}
	plan, err = r.plan()
	return r.JobID, plan, err
}

// usableID wants printable ASCII, because the id becomes part of a key.
func usableID(id string) bool {
	return id != "" && len(id) <= maxID && strings.IndexFunc(id, func(r rune) bool { return r <= ' ' || r > '~' }) < 0
}

func (r request) plan() (model.Request, error) {
	if r.JobType != "" && r.JobType != backtestType {
		return model.Request{}, fmt.Errorf("a job of type %.40q cannot be run: only %q", r.JobType, backtestType)
	}
	start, err1 := model.ParseDate(r.StartDate)
	end, err2 := model.ParseDate(r.EndDate)
	if err := errors.Join(err1, err2); err != nil {
		return model.Request{}, oneLine(err)
	}
	p := model.Request{
		Symbols: model.SplitSymbols(strings.Join(r.Symbols, ",")), Patterns: r.Patterns, Start: start, End: end,
		Capital: or(r.Parameters.Capital, usualCapital), Position: or(r.Parameters.Position, usualPosition),
	}
	return p, oneLine(errors.Join(p.Validate(), knownPatterns(p.Patterns)))
}

func knownPatterns(patterns []string) error {
	for _, p := range patterns {
		if !slices.Contains(model.StandardPatterns, p) {
			return fmt.Errorf(unknownPattern, p, strings.Join(model.StandardPatterns, ", "))
		}
	}
	return nil
}

// oneLine joins what is wrong into one sentence, as an error field holds it.
func oneLine(err error) error {
	if err == nil {
		return nil
	}
	return errors.New(strings.ReplaceAll(err.Error(), "\n", "; "))
}

func or(v *float64, usual float64) float64 {
	if v == nil {
		return usual
	}
	return *v
}

// job makes the same random numbers for the same plan and seed, whatever its id.
func (p Puppet) job(id string, plan model.Request) job {
	h := fnv.New64a()
	fmt.Fprint(h, plan) // never fails: see hash.Hash
	rng := rand.New(rand.NewPCG(p.Seed, jobStream^h.Sum64()))
	spread := 0.75 + 0.6*rng.Float64()
	return job{id: id, plan: plan, takes: time.Duration(float64(p.JobTime) * spread), rng: rng}
}

// command is a control command of the wire contract.
type command struct {
	Command string `json:"command"`
	JobID   string `json:"job_id"`
}

// readCommand reports whether text was JSON of a command's form.
func readCommand(text string) (c command, ok bool) {
	if json.Unmarshal([]byte(text), &c) != nil {
		return command{}, false
	}
	return c, true
}

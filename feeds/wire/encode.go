package wire

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"tickdeck/model"
	"tickdeck/model/params"
)

// request is a backtest request in the order of the contract.
type request struct {
	JobType    string      `json:"job_type"`
	JobID      string      `json:"job_id"`
	UserID     string      `json:"user_id"`
	Symbols    []string    `json:"symbols"`
	StartDate  string      `json:"start_date"`
	EndDate    string      `json:"end_date"`
	InSample   *sentPeriod `json:"in_sample,omitempty"`
	OutSample  *sentPeriod `json:"out_of_sample,omitempty"`
	Patterns   []string    `json:"patterns"`
	Timeframe  string      `json:"timeframe,omitempty"`
	Parameters parameters  `json:"parameters"`
	Sweep      *sentSweep  `json:"sweep,omitempty"`
	Timestamp  json.Number `json:"timestamp"`
}

// parameters are written in the order of their description. Those that were not
// said are left to their defaults, but for the few that every request has.
type parameters params.Values

// MarshalJSON writes an object.
func (p parameters) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	for name, value := range params.Values(p).Written() {
		member, err := json.Marshal(value.Any())
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if b.Len() > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "%q:%s", name, member)
	}
	return fmt.Appendf(nil, "{%s}", b.Bytes()), nil
}

type cancel struct {
	Command   string      `json:"command"`
	JobID     string      `json:"job_id"`
	Timestamp json.Number `json:"timestamp"`
}

// EncodeRequest writes a backtest request for the channel of jobs. It refuses
// what a worker could not carry out.
func EncodeRequest(jobID, user string, r model.Request, at time.Time) ([]byte, error) {
	if err := CheckID(jobID); err != nil {
		return nil, fmt.Errorf("writing a request: %w", err)
	}
	if err := r.Validate(); err != nil {
		return nil, fmt.Errorf("writing a request: %w", err)
	}
	return json.Marshal(request{
		JobType: jobType, JobID: jobID, UserID: user,
		Symbols: r.Symbols, Patterns: r.Patterns,
		StartDate: r.Start.Format(model.DateLayout), EndDate: r.End.Format(model.DateLayout),
		InSample: periodSent(r.Samples.In), OutSample: periodSent(r.Samples.Out),
		Timeframe: r.Timeframe, Parameters: parameters(r.Parameters), Sweep: sweepSent(r.Sweep),
		Timestamp: seconds(at),
	})
}

// EncodeCancel writes the command that asks the workers to give up a job.
func EncodeCancel(jobID string, at time.Time) ([]byte, error) {
	if err := CheckID(jobID); err != nil {
		return nil, fmt.Errorf("writing a cancel command: %w", err)
	}
	return json.Marshal(cancel{"cancel_job", jobID, seconds(at)})
}

// seconds writes a time as Unix seconds with microseconds, exactly: a float64
// would print other digits than those it was made from.
func seconds(at time.Time) json.Number {
	us := at.UnixMicro()
	return json.Number(fmt.Sprintf("%d.%06d", us/1e6, us%1e6))
}

package wire

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tickdeck/model"
	"tickdeck/model/params"
)

const standardRequest = `{"job_type":"backtest","job_id":"bt_1","user_id":"user_456","symbols":["GOOGL","AAPL"],
	"start_date":"2024-01-01","end_date":"2024-12-31","patterns":["Hammer","Doji"],
	"parameters":{"initial_capital":50000,"position_size":0.2},"timestamp":1693123456.789}`

func TestTheStandardRequestIsRead(t *testing.T) {
	r, err := DecodeRequest([]byte(standardRequest))
	if err != nil {
		t.Fatal(err)
	}
	want := said(params.InitialCapital, 50000, params.PositionSize, 0.2)
	if r.JobID != "bt_1" || r.UserID != "user_456" || !r.Parameters.Equal(want) || r.Unknown != nil ||
		!slices.Equal(r.Symbols, []string{"GOOGL", "AAPL"}) || !slices.Equal(r.Patterns, []string{"Hammer", "Doji"}) ||
		r.Start.Format(model.DateLayout) != "2024-01-01" || r.End.Format(model.DateLayout) != "2024-12-31" {
		t.Errorf("%+v", r)
	}
}

// withParameters is the standard request with other parameters.
func withParameters(parameters string) []byte {
	return []byte(strings.Replace(standardRequest, `{"initial_capital":50000,"position_size":0.2}`, parameters, 1))
}

func TestParametersAreRead(t *testing.T) {
	for text, want := range map[string]params.Values{
		`null`:                        {},
		`{}`:                          {},
		`{"stop_loss":null}`:          {},
		`{"stop_loss":0}`:             said(params.StopLoss, 0),
		`{"stop_loss":"0.07"}`:        said(params.StopLoss, 0.07),
		`{"take_profit":2}`:           said(params.TakeProfit, 2),
		`{"max_holding":20.0}`:        said(params.MaxHolding, 20),
		`{"exit_on_opposite":false}`:  said(params.ExitOnOpposite, false),
		`{"exit_on_opposite":"True"}`: said(params.ExitOnOpposite, true),
		`{"direction":"Short"}`:       said(params.Direction, params.DirectionShort),
		`{"allow_short":false}`:       said(params.AllowShort, false, params.Direction, params.DirectionLong),
		`{"allow_short":true}`:        said(params.AllowShort, true),
		`{"neutral":"ignore"}`:        said(params.Neutral, params.NeutralIgnore),
		`{"min_confidence":0.8}`:      said(params.MinConfidence, 0.8),
		`{"commission":0.001,"commission_fixed":1,"slippage":0}`: said(params.Commission, 0.001, params.CommissionFixed, 1, params.Slippage, 0),
		`{"direction":null,"allow_short":false}`:                 said(params.AllowShort, false, params.Direction, params.DirectionLong),
	} {
		if r, err := DecodeRequest(withParameters(text)); err != nil || !r.Parameters.Equal(want) {
			t.Errorf("%s: %+v, %v", text, r.Parameters, err)
		}
	}
}

// said are values by the names of their parameters.
func said(pairs ...any) (v params.Values) {
	for i := 0; i < len(pairs); i += 2 {
		switch value := pairs[i+1].(type) {
		case int:
			v = v.With(pairs[i].(string), params.NumberOf(float64(value)))
		case float64:
			v = v.With(pairs[i].(string), params.NumberOf(value))
		case bool:
			v = v.With(pairs[i].(string), params.SwitchOf(value))
		case string:
			v = v.With(pairs[i].(string), params.TextOf(value))
		}
	}
	return v
}

func TestUnknownParametersAreReportedAndChangeNothing(t *testing.T) {
	r, err := DecodeRequest(withParameters(`{"zeal":{"deep":[1]},"stop_los":0.3,"\u001b[2J":1}`))
	if err != nil || !r.Parameters.Equal(params.Values{}) || !slices.Equal(r.Unknown, []string{"␛[2J", "stop_los", "zeal"}) {
		t.Errorf("%q, %+v, %v", r.Unknown, r.Parameters, err)
	}
}

// Publishers of the web application write these names: TickStockApp.
func TestTheNamesThatOthersUseMeanTheSame(t *testing.T) {
	r, err := DecodeRequest(withParameters(`{"initial_capital":50000.0,"commission_rate":0.001,"slippage_rate":0.0005,
		"max_position_size":0.25,"stop_loss_pct":0.02,"take_profit_pct":0.04,"holding_period":7,"confidence_threshold":"0.6"}`))
	want := said(params.InitialCapital, 50_000, params.Commission, 0.001, params.Slippage, 0.0005, params.PositionSize, 0.25,
		params.StopLoss, 0.02, params.TakeProfit, 0.04, params.MaxHolding, 7, params.MinConfidence, 0.6)
	if err != nil || !r.Parameters.Equal(want) || len(r.Unknown) > 0 {
		t.Errorf("%+v, unknown %q, %v", r.Parameters, r.Unknown, err)
	}
	if r, err := DecodeRequest(withParameters(`{"stop_loss":0.02,"stop_loss_pct":0.02}`)); err != nil || r.Parameters.Of(params.StopLoss).Number() != 0.02 {
		t.Errorf("said twice: %+v, %v", r.Parameters, err)
	}
}

func TestAStrictRequestFailsOnWhatIsNotUnderstood(t *testing.T) {
	for _, text := range []string{
		string(withParameters(`{"zeal":1,"strict":true}`)),
		strings.Replace(string(withParameters(`{"zeal":1}`)), `{`, `{"strict":true,`, 1),
	} {
		if _, err := DecodeRequest([]byte(text)); err == nil || !strings.Contains(err.Error(), "zeal: nothing is known by that name") {
			t.Errorf("%s: %v", text, err)
		}
	}
	if _, err := DecodeRequest(withParameters(`{"stop_loss":0.1,"strict":true}`)); err != nil {
		t.Error(err)
	}
}

// Limits come first: a megabyte of symbols once kept a worker busy for 37 s.
func TestAHugeRequestIsRefusedAtOnce(t *testing.T) {
	var list strings.Builder
	for i := range 100_000 {
		fmt.Fprintf(&list, "S%d,", i)
	}
	for _, symbols := range []string{`["` + list.String() + `"]`, `["` + strings.ReplaceAll(strings.Trim(list.String(), ","), ",", `","`) + `"]`} {
		refused := make(chan error, 1)
		go func() {
			_, err := DecodeRequest([]byte(strings.Replace(standardRequest, `["GOOGL","AAPL"]`, symbols, 1)))
			refused <- err
		}()
		select {
		case err := <-refused:
			if err == nil || !strings.Contains(err.Error(), "100000 symbols are too many") {
				t.Errorf("it was taken: %v", err)
			}
		case <-time.After(10 * time.Second):
			t.Fatal("it is still being read")
		}
	}
}

func TestABadRequestSaysWhatIsWrong(t *testing.T) {
	change := func(old, text string) string {
		if !strings.Contains(standardRequest, old) {
			t.Fatalf("no %s to change", old)
		}
		return strings.Replace(standardRequest, old, text, 1)
	}
	many := make([]string, 51)
	for i := range many {
		many[i] = fmt.Sprintf(`"S%d"`, i)
	}
	given := func(p string) string { return string(withParameters(p)) }
	for text, want := range map[string]string{
		``:                                   "not JSON",
		`{"job_id":"x"`:                      "not JSON",
		`[]`:                                 "a JSON array, not an object",
		strings.Repeat(" ", 1<<20+1):         "above the limit",
		change("backtest", "optimise"):       `a job of type "optimise" cannot be run`,
		change(`["GOOGL","AAPL"]`, `[]`):     "name at least one symbol",
		change(`["GOOGL","AAPL"]`, `"AAPL"`): "symbols cannot be a JSON string",
		change(`["GOOGL","AAPL"]`, `[1]`):    "symbols cannot be a JSON number",
		change(`["GOOGL","AAPL"]`, `["\u001b[2J"]`):                 "is not a symbol",
		change(`["GOOGL","AAPL"]`, `[`+strings.Join(many, ",")+`]`): "51 symbols are too many",
		change(`["Hammer","Doji"]`, `[" "]`):                        "choose at least one pattern",
		change(`"2024-01-01"`, `"yesterday"`):                       `start_date: "yesterday" is not a day`,
		change(`"2024-12-31"`, `"2024-02-30"`):                      `end_date: "2024-02-30" is not a day`,
		change(`"2024-12-31"`, `"2023-12-31"`):                      "the start must lie before the end",
		change(`"2024-12-31"`, `"2029-12-31"`):                      "at most 5 years",
		given(`{"initial_capital":0}`):                              "initial_capital must be above 0",
		given(`{"initial_capital":1e300}`):                          "initial_capital must be above 0, at most 1e12: it is money",
		given(`{"initial_capital":"lots"}`):                         `initial_capital: "lots" is not a number`,
		given(`{"initial_capital":"NaN"}`):                          `initial_capital: "NaN" is not a number`,
		given(`{"position_size":1e999}`):                            `position_size: "1e999" is not a number`,
		given(`{"position_size":10}`):                               "position_size must be above 0, at most 1: it is a fraction, 0.1 for 10%",
		given(`{"stop_loss":5}`):                                    "stop_loss must be from 0 to 0.99: it is a fraction, 0.05 for 5%",
		given(`{"stop_loss":[1]}`):                                  `stop_loss: "[1]" is not a number`,
		given(`{"take_profit":-0.1}`):                               "take_profit must be from 0",
		given(`{"max_holding":2.5}`):                                `max_holding: "2.5" is not a whole number`,
		given(`{"max_holding":1e12}`):                               `max_holding: "1e12" is not a whole number`,
		given(`{"max_holding":-1}`):                                 "max_holding must be from 0",
		given(`{"exit_on_opposite":1}`):                             "neither true nor false",
		given(`{"direction":"sideways"}`):                           `direction "sideways" is not known: both, long or short`,
		given(`{"direction":"both","allow_short":false}`):           "contradict each other",
		given(`{"take_profit_pct":4}`):                              "take_profit_pct is a fraction: write 0.04 for 4%",
		given(`{"stop_loss":0.1,"stop_loss_pct":0.2}`):              "stop_loss and stop_loss_pct contradict each other",
		given(`{"neutral":5}`):                                      `neutral "5" is not known`,
		given(`{"min_confidence":80}`):                              "min_confidence must be from 0 to 1",
		given(`{"commission":0.5}`):                                 "commission must be from 0 to 0.1",
		given(`{"commission":0.5,"slippage":0.5}`):                  "; slippage must be",
		given(`[]`): "parameters cannot be a JSON array",
	} {
		_, err := DecodeRequest([]byte(text))
		if err == nil || !strings.Contains(err.Error(), want) || strings.ContainsRune(err.Error(), '\n') {
			t.Errorf("%.120s: %v, want %s", strings.TrimSpace(text), err, want)
		}
	}
}

func TestABadRequestCanStillBeAnswered(t *testing.T) {
	r, err := DecodeRequest([]byte(`{"symbols":5,"job_id":"bt_1","user_id":7}`))
	if err == nil || r.JobID != "bt_1" || r.UserID != "7" {
		t.Errorf("%+v, %v", r, err)
	}
}

func FuzzDecodeRequest(f *testing.F) {
	for _, s := range []string{
		standardRequest, `{}`, `[]`, `{"parameters":{"stop_loss":"-0","max_holding":1e9}}`,
		string(withParameters(`{"direction":"long","allow_short":false,"\u001b]0;x":NaN}`)),
		string(withParameters(`{"neutral":"IGNORE","exit_on_opposite":"false","x":[[[]]]}`)),
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		r, err := DecodeRequest(text)
		if err != nil {
			if err.Error() == "" || model.CleanLine(err.Error()) != err.Error() {
				t.Errorf("a message that cannot be shown: %q", err)
			}
			return
		}
		if err := r.Validate(); err != nil {
			t.Errorf("read, but not valid: %v", err)
		}
	})
}

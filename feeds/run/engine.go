package run

import (
	"context"

	"tickdeck/feeds/broker"
	"tickdeck/feeds/engine"
	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// Engine runs the built-in engine on the Redis of a URL until ctx ends. say is
// told what a person should know, from any goroutine.
func Engine(ctx context.Context, url string, names model.Names, o model.EngineOptions, say func(string)) error {
	broker.DisableLogging()
	e, err := newEngine(names, o, say)
	if err != nil {
		return err
	}
	client, err := broker.Open(url)
	if err != nil {
		return err
	}
	defer client.Close()
	say("engine on " + client.Address() + ", with " + e.About() + "; ctrl+c ends it")
	return e.Run(ctx, client)
}

// Scan gives every detection that is asked for in a folder of bars to emit, whose
// error ends it. note is told of gaps in the data and of files that cannot be read;
// those make the error a *model.SkippedError at the end.
func Scan(ctx context.Context, o model.ScanOptions, emit func(model.Detection) error, note func(string)) error {
	return engine.Scan(ctx, o, func(f engine.Found) error {
		return emit(model.Detection{
			Symbol: f.Symbol, Time: f.Time, Pattern: f.Pattern.Name, TALib: f.Pattern.TALib,
			Value: f.Value, Direction: f.Direction().String(), Confidence: f.Confidence,
			Timeframe: f.Timeframe, Price: f.Close, Volume: f.Volume,
		})
	}, note)
}

// Backtest runs one request here and now.
func Backtest(ctx context.Context, request []byte, o model.EngineOptions) (model.Report, error) {
	e, err := newEngine(model.Names{}, o, nil)
	if err != nil {
		return model.Report{}, err
	}
	result, err := e.Backtest(ctx, request)
	if err != nil {
		return model.Report{}, err
	}
	return wire.DecodeReport(result)
}

func newEngine(names model.Names, o model.EngineOptions, problem func(string)) (*engine.Engine, error) {
	return engine.New(engine.Options{
		Bars: o.Bars, Seed: o.Seed, Source: o.Source, Force: o.Force, Confidence: o.Confidence, StreamBytes: o.StreamBytes, Speed: o.Speed, Parallel: o.Parallel, Pace: o.Pace, Problem: problem, Names: names,
		Patterns: o.Patterns, MinConfidence: o.MinConfidence, Spread: o.Spread,
	})
}

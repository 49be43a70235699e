package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"tickdeck/model"
	"tickdeck/model/params"
)

// Backtest runs one request, as it would be submitted, here and now.
type Backtest func(ctx context.Context, request []byte, o model.EngineOptions) (model.Report, error)

func (do Backtest) build(p Program) *cobra.Command {
	o := model.EngineOptions{Speed: 1}
	var file string
	cmd := &cobra.Command{
		Use:   "backtest",
		Short: "Run one backtest here and now, without Redis",
		Long:  "Runs one backtest request from a file, as it would be submitted, and prints what it came to: a summary on a terminal, the whole result as JSON where the output goes to a file or another program. Nothing is sent anywhere.\n\nThe request's parameters, each with its default and what it may be:\n\n" + params.Reference(),
		Example: lines(
			"tickdeck backtest --bars ~/bars --file job.json",
			"tickdeck backtest --file - < job.json   # on the simulated market",
			"tickdeck backtest --file job.json | jq .trades",
		),
		Args: noArguments,
	}
	cmd.Flags().StringVar(&file, "file", "", "the request as JSON; - for standard input")
	marketFlags(cmd.Flags(), &o)
	format := outputFlag(cmd)
	load := p.barSettings(cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		c, err := load()
		if err != nil {
			return err
		}
		o.Confidence = c.Confidence
		if file == "" {
			return errors.New("--file: name the file that the request is in, or - for standard input")
		}
		write := writeResult
		switch asTable, err := format.isTable(p); {
		case err != nil:
			return err
		case asTable:
			write = writeSummary
		}
		ctx, stop := interruptible(cmd.Context())
		defer stop()
		request, err := p.readRequest(file)
		if err != nil {
			return failed(err)
		}
		r, err := do(ctx, request, o)
		if err != nil {
			return failed(err)
		}
		return failed(write(p.Out, r))
	}
	return cmd
}

// requestMost is the longest request that is read: more than the wire takes.
const requestMost = 2 << 20

// readRequest reads a file, or standard input where it is called "-".
func (p Program) readRequest(file string) ([]byte, error) {
	in := p.In
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return nil, fmt.Errorf("read the request: %w", err)
		}
		defer func() { _ = f.Close() }() // it was only read
		in = f
	}
	request, err := io.ReadAll(io.LimitReader(in, requestMost))
	if err != nil {
		return nil, fmt.Errorf("read the request: %w", err)
	}
	return request, nil
}

func writeResult(out io.Writer, r model.Report) error { return writeIndented(out, r.JSON) }

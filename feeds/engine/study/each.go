package study

import (
	"context"

	"golang.org/x/sync/errgroup"
)

// each does n pieces of work, which do not touch each other's results.
func (o Options) each(ctx context.Context, n int, do func(int)) error {
	if o.Parallel < 2 { // a panic is then the caller's
		for i := range n {
			if err := o.piece(ctx, i, do); err != nil {
				return err
			}
		}
		return nil
	}
	all, ctx := errgroup.WithContext(ctx)
	all.SetLimit(o.Parallel)
	for i := range n {
		all.Go(func() error { return o.piece(ctx, i, do) })
	}
	return all.Wait()
}

func (o Options) piece(ctx context.Context, i int, do func(int)) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	do(i)
	if o.Pause != nil {
		o.Pause()
	}
	return nil
}

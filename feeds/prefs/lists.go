package prefs

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/broker"
	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// The most that is read of the watchlists that are everyone's.
const (
	maxLists    = 200
	maxListName = 200 // bytes
	maxSymbols  = 5_000
	maxListed   = 50_000 // symbols in all
)

// fetchLists reads the watchlists that are everyone's. left says what was left out;
// the error that none could be read.
func fetchLists(ctx context.Context, client *broker.Client) (lists map[string][]string, left string, err error) {
	names, left, err := listNames(ctx, client)
	if err != nil || len(names) == 0 {
		return nil, left, err
	}
	fit, more, err := fitting(ctx, client, names)
	if err != nil {
		return nil, "", err
	}
	if more != "" {
		left = more
	}
	members := make([]*redis.StringSliceCmd, len(fit))
	if err := each(ctx, client, fit, func(to redis.Pipeliner, i int) { members[i] = to.SMembers(ctx, wire.SharedListKey(fit[i])) }); err != nil {
		return nil, "", err
	}
	lists = map[string][]string{}
	for i, name := range fit {
		if symbols := wire.SharedSymbols(members[i].Val()); len(symbols) > 0 {
			slices.Sort(symbols)
			lists[model.Clean(name)] = symbols
		}
	}
	return lists, left, nil
}

// fitting are the names of the lists that have symbols, and not too many.
func fitting(ctx context.Context, client *broker.Client, names []string) (fit []string, left string, err error) {
	sizes := make([]*redis.IntCmd, len(names))
	if err := each(ctx, client, names, func(to redis.Pipeliner, i int) { sizes[i] = to.SCard(ctx, wire.SharedListKey(names[i])) }); err != nil {
		return nil, "", err
	}
	total := int64(0)
	for i, name := range names {
		n, err := sizes[i].Result()
		switch {
		case err != nil:
			left = words(client, wire.SharedListKey(name), "set", err)
		case n > maxSymbols || total+n > maxListed:
			left = fmt.Sprintf("%s is left out: it has %d symbols, and %d are read of a list, %d of all",
				model.Clean(wire.SharedListKey(name)), n, maxSymbols, maxListed)
		case n > 0:
			total += n
			fit = append(fit, name)
		}
	}
	return fit, left, nil
}

func listNames(ctx context.Context, client *broker.Client) (names []string, left string, err error) {
	switch n, err := client.SCard(ctx, wire.SharedListsKey).Result(); {
	case err != nil || n == 0:
		return nil, "", err
	case n > maxLists:
		return nil, fmt.Sprintf("%s has %d names, more than %d: none is read", wire.SharedListsKey, n, maxLists), nil
	}
	if names, err = client.SMembers(ctx, wire.SharedListsKey).Result(); err != nil {
		return nil, "", err
	}
	slices.Sort(names)
	short := slices.DeleteFunc(slices.Clone(names), func(name string) bool { return len(name) > maxListName })
	if n := len(names) - len(short); n > 0 {
		left = fmt.Sprintf("%d of %s have names of more than %d bytes: they are left out", n, wire.SharedListsKey, maxListName)
	}
	return short, left, nil
}

// each asks one thing about each of the names at once. What is refused of one is in
// its command; the error is that of the connection.
func each(ctx context.Context, client *broker.Client, names []string, ask func(redis.Pipeliner, int)) error {
	if len(names) == 0 {
		return nil
	}
	_, err := client.Pipelined(ctx, func(to redis.Pipeliner) error {
		for i := range names {
			ask(to, i)
		}
		return nil
	})
	if broker.Refused(err) || errors.Is(err, redis.Nil) {
		return nil
	}
	return err
}

package broker

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"

	"tickdeck/model"
)

// commandTimeout is how long one command may take before the server counts as
// not answering.
const commandTimeout = 3 * time.Second

// parse reads a URL: redis://, rediss:// and unix:// for one server,
// redis+sentinel:// for a master that Sentinel knows (the path is its name) and
// redis+cluster:// for a cluster; with rediss+ for TLS.
func parse(rawURL string) (*redis.UniversalOptions, error) {
	scheme, rest, _ := strings.Cut(rawURL, "://")
	plain, kind, _ := strings.Cut(scheme, "+")
	var o *redis.UniversalOptions
	var err error
	switch kind {
	case "":
		o, err = parseServer(rawURL)
	case "cluster":
		o, err = parseCluster(plain + "://" + rest)
	case "sentinel":
		o, err = parseSentinel(plain + "://" + rest)
	default:
		err = fmt.Errorf("%s:// is not for Redis", model.Clean(scheme))
	}
	if err != nil {
		return nil, fmt.Errorf("%s is not a Redis URL: %w", model.MaskURL(rawURL), withoutURL(err))
	}
	o.DialTimeout, o.ReadTimeout, o.WriteTimeout = commandTimeout, commandTimeout, commandTimeout
	o.MaxRetries = -1 // our own loops try again, and say so
	o.DialerRetries = 1
	o.ContextTimeoutEnabled = true
	// Each of these costs an error reply on every connection to an older server.
	o.DisableIdentity = true
	o.MaintNotificationsConfig = &maintnotifications.Config{Mode: maintnotifications.ModeDisabled}
	o.PipelinePoolSize = -1 // a pool of its own would hold 256 KiB a connection
	return o, nil
}

func parseServer(rawURL string) (*redis.UniversalOptions, error) {
	o, err := redis.ParseURL(rawURL)
	if err != nil {
		return nil, err
	}
	return &redis.UniversalOptions{
		Addrs: []string{o.Addr}, DB: o.DB, Username: o.Username, Password: o.Password, TLSConfig: o.TLSConfig,
		Protocol: o.Protocol, ClientName: o.ClientName, PoolSize: o.PoolSize,
	}, nil
}

func parseCluster(rawURL string) (*redis.UniversalOptions, error) {
	o, err := redis.ParseClusterURL(rawURL)
	if err != nil {
		return nil, err
	}
	return &redis.UniversalOptions{
		IsClusterMode: true, MaxRedirects: mostRedirects,
		Addrs: o.Addrs, Username: o.Username, Password: o.Password, TLSConfig: o.TLSConfig,
		Protocol: o.Protocol, ClientName: o.ClientName, PoolSize: o.PoolSize,
	}, nil
}

// mostRedirects is how often a command is sent on while slots move.
const mostRedirects = 3

func parseSentinel(rawURL string) (*redis.UniversalOptions, error) {
	u, err := url.Parse(rawURL)
	if err != nil {
		return nil, err
	}
	name, db, _ := strings.Cut(strings.Trim(u.Path, "/"), "/")
	if name == "" {
		return nil, errors.New("it does not name the master: write redis+sentinel://HOST:26379/MASTER")
	}
	q := u.Query()
	q.Set("master_name", name)
	u.Path, u.RawQuery = "/"+db, q.Encode()
	o, err := redis.ParseFailoverURL(u.String())
	if err != nil {
		return nil, err
	}
	return &redis.UniversalOptions{
		MasterName: o.MasterName, Addrs: o.SentinelAddrs, DB: o.DB, Username: o.Username, Password: o.Password,
		SentinelUsername: o.SentinelUsername, SentinelPassword: o.SentinelPassword, TLSConfig: o.TLSConfig,
		Protocol: o.Protocol, ClientName: o.ClientName, PoolSize: o.PoolSize,
	}, nil
}

// withoutURL strips the URL, and the password in it, from an error of net/url.
func withoutURL(err error) error {
	if u, ok := errors.AsType[*url.Error](err); ok {
		return u.Err
	}
	return err
}

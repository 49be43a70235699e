package broker

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/redis/go-redis/v9"

	"tickdeck/model"
)

// Client speaks to one server, to the master that Sentinel knows, or to a
// cluster, whichever its URL names.
type Client struct {
	redis.UniversalClient
	options redis.UniversalOptions
	conns   *connections
}

// Open prepares a client; nothing is dialled before it is used.
func Open(rawURL string) (*Client, error) {
	o, err := parse(rawURL)
	if err != nil {
		return nil, err
	}
	return newClient(*o), nil
}

func newClient(o redis.UniversalOptions) *Client {
	all := newConnections()
	o.Dialer = all.dialer(o.DialTimeout, o.TLSConfig)
	return &Client{UniversalClient: redis.NewUniversalClient(&o), options: o, conns: all}
}

func (c *Client) sibling(size int) *Client {
	o := c.options
	o.PoolSize = size
	return newClient(o)
}

// Address names the server for people: host:port/db, or the path of a socket.
func (c *Client) Address() string {
	o := &c.options
	at := model.Clean(strings.Join(o.Addrs, ","))
	switch {
	case o.MasterName != "":
		return fmt.Sprintf("%s/%d by Sentinel %s", model.Clean(o.MasterName), o.DB, at)
	case o.IsClusterMode:
		return "cluster " + at
	}
	return fmt.Sprintf("%s/%d", at, o.DB)
}

// Insecure reports whether the server may be anybody: TLS is used, but the
// certificate is not verified.
func (c *Client) Insecure() bool {
	return c.options.TLSConfig != nil && c.options.TLSConfig.InsecureSkipVerify
}

// Close ends every connection at once, also one on which an answer is awaited.
func (c *Client) Close() error {
	c.conns.cutAll()
	if err := c.UniversalClient.Close(); !errors.Is(err, redis.ErrClosed) {
		return err
	}
	return nil
}

// Masters are the nodes that hold the data: the nodes of a cluster, or the one
// server there is. What looks through all keys must ask each.
func Masters(ctx context.Context, rdb redis.UniversalClient) ([]redis.Cmdable, error) {
	if c, ours := rdb.(*Client); ours {
		rdb = c.UniversalClient
	}
	cluster, ok := rdb.(*redis.ClusterClient)
	if !ok {
		return []redis.Cmdable{rdb}, nil
	}
	var mu sync.Mutex
	var nodes []redis.Cmdable
	err := cluster.ForEachMaster(ctx, func(_ context.Context, node *redis.Client) error {
		mu.Lock()
		defer mu.Unlock()
		nodes = append(nodes, node)
		return nil
	})
	return nodes, err
}

var globSpecial = strings.NewReplacer("*", `\*`, "?", `\?`, "[", `\[`, "]", `\]`, `\`, `\\`)

// EscapeGlob makes a pattern of a text that matches nothing but itself.
func EscapeGlob(text string) string { return globSpecial.Replace(text) }

// DisableLogging keeps the library from printing over the screen: what matters of what
// it says comes back as errors. It holds for the process.
func DisableLogging() { redis.SetLogger(discard{}) }

type discard struct{}

func (discard) Printf(context.Context, string, ...any) {}

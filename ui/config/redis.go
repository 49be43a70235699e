package config

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
)

const urlForms = "write redis://HOST:6379/0, rediss://USER:PASSWORD@HOST or unix:///PATH"

// errEncode stands for whatever a URL parser says: its own words may quote
// parts of the password.
var errEncode = errors.New("this cannot be read as a URL: write special characters in the user name and password as %40 for @, %2F for /, %23 for #, …")

var errPort = errors.New("the port must be a number from 1 to 65535")

// hasBadPort reports whether a URL that cannot be read, without its scheme, has
// words in place of a port. Where an @ comes later those are half of a password.
func hasBadPort(rest string) bool {
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	server := rest[strings.LastIndexByte(rest[:end], '@')+1 : end]
	port := server[strings.LastIndexByte(server, ':')+1:]
	_, err := strconv.Atoi(port)
	return err != nil && port != server && !strings.HasSuffix(port, "]") && !strings.Contains(rest[end:], "@")
}

// checkRedis refuses what cannot be the URL of a server. No error repeats any
// part of a URL that may hold a password.
func checkRedis(text string, further func(string) error) error {
	scheme, rest, ok := strings.Cut(text, "://")
	if !ok {
		return errors.New("this is not a URL: " + urlForms)
	}
	u, err := url.Parse(text)
	switch {
	case err != nil && hasBadPort(rest):
		return errPort
	case err != nil || u.Fragment != "":
		return errEncode
	}
	switch u.Scheme {
	case "redis", "rediss":
		err = checkServer(u)
	case "redis+sentinel", "rediss+sentinel", "redis+cluster", "rediss+cluster":
		err = checkHost(u) // the client knows the rest
	case "unix":
		err = checkSocket(u)
	default:
		return fmt.Errorf("%s:// is not for Redis: %s", quoteless(scheme), urlForms)
	}
	if err != nil || further == nil {
		return err
	}
	if err := further(text); err != nil {
		return furtherError(text, err)
	}
	return nil
}

func checkHost(u *url.URL) error {
	if u.Hostname() == "" {
		return errors.New("the URL has no host: " + urlForms)
	}
	return nil
}

func checkServer(u *url.URL) error {
	if err := checkHost(u); err != nil {
		return err
	}
	if port := u.Port(); port != "" {
		if n, err := strconv.Atoi(port); err != nil || n < 1 || n > 65535 {
			return errPort
		}
	}
	db := strings.Trim(u.Path, "/")
	if _, err := strconv.ParseUint(db, 10, 31); db != "" && err != nil {
		return errors.New("behind the host only the number of a database may stand: write redis://HOST:6379/0")
	}
	return nil
}

func checkSocket(u *url.URL) error {
	if u.Host != "" {
		return errors.New("a socket's path begins with a slash: write unix:///PATH, with three of them")
	}
	if u.Path == "" || u.Path == "/" {
		return errors.New("the URL has no path: write unix:///PATH")
	}
	return nil
}

// furtherError passes on what the client library says, unless it might repeat
// a secret.
func furtherError(text string, err error) error {
	if strings.Contains(text, "@") {
		return errors.New("the Redis client does not take this URL: " + urlForms)
	}
	return fmt.Errorf("%s: %s", quoteless(strings.TrimPrefix(err.Error(), "redis: ")), urlForms)
}

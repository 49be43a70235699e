package act

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"tickdeck/model"
)

// attempts is how often a webhook is tried in all.
const attempts = 4

// answerRead is how much of an answer is read, so that the connection can be kept.
const answerRead = 64 << 10

func newClient(timeout time.Duration) *http.Client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxResponseHeaderBytes = answerRead
	return &http.Client{
		Transport: transport, Timeout: timeout,
		// An alert goes where the person said, not where an answer says.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// post sends the alert, and tries again where that may help.
func (r *Runner) post(ctx context.Context, t task) error {
	pause := r.opt.Pause
	for attempt := 1; ; attempt++ {
		again, err := r.postOnce(ctx, t)
		switch {
		case err == nil:
			return nil
		case !again:
			return err
		case attempt == attempts:
			return fmt.Errorf("%w, %d times", err, attempts)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
		pause *= 2
	}
}

// postOnce reports whether it may go well another time.
func (r *Runner) postOnce(ctx context.Context, t task) (again bool, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, t.fire.Rule.Post, bytes.NewReader(t.body))
	if err != nil {
		return false, errors.New("this is no address of a webhook")
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("User-Agent", "tickdeck")
	answer, err := r.client.Do(request)
	if err != nil {
		return true, r.unanswered(request.URL, err)
	}
	defer answer.Body.Close() //nolint:errcheck // what was read is all that counts
	_, _ = io.CopyN(io.Discard, answer.Body, answerRead)
	switch code := answer.StatusCode; {
	case code < 300:
		return false, nil
	case code < 400:
		return false, fmt.Errorf("%s says that it has moved: write the new address", host(request.URL))
	case code == http.StatusTooManyRequests, code == http.StatusRequestTimeout, code >= 500:
		return true, fmt.Errorf("%s answered %d %s", host(request.URL), code, http.StatusText(code))
	default:
		return false, fmt.Errorf("%s answered %d %s", host(request.URL), code, http.StatusText(code))
	}
}

// unanswered says why there is no answer, without the address: there are secrets in
// those of many webhooks.
func (r *Runner) unanswered(u *url.URL, err error) error {
	if of, ok := errors.AsType[*url.Error](err); ok {
		if of.Timeout() {
			return fmt.Errorf("%s did not answer within %s", host(u), r.opt.Timeout)
		}
		err = of.Err
	}
	return fmt.Errorf("%s: %w", host(u), err)
}

func host(u *url.URL) string { return model.Clean(u.Host) }

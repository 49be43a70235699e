package broker

import (
	"bufio"
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// answers draws what a server may send.
func answers(depth int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		kinds := "+-:_,#($=!N*~>%|"
		if depth == 0 {
			kinds = "+-:_,#($=!N"
		}
		text := rapid.StringMatching(`[ -~]{0,40}`).Draw(t, "text")
		several := func(n int) (out string) {
			for range n {
				out += answers(depth-1).Draw(t, "member")
			}
			return out
		}
		n := rapid.IntRange(0, 4).Draw(t, "n")
		switch kind := rapid.SampledFrom([]byte(kinds)).Draw(t, "kind"); kind {
		case '$', '=', '!':
			text = strings.ReplaceAll(text, " ", "\r\n")
			return fmt.Sprintf("%c%d\r\n%s\r\n", kind, len(text), text)
		case 'N':
			return "$-1\r\n"
		case '*', '~', '>':
			return fmt.Sprintf("%c%d\r\n%s", kind, n, several(n))
		case '%':
			return fmt.Sprintf("%%%d\r\n%s", n, several(2*n))
		case '|':
			return fmt.Sprintf("|%d\r\n%s", n, several(2*n)) + answers(depth-1).Draw(t, "answer")
		default:
			return string(kind) + text + "\r\n"
		}
	})
}

// Wherever an answer is cut, at its end nothing is left to come, and not before.
func TestAnAnswerIsFollowedToItsEnd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := answers(3).Draw(t, "answer")
		var r replies
		for rest := text; rest != ""; {
			if len(rest) < len(text) && r.skip == 0 && r.length == 0 && len(r.open) == 0 && !strings.HasPrefix(text, "|") {
				t.Fatalf("%q seems to end before %q", text, rest)
			}
			n := rapid.IntRange(1, len(rest)).Draw(t, "cut")
			if err := r.take([]byte(rest[:n])); err != nil {
				t.Fatal(err)
			}
			rest = rest[n:]
		}
		if r.skip != 0 || r.length != 0 || len(r.open) != 0 || r.total != 0 {
			t.Fatalf("after %q: %+v", text, r)
		}
	})
}

func TestWhatNobodySendsIsNotWaitedFor(t *testing.T) {
	for name, text := range map[string]string{
		"a text of a terabyte":      "$1099511627776\r\n",
		"one with a plus":           "$+1099511627776\r\n",
		"one within an array":       "*3\r\n$7\r\nmessage\r\n$1\r\nx\r\n$999999999999\r\n",
		"a blob error":              "!99999999999\r\n",
		"digits without end":        "$" + strings.Repeat("0", 1000) + "5\r\n",
		"more than a number holds":  "$99999999999999999999\r\n",
		"members without number":    "*1000000000\r\n",
		"pairs":                     "%600000\r\n",
		"a push":                    ">1000000000\r\n",
		"attributes":                "|1000000000\r\n",
		"arrays within arrays":      strings.Repeat("*1\r\n", 100),
		"beside other members":      strings.Repeat("*2\r\n:1\r\n", 100),
		"a line that does not end":  "+" + strings.Repeat("x", mostLine),
		"texts that are too much":   "*5\r\n" + strings.Repeat(fmt.Sprintf("$%d\r\n%s\r\n", mostBulk, strings.Repeat("x", mostBulk)), 4) + "$9\r\n",
		"what is behind an answer":  "+OK\r\n$5\r\nhello\r\n$99999999999\r\n",
		"what is behind attributes": "|1\r\n+a\r\n+b\r\n$99999999999\r\n",
	} {
		var r replies
		if err := r.take([]byte(text)); !errors.Is(err, errAnnounced) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A server that would end the program is told of in words, and left.
func TestAServerThatAnnouncesATerabyteIsSaidInWords(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				for in := bufio.NewReader(c); ; {
					line, err := in.ReadString('\n')
					if err != nil {
						return
					}
					if strings.HasPrefix(strings.ToLower(line), "ping") || strings.HasPrefix(line, "hello") {
						fmt.Fprint(c, "$1099511627776\r\nx")
					}
				}
			}()
		}
	}()
	client, err := Open("redis://" + l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	err = client.Ping(t.Context()).Err()
	if err == nil || !strings.Contains(client.Problem(err), "Is it a Redis?") {
		t.Errorf("it says %v", err)
	}
}

func BenchmarkAnnounced(b *testing.B) {
	body := strings.Repeat("x", 300)
	message := fmt.Appendf(nil, "*3\r\n$7\r\nmessage\r\n$26\r\ntickstock.events.patterns.\r\n$%d\r\n%s\r\n", len(body), body)
	var r replies
	b.SetBytes(int64(len(message)))
	b.ReportAllocs()
	for b.Loop() {
		if err := r.take(message); err != nil {
			b.Fatal(err)
		}
	}
}

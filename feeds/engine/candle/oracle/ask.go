package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
)

// detection is one value of TA-Lib's that is not 0.
type detection struct {
	series, bar int
	pattern     string
	value       int
}

func (d detection) what() string { return fmt.Sprintf("%s %d", d.pattern, d.value) }

// census counts the values of each pattern.
type census map[string]int

func (c census) add(found []detection) {
	for _, d := range found {
		c[d.what()]++
	}
}

func (c census) print(w io.Writer, all []series) {
	bars := 0
	for _, s := range all {
		bars += len(s.bars)
	}
	fmt.Fprintf(w, "%d series, %d bars\n", len(all), bars)
	for _, k := range slices.Sorted(maps.Keys(c)) {
		fmt.Fprintf(w, "%6d %s\n", c[k], k)
	}
}

// oracle is the path of the program that build.sh makes.
type oracle string

func build(ctx context.Context, dir string) (oracle, error) {
	cmd := exec.CommandContext(ctx, "bash", "build.sh", dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("build.sh (it needs npm and gcc): %w", err)
	}
	return oracle(strings.TrimSpace(string(out))), nil
}

func (o oracle) ask(ctx context.Context, all []series, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, string(o), args...)
	cmd.Stdin = bytes.NewReader(encode(all))
	cmd.Stderr = os.Stderr
	return cmd.Output()
}

func encode(all []series) []byte {
	le := binary.LittleEndian
	b := le.AppendUint32(nil, uint32(len(all)))
	for _, s := range all {
		b = le.AppendUint32(b, uint32(len(s.bars)))
		for _, of := range []func(ohlc) int64{
			func(c ohlc) int64 { return c.open }, func(c ohlc) int64 { return c.high },
			func(c ohlc) int64 { return c.low }, func(c ohlc) int64 { return c.close },
		} {
			for _, c := range s.bars {
				b, _ = binary.Append(b, le, s.price(of(c)))
			}
		}
	}
	return b
}

func (o oracle) detect(ctx context.Context, all []series) ([]detection, error) {
	out, err := o.ask(ctx, all, "detect")
	if err != nil {
		return nil, err
	}
	var found []detection
	for line := range strings.Lines(string(out)) {
		f := strings.Fields(line)
		d := detection{pattern: f[2]}
		for i, to := range map[int]*int{0: &d.series, 1: &d.bar, 3: &d.value} {
			if *to, err = strconv.Atoi(f[i]); err != nil {
				return nil, fmt.Errorf("answer %q: %w", line, err)
			}
		}
		found = append(found, d)
	}
	return found, nil
}

// write makes the golden file: a line "series NAME DIV" for each series, then one
// for each bar: the open less the last close, the high, low and close less the
// open, all in ticks, and the values of the patterns.
func write(w io.Writer, all []series, found []detection) error {
	values := map[[2]int][]string{}
	for _, d := range found {
		at := [2]int{d.series, d.bar}
		values[at] = append(values[at], fmt.Sprintf("%s=%d", d.pattern, d.value))
	}
	zip, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	for i, s := range all {
		fmt.Fprintf(zip, "series %s %d\n", s.name, s.div)
		var last int64
		for j, c := range s.bars {
			line := fmt.Sprintf("%d %d %d %d", c.open-last, c.high-c.open, c.low-c.open, c.close-c.open)
			fmt.Fprintln(zip, strings.Join(append([]string{line}, values[[2]int{i, j}]...), " "))
			last = c.close
		}
	}
	return zip.Close()
}

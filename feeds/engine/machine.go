package engine

import (
	"bytes"
	"os"
	"strconv"
)

// machine reads how busy the machine is, where the system tells it in /proc;
// elsewhere it knows nothing.
type machine struct {
	busy, all float64 // processor time at the last reading, in the kernel's ticks
}

// read returns fractions, or nil for what is not known. The processor's is the
// mean since the reading before.
func (m *machine) read() (cpu, memory *float64) { return m.cpu(), memoryUsed() }

func (m *machine) cpu() *float64 {
	text, err := os.ReadFile("/proc/stat")
	if err != nil {
		return nil
	}
	line, _, _ := bytes.Cut(text, []byte("\n"))
	busy, all := cpuTimes(bytes.Fields(line))
	known := m.all > 0 && all > m.all
	used := (busy - m.busy) / (all - m.all)
	m.busy, m.all = busy, all
	if !known {
		return nil
	}
	return &used
}

// cpuTimes sums the first line of /proc/stat: cpu user nice system idle iowait
// irq softirq steal; idle and iowait are not busy.
func cpuTimes(fields [][]byte) (busy, all float64) {
	for i, f := range fields[min(1, len(fields)):min(9, len(fields))] {
		v, err := strconv.ParseFloat(string(f), 64)
		if err != nil {
			return 0, 0
		}
		all += v
		if i != 3 && i != 4 {
			busy += v
		}
	}
	return busy, all
}

func memoryUsed() *float64 {
	text, err := os.ReadFile("/proc/meminfo")
	if err != nil {
		return nil
	}
	total, free := meminfo(text, "MemTotal:"), meminfo(text, "MemAvailable:")
	if total <= 0 || free <= 0 {
		return nil
	}
	used := 1 - free/total
	return &used
}

// meminfo is the figure behind a name of /proc/meminfo in kB, or 0.
func meminfo(text []byte, name string) float64 {
	_, rest, _ := bytes.Cut(text, []byte(name))
	fields := bytes.Fields(rest[:min(len(rest), 40)])
	if len(fields) == 0 {
		return 0
	}
	v, err := strconv.ParseFloat(string(fields[0]), 64)
	if err != nil {
		return 0
	}
	return v
}

package history

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"io"
	"maps"
	"slices"
)

// mostUnpacked is the largest record that is kept, in bytes: results have some 300 kB,
// and no message has more than a megabyte.
const mostUnpacked = 16 << 20

var errPacked = errors.New("it is damaged")

// packer compresses records. Its tables are a megabyte, so there is one.
type packer struct{ to *flate.Writer }

// pack writes the names and texts of a hash, each with its length before it. It is nil
// where they are too many bytes.
func (p *packer) pack(fields map[string]string) []byte {
	var plain []byte
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		for _, text := range [...]string{name, fields[name]} {
			plain = append(binary.AppendUvarint(plain, uint64(len(text))), text...)
		}
		if len(plain) > mostUnpacked {
			return nil
		}
	}
	var out bytes.Buffer
	if p.to == nil {
		p.to, _ = flate.NewWriter(&out, flate.DefaultCompression) // never fails for this level
	} else {
		p.to.Reset(&out)
	}
	_, _ = p.to.Write(plain) // a buffer takes everything
	_ = p.to.Close()
	return out.Bytes()
}

// unpack reads what pack wrote.
func unpack(packed []byte) (map[string]string, error) {
	plain, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(packed)), mostUnpacked+64))
	if err != nil {
		return nil, errPacked
	}
	fields := map[string]string{}
	for len(plain) > 0 {
		var pair [2]string
		for i := range pair {
			n, used := binary.Uvarint(plain)
			if used <= 0 || n > uint64(len(plain)-used) {
				return nil, errPacked
			}
			pair[i], plain = string(plain[used:used+int(n)]), plain[used+int(n):]
		}
		fields[pair[0]] = pair[1]
	}
	return fields, nil
}

package form

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"tickdeck/model"
)

// The words that stand for several symbols.
const (
	listMark = "@"     // of a watchlist
	fileMark = "file:" // of a file with symbols
	allSeen  = "@all"  // every symbol that an alert was seen of
)

// named are the symbols that a text means. It is worked out once: what is sent again is
// the same, also when a list has changed meanwhile.
type names struct {
	text    string
	words   []string // as the form understood them
	symbols []string
	files   []string // that are not read yet
	err     error
}

// read works out which symbols the text of the field means.
func (f *Form) read() *names {
	text := f.fields[symbols].entry.text()
	if f.names == nil || f.names.text != text || len(f.names.files) > 0 {
		n := &names{text: text}
		for chunk := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ',' || r == ';' || r == '\n' }) {
			f.readChunk(n, strings.TrimSpace(chunk))
		}
		f.names = n
	}
	return f.names
}

func (f *Form) readChunk(n *names, chunk string) {
	word, rest, more := strings.Cut(chunk, " ")
	rest = strings.TrimSpace(rest)
	switch low := strings.ToLower(chunk); {
	case chunk == "":
		return
	case strings.HasPrefix(low, fileMark):
		f.readFile(n, strings.TrimSpace(chunk[len(fileMark):]))
		return
	case strings.HasPrefix(low, "all seen"), strings.HasPrefix(low, "@all seen"):
		rest = strings.TrimSpace(chunk[strings.Index(low, "seen")+4:])
		n.add("all seen", f.env.State.Symbols)
	case strings.HasPrefix(chunk, listMark):
		if list, ok := f.watchlist(chunk[1:]); ok { // its name may have blanks
			n.add(chunk, list)
			return
		}
		f.readList(n, word)
	default:
		n.add(strings.ToUpper(word), []string{strings.ToUpper(word)})
	}
	if more && rest != "" {
		f.readChunk(n, rest)
	}
}

// add takes in symbols, each once.
func (n *names) add(word string, list []string) {
	if !slices.Contains(n.words, word) {
		n.words = append(n.words, word)
	}
	seen := make(map[string]bool, len(n.symbols))
	for _, s := range n.symbols {
		seen[s] = true
	}
	for _, s := range list {
		if s = strings.ToUpper(s); !seen[s] {
			seen[s], n.symbols = true, append(n.symbols, s)
		}
	}
}

func (n *names) fail(word string, err error) {
	n.words = append(n.words, word)
	if n.err == nil {
		n.err = err
	}
}

// watchlist finds one by its name, capitals aside.
func (f *Form) watchlist(name string) ([]string, bool) {
	for other, list := range f.env.Prefs.Lists() {
		if strings.EqualFold(other, name) {
			return list, true
		}
	}
	return nil, false
}

func (f *Form) readList(n *names, word string) {
	list, ok := f.watchlist(word[1:])
	switch {
	case ok:
		n.add(word, list)
	case strings.EqualFold(word, allSeen):
		n.add(allSeen, f.env.State.Symbols)
	default:
		n.fail(word, fmt.Errorf("there is no watchlist %.24q: %s", word[1:], f.listNames()))
	}
}

// listNames are those of the watchlists, as they are written here.
func (f *Form) listNames() string {
	list := slices.Sorted(maps.Keys(f.env.Prefs.Lists()))
	if len(list) == 0 {
		return "there is none yet, w on an alert begins one"
	}
	for i := range list {
		list[i] = listMark + model.CleanLine(list[i])
	}
	return named(list, 40)
}

// errUnread is what is wrong with a file that is still to be read.
var errUnread = errors.New("the file is read when you leave the field")

func (f *Form) readFile(n *names, path string) {
	word := fileMark + path
	got, known := f.files[path]
	switch {
	case path == "":
		n.fail(word, errors.New("write the name of a file: file:~/symbols.txt"))
	case f.texts == nil:
		n.fail(word, errors.New("no file can be read here"))
	case !known || !got.done:
		n.files = append(n.files, path)
		n.fail(word, errUnread)
	case got.err != nil:
		n.fail(word, got.err)
	default:
		n.add(word, symbolsIn(got.text))
	}
}

// symbolsIn are those of a file: parted by commas, blanks or lines; what follows a # is
// a remark.
func symbolsIn(text string) []string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		b.WriteString(line)
		b.WriteByte(' ')
	}
	return model.SplitSymbols(b.String())
}

// symbolHint is what else the field takes.
func (f *Form) symbolHint() string {
	list := slices.Sorted(maps.Keys(f.env.Prefs.Lists()))
	if len(list) == 0 {
		return "all seen, a file"
	}
	return listMark + model.CleanLine(list[0]) + ", all seen, a file"
}

// listOffers are the words for several symbols that go on from what was begun.
func (f *Form) listOffers(word string) (out []string) {
	for _, name := range append(slices.Sorted(maps.Keys(f.env.Prefs.Lists())), allSeen[1:]) {
		if offer := listMark + name; begins(offer, word) && model.CleanLine(name) == name && !strings.Contains(name, " ") {
			out = append(out, offer)
		}
	}
	return out
}

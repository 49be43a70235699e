// Package notify makes what a terminal has to be sent to ring, or to show something on
// the desktop. It sends nothing, and reads nothing but the environment that it is
// handed. Why which terminal is sent what: docs/decisions/notifications.md.
package notify

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"tickdeck/model"
)

// Note is what is to be told.
type Note struct {
	Title, Body   string
	Bell, Desktop bool
}

// protocol is how a terminal is asked for a notification.
type protocol uint8

const (
	none   protocol = iota
	osc9            // iTerm2's: one text
	osc777          // rxvt-unicode's: title and text
	osc99           // kitty's
)

var protocolNames = [...]string{"the bell only", "OSC 9", "OSC 777", "OSC 99"}

// Terminal is what the terminal of a person can do.
type Terminal struct {
	protocol protocol
	tmux     bool // it is inside tmux
	progress bool // it shows how far something is, outside of the screen
}

// Detect finds out from the environment, as of os.Environ. A terminal that is not
// known is given the bell only: what it does not understand it might print.
func Detect(environ []string) Terminal {
	env := map[string]string{}
	for _, e := range environ {
		name, value, _ := strings.Cut(e, "=")
		env[name] = value
	}
	t := Terminal{tmux: env["TMUX"] != ""}
	if env["STY"] != "" && !t.tmux { // screen passes nothing on that it does not know
		return t
	}
	t.protocol = byProgram(env)
	t.progress = !t.tmux && showsProgress(env)
	return t
}

// Progress reports whether the terminal shows how far something is when it is sent
// OSC 9;4. Others take that for a notification, so that only those are sent it of which
// it is known.
func (t Terminal) Progress() bool { return t.progress }

// vteProgress is the version of VTE since which it knows OSC 9;4.
const vteProgress = 8000

// showsProgress goes by what terminals say of themselves.
func showsProgress(env map[string]string) bool {
	if version, err := strconv.Atoi(env["VTE_VERSION"]); err == nil {
		return version >= vteProgress
	}
	switch program := env["TERM_PROGRAM"]; {
	case program == "ghostty", env["TERM"] == "xterm-ghostty", env["GHOSTTY_RESOURCES_DIR"] != "":
		return true
	case env["WT_SESSION"] != "", env["ConEmuPID"] != "", program == "mintty":
		return true
	case program == "iTerm.app":
		return atLeast(env["TERM_PROGRAM_VERSION"], 3, 6, 6)
	}
	return false
}

// atLeast compares a version such as 3.6.6 with numbers.
func atLeast(version string, least ...int) bool {
	parts := strings.Split(version, ".")
	for i, want := range least {
		have := 0
		if i < len(parts) {
			have, _ = strconv.Atoi(strings.TrimRight(parts[i], "abcdefghijklmnopqrstuvwxyz"))
		}
		if have != want {
			return have > want
		}
	}
	return true
}

// byProgram goes by what terminals say of themselves. Inside tmux only their own
// variables are left of that.
func byProgram(env map[string]string) protocol {
	program, term := env["TERM_PROGRAM"], env["TERM"]
	switch {
	case env["KITTY_WINDOW_ID"] != "", term == "xterm-kitty":
		return osc99
	case program == "ghostty", term == "xterm-ghostty", env["GHOSTTY_RESOURCES_DIR"] != "":
		return osc777
	case program == "WezTerm", env["WEZTERM_PANE"] != "":
		return osc777
	case term == "foot", strings.HasPrefix(term, "foot-"):
		return osc777
	case program == "iTerm.app", env["LC_TERMINAL"] == "iTerm2":
		return osc9
	case program == "WarpTerminal":
		return osc9
	}
	return none
}

// String is what it is asked with, for people.
func (t Terminal) String() string {
	name := protocolNames[t.protocol]
	if t.tmux && t.protocol != none {
		name += " through tmux, and the bell"
	}
	return name
}

// The most letters of a notification: more is shown by nobody.
const (
	maxTitle = 60
	maxBody  = 200
)

const bell = "\a"

// Sequence is what the terminal is to be sent; "" for nothing. A terminal without
// notifications is rung instead.
func (t Terminal) Sequence(n Note) string {
	if !n.Desktop || t.protocol == none {
		if n.Bell || n.Desktop {
			return bell
		}
		return ""
	}
	text := t.notification(harmless(n.Title, maxTitle), harmless(n.Body, maxBody))
	if t.tmux {
		// Nobody tells whether tmux lets it through, which is a setting of its own.
		return ansi.TmuxPassthrough(text) + bell
	}
	if n.Bell {
		text += bell
	}
	return text
}

func (t Terminal) notification(title, body string) string {
	switch t.protocol {
	case osc9:
		// The title comes first: a text that began with a digit would mean something else.
		return "\x1b]9;" + title + ": " + body + "\x1b\\"
	case osc777:
		return "\x1b]777;notify;" + title + ";" + body + "\x1b\\"
	default:
		return "\x1b]99;i=tickdeck:d=0;" + title + "\x1b\\" + "\x1b]99;i=tickdeck:p=body;" + body + "\x1b\\"
	}
}

// harmless is a text that ends no sequence and no field of one.
func harmless(text string, most int) string {
	text = strings.ReplaceAll(model.Clean(text), ";", ",")
	if r := []rune(text); len(r) > most {
		text = string(r[:most-1]) + "…"
	}
	return text
}

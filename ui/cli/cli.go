// Package cli is the command line: the commands, their flags and help, and
// what tickdeck says and with which status it exits when it is used wrongly.
//
// A command is a type in a file of its own: the port that it needs, in types of
// the model, and what is asked and printed around it. Package cli may not talk to
// Redis, draw the deck or find anything out itself: whoever calls Run hands in
// what satisfies the ports.
package cli

import (
	"context"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"tickdeck/model"
	"tickdeck/ui/config"
)

// The exit statuses.
const (
	ExitOK      = 0
	ExitFailure = 1 // what was asked for did not work
	ExitUsage   = 2 // the command line or the configuration is wrong; nothing was started
	ExitSkipped = 3 // it was done, but without the files that could not be read
)

// Program is what the commands must know of the program that they belong to.
type Program struct {
	Streams
	Version    string
	Environ    []string               // as of os.Environ
	Themes     []string               // the names that --theme accepts
	Names      model.Names            // the default channels and keys
	CheckRedis func(url string) error // has the last word on a Redis URL
}

// Streams are the standard streams of the process.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
	Terminal bool // Out is one
}

// Standard are the streams that the process was started with.
func Standard() Streams {
	return Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Terminal: term.IsTerminal(os.Stdout.Fd())}
}

// Command is one command of tickdeck. It is built once to be run, and once more
// for its help.
type Command interface {
	build(Program) *cobra.Command
}

// Run carries out a command line, without the program's name, and returns the
// status to exit with. Every error is one line on p.Err. Without a command the
// deck is opened.
func Run(ctx context.Context, args []string, p Program, deck Deck, commands ...Command) int {
	commands = append(commands, showSettings{})
	root := newRoot(p, deck, commands)
	root.SetArgs(args)
	root.SetHelpFunc(func(c *cobra.Command, _ []string) { drawHelp(ctx, c, newRoot(p.forHelp(), deck, commands)) })
	return report(p.Err, root.ExecuteContext(ctx))
}

func newRoot(p Program, deck Deck, commands []Command) *cobra.Command {
	root := deck.build(p)
	root.SilenceErrors, root.SilenceUsage = true, true
	root.SuggestionsMinimumDistance = 2
	root.SetIn(p.In)
	root.SetOut(p.Out)
	root.SetErr(p.Err)
	root.SetFlagErrorFunc(flagError)
	for _, c := range commands {
		root.AddCommand(c.build(p))
	}
	completion(root)
	for _, c := range append(root.Commands(), root) {
		c.Flags().SortFlags = false
	}
	return root
}

// options are those from which the settings of a command are worked out.
func (p Program) options() config.Options {
	return config.Options{Environ: p.Environ, CheckRedis: p.CheckRedis, Themes: p.Themes, Names: p.Names}
}

// settings adds the flags of the settings to a command, and returns what works
// the settings out once the flags are parsed.
func settings(cmd *cobra.Command, o config.Options) func() (config.Config, error) {
	config.AddFlags(cmd.Flags(), o)
	completeSettings(cmd, o.Themes)
	return func() (config.Config, error) {
		o.Flags = cmd.Flags()
		return config.Load(o)
	}
}

// barSettings are the settings of a command that works on bars, without a Redis.
func (p Program) barSettings(cmd *cobra.Command) func() (config.Config, error) {
	o := p.options()
	o.Scope = config.OfBars
	return settings(cmd, o)
}

// engineSettings are all of them, as for a command that watches or serves a Redis
// and finds patterns as well.
func (p Program) engineSettings() config.Options {
	o := p.options()
	o.Scope = config.OfAll
	return o
}

// interruptible ends a context when a person or the system asks for the end.
func interruptible(ctx context.Context) (context.Context, context.CancelFunc) {
	return signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
}

// lines joins the lines of an example.
func lines(text ...string) string { return strings.Join(text, "\n") }

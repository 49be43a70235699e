package wire

import "tickdeck/model"

// notFor says why a message is of no use on a channel of that kind.
func (l *fields) notFor(kind model.Kind) string {
	what, is := l.looksLike()
	switch {
	case is == kindForeign:
		return what
	case is == known(kind), is == shapeless && kind != model.KindPatterns:
		return missing(kind)
	case is == shapeless:
		return l.missingOfPattern()
	}
	return what + " on a channel for " + purpose(kind)
}

// refuse hands over a message that holds nothing for its channel.
func (m *message) refuse(l *fields) {
	if l.isProbe() {
		m.to.Probe("a probe, no event in it", m.raw)
		return
	}
	m.to.Reject(l.notFor(m.kind), m.raw)
}

// isProbe tells what monitors send to see whether a channel works.
func (l *fields) isProbe() bool {
	_, is := l.looksLike()
	return is == aProbe
}

// messageKind is what a message looks like.
type messageKind uint8

const (
	shapeless   messageKind = iota
	kindForeign             // no event at all: the words stand alone
	aProbe
	aPattern
	aJob
	aHealth
	kindCommand // request or command: on no channel that is listened to
)

func known(kind model.Kind) messageKind {
	switch kind {
	case model.KindPatterns:
		return aPattern
	case model.KindHealth:
		return aHealth
	}
	return aJob
}

// looksLike names the kind of a message in words.
func (l *fields) looksLike() (string, messageKind) {
	switch {
	case l.isDetection():
		return "a pattern event", aPattern
	case l.isRequest():
		return "a backtest request", kindCommand
	case l.isCommand():
		return "a command", kindCommand
	case l.has("job_id") && l.isOutcome():
		return "a backtest result", aJob
	case l.has("job_id"):
		return "a backtest progress event", aJob
	case l.isHealth():
		return "a health report", aHealth
	case l.n == 1 && l.levels[0].Len() == 0:
		return "an empty object, no event in it", kindForeign
	case l.has("test", "ping", "health_check", "probe"):
		return "a probe, no event in it", aProbe
	}
	return "", shapeless
}

func (l *fields) isRequest() bool { return l.has("job_type") && !l.hasUpdate() }
func (l *fields) isCommand() bool {
	return l.has("command") || l.word("type") == "cancel_job"
}

func missing(kind model.Kind) string {
	if kind == model.KindHealth {
		return "neither a status nor a figure: not a health report"
	}
	return "no job_id: not news of a backtest"
}

func (l *fields) missingOfPattern() string {
	switch {
	case l.pattern() != "":
		return "a pattern without a symbol"
	case l.symbol() != "":
		return "a symbol without a pattern"
	}
	return "neither pattern nor symbol: not a detection"
}

func purpose(kind model.Kind) string {
	switch kind {
	case model.KindProgress:
		return "backtest progress"
	case model.KindResults:
		return "backtest results"
	}
	return kind.String()
}

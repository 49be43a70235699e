package hub

import (
	"testing"
	"time"

	"tickdeck/model"
)

// takeAt takes in an alert that was published at one time and came at another.
func takeAt(h *Hub, published, arrived time.Time) {
	m := message(0)
	m.Arrived = arrived
	m.Alert(&model.Alert{EventTime: published, Arrived: arrived, Pattern: "Doji", Symbol: published.String()})
	h.Take(m)
}

func gaps(f model.Frame) (out []model.Gap) {
	for seq := f.Feed.First(); seq < f.Feed.Next(); seq++ {
		if e, _ := f.Feed.At(seq); e.Gap != nil {
			out = append(out, *e.Gap)
		}
	}
	return out
}

func TestTheLinkTellsGapsAndInterruptions(t *testing.T) {
	h := smallHub()
	r := h.NewReader(0)
	h.Down("no Redis", at(0), at(3))
	if l := r.Frame().Link; l.Up || !l.Since.Equal(at(0)) || !l.Retry.Equal(at(3)) || l.Interruptions != 0 {
		t.Errorf("never connected: %+v", l)
	}
	h.Up(at(5))
	if f := r.Frame(); !f.Link.Up || !f.Link.Since.Equal(at(5)) || f.Link.Problem != "" || f.Feed.Len() != 0 {
		t.Errorf("connected at last: %+v, %d items", f.Link, f.Feed.Len())
	}
	h.Alive(at(9))
	h.Down("lost", at(12), at(13))
	h.Down("no Redis", at(14), at(17))
	if l := r.Frame().Link; l.Up || !l.Since.Equal(at(9)) || l.Problem != "no Redis" || l.Interruptions != 1 || l.Unknown != 0 {
		t.Errorf("lost: %+v", l)
	}
	h.Up(at(20))
	f := r.Frame()
	want := model.Gap{From: at(9), To: at(20), Reason: "lost"}
	if got := gaps(f); len(got) != 1 || got[0] != want || len(f.Gaps) != 1 || f.Gaps[0] != want || f.Link.Unknown != 11*time.Second {
		t.Errorf("after the gap: %+v in the feed, %+v beside, unknown %s", got, f.Gaps, f.Link.Unknown)
	}
}

// A subscription that is told twice that it is up has missed nothing between.
func TestALinkThatIsUpAlreadyMakesNoGap(t *testing.T) {
	h := smallHub()
	r := h.NewReader(0)
	h.Up(at(0))
	h.Alive(at(9))
	before := r.Frame()
	h.Up(at(20))
	if f := r.Frame(); len(gaps(f)) != 0 || f.Link != before.Link || f.Snapshot != before.Snapshot {
		t.Errorf("gaps %+v, link %+v", gaps(f), f.Link)
	}
}

// The channels come back one after another: what the first ones bring before the
// last one listens does not make the gap shorter.
func TestMessagesBeforeEveryChannelIsBackDoNotShortenTheGap(t *testing.T) {
	h := smallHub()
	r := h.NewReader(0)
	h.Up(at(0))
	takeAt(h, at(1), at(1))
	takeAt(h, at(2), at(2))
	h.Down("cut off", at(3), at(3))
	takeAt(h, at(5), at(5))
	h.Up(at(6))
	if got := gaps(r.Frame()); len(got) != 1 || !got[0].From.Equal(at(2)) || !got[0].To.Equal(at(6)) {
		t.Errorf("the gap is %+v", got)
	}
}

// A server that cuts off who reads too slowly drops what it holds for it: what
// was published since the last message that came, not since it came.
func TestAGapBeginsWithTheNewestMessagesOwnTime(t *testing.T) {
	h := smallHub()
	r := h.NewReader(0)
	h.Up(at(0))
	takeAt(h, at(1), at(1.25))
	takeAt(h, at(2), at(6.25)) // has waited five seconds in a row of others
	h.Down("cut off", at(6.5), at(6.5))
	h.Up(at(6.75))
	if got := gaps(r.Frame()); len(got) != 1 || !got[0].From.Equal(at(2.25)) || !got[0].To.Equal(at(6.75)) {
		t.Errorf("the gap is %+v", got)
	}
}

// All messages of a connection may have waited: that shows when a faster one comes on
// the next, also before every channel is back.
func TestAGapGrowsWhereMessagesTurnOutToHaveWaited(t *testing.T) {
	h := smallHub()
	r := h.NewReader(0)
	h.Up(at(0))
	takeAt(h, at(1), at(9))
	takeAt(h, at(1.5), at(9.75)) // a quarter of a second more
	h.Down("cut off", at(10), at(10))
	takeAt(h, at(10.25), at(10.5))
	h.Up(at(11))
	if got := gaps(r.Frame()); len(got) != 1 || !got[0].From.Equal(at(1.75)) {
		t.Errorf("the gap is %+v", got)
	}
}

func TestAPublishersWrongClockMovesNoGap(t *testing.T) {
	for name, skew := range map[string]time.Duration{"an hour ahead": time.Hour, "an hour behind": -time.Hour} {
		h := smallHub()
		r := h.NewReader(0)
		h.Up(at(0))
		takeAt(h, at(1).Add(skew), at(1.25))
		takeAt(h, at(2).Add(skew), at(4.25))
		h.Down("cut off", at(5), at(5))
		h.Up(at(6))
		if got := gaps(r.Frame()); len(got) != 1 || !got[0].From.Equal(at(2.25)) {
			t.Errorf("%s: the gap is %+v", name, got)
		}
	}
}

func TestAnAnswerToAPingProvesWhatCameBeforeIt(t *testing.T) {
	h := smallHub()
	r := h.NewReader(0)
	h.Up(at(0))
	takeAt(h, at(1), at(1))
	h.Alive(at(30))
	h.Alive(at(20)) // an older one proves nothing new
	h.Down("lost", at(33), at(33))
	h.Up(at(34))
	if got := gaps(r.Frame()); len(got) != 1 || !got[0].From.Equal(at(30)) {
		t.Errorf("the gap is %+v", got)
	}
}

func TestTheOldestAlertOfAFrameIsFoundBehindAGap(t *testing.T) {
	h := smallHub()
	r := h.NewReader(0)
	h.Up(noon)
	h.Down("lost", noon, noon)
	h.Up(noon)
	m := message(0)
	m.Alert(&model.Alert{Arrived: noon.Add(-time.Second)})
	h.Take(m)
	if f := r.Frame(); f.Feed.Len() != 2 || f.Behind != time.Second {
		t.Errorf("%d items, %s behind", f.Feed.Len(), f.Behind)
	}
	if f := r.Frame(); f.Behind != 0 {
		t.Errorf("%s behind although nothing is new", f.Behind)
	}
}

func TestTheLastInterruptionsAreRemembered(t *testing.T) {
	h := smallHub()
	r := h.NewReader(0)
	for i := range model.MaxGaps + 20 {
		h.Up(at(float64(2 * i)))
		h.Down("lost", at(float64(2*i+1)), at(float64(2*i+1)))
	}
	f := r.Frame()
	if n := len(f.Gaps); n != model.MaxGaps || !f.Gaps[n-1].To.Equal(at(2*(model.MaxGaps+19))) || f.Link.Interruptions != model.MaxGaps+20 {
		t.Errorf("%d of %d are remembered, the last is %+v", n, f.Link.Interruptions, f.Gaps[n-1])
	}
}

package jobs

import (
	"strings"
	"time"

	"tickdeck/model"
	"tickdeck/theme"
	"tickdeck/ui/draw"
)

// row draws one job: as a line of a table where there is room for one, else as a
// card of one to three lines. A reason has lines of its own in both.
type row struct {
	line  draw.Line
	width int
	now   time.Time
	user  string // whose jobs are one's own
	list  *model.JobList
	queue *model.Queue
	id    int       // cells for the ids that show
	owner int       // cells for the owners that show; 0 if all are one's own
	sign  string    // behind the id: that it is marked, or whether it is unfolded
	rate  []float64 // how fast the job that is drawn went on, each second
	part  bool      // it is below its sweep
}

// tableFrom is the width from which there is a table.
const tableFrom = 100

// The room for ids and owners, in cells.
const (
	cardID    = 8 // of a narrow card
	mostID    = 16
	mostOwner = 16
	leastID   = 7 // bt_ and four digits
)

func (r *row) table() bool { return r.width >= tableFrom }

// most is how many cells an id may take.
func (r *row) most() int { return max(cardID, min(r.width/5, mostID)) }

// begins takes the widths of the rows that show, of which each is told by fits, until
// ends.
func (r *row) begins() { r.id, r.owner = leastID, 0 }

func (r *row) fits(id int, owner string) {
	r.id, r.owner = max(r.id, id), max(r.owner, min(mostOwner, draw.Width(owner)))
}

func (r *row) ends() { r.id = min(r.id, r.most(), max(0, r.width-1)) }

// owners marks a job that belongs to somebody else, or to somebody else as well.
func (r *row) owners(j *model.Job) string {
	switch owner := r.ownerOf(j.User); {
	case j.AlsoOf == "":
		return owner
	case owner == "" && j.AlsoOf != r.user:
		return "@" + j.AlsoOf
	default:
		return owner
	}
}

// ownerOf marks a job that belongs to somebody else; "" if it is one's own, or
// if nobody said whose it is.
func (r *row) ownerOf(user string) string {
	if user == "" || user == r.user {
		return ""
	}
	return "@" + user
}

// idCell draws the id of a row, and a sign behind it, in the cells of ids and a gap.
func (r *row) idCell(l *draw.Line, s *theme.Styles, id string, gap int) {
	l.Left(s.Focus, s.Mark, min(1, r.width)).Left(s.Text, id, r.id)
	if r.sign == "" || gap < 1 {
		l.Pad(s.Text, max(0, gap))
		return
	}
	l.Left(s.Focus, r.sign, 1).Pad(s.Text, gap-1)
}

// gone stands for a job that is not kept any more, until the list is made anew.
func (r *row) gone(s *theme.Styles, id string) string {
	l := &r.line
	l.Reset()
	l.Left(s.Focus, s.Mark, min(1, r.width)).Left(s.Faint, r.list.ShortID(id, r.id), r.id)
	return l.Left(s.Faint, "  not kept any more", max(0, r.width-l.Width())).To(s.Text, r.width).String()
}

// height is how many lines a job takes.
func (r *row) height(j *model.Job) int {
	n := 1 + r.reasonLines(j)
	if r.table() {
		return n
	}
	switch j.Phase {
	case model.PhaseRunning, model.PhaseCancelling:
		if hasBar(j) {
			return 3
		}
		return 2
	case model.PhaseQueued, model.PhaseUnknown:
		return 2
	case model.PhaseCompleted:
		if j.Result != nil {
			return n + 1
		}
	}
	return n
}

func (r *row) lines(dst []string, s *theme.Styles, j *model.Job) []string {
	if r.table() {
		dst = append(dst, r.tableLine(s, j))
	} else {
		dst = r.card(append(dst, r.cardTitle(s, j)), s, j)
	}
	return r.reason(dst, s, j)
}

// indent is the room left of what stands below a job's first line, the mark
// included.
const indent = 3

// mostReason is how many lines a reason may take.
const mostReason = 2

// lostReason is all that anybody can say of a job that is lost.
const lostReason = "its record expired, no result seen"

// reasonOf is why a job ended without a result.
func reasonOf(j *model.Job) string {
	if j.Phase == model.PhaseLost {
		return lostReason
	}
	if j.Error == "" && j.Phase == model.PhaseFailed {
		return "nobody said why"
	}
	if !j.Phase.Terminal() || j.Phase == model.PhaseCompleted && j.Result != nil {
		return ""
	}
	return j.Error
}

func (r *row) reasonLines(j *model.Job) int {
	switch w := draw.Width(reasonOf(j)); {
	case w == 0:
		return 0
	case w <= r.width-indent-1:
		return 1
	}
	return mostReason
}

func (r *row) reason(dst []string, s *theme.Styles, j *model.Job) []string {
	text, room := reasonOf(j), r.width-indent-1
	if text == "" {
		return dst
	}
	paint := s.Faint
	switch {
	case j.Phase == model.PhaseFailed && j.Error != "":
		paint = s.Bad
	case j.Phase == model.PhaseLost:
		paint = s.Warn
	}
	for n := r.reasonLines(j); n > 0; n-- {
		part := text
		if n > 1 {
			part, text = split(text, room)
		}
		dst = append(dst, r.begin(s).Left(paint, part, room).To(s.Text, r.width).String())
	}
	return dst
}

// split breaks a text that is too long for w cells: at a blank, if one is near.
func split(text string, w int) (first, rest string) {
	head, _ := draw.Truncate(text, w)
	head = strings.TrimSuffix(head, cutMark)
	if i := strings.LastIndexByte(head, ' '); i > len(head)/2 {
		head = head[:i]
	}
	return head, strings.TrimLeft(text[len(head):], " ")
}

// begin starts a line below a job's first one.
func (r *row) begin(s *theme.Styles) *draw.Line {
	l := &r.line
	l.Reset()
	return l.Left(s.Focus, s.Mark, min(1, r.width)).Pad(s.Text, min(indent-1, r.width-1))
}

// phase is the word for a job's phase, and its paint.
func phase(s *theme.Styles, p model.Phase) (theme.Paint, string) {
	paint := s.Text
	switch p {
	case model.PhaseRunning:
		paint = s.Fill
	case model.PhaseCancelling, model.PhaseLost:
		paint = s.Warn
	case model.PhaseCompleted:
		paint = s.Good
	case model.PhaseFailed:
		paint = s.Bad
	case model.PhaseCancelled, model.PhaseUnknown:
		paint = s.Faint
	}
	return paint, p.String()
}

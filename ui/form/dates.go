package form

import (
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"tickdeck/model"
	"tickdeck/theme"
)

// daily is how the length of a bar is written that "" stands for.
const daily = "1d"

// lengths are the usual ones.
const lengths = "1d, 1h, 5min, 1min"

// setToday takes the day that spans such as 1y count back from, when the form is
// opened. It stays while a draft has not arrived: sent again, it is the same.
func (f *Form) setToday() {
	if f.env.Now.IsZero() || f.submission.batch.made() && !f.today.IsZero() {
		return
	}
	f.today = f.env.Now
	if f.env.Zone != nil {
		f.today = f.today.In(f.env.Zone)
	}
}

// readDates takes the days, and what a walk-forward test makes of them.
func (f *Form) readDates() {
	r, d := &f.request, &f.fields[dates]
	var p model.Period
	p, d.wrong = model.ParseSpan(d.entry.text(), f.today)
	r.Start, r.End = p.Start, p.End
	if d.wrong == nil {
		d.wrong = model.SharedLimits().CheckDates(p.Start, p.End)
	}
	for i := range f.fields {
		if w := &f.fields[i]; w.kind == walk {
			r.Samples, w.wrong = parseWalk(w.entry.text(), p, f.today)
		}
	}
}

// readTimeframe takes the length of a bar.
func (f *Form) readTimeframe() {
	d := &f.fields[timeframe]
	f.request.Timeframe, d.wrong = model.ParseTimeframe(d.entry.text())
	if d.wrong != nil {
		d.wrong = fmt.Errorf("%.24q is no length of a bar: write 1d, 1h, 5min or 1min", d.entry.text())
	}
}

// parseWalk reads the two periods of a walk-forward test: a day parts the whole into
// before and from then on, or both are written: 2024, 2025-01..2025-06.
func parseWalk(text string, whole model.Period, today time.Time) (s model.Samples, err error) {
	text = strings.TrimSpace(text)
	if text == "" || strings.EqualFold(text, "none") {
		return s, nil
	}
	in, out, both := strings.Cut(text, ",")
	if !both {
		day, err := model.ParseDate(text)
		if err != nil {
			return s, fmt.Errorf("%.24q is no day: write the first of the test, or both spans, 2024, 2025", text)
		}
		s = model.Samples{In: model.Period{Start: whole.Start, End: day.AddDate(0, 0, -1)}, Out: model.Period{Start: day, End: whole.End}}
		if !s.In.Start.Before(s.In.End) || !s.Out.Start.Before(s.Out.End) {
			return s, errors.New("this day is to lie within the dates, with days before it and behind")
		}
		return s, nil
	}
	if s.In, err = model.ParseSpan(in, today); err != nil {
		return s, err
	}
	if s.Out, err = model.ParseSpan(out, today); err != nil {
		return s, err
	}
	if err := s.Check(whole); err != nil {
		return s, plainWalk(err)
	}
	return s, nil
}

// plainWalk says what is wrong in words of the form, not of the wire.
func plainWalk(err error) error {
	return errors.New(strings.NewReplacer("in_sample", "the first span", "out_of_sample", "the second", "start_date and end_date", "the dates").Replace(err.Error()))
}

// moveDate moves the end of the span that the cursor stands in. From a day that the
// other month does not have it goes to that month's last.
func (f *Form) moveDate(months, days int) {
	d := f.here()
	p, err := model.ParseSpan(d.entry.text(), f.today)
	if err != nil {
		return
	}
	before, _, ranged := strings.Cut(d.entry.text(), "..")
	first := ranged && d.entry.pos <= utf8.RuneCountInString(before)
	to := &p.End
	if first {
		to = &p.Start
	}
	*to = addMonths(*to, months).AddDate(0, 0, days)
	if to.Year() < 1 || to.Year() > 9999 { // it could not be written
		return
	}
	d.entry.set(daysOf(p))
	if first {
		d.entry.pos = len(model.DateLayout)
	}
	d.touched = true
}

func addMonths(day time.Time, n int) time.Time {
	to := day.AddDate(0, n, 0)
	if to.Day() != day.Day() { // AddDate makes 3 March of 31 February
		to = to.AddDate(0, 0, -to.Day())
	}
	return to
}

// dateRemarks tell which days are meant.
func (f *Form) dateRemarks() []string {
	r := &f.request
	if f.fields[dates].wrong != nil {
		return nil
	}
	p := model.Period{Start: r.Start, End: r.End}
	return []string{
		r.Start.Format(model.DateLayout) + " " + theme.GlyphTo + " " + r.End.Format(model.DateLayout),
		fmt.Sprintf("%d days", p.Weekdays()),
	}
}

// walkRemarks tell which days are for choosing, and which for the test.
func (f *Form) walkRemarks(d *field) []string {
	s := &f.request.Samples
	if d.wrong != nil || s.IsZero() {
		return []string{"none", "or the test's first day"}
	}
	return []string{fmt.Sprintf("%d + %d days", s.In.Weekdays(), s.Out.Weekdays()), "tested from " + s.Out.Start.Format(model.DateLayout)}
}

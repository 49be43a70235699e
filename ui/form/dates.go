package form

import (
	"time"

	"tickdeck/model"
)

// defaultDates offers the year up to yesterday, anew at each opening until the
// person has touched a date: a screen may run for weeks.
func (f *Form) defaultDates() {
	if f.texts[start].touched || f.texts[end].touched || f.env.Now.IsZero() {
		return
	}
	now := f.env.Now
	if f.env.Zone != nil {
		now = now.In(f.env.Zone)
	}
	yesterday := now.AddDate(0, 0, -1)
	f.texts[start].set(yesterday.AddDate(-1, 0, 0).Format(model.DateLayout))
	f.texts[end].set(yesterday.Format(model.DateLayout))
}

// step moves the date that has the focus. From a day that the other month does
// not have it goes to that month's last.
func (f *Form) step(months, days int) {
	e := &f.texts[f.focus]
	day, err := model.ParseDate(e.text())
	if err != nil {
		return
	}
	e.set(addMonths(day, months).AddDate(0, 0, days).Format(model.DateLayout))
	e.touched = true
}

func addMonths(day time.Time, n int) time.Time {
	to := day.AddDate(0, n, 0)
	if to.Day() != day.Day() { // AddDate makes 3 March of 31 February
		to = to.AddDate(0, 0, -to.Day())
	}
	return to
}

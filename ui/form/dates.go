package form

import (
	"time"

	"tickdeck/model"
)

// defaultDates offers the year up to yesterday, anew at each opening until the
// person has touched a date: a screen may run for weeks.
func (f *Form) defaultDates() {
	if f.fields[start].touched || f.fields[end].touched || f.env.Now.IsZero() {
		return
	}
	now := f.env.Now
	if f.env.Zone != nil {
		now = now.In(f.env.Zone)
	}
	yesterday := now.AddDate(0, 0, -1)
	f.fields[start].entry.set(yesterday.AddDate(-1, 0, 0).Format(model.DateLayout))
	f.fields[end].entry.set(yesterday.Format(model.DateLayout))
}

// moveDate moves the date that has the focus. From a day that the other month
// does not have it goes to that month's last.
func (f *Form) moveDate(months, days int) {
	d := f.here()
	from, err := model.ParseDate(d.entry.text())
	if err != nil {
		return
	}
	to := addMonths(from, months).AddDate(0, 0, days)
	if to.Year() < 1 || to.Year() > 9999 { // it could not be written
		return
	}
	d.entry.set(to.Format(model.DateLayout))
	d.touched, f.lastEditedDate = true, f.focus
}

func addMonths(day time.Time, n int) time.Time {
	to := day.AddDate(0, n, 0)
	if to.Day() != day.Day() { // AddDate makes 3 March of 31 February
		to = to.AddDate(0, 0, -to.Day())
	}
	return to
}

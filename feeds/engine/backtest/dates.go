package backtest

// dates are days as they are written, since a backtest writes each of them often.
type dates struct {
	from Day
	text []byte // dateLen for each day from then on
}

const dateLen = len("2024-12-31")

// maxDates is how many days are written down: 100 years.
const maxDates = 36525

// newDates writes down the days from the first of these to the last, but no minutes.
func newDates(days []Day) *dates {
	from, last := days[0], days[len(days)-1]
	if from.minute() || last-from >= maxDates {
		return &dates{}
	}
	d := &dates{from, make([]byte, 0, (int(last-from)+1)*dateLen)}
	for day := from; day <= last; day++ {
		d.text = day.append(d.text)
	}
	return d
}

// append writes a day as Day.String does.
func (d *dates) append(to []byte, day Day) []byte {
	if d == nil || day < d.from {
		return day.append(to)
	}
	at := int(day-d.from) * dateLen
	if at+dateLen > len(d.text) {
		return day.append(to)
	}
	return append(to, d.text[at:at+dateLen]...)
}

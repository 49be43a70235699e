package query

import "slices"

// Detections is what can be asked for of what a scan finds in files: the fields of
// Alerts that are in it. What belongs to a person or a publisher is no field here, so
// that asking for it is an error and not an empty list.
func Detections() *Schema[Event] {
	var fields []Field[Event]
	for _, f := range Alerts().fields {
		if !slices.Contains(scanned[:], f.Name) {
			continue
		}
		if f.Name == "dir" { // nobody says what else was found on the candle
			f.Options = slices.DeleteFunc(f.Options, func(o Option) bool { return o.Name == "mixed" })
			f.What = "the direction"
		}
		fields = append(fields, f)
	}
	return NewSchema(fields...)
}

var scanned = [...]string{"symbol", "pattern", "dir", "tf", "conf", "price", "volume", "age", "since", "until", "metadata"}

package prefs

import "maps"

// forms are the presets: tables of texts. What a field cannot say is told where it is
// shown, not here.
func (r *reader) forms(v any) (out map[string]Form) {
	r.table("forms", v, maxForms, func(name string, v any) {
		fields, ok := v.(map[string]any)
		if !ok || len(fields) > maxFields {
			r.wrong("forms", 0, name, `this wants the fields of a form, at most %d: write [forms.%s], and below symbols = "AAPL, MSFT"`, maxFields, name)
			return
		}
		form := Form{}
		for key, v := range fields {
			text, ok := v.(string)
			if !ok || len(text) > maxField {
				r.wrong("forms."+name, 0, key, "this wants a text as it is typed into the form: write it in quotes")
				continue
			}
			form[key] = text
		}
		if out == nil {
			out = map[string]Form{}
		}
		out[name] = form
	})
	return out
}

// WithForm is a copy of presets with one of them replaced; nil takes it out.
func WithForm(all map[string]Form, name string, form Form) map[string]Form {
	out := maps.Clone(all)
	if form == nil {
		delete(out, name)
		return out
	}
	if out == nil {
		out = map[string]Form{}
	}
	out[name] = maps.Clone(form)
	return out
}

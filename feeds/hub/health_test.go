package hub

import (
	"slices"
	"testing"

	"tickdeck/model"
)

func TestThePublisherThatWasSilentLongestGoesFirst(t *testing.T) {
	h := smallHub() // keeps two
	r := h.NewReader(0)
	for _, c := range []struct {
		component string
		kept      []string
	}{
		{"engine", []string{"engine"}},
		{"loader", []string{"engine", "loader"}},
		{"engine", []string{"engine", "loader"}},
		{"api", []string{"engine", "api"}},
		{"loader", []string{"api", "loader"}},
	} {
		h.Take(healthOf(c.component))
		if got := components(r.Frame().Health); !slices.Equal(got, c.kept) {
			t.Fatalf("after %s: %v are kept, want %v", c.component, got, c.kept)
		}
	}
}

func TestAPublisherInTroubleStaysWhenOthersCome(t *testing.T) {
	h := smallHub() // keeps two
	r := h.NewReader(0)
	s := model.NewHealth()
	s.Component, s.Status, s.Issues = "engine", "healthy", []string{"no ticks"}
	bad := message(4)
	bad.Health(s)
	for _, m := range []*Message{bad, healthOf("a"), healthOf("b"), healthOf("c")} {
		h.Take(m)
	}
	if got := components(r.Frame().Health); !slices.Equal(got, []string{"engine", "c"}) {
		t.Errorf("%v are kept", got)
	}
}

func components(reports []model.Health) (names []string) {
	for _, r := range reports {
		names = append(names, r.Component)
	}
	return names
}

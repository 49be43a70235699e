package compare

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"tickdeck/ui/uitest"
)

var sizes = [...]struct{ w, h int }{{60, 14}, {80, 22}, {100, 28}, {120, 38}, {200, 58}}

func TestASweepLooksAsItDid(t *testing.T) {
	p := openSweep(t, swept()...)
	for _, size := range sizes {
		t.Run(fmt.Sprintf("%dx%d", size.w, size.h), func(t *testing.T) { golden.RequireEqual(t, p.text(size.w, size.h)) })
	}
}

func TestResultsBesideEachOtherLookAsTheyDid(t *testing.T) {
	p := openCompare(t, three()...)
	for _, size := range sizes {
		t.Run(fmt.Sprintf("%dx%d", size.w, size.h), func(t *testing.T) { golden.RequireEqual(t, p.text(size.w, size.h)) })
	}
}

func TestTheColoursOfEachThemeAreAsTheyWere(t *testing.T) {
	swept, compared := openSweep(t, swept()...), openCompare(t, three()...)
	for name, th := range uitest.Themes() {
		t.Run(name, func(t *testing.T) {
			swept.env.Theme, compared.env.Theme = th, th
			golden.RequireEqual(t, strings.Join(append(swept.lines(100, 28), compared.lines(100, 28)...), "\n"))
		})
	}
}

func TestThePagesFitAnySize(t *testing.T) {
	swept, compared := openSweep(t, swept()...), openCompare(t, three()...)
	for w := 20; w <= 220; w += 3 {
		for _, h := range [...]int{3, 5, 9, 14, 22, 38, 58} {
			swept.lines(w, h)
			compared.lines(w, h)
		}
	}
}

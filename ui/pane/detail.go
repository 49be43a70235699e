package pane

// Detail is where what is under the cursor can be read in full.
type Detail uint8

// The places of it.
const (
	DetailOver   Detail = iota // over the views: there is no room beside them
	DetailClosed               // beside them, once it is opened
	DetailOpen                 // beside them, in the place of another
	DetailAlways               // beside them, in a place of its own
)

// Detail is where it is, or would be.
func (e *Env) Detail() Detail { return e.detail }

// OpenDetail puts it beside the views, as far as there is room. The view with the focus
// keeps the keys. As with an overlay this is done at once.
func (e *Env) OpenDetail() { e.detailOpen = true }

// CloseDetail takes it away again.
func (e *Env) CloseDetail() { e.detailOpen = false }

// DetailWanted reports whether it was opened, wherever it has room.
func (e *Env) DetailWanted() bool { return e.detailOpen }

// PlaceDetail is for the screen: it says where there is room.
func (e *Env) PlaceDetail(d Detail) { e.detail = d }

package model

// Disk says whether and where alerts are kept on disk, with marks and
// acknowledgements.
type Disk struct {
	On        bool
	Folder    string // "" where no place for it is known
	Days      int    // that alerts are kept for
	Megabytes int    // that they may fill, the oldest giving way
}

package model

// Disk says whether and where alerts are kept on disk, with marks and
// acknowledgements, and the jobs of a person.
type Disk struct {
	On        bool
	Folder    string // "" where no place for it is known
	Days      int    // that they are kept for
	Megabytes int    // that they may fill, the oldest giving way
}

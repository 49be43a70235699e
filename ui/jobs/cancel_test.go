package jobs

import "testing"

func TestTheQuestionAboutOnesOwnJobNamesIt(t *testing.T) {
	d := open(t, 80, 20, someJobs()...)
	d.press("x")
	d.line("Cancel bt_7f3a (AAPL MSFT NVDA AMD TSLA)?")
	d.press("y")
	if len(d.workers.cancelled) != 1 || d.toast != "asked 1 worker to cancel bt_7f3a" {
		t.Errorf("cancelled %v, toast %q", d.workers.cancelled, d.toast)
	}
}

func TestTheQuestionAboutAnotherUsersJobSaysWhoseItIsAndTakesACapitalLetter(t *testing.T) {
	j := someJobs()[0]
	j.User = "user_7"
	d := open(t, 80, 20, j)
	d.press("x")
	d.line("user_7's job, not yours")
	d.press("y", "enter")
	if len(d.workers.cancelled) != 0 || d.env.Top() == nil {
		t.Fatalf("y alone cancelled %v", d.workers.cancelled)
	}
	d.press("Y")
	if len(d.workers.cancelled) != 1 || d.env.Top() != nil {
		t.Errorf("cancelled %v", d.workers.cancelled)
	}
}

func TestTheQuestionAboutAJobThatNamesNoOwnerSaysSo(t *testing.T) {
	j := someJobs()[0]
	j.User = ""
	d := open(t, 80, 20, j)
	d.press("x")
	d.line("whose job it is")
	d.press("y", "n")
	if len(d.workers.cancelled) != 0 {
		t.Errorf("cancelled %v", d.workers.cancelled)
	}
}

func TestAFinishedJobAnswersWithWhatIsTrue(t *testing.T) {
	for i, want := range map[int]string{
		4: "bt_fb48 is done since 11:56:40: there is nothing to cancel",
		6: "bt_50aa failed at 11:52:00: there is nothing to cancel",
		7: "bt_4e02 was cancelled at 11:50:30: there is nothing to cancel",
	} {
		d := open(t, 80, 20, someJobs()[i])
		d.press("x")
		if d.toast != want || d.env.Top() != nil {
			t.Errorf("it says %q, want %q", d.toast, want)
		}
	}
}

func TestAJobThatIsBeingCancelledIsAskedForOnceMore(t *testing.T) {
	j := someJobs()[2]
	j.User = "user_456"
	d := open(t, 80, 20, j)
	d.press("x")
	d.line("was asked to stop 4 s ago")
}

func TestAJobOfTwoUsersSaysBoth(t *testing.T) {
	j := someJobs()[0]
	j.AlsoOf = "user_7"
	for _, w := range [...]int{80, 120} {
		d := open(t, w, 24, j)
		d.line("@user_7")
		d.press("enter")
		d.line("owner", "user_456, you; also of user_7")
		d.press("esc", "x")
		d.line("also of user_7")
		d.press("y")
		if len(d.workers.cancelled) != 0 {
			t.Fatal("y alone cancelled the job of two users")
		}
		d.press("Y")
		if len(d.workers.cancelled) != 1 {
			t.Error("Y did not cancel it")
		}
	}
	j.User, j.AlsoOf = "user_7", "user_456"
	d := open(t, 80, 24, j)
	d.press("x")
	d.line("also of user_7")
}

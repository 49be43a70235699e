package act

import (
	"context"
	"os/exec"
	"strconv"
	"syscall"
)

func shell(ctx context.Context, command string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "cmd.exe")
	cmd.SysProcAttr = &syscall.SysProcAttr{CmdLine: "/D /S /C \"" + command + "\"", CreationFlags: syscall.CREATE_NEW_PROCESS_GROUP}
	return cmd
}

// group ends the command and what it started when its time is over.
func group(cmd *exec.Cmd) {
	cmd.Cancel = func() error {
		endTree(cmd)
		return cmd.Process.Kill()
	}
}

func endTree(cmd *exec.Cmd) {
	_ = exec.CommandContext(context.Background(), "taskkill", "/T", "/F", "/PID", strconv.Itoa(cmd.Process.Pid)).Run() // Kill follows
}

// endGroup does nothing: Windows knows no group once its leader is gone.
func endGroup(*exec.Cmd) {}

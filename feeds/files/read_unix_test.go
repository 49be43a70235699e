//go:build unix

package files

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestATextIsReadAndWhatIsNoneIsRefusedInWords(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	f := New()
	f.folder = dir
	if text, err := f.ReadText(context.Background(), write("a.txt", "AAPL\nMSFT\n"), 100); err != nil || text != "AAPL\nMSFT\n" {
		t.Errorf("%q, %v", text, err)
	}
	if text, err := f.ReadText(context.Background(), "a.txt", 10); err != nil || text != "AAPL\nMSFT\n" {
		t.Errorf("from the folder: %q, %v", text, err)
	}
	pipe := filepath.Join(dir, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"":                          "write the name of a file",
		"none.txt":                  "there is no file " + filepath.Join(dir, "none.txt"),
		dir:                         "is no plain file",
		pipe:                        "is no plain file",
		"/dev/zero":                 "is no plain file",
		write("large", "123456"):    "has 6 bytes, more than 5",
		write("binary", "\xff\xfe"): "is no text",
	} {
		if text, err := f.ReadText(context.Background(), path, 5); err == nil || !strings.Contains(err.Error(), want) || text != "" {
			t.Errorf("%s: %q, %v; want %q", path, text, err, want)
		}
	}
}

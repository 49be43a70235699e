package broker

import (
	"strings"
	"testing"
)

func TestAURLNamesOneServerASentinelsMasterOrACluster(t *testing.T) {
	for url, want := range map[string]string{
		"redis://localhost:7000/3":                            "localhost:7000/3",
		"unix:///run/redis.sock?db=2":                         "/run/redis.sock/2",
		"rediss://u:secret@h:6380":                            "h:6380/0",
		"redis+sentinel://u:secret@s1:26379/mymaster/4":       "mymaster/4 by Sentinel s1:26379",
		"redis+sentinel://s1:26379/mymaster?addr=s2:26379":    "mymaster/0 by Sentinel s1:26379,s2:26379",
		"redis+cluster://u:secret@n1:7000?addr=n2:7001":       "cluster n1:7000,n2:7001",
		"rediss+cluster://n1:7000?addr=n2:7001&addr=n3:7002":  "cluster n1:7000,n2:7001,n3:7002",
		"rediss+sentinel://s1:26379/mymaster?skip_verify=yes": "",
	} {
		c, err := Open(url)
		if want == "" {
			if err == nil {
				t.Errorf("%s was taken", url)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", url, err)
			continue
		}
		if got := c.Address(); got != want || strings.Contains(got, "secret") {
			t.Errorf("%s is %q, want %q", url, got, want)
		}
		if secure := strings.HasPrefix(url, "rediss"); (c.options.TLSConfig != nil) != secure {
			t.Errorf("%s: TLS %v", url, !secure)
		}
		if err := c.Close(); err != nil {
			t.Errorf("%s: %v", url, err)
		}
	}
	for _, bad := range []string{"redis+sentinel://s1:26379", "redis+other://h", "http://h", "redis+cluster://u:geheim@h:x"} {
		if _, err := Open(bad); err == nil || strings.Contains(err.Error(), "geheim") {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

func TestAnUnverifiedServerIsKnown(t *testing.T) {
	for url, want := range map[string]bool{
		"redis://h": false, "rediss://h": false, "rediss://h?skip_verify=true": true,
		"rediss+sentinel://h/m?skip_verify=true": true, "rediss://h?skip_verify=false": false,
	} {
		c, err := Open(url)
		if err != nil {
			t.Errorf("%s: %v", url, err)
			continue
		}
		if c.Insecure() != want {
			t.Errorf("%s: insecure is %v", url, c.Insecure())
		}
		_ = c.Close()
	}
}

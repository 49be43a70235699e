package feeds

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"io"
	"math/big"
	"net"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"
)

// secure listens with TLS before a plain server and hands everything on.
func secure(t *testing.T, addr string) (url string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	about := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour)}
	cert, err := x509.CreateCertificate(rand.Reader, about, about, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	l, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{cert}, PrivateKey: key}}})
	if err != nil {
		t.Fatal(err)
	}
	var both sync.WaitGroup
	t.Cleanup(func() { l.Close(); both.Wait() })
	both.Go(func() {
		for {
			in, err := l.Accept()
			if err != nil {
				return
			}
			both.Go(func() { handOn(in, addr) })
		}
	})
	return "rediss://" + l.Addr().String() + "/0?skip_verify=true"
}

func handOn(in net.Conn, addr string) {
	defer in.Close()
	out, err := net.Dial("tcp", addr)
	if err != nil {
		return
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, _ = io.Copy(in, out)
		in.Close()
	}()
	_, _ = io.Copy(out, in)
	out.Close()
	<-done
}

func TestASecureConnectionCarriesAlerts(t *testing.T) {
	s := server(t)
	d := connected(t, secure(t, s.Addr()))
	publish(t, s.Client(t), "patterns", string(event(nil, 1)), 1)
	d.until("an alert is there", func() bool { return len(d.items) == 1 })
	s.Freeze()
	d.close()
}

func TestEndingDoesNotWaitForAHandshake(t *testing.T) {
	t.Cleanup(func() { goleak.VerifyNone(t) })
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	d := open(t, "rediss://"+l.Addr().String())
	conn, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	d.close()
}

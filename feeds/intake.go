package feeds

import (
	"time"

	"tickdeck/feeds/broker"
	"tickdeck/feeds/hub"
	"tickdeck/feeds/wire"
	"tickdeck/model"
)

// intake decodes what a subscription brings and puts it into the hub, by which
// it hears of the connection as well: it is a broker.Handler. It belongs to one
// goroutine and reuses its memory.
type intake struct {
	*hub.Hub
	client   *broker.Client
	channels []model.Channel
	decoder  *wire.Decoder
	message  hub.Message
}

func newIntake(h *hub.Hub, client *broker.Client, channels []model.Channel) *intake {
	return &intake{Hub: h, client: client, channels: channels, decoder: wire.NewDecoder()}
}

// Message is part of broker.Handler.
func (in *intake) Message(channel int, payload string) {
	c, now := in.channels[channel], time.Now()
	in.message.Reset(channel, c.Name, payload, now)
	in.decoder.Decode(channel, c.Kind, payload, now, &in.message)
	in.Take(&in.message)
}

// Down is part of broker.Handler.
func (in *intake) Down(why error, at, retry time.Time) {
	in.Hub.Down(in.client.Problem(why), at, retry)
}

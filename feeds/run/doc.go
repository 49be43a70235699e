// Package run is what the commands of tickdeck do beside the deck: it satisfies
// their ports with the engine and the demo, in types of the model.
//
// It prints nothing and knows neither the command line nor the screen.
package run

// Package wire turns the JSON that travels through Redis into the types of the
// model, and requests back into JSON. It may not talk to Redis, and nothing
// else reads or writes wire JSON.
//
// It reads the standard and what real publishers send beside it (aliases,
// wrappers, batches, numbers as strings, NaN and Infinity). Where a message
// leaves room for doubt, these are the rules:
//
//   - A key that is there twice in one object: the first one counts.
//   - A wrapped message (data, detection, payload): what stands further in counts.
//   - A time without a zone is UTC. A bare number is seconds, milliseconds,
//     microseconds or nanoseconds since 1970 by its size.
//   - A fraction above 1 is a percentage and is divided by 100; what is then
//     not within 0–1 is None.
//   - NaN, Infinity and numbers too large for a float64 are None.
//   - A direction is never guessed from the name of the pattern.
//   - The channels for progress and for results both take any news of a job: a
//     message says itself which of the two it is. Any other message on the
//     wrong channel is refused.
//
// What cannot be read goes to Sink.Reject with a reason: nothing vanishes.
// Every text in a model value went through model.Clean; Raw and what Reject
// gets are as they came.
package wire

package worker

import (
	"github.com/redis/go-redis/v9"

	"tickdeck/feeds/wire"
)

// Each step that decides something is one script on one key, so that nothing
// happens between looking and writing, whatever other workers do at that moment,
// and so that a cluster can serve it. Every script may be sent again when its
// reply got lost: it knows by the lease that it was there before.

// luaFields are the names of a job's hash, for all scripts about one.
const luaFields = `
local status, user, created, request = '` + wire.FieldStatus + `', '` + wire.FieldUser + `', '` + wire.FieldCreated + `', '` + wire.FieldRequest + `'
local progress, started, finished = '` + wire.FieldProgress + `', '` + wire.FieldStarted + `', '` + wire.FieldFinished + `'
local outcome, finished_by, announced = '` + wire.FieldOutcome + `', '` + wire.FieldFinishedBy + `', '` + wire.FieldAnnounced + `'
local attempts, queued, unwanted, told = '` + wire.FieldAttempts + `', '` + wire.FieldQueued + `', '` + wire.FieldUnwanted + `', '` + wire.FieldTold + `'
local lease, lease_until, lease_entry = '` + wire.FieldLease + `', '` + wire.FieldLeaseUntil + `', '` + wire.FieldLeaseEntry + `'
local hash = KEYS[1]
`

// luaLeases end by the server's clock: a worker's own may be wrong.
const luaLeases = `
local function now_ms()
  local t = redis.call('TIME')
  return t[1] * 1000 + math.floor(t[2] / 1000)
end
local function holder()
  local l = redis.call('HMGET', hash, lease, lease_until)
  return l[1] and (tonumber(l[2]) or 0) > now_ms() and l[1]
end
local function hold(token, ms)
  redis.call('HSET', hash, lease, token, lease_until, string.format('%.0f', now_ms() + ms))
end
local function free() redis.call('HDEL', hash, lease, lease_until, lease_entry) end
`

// luaEnding tells a job that is over from any other, puts right the status that a
// client may have written over, and stores how a job ended.
//
// over returns false, or what is left to do: nothing (over), nothing while
// another worker announces it (busy), or to announce it, as oneself stored it
// (stored) or a worker did that is gone (unannounced).
const luaEnding = `
local function unusable() return type(redis.pcall('HLEN', hash)) == 'table' end
local function over(token, ms)
  local h = redis.call('HMGET', hash, outcome, status, announced, finished_by)
  if not h[1] then return false end
  if h[2] ~= h[1] then redis.call('HSET', hash, status, h[1]) end
  if h[3] then return 'over' end
  local owner = holder()
  if owner and owner ~= token then return 'busy' end
  hold(token, ms)
  return h[4] == token and 'stored' or 'unannounced'
end
local function cancelled(now)
  return now == 'cancelling' or now == 'cancelled' or redis.call('HEXISTS', hash, unwanted) == 1
end
local function conclude(token, ms, life, i)
  redis.call('HSET', hash, finished_by, token, unpack(ARGV, i))
  redis.call('HDEL', hash, attempts, unwanted)
  redis.call('EXPIRE', hash, life)
  hold(token, ms)
end
`

// luaRecord makes sure that a job has a hash. An id is taken once.
const luaRecord = `
local function record(by, now, text, life)
  redis.call('HSETNX', hash, user, by)
  redis.call('HSETNX', hash, created, now)
  redis.call('HSETNX', hash, request, text)
  redis.call('EXPIRE', hash, life)
end
`

// enqueue puts a request that was heard on the channel into its stream, unless
// its publisher did so, or another worker that heard it. It looks through the
// last minute's entries, newest first and no more than 128, since a publisher
// writes both at once.
//
// KEYS: stream. ARGV: request, most entries.
var enqueue = redis.NewScript(`
local oldest = string.format('%.0f', (redis.call('TIME')[1] - 60) * 1000)
local last = '+'
for _ = 1, 16 do
  local page = redis.call('XREVRANGE', KEYS[1], last, oldest, 'COUNT', 8)
  for _, entry in ipairs(page) do
    for i = 2, #entry[2], 2 do
      if entry[2][i] == ARGV[1] then return 'known' end
    end
  end
  if #page < 8 then break end
  last = '(' .. page[8][1]
end
redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[2], '*', '` + wire.StreamField + `', ARGV[1])
return 'queued'`)

// register makes the record of a request that was heard, once it is queued.
//
// KEYS: hash. ARGV: user, now, request, life (s).
var register = redis.NewScript(luaFields + luaEnding + luaRecord + `
if unusable() or redis.call('HEXISTS', hash, outcome) == 1 then return 'known' end
redis.call('HSETNX', hash, status, 'submitted')
redis.call('HSET', hash, queued, ARGV[2])
record(ARGV[1], ARGV[2], ARGV[3], ARGV[4])
return 'registered'`)

// begin takes a job's lease and says what is to be done about the job: a verdict
// of over, or run, cancelled, spent (too many attempts), busy (another runs it
// for the same entry), duplicate (another runs it for another entry), stale (its
// record has expired) or unusable (the key holds something else).
//
// KEYS: hash. ARGV: lease, entry, lease (ms), now, life (s), user, request, most
// attempts, fresh.
var begin = redis.NewScript(luaFields + luaLeases + luaEnding + luaRecord + `
if unusable() then return 'unusable' end
local left = over(ARGV[1], ARGV[3])
if left then return left end
if ARGV[9] == '0' and redis.call('EXISTS', hash) == 0 then return 'stale' end
local owner = holder()
if owner and owner ~= ARGV[1] then
  return redis.call('HGET', hash, lease_entry) == ARGV[2] and 'busy' or 'duplicate'
end
record(ARGV[6], ARGV[4], ARGV[7], ARGV[5])
if cancelled(redis.call('HGET', hash, status)) then return 'cancelled' end
if not owner then
  local n = tonumber(redis.call('HGET', hash, attempts) or 0) or 0
  if n >= tonumber(ARGV[8]) then return 'spent' end
  redis.call('HSET', hash, status, 'running', started, ARGV[4], progress, '0', attempts, n + 1)
end
hold(ARGV[1], ARGV[3])
redis.call('HSET', hash, lease_entry, ARGV[2])
return 'run'`)

// renew renews the lease and notes progress, if the job is still ours. A lease
// that is not there while we know that its time is not over went with the data
// of the server: nobody else can have it, and it is taken again.
//
// KEYS: hash. ARGV: lease, entry, lease (ms), life (s), progress.
var renew = redis.NewScript(luaFields + luaLeases + luaEnding + `
local owner = holder()
if owner and owner ~= ARGV[1] or redis.call('HEXISTS', hash, outcome) == 1 then return 'lost' end
hold(ARGV[1], ARGV[3])
if redis.call('HSETNX', hash, status, 'running') == 1 then redis.call('EXPIRE', hash, ARGV[4]) end
if redis.call('HGET', hash, status) == 'submitted' then redis.call('HSET', hash, status, 'running') end
redis.call('HSET', hash, progress, ARGV[5], lease_entry, ARGV[2])
return cancelled(redis.call('HGET', hash, status)) and 'cancelled' or 'renewed'`)

// finish stores how a job ended, unless somebody else has the job or has ended
// it. The lease goes on, for the time that announcing takes.
//
// KEYS: hash. ARGV: lease, lease (ms), life (s), user, now, request, then fields
// and values.
var finish = redis.NewScript(luaFields + luaLeases + luaEnding + luaRecord + `
local left = over(ARGV[1], ARGV[2])
if left then return left end
local owner = holder()
if owner and owner ~= ARGV[1] then return 'busy' end
record(ARGV[4], ARGV[5], ARGV[6], ARGV[3])
conclude(ARGV[1], ARGV[2], ARGV[3], 7)
return 'stored'`)

// announce notes that a job's end has been published, and gives up the lease.
//
// KEYS: hash. ARGV: lease, now.
var announce = redis.NewScript(luaFields + luaLeases + `
if redis.call('HEXISTS', hash, outcome) == 0 then return 'gone' end
redis.call('HSETNX', hash, announced, ARGV[2])
redis.call('HSET', hash, told, string.format('%.0f', now_ms()))
if redis.call('HGET', hash, lease) == ARGV[1] then free() end
return 'over'`)

// giveBack ends a lease, so that whoever has the job's entry next may run it. It
// was no fault of the job: the attempt does not count. Of the entry takes care
// leave, or, where Redis was away for so long, that it was idle for a lease.
//
// KEYS: hash. ARGV: lease.
var giveBack = redis.NewScript(luaFields + luaLeases + `
if redis.call('HGET', hash, lease) ~= ARGV[1] or redis.call('HEXISTS', hash, outcome) == 1 then return 'lost' end
free()
if redis.call('HGET', hash, status) == 'running' then redis.call('HSET', hash, status, 'submitted') end
if tonumber(redis.call('HGET', hash, attempts) or 0) > 0 then redis.call('HINCRBY', hash, attempts, -1) end
return 'given back'`)

// cancel ends a job that waits, and tells whoever runs it, through the hash, to
// stop. A job of which nothing is known yet is marked for when it comes.
//
// KEYS: hash. ARGV: lease, lease (ms), life (s), now, then fields and values.
var cancel = redis.NewScript(luaFields + luaLeases + luaEnding + `
if unusable() then return 'unusable' end
local left = over(ARGV[1], ARGV[2])
if left then return left end
local now = redis.call('HGET', hash, status)
if redis.call('HEXISTS', hash, request) == 0 and (not now or now == 'cancelling') then
  redis.call('HSET', hash, unwanted, ARGV[4])
  redis.call('EXPIRE', hash, ARGV[3])
  return 'marked'
end
if holder() then
  redis.call('HSET', hash, status, 'cancelling')
  return 'told'
end
conclude(ARGV[1], ARGV[2], ARGV[3], 5)
return 'stored'`)

// correct puts the status of a job right that is over.
//
// KEYS: hash.
var correct = redis.NewScript(luaFields + `
local ended = redis.call('HGET', hash, outcome)
if not ended or redis.call('HGET', hash, status) == ended then return 0 end
redis.call('HSET', hash, status, ended)
return 1`)

// again puts the status of a job right that is over and was sent or cancelled once
// more, and says whether its end is to be told again: by one of the workers that
// heard it. What comes right behind the end is most often what was read from the
// stream before it was heard on the channel; a client that wrote submitted has
// really sent it again.
//
// KEYS: hash.
var again = redis.NewScript(luaFields + luaLeases + `
local h = redis.call('HMGET', hash, outcome, status, announced, told)
if not h[1] then return 0 end
if h[2] ~= h[1] then redis.call('HSET', hash, status, h[1]) end
if not h[3] then return 0 end
if h[2] ~= 'submitted' and now_ms() - (tonumber(h[4]) or 0) < 2000 then return 0 end
redis.call('HSET', hash, told, string.format('%.0f', now_ms()))
return 1`)

// leave strikes a consumer off the group. What was delivered to it and not
// worked on goes to the pool, where it is taken at the next sweep; striking it
// off with the consumer would lose it.
//
// KEYS: stream. ARGV: group, consumer, pool, idle (ms).
var leave = redis.NewScript(`
local left = redis.call('XPENDING', KEYS[1], ARGV[1], '-', '+', 1000, ARGV[2])
for _, entry in ipairs(left) do
  redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[3], 0, entry[1], 'IDLE', ARGV[4], 'JUSTID')
end
if #left < 1000 then redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], ARGV[2]) end
return #left`)

// waiting counts the entries that no worker has read yet: as Redis 7 knows it,
// else up to 100.
//
// KEYS: stream. ARGV: group.
var waiting = redis.NewScript(`
for _, row in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
  local g = {}
  for i = 1, #row, 2 do g[row[i]] = row[i+1] end
  if g.name == ARGV[1] then
    if g['entries-read'] and g.lag then return g.lag end
    return #redis.call('XRANGE', KEYS[1], '(' .. g['last-delivered-id'], '+', 'COUNT', 100)
  end
end
return 0`)

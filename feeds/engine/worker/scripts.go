package worker

import "github.com/redis/go-redis/v9"

// Each step that decides something is one script, so that nothing happens
// between looking and writing, whatever other workers do at that moment.

// over tells a job that has ended; a nil status is false in Lua.
const over = `
local function over(status)
  return status == 'completed' or status == 'failed' or status == 'cancelled'
end
`

// conclude writes how a job ended: to its hash first, so that whoever hears of
// it finds the result there. Its arguments begin at ARGV[i]; see ending.args.
// A stream that cannot be written must not keep the job from ending.
const conclude = `
local function conclude(hash, stream, i)
  redis.call('HDEL', hash, 'result', 'error', 'attempts')
  redis.call('HSET', hash, unpack(ARGV, i + 7))
  redis.call('EXPIRE', hash, ARGV[i])
  redis.call('PUBLISH', ARGV[i+1], ARGV[i+2])
  redis.pcall('XADD', stream, 'MAXLEN', '~', ARGV[i+5], '*', 'data', ARGV[i+4])
  redis.pcall('XTRIM', stream, 'MINID', '~', ARGV[i+6])
  redis.call('PUBLISH', ARGV[i+3], ARGV[i+4])
end
`

// record makes sure that a job has a hash. An id is taken once.
const record = `
local function record(hash, user, now, request, life)
  redis.call('HSETNX', hash, 'user_id', user)
  redis.call('HSETNX', hash, 'created_at', now)
  redis.call('HSETNX', hash, 'job_data', request)
  redis.call('EXPIRE', hash, life)
end
`

// register puts a request that was heard on the channel into its stream, unless
// its publisher did so, or another worker that heard it. It looks through the
// last minute's entries, newest first and no more than 128, since a publisher
// writes both at once.
//
// KEYS: stream, hash, heard. ARGV: request, user, now, life, guard (seconds), most.
var register = redis.NewScript(over + record + `
if not redis.call('SET', KEYS[3], '1', 'NX', 'EX', ARGV[5]) then return 'known' end
local status = redis.call('HGET', KEYS[2], 'status')
if over(status) then return 'known' end
if not status then
  redis.call('HSET', KEYS[2], 'status', 'submitted')
  record(KEYS[2], ARGV[2], ARGV[3], ARGV[1], ARGV[4])
end
local oldest = string.format('%d', (redis.call('TIME')[1] - 60) * 1000)
local last = '+'
for _ = 1, 16 do
  local page = redis.call('XREVRANGE', KEYS[1], last, oldest, 'COUNT', 8)
  for _, entry in ipairs(page) do
    for i = 2, #entry[2], 2 do
      if entry[2][i] == ARGV[1] then return 'twin' end
    end
  end
  if #page < 8 then break end
  last = '(' .. page[8][1]
end
redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[6], '*', 'data', ARGV[1])
return 'queued'`)

// begin takes a job's lease and says what is to be done about the job; see the
// verdicts. Sent once more, because the reply got lost, it says the same.
//
// KEYS: hash, lease, stream, unwanted.
// ARGV: lease's value, entry, group, consumer, lease (ms), now, life, user,
// request, most attempts, fresh, channel, news.
var begin = redis.NewScript(over + record + `
local function done(verdict)
  redis.pcall('XACK', KEYS[3], ARGV[3], ARGV[2])
  return verdict
end
local status = redis.pcall('HGET', KEYS[1], 'status')
if type(status) == 'table' then return done('unusable') end
if over(status) then return done('done') end
if ARGV[11] == '0' and redis.call('EXISTS', KEYS[1]) == 0 then return done('stale') end
local owner = redis.call('GET', KEYS[2])
if owner and owner ~= ARGV[1] then
  if string.match(owner, '|([^|]*)$') ~= ARGV[2] then return done('twin') end
  redis.pcall('XCLAIM', KEYS[3], ARGV[3], ARGV[4], 0, ARGV[2], 'IDLE', ARGV[5], 'JUSTID')
  return 'busy'
end
record(KEYS[1], ARGV[8], ARGV[6], ARGV[9], ARGV[7])
if status == 'cancelling' or redis.call('EXISTS', KEYS[4]) == 1 then return 'cancelled' end
if not owner then
  local attempts = tonumber(redis.call('HGET', KEYS[1], 'attempts') or 0) or 0
  if attempts >= tonumber(ARGV[10]) then return 'spent' end
  redis.call('HSET', KEYS[1], 'status', 'running', 'started_at', ARGV[6], 'progress', '0', 'attempts', attempts + 1)
end
redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[5])
redis.call('PUBLISH', ARGV[12], ARGV[13])
return 'run'`)

// beat renews the lease and reports progress, if the job is still ours. A lease
// that is gone while we know that its time is not over went with the data of
// the server: nobody else can have it, and it is taken again.
//
// KEYS: hash, lease, stream.
// ARGV: lease's value, entry, group, consumer, lease (ms), life, progress, channel, news.
var beat = redis.NewScript(over + `
local owner = redis.call('GET', KEYS[2])
if owner and owner ~= ARGV[1] then return 'lost' end
local status = redis.call('HGET', KEYS[1], 'status')
if over(status) then return 'lost' end
redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[5])
redis.pcall('XCLAIM', KEYS[3], ARGV[3], ARGV[4], 0, ARGV[2], 'JUSTID')
if redis.call('HSETNX', KEYS[1], 'status', 'running') == 1 then redis.call('EXPIRE', KEYS[1], ARGV[6]) end
redis.call('HSET', KEYS[1], 'progress', ARGV[7])
redis.call('PUBLISH', ARGV[8], ARGV[9])
return status or 'running'`)

// finish stores how a job ended, acknowledges it and gives up the lease, all or
// nothing, unless somebody else has the job or has ended it.
//
// KEYS: hash, lease, stream, results' stream.
// ARGV: lease's value, entry, group, user, now, request, then those of conclude.
var finish = redis.NewScript(over + conclude + record + `
local owner = redis.call('GET', KEYS[2])
if owner and owner ~= ARGV[1] then return 'lost' end
if over(redis.call('HGET', KEYS[1], 'status')) then
  redis.pcall('XACK', KEYS[3], ARGV[3], ARGV[2])
  return 'done'
end
record(KEYS[1], ARGV[4], ARGV[5], ARGV[6], ARGV[7])
conclude(KEYS[1], KEYS[4], 7)
redis.pcall('XACK', KEYS[3], ARGV[3], ARGV[2])
redis.call('DEL', KEYS[2])
return 'stored'`)

// giveBack ends a lease, so that whoever has the job's entry next may run it. It
// was no fault of the job: the attempt does not count. Of the entry takes care
// leave, or, where Redis was away for so long, that it was idle for a lease.
//
// KEYS: hash, lease. ARGV: lease's value.
var giveBack = redis.NewScript(over + `
local owner = redis.call('GET', KEYS[2])
if owner and owner ~= ARGV[1] then return 'lost' end
local status = redis.call('HGET', KEYS[1], 'status')
if not status or over(status) then return 'done' end
redis.call('DEL', KEYS[2])
if status == 'running' then redis.call('HSET', KEYS[1], 'status', 'submitted') end
if tonumber(redis.call('HGET', KEYS[1], 'attempts') or 0) > 0 then redis.call('HINCRBY', KEYS[1], 'attempts', -1) end
return 'given back'`)

// cancel ends a job that waits, and tells whoever runs it, through the hash, to
// stop. A job of which nothing is known yet is marked for when it comes.
//
// KEYS: hash, lease, unwanted, results' stream. ARGV: those of conclude.
var cancel = redis.NewScript(over + conclude + `
local status = redis.pcall('HGET', KEYS[1], 'status')
if type(status) == 'table' then return 'unusable' end
if over(status) then return 'done' end
if redis.call('EXISTS', KEYS[2]) == 1 then
  redis.call('HSET', KEYS[1], 'status', 'cancelling')
  return 'told'
end
if redis.call('EXISTS', KEYS[1]) == 0 then
  redis.call('SET', KEYS[3], '1', 'EX', ARGV[1])
  return 'marked'
end
conclude(KEYS[1], KEYS[4], 1)
return 'ended'`)

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

// tidy strikes off consumers that have nothing and were silent for long: those
// of workers that were killed.
//
// KEYS: stream. ARGV: group, silence (ms).
var tidy = redis.NewScript(`
local struck = 0
for _, row in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[1], ARGV[1])) do
  local c = {}
  for i = 1, #row, 2 do c[row[i]] = row[i+1] end
  if c.pending == 0 and c.idle > tonumber(ARGV[2]) then
    redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], c.name)
    struck = struck + 1
  end
end
return struck`)

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

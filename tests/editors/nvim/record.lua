-- What the servers of a session wrote on their standard output is read again: messages and nothing else, no request that
-- failed, and exit code 0.

local problems = {}
local function problem(...)
  table.insert(problems, table.concat({ ... }, ' '))
end

local function read(path)
  local file = io.open(path, 'rb')
  local bytes = file and file:read('*a')
  if file then
    file:close()
  end
  return bytes
end

-- The client has cancelled the request, or the text has changed since: the protocol has these for errors.
local GONE_BY = { [-32800] = true, [-32801] = true }

local function check_output(output)
  local at, count = 1, 0
  while at <= #output do
    local _, head, length = output:find('^Content%-Length: (%d+)\r\n\r\n', at)
    local body = length and output:sub(head + 1, head + length)
    if not body or #body ~= tonumber(length) then
      problem('stray bytes on standard output:', vim.inspect(output:sub(at, at + 200)))
      break
    end
    local ok, message = pcall(vim.fn.json_decode, body)
    if not ok or message.jsonrpc ~= '2.0' then
      problem('no message:', body)
    elseif message.error and not GONE_BY[message.error.code] then
      problem('a request failed:', body)
    end
    at, count = head + #body + 1, count + 1
  end
  return count
end

local servers = vim.fn.glob(os.getenv('E2E_DIR') .. '/servers/*', false, true)
local messages = 0
for _, dir in ipairs(servers) do
  -- A session that kills a server says so. Its last message is cut off then.
  local was_killed = read(dir .. '/killed') ~= nil
  local count = was_killed and 0 or check_output(read(dir .. '/stdout') or '')
  if count == 0 and not was_killed then
    problem('the server said nothing')
  end
  messages = messages + count
  local code = vim.trim(read(dir .. '/exit-code') or 'none: it still runs')
  if code ~= (was_killed and '137' or '0') then
    problem('exit code of the server:', code)
  end
  local log = read(dir .. '/stderr') or ''
  if log:find('panick', 1, true) then
    problem('the server panicked:', log)
  end
end
if #servers == 0 then
  problem('no server was started')
end

local passed = #problems == 0
local wrote = ('servers: %d wrote %d messages and nothing else, and ended with 0\n'):format(#servers, messages)
io.stdout:write(passed and '  ok   ' or '  FAIL ', wrote)
io.stdout:write(table.concat(problems, '\n'), passed and '' or '\n')
vim.cmd(passed and 'qall!' or 'cquit 1')

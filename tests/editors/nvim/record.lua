-- What the server wrote on its standard output in a session is read again: messages and nothing else, no request that
-- failed, and exit code 0.

local dir = os.getenv('E2E_DIR')

local function read(name)
  local file = io.open(dir .. '/' .. name, 'rb')
  local bytes = file and file:read('*a')
  if file then
    file:close()
  end
  return bytes
end

local problems = {}
local function problem(...)
  table.insert(problems, table.concat({ ... }, ' '))
end

local output, at, count = read('stdout') or '', 1, 0
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
  elseif message.error then
    problem('a request failed:', body)
  end
  at, count = head + #body + 1, count + 1
end
if count == 0 then
  problem('the server said nothing')
end

local code = vim.trim(read('exit-code') or 'none: it was killed, or still runs')
if code ~= '0' then
  problem('exit code of the server:', code)
end
local log = read('stderr') or ''
if log:find('panick', 1, true) then
  problem('the server panicked:', log)
end

local passed = #problems == 0
io.stdout:write(passed and '  ok   ' or '  FAIL ', 'the server wrote ' .. count .. ' messages and nothing else, and ended with 0\n')
io.stdout:write(table.concat(problems, '\n'), passed and '' or '\n')
vim.cmd(passed and 'qall!' or 'cquit 1')

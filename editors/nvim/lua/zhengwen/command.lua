-- `:Zhengwen`, its subcommands and their completion.

local fix = require('zhengwen.fix')
local say = require('zhengwen.say')
local server = require('zhengwen.server')
local status = require('zhengwen.status')

local M = {}

--- One line for each rule that found something.
local function print_status()
  local bufnr = vim.api.nvim_get_current_buf()
  server.ask(bufnr, 'zhengwen/status', {}, function(found)
    local lines = {
      ('%d damaged, %d of the page, %d contradictions; %d repairs are certain, %d likely'):format(
        found.damaged,
        found.page,
        found.contradictions,
        found.safe,
        found.likely
      ),
    }
    for _, rule in ipairs(found.rules) do
      table.insert(lines, ('%s %6d  %s'):format(rule.code, rule.count, rule.title))
    end
    vim.api.nvim_echo({ { table.concat(lines, '\n') } }, true, {})
  end)
end

local function open_log()
  local log = server.log()
  if vim.fn.filereadable(log) == 0 then
    return say.info('there is no log yet: nothing has gone wrong')
  end
  vim.cmd.tabedit(vim.fn.fnameescape(log))
  vim.cmd.normal({ 'G', bang = true })
end

--- The codes of the rules that found something here.
local function codes()
  local found = status.get(vim.api.nvim_get_current_buf())
  return vim.tbl_map(function(rule)
    return rule.code
  end, found and found.rules or {})
end

---@type table<string, { run: fun(words: string[]), words?: fun(): (string[])[] }>
--- What each takes is the choices for its first word, second word, …; a word that is missing may be skipped.
local SUBCOMMANDS = {
  compare = {
    words = function()
      return { { 'unsafe' } }
    end,
    run = function(words)
      require('zhengwen.compare').open(words[1] == 'unsafe')
    end,
  },
  facts = {
    words = function()
      return { { 'workspace' } }
    end,
    run = function(words)
      require('zhengwen.facts').open(words[1] == 'workspace')
    end,
  },
  fix = {
    words = function()
      return { vim.list_extend({ 'all', 'damage', 'page', 'unsafe' }, codes()), { 'unsafe' } }
    end,
    run = function(words)
      local is_unsafe = words[#words] == 'unsafe'
      local wanted = words[1] ~= 'unsafe' and words[1] or 'all'
      fix.fix(wanted, is_unsafe)
    end,
  },
  article = {
    run = function()
      require('zhengwen.article').open()
    end,
  },
  ignore = {
    run = function()
      require('zhengwen.ignore').ignore()
    end,
  },
  restart = { run = server.restart },
  log = { run = open_log },
  status = { run = print_status },
  info = {
    run = function()
      vim.cmd.checkhealth('zhengwen')
    end,
  },
}

--- Whether a subcommand takes these words. Any code may be given to `fix`, not only those of completion.
local function takes(name, words)
  local choices = SUBCOMMANDS[name].words and SUBCOMMANDS[name].words() or {}
  for index, word in ipairs(words) do
    local is_code = name == 'fix' and index == 1 and word:find('^%a%d+$')
    if not is_code and not vim.tbl_contains(choices[index] or {}, word) then
      return false
    end
  end
  return true
end

---@param arguments string[]
function M.run(arguments)
  local name, words = arguments[1], vim.list_slice(arguments, 2)
  local known = vim.fn.sort(vim.tbl_keys(SUBCOMMANDS))
  if not SUBCOMMANDS[name] then
    return say.warn('there is no `:Zhengwen %s`; there are %s', name, table.concat(known, ', '))
  elseif not takes(name, words) then
    return say.warn('`:Zhengwen %s` does not take `%s`; see `:help :Zhengwen`', name, table.concat(words, ' '))
  end
  SUBCOMMANDS[name].run(words)
end

---@param line string the command line up to the cursor
---@return string[]
function M.complete(line)
  local words = vim.split(line:gsub('^.-Zhengwen%s+', ''), '%s+')
  local begun = table.remove(words)
  local choices
  if #words == 0 then
    choices = vim.tbl_keys(SUBCOMMANDS)
  else
    local subcommand = SUBCOMMANDS[words[1]]
    choices = subcommand and subcommand.words and subcommand.words()[#words] or {}
  end
  return vim.fn.sort(vim.tbl_filter(function(choice)
    return vim.startswith(choice, begun)
  end, choices))
end

return M

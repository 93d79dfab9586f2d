-- `:checkhealth zhengwen`

local M = {}

local health = vim.health

local function check_neovim()
  local version = vim.version()
  health.ok(('Neovim %d.%d.%d'):format(version.major, version.minor, version.patch))
end

---@return boolean whether there is a server
local function check_program(server)
  local command = server.command()
  local path = vim.fn.exepath(command[1])
  if path == '' then
    health.error(('There is no program `%s`.'):format(command[1]), {
      'Run `cargo install --path .` in the repository of zhengwen, and see that ~/.cargo/bin is on the PATH of Neovim.',
      "Or say where it is: require('zhengwen').setup({ cmd = { '/path/to/zhengwen', 'lsp' } })",
    })
    return false
  end
  local ran, answer = pcall(function()
    return vim.system({ path, '--version' }, { text = true }):wait(5000)
  end)
  if not ran or answer.code ~= 0 then
    local why = ran and vim.trim(answer.stderr or '') or tostring(answer)
    health.error(('`%s --version` fails: %s'):format(path, why), { 'Install it again: ' .. server.INSTALL .. '.' })
    return false
  end
  health.ok(('%s, at %s'):format(vim.trim(answer.stdout), path))
  return true
end

local function check_clients(server)
  local clients = server.clients()
  for _, client in ipairs(clients) do
    local names = {}
    for bufnr in vim.spairs(client.attached_buffers) do
      local name = vim.api.nvim_buf_get_name(bufnr)
      table.insert(names, ('%d (%s)'):format(bufnr, name == '' and 'no name' or vim.fn.fnamemodify(name, ':t')))
    end
    local root = client.root_dir and vim.fn.fnamemodify(client.root_dir, ':~') or 'none'
    health.ok(('Client %d is attached to buffer %s; workspace: %s'):format(client.id, table.concat(names, ', '), root))
    if client.offset_encoding == 'utf-8' then
      health.ok('Columns are counted in UTF-8.')
    else
      health.warn(('Columns are counted in %s.'):format(client.offset_encoding), {
        'Another setting has changed `capabilities.general.positionEncodings`. Neovim 0.10.2 to 0.10.4 then finds the '
          .. 'wrong places in Chinese lines, and facts stand in the wrong columns.',
      })
    end
  end
  local missing = {}
  for _, bufnr in ipairs(server.texts()) do
    if #server.clients(bufnr) == 0 then
      local why_not = server.why_not(bufnr) or '`:Zhengwen restart` starts it, `:Zhengwen log` has what it said'
      local name = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(bufnr), ':t')
      table.insert(missing, ('Buffer %d (%s) has no server: %s.'):format(bufnr, name, why_not))
    end
  end
  vim.tbl_map(health.warn, missing)
  if #clients + #missing == 0 then
    health.info('No text is open. The server starts with a file that ends in `.txt` and has the file type `text`.')
  end
  health.info('Log: ' .. server.log())
end

local function check_encodings()
  local tried = vim.split(vim.o.fileencodings, ',')
  local names = { 'gb18030', 'gbk', 'cp936', 'euc-cn', 'chinese', 'prc' }
  local is_there = vim.iter(tried):any(function(name)
    return vim.tbl_contains(names, name)
  end)
  local advice = { "Set it in your init.lua: vim.o.fileencodings = 'ucs-bom,utf-8,gb18030,latin1'" }
  if vim.fn.iconv('\196\227', 'gb18030', 'utf-8') ~= '你' then
    health.warn('This Neovim cannot read GB 18030: its iconv does not know it.', {
      'Install the gconv modules of your C library.',
    })
  elseif not is_there then
    health.warn(("'fileencodings' has no gb18030 (%s): such files are shown as noise."):format(vim.o.fileencodings), advice)
  elseif vim.fn.index(tried, 'latin1') >= 0 and vim.fn.index(tried, 'latin1') < vim.fn.index(tried, 'gb18030') then
    health.warn("In 'fileencodings', latin1 fits every file: what comes after it is never tried.", advice)
  else
    health.ok(("Files in GB 18030 can be read: 'fileencodings' is %s"):format(vim.o.fileencodings))
  end
end

local function check_settings(server)
  local options = require('zhengwen.options').get()
  health.info(("enable = '%s', language = '%s', hints = '%s'"):format(options.enable, options.language, options.hints))
  local files = {}
  for _, bufnr in ipairs(server.texts()) do
    local file = server.config_file(bufnr)
    if file and not vim.tbl_contains(files, file) then
      table.insert(files, file)
    end
  end
  for _, file in ipairs(files) do
    health.info('In force: ' .. vim.fn.fnamemodify(file, ':~'))
  end
  if #files == 0 then
    health.info('No zhengwen.toml is at or above an open text.')
  end
end

function M.check()
  if vim.fn.has('nvim-0.10') == 0 then
    local report = health and health.report_error or require('health').report_error
    return report('The plugin needs Neovim 0.10; the README in editors/nvim has a block for older ones.')
  end
  local server = require('zhengwen.server')
  health.start('zhengwen: programs')
  check_neovim()
  if check_program(server) then
    health.start('zhengwen: the server')
    check_clients(server)
  end
  health.start('zhengwen: settings')
  check_settings(server)
  check_encodings()
end

return M

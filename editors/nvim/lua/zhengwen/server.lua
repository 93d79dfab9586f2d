-- The client of the server: where it starts, with what, and how it is asked.

local look = require('zhengwen.look')
local options = require('zhengwen.options')
local say = require('zhengwen.say')
local status = require('zhengwen.status')

local M = {}

M.NAME = 'zhengwen'
M.CONFIG_FILE = 'zhengwen.toml'
M.INSTALL = '`cargo install --path .` in its repository puts it on the PATH; or say where it is, in the setting `cmd`'

--- `vim.lsp.config()` and `vim.lsp.enable()` came in 0.11, and then the methods of a client took a colon.
local IS_0_11 = vim.fn.has('nvim-0.11') == 1
local GROUP = IS_0_11 and 'nvim.lsp.enable' or 'zhengwen'

--- Clients that were told to stop, until they have.
---@type table<integer, true>
local stopping = {}

---@param client vim.lsp.Client
local function call(client, method, ...)
  if IS_0_11 then
    return client[method](client, ...)
  end
  return client[method](...)
end

--- The program and its arguments, whichever way they were set.
---@return string[]
function M.command()
  local cmd = IS_0_11 and vim.lsp.config[M.NAME].cmd
  return type(cmd) == 'table' and cmd or options.get().cmd
end

---@param bufnr integer
---@return string? path of the zhengwen.toml in force
function M.config_file(bufnr)
  local directory = vim.fs.root(bufnr, M.CONFIG_FILE)
  return directory and vim.fs.joinpath(directory, M.CONFIG_FILE)
end

--- Why the server does not attach to a buffer, and what to do; nothing where it does.
---@param bufnr integer
---@return string?
---@return boolean? is_fault whether it ought to
function M.why_not(bufnr)
  local buffer, name, enable = vim.bo[bufnr], vim.api.nvim_buf_get_name(bufnr), options.get().enable
  if buffer.buftype ~= '' then
    return 'this buffer is no file'
  elseif name == '' then
    -- Neovim gives all buffers without a name one URI, and puts their diagnostics nowhere.
    return 'the buffer has no name; `:write FILE.txt` gives it one'
  elseif buffer.filetype ~= 'text' then
    return ('the file type is `%s`; `:set filetype=text` makes it a text'):format(buffer.filetype)
  elseif not name:lower():find('%.txt$') then
    return 'the name of the file does not end in `.txt`'
  elseif enable == 'never' then
    return "by the setting `enable = 'never'`"
  elseif enable == 'workspace' and not M.config_file(bufnr) then
    return ("there is no %s at or above the file, and the setting is `enable = 'workspace'`"):format(M.CONFIG_FILE)
  elseif vim.fn.executable(M.command()[1]) == 0 then
    return ('there is no program `%s`: %s'):format(M.command()[1], M.INSTALL), true
  end
end

---@param client vim.lsp.Client
local function stop(client)
  stopping[client.id] = true
  call(client, 'stop')
end

--- Calls back when no client is stopping: Neovim would attach to one that is. Those that do not stop are killed.
---@param continue fun()
---@param patience? integer
local function when_stopped(continue, patience)
  patience = patience or 100
  for id in pairs(stopping) do
    local client = vim.lsp.get_client_by_id(id)
    if not client then
      stopping[id] = nil
    elseif patience == 0 then
      call(client, 'stop', true)
    end
  end
  if not next(stopping) then
    return continue()
  end
  vim.defer_fn(function()
    when_stopped(continue, math.max(patience - 1, 0))
  end, 50)
end

--- For `vim.lsp.config()`: calls `on_dir` where the server is to start.
---@param bufnr integer
---@param on_dir fun(root?: string)
local function root_dir(bufnr, on_dir)
  local why_not, is_fault = M.why_not(bufnr)
  if not why_not then
    when_stopped(function()
      -- No root where nothing marks one: the server would read all that is below, and it may be somebody's home.
      if vim.api.nvim_buf_is_valid(bufnr) then
        on_dir(vim.fs.root(bufnr, M.CONFIG_FILE) or vim.fs.root(bufnr, '.git'))
      end
    end)
  elseif is_fault then
    vim.notify_once('zhengwen: ' .. why_not, vim.log.levels.WARN)
  end
end

--- The configuration of the client. What may be set again is read when the server starts, not now.
---@return vim.lsp.Config
function M.config()
  return {
    name = M.NAME,
    cmd = function(dispatchers)
      return vim.lsp.rpc.start(options.get().cmd, dispatchers)
    end,
    filetypes = { 'text' },
    root_dir = root_dir,
    settings = {},
    -- UTF-8 first: 0.10.2 to 0.10.4 miscount UTF-16 columns in Chinese lines (neovim#30692).
    capabilities = vim.tbl_deep_extend('force', vim.lsp.protocol.make_client_capabilities(), {
      general = { positionEncodings = { 'utf-8', 'utf-16' } },
    }),
    before_init = function(params)
      params.initializationOptions = options.for_server()
      params.initializationOptions.status = options.get().status
    end,
    on_init = function(client)
      client.settings = { [M.NAME] = options.for_server() }
      look.quieten(client.id)
      if not options.get().highlight then
        client.server_capabilities.semanticTokensProvider = nil
      end
    end,
    on_attach = function(client, bufnr)
      local on_attach = options.get().on_attach
      if on_attach then
        on_attach(client, bufnr)
      end
    end,
    handlers = { ['zhengwen/status'] = status.receive },
  }
end

---@param bufnr? integer
---@return vim.lsp.Client[]
function M.clients(bufnr)
  return vim.tbl_filter(function(client)
    return not stopping[client.id]
  end, vim.lsp.get_clients({ name = M.NAME, bufnr = bufnr }))
end

--- Attaches to a buffer, if it should have the server.
---@param bufnr integer
local function attach(bufnr)
  -- There is no such group if a user has called `vim.lsp.enable('zhengwen', false)`.
  pcall(vim.api.nvim_exec_autocmds, 'FileType', { group = GROUP, buffer = bufnr, modeline = false })
end

---@return integer[] the loaded texts
function M.texts()
  return vim.tbl_filter(function(bufnr)
    return vim.api.nvim_buf_is_loaded(bufnr) and vim.bo[bufnr].filetype == 'text' and vim.bo[bufnr].buftype == ''
  end, vim.api.nvim_list_bufs())
end

--- Attaches to every loaded text that should have the server.
function M.attach_all()
  vim.tbl_map(attach, M.texts())
end

--- Whether a client will do for a text. By itself, 0.10 starts another for each that has no root.
local function is_same(client, config)
  return client.name == config.name and client.config.root_dir == config.root_dir
end

--- Has the server start wherever it should, from now on.
function M.enable()
  local group = vim.api.nvim_create_augroup('zhengwen', {})
  if IS_0_11 then
    vim.lsp.enable(M.NAME)
  else
    vim.api.nvim_create_autocmd('FileType', {
      group = group,
      pattern = 'text',
      callback = function(event)
        local config = M.config()
        config.root_dir(event.buf, function(root)
          config.root_dir = root
          vim.lsp.start(config, { bufnr = event.buf, reuse_client = is_same })
        end)
      end,
    })
    M.attach_all()
  end
  -- A text without a name may have got one.
  vim.api.nvim_create_autocmd({ 'BufFilePost', 'BufWritePost' }, {
    group = group,
    pattern = '*.txt',
    callback = function(event)
      if #M.clients(event.buf) == 0 and not M.why_not(event.buf) then
        attach(event.buf)
      end
    end,
  })
  vim.api.nvim_create_autocmd('LspDetach', {
    group = group,
    callback = function(event)
      local client = vim.lsp.get_client_by_id(event.data.client_id)
      if client and client.name == M.NAME then
        status.forget(event.buf)
      end
    end,
  })
  vim.api.nvim_create_autocmd('ColorScheme', { group = group, callback = look.highlight })
  -- On Linux Neovim watches no files for a server.
  vim.api.nvim_create_autocmd('BufWritePost', {
    group = group,
    pattern = M.CONFIG_FILE,
    callback = function(event)
      local changes = { { uri = vim.uri_from_bufnr(event.buf), type = vim.lsp.protocol.FileChangeType.Changed } }
      for _, client in ipairs(M.clients()) do
        call(client, 'notify', 'workspace/didChangeWatchedFiles', { changes = changes })
      end
    end,
  })
end

--- Brings what runs in line with the settings.
function M.settings_changed()
  local settings = { [M.NAME] = options.for_server() }
  for _, client in ipairs(M.clients()) do
    client.settings = settings
    call(client, 'notify', 'workspace/didChangeConfiguration', { settings = settings })
    -- Hints may be shown now, or no longer.
    vim.diagnostic.show(vim.lsp.diagnostic.get_namespace(client.id))
    for bufnr in pairs(vim.deepcopy(client.attached_buffers)) do
      if M.why_not(bufnr) and vim.lsp.buf_is_attached(bufnr, client.id) then
        vim.lsp.buf_detach_client(bufnr, client.id)
        vim.diagnostic.reset(vim.lsp.diagnostic.get_namespace(client.id), bufnr)
      end
    end
    if not next(client.attached_buffers) then
      stop(client)
    end
  end
  status.redraw()
  if vim.g.loaded_zhengwen then
    M.attach_all()
  end
end

--- Stops the server, and starts it again where it should run.
function M.restart()
  local why_not = M.why_not(vim.api.nvim_get_current_buf())
  if why_not then
    say.warn('the server does not start here: %s', why_not)
  end
  vim.tbl_map(stop, M.clients())
  M.attach_all()
end

---@return string path of the file that holds what the server wrote
function M.log()
  return vim.lsp.log.get_filename and vim.lsp.log.get_filename() or vim.lsp.get_log_path()
end

--- The client of a buffer. Says so, and what to do, where there is none.
---@param bufnr integer
---@return vim.lsp.Client?
function M.client(bufnr)
  local client = M.clients(bufnr)[1]
  if not client then
    local why_not = M.why_not(bufnr) or '`:Zhengwen restart` starts it, `:Zhengwen log` has what it said'
    say.warn('the server does not run in this buffer: %s', why_not)
  end
  return client
end

--- Asks for something about a buffer. `on_result` is called only with an answer to the text as it then is.
---@param bufnr integer
---@param method string
---@param params table
---@param on_result fun(result: any, client: vim.lsp.Client)
---@param is_quiet? boolean whether nobody is waiting: nothing is said of what went wrong
function M.ask(bufnr, method, params, on_result, is_quiet)
  local client = is_quiet and M.clients(bufnr)[1] or not is_quiet and M.client(bufnr)
  if not client then
    return
  end
  local tick = vim.api.nvim_buf_get_changedtick(bufnr)
  local function on_answer(problem, result)
    local codes = vim.lsp.protocol.ErrorCodes
    local is_old = not vim.api.nvim_buf_is_valid(bufnr) or vim.api.nvim_buf_get_changedtick(bufnr) ~= tick
    local is_unknown = (result == nil or result == vim.NIL) and vim.startswith(method, 'zhengwen/')
    if not problem and not is_old and not is_unknown then
      return on_result(result, client)
    elseif is_quiet then
      return
    elseif problem and problem.code == codes.MethodNotFound then
      say.warn('the server is older than the plugin, and has no `%s`. Install it again: %s', method, M.INSTALL)
    elseif is_old or problem and problem.code == codes.ContentModified then
      say.warn('the text was changed while the server worked on it; try again')
    elseif problem then
      say.warn('the server could not do it: %s', problem.message or vim.inspect(problem))
    else
      say.warn('the server does not know this buffer; `:Zhengwen restart` opens it anew')
    end
  end
  local textDocument = { uri = vim.uri_from_bufnr(bufnr) }
  params = vim.tbl_extend('keep', params, { textDocument = textDocument })
  call(client, 'request', method, params, on_answer, bufnr)
end

return M

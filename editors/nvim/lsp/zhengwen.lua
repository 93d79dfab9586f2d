-- For `vim.lsp.enable()`, which there is since Neovim 0.11; what a user gives `vim.lsp.config()` goes before it.
return require('zhengwen.server').config()

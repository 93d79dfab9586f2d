;;; snippets.el --- Prints the blocks of editors/emacs/README.md for this Emacs  -*- lexical-binding: t; -*-

;; So what is tested is what the page says.

(with-temp-buffer
  (insert-file-contents (expand-file-name "editors/emacs/README.md" (getenv "ROOT")))
  (dolist (block (list (if (>= emacs-major-version 29) "Emacs 29 or newer" "Emacs 28") "every version"))
    (goto-char (point-min))
    (re-search-forward (format "^```elisp\n\\(;; init.el, %s\n\\(?:.*\n\\)*?\\)```$" block))
    (princ (match-string 1))))

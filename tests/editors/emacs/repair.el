;;; repair.el --- A person repairs an article  -*- lexical-binding: t; -*-

;; Opens a damaged file, looks round, repairs one place, then everything, saves, and stops the server.  What is right is
;; what the command line says of the same file.

(require 'lib)

(defvar damaged nil)
(defvar repaired nil)

(defun wait-for-diagnostics (count)
  (lib-wait (format "%d diagnostics" count)
            (lambda () (= (length (lib-diagnostics)) count))
            (lambda () (length (lib-diagnostics)))))

(defun undo-once ()
  "What one press of the undo key does."
  (undo-boundary)
  (setq last-command 'ignore)
  (undo)
  (undo-boundary))

(lib-session
 `("open: the mode, the server, the settings"
   ,(lambda ()
      (lib-open "article.txt")
      (lib-equal major-mode 'zhengwen-mode "mode")
      (setq damaged (buffer-string)
            repaired (lib-command-line "fix" "--stdout" "article.txt"))
      (lib-equal (equal damaged repaired) nil "nothing to repair")))

 `("every finding of the command line is marked at its characters, and nothing else"
   ,(lambda ()
      (let* ((expected (mapcar (lambda (finding)
                                 (list (lib-get finding :code)
                                       (lib-get finding :location :row) (lib-get finding :location :column)
                                       (lib-get finding :end_location :row) (lib-get finding :end_location :column)))
                               (lib-json "check" "article.txt")))
             (summaries (length (seq-filter (lambda (code) (member code '("M101")))
                                            (delete-dups (mapcar #'car expected))))))
        (cl-assert (> (length expected) 300) t)
        (wait-for-diagnostics (+ (length expected) summaries))
        (let* ((found (lib-diagnostics))
               (counting (seq-filter (lambda (diagnostic)
                                       (string-match-p "places in this file" (nth 5 diagnostic)))
                                     found)))
          ;; Damage that repeats is counted by one warning at its first place.
          (lib-equal (mapcar #'car counting) '("M101") "warnings that count")
          (lib-equal (sort (mapcar (lambda (diagnostic) (format "%S" (seq-take diagnostic 5)))
                                   (seq-difference found counting))
                           #'string<)
                     (sort (mapcar (lambda (finding) (format "%S" finding)) expected) #'string<)
                     "diagnostics")))))

 `("damage that repeats is faded"
   ,(lambda ()
      (goto-char (point-min))
      (search-forward "(zhǎng)")
      (let ((faces (mapcar (lambda (overlay) (overlay-get overlay 'face)) (overlays-at (1- (point))))))
        (unless (memq 'eglot-diagnostic-tag-unnecessary-face (flatten-tree faces))
          (lib-fail "faces: %S" faces)))))

 `("hover on a figure"
   ,(lambda ()
      (goto-char (point-min))
      (search-forward "長(zhǎng)1840")
      (let (shown)
        (eglot-hover-eldoc-function (lambda (text &rest _) (setq shown text)))
        (lib-wait "a hover" (lambda () shown))
        (dolist (part '("1,840" "海岸線" "公里"))
          (unless (string-match-p part shown)
            (lib-fail "no %s in: %s" part shown)))
        (when (string-match-p "(zhǎng)" shown)
          (lib-fail "damage in the hover: %s" shown)))))

 `("the mode line counts what is damaged, and what is not article"
   ,(lambda ()
      (lib-wait "counts" (lambda () mode-line-process))
      (let* ((codes (mapcar (lambda (finding) (lib-get finding :code)) (lib-json "check" "article.txt")))
             (count (lambda (family) (seq-count (lambda (code) (string-prefix-p family code)) codes))))
        (lib-equal mode-line-process
                   (format " [%d damaged, %d page]" (funcall count "M") (funcall count "B"))
                   "mode line"))))

 `("imenu: speakers, with their sections inside"
   ,(lambda ()
      (let ((names (seq-filter #'stringp (flatten-tree (funcall imenu-create-index-function)))))
        (dolist (name (flatten-tree
                       (mapcar (lambda (symbol)
                                 (cons (plist-get symbol :name)
                                       (mapcar (lambda (child) (plist-get child :name))
                                               (plist-get symbol :children))))
                               (plist-get (car (lib-json "outline" "article.txt")) :symbols))))
          (unless (member name names)
            (lib-fail "%s is not in %S" name names))))))

 `("the facts are listed as the command line has them"
   ,(lambda ()
      (let ((expected (lib-json "facts" "article.txt")))
        (cl-assert (> (length expected) 50) t)
        (zhengwen-facts)
        (lib-equal major-mode 'zhengwen-facts-mode "mode")
        (lib-equal (count-lines (point-min) (point-max)) (length expected) "lines")
        (lib-equal (mapcar (lambda (entry) (list (aref (cadr entry) 1) (substring-no-properties (aref (cadr entry) 2)))) tabulated-list-entries)
                   (mapcar (lambda (fact) (list (plist-get fact :kind) (plist-get fact :text))) expected)
                   "facts"))))

 `("RET goes to where each fact stands"
   ,(lambda ()
      (let ((places (mapcar (lambda (fact) (list (lib-get fact :location :row) (lib-get fact :location :column)))
                            (lib-json "facts" "article.txt")))
            (entries tabulated-list-entries)
            (list-buffer (current-buffer)))
        (cl-loop
         for (fact) in entries
         for place in places
         do
         (goto-char (point-min))
         (while (not (eq (tabulated-list-get-id) fact)) (forward-line))
         (zhengwen-facts-visit)
         (lib-equal (buffer-name) "article.txt" "buffer")
         (lib-equal (lib-place (point)) place (plist-get fact :text))
         (set-buffer list-buffer))
        (switch-to-buffer list-buffer))))

 `("the list of facts is sorted by number"
   ,(lambda ()
      (goto-char (point-min))
      (search-forward "figure")
      (tabulated-list-sort 3)
      (let ((values (mapcar (lambda (entry) (string-to-number (aref (cadr entry) 3))) tabulated-list-entries))
            shown)
        (goto-char (point-min))
        (while (not (eobp))
          (push (string-to-number (aref (tabulated-list-get-entry) 3)) shown)
          (forward-line))
        (lib-equal (nreverse shown) (sort values #'<) "values")
        (kill-buffer)
        (switch-to-buffer "article.txt"))))

 `("the facts of the workspace come from all its files"
   ,(lambda ()
      (copy-file (expand-file-name "article.txt" lib-dir) (expand-file-name "other.txt" lib-dir))
      (let ((count (length (lib-json "facts" "article.txt"))))
        (zhengwen-facts t)
        (let ((files (mapcar (lambda (entry) (aref (cadr entry) 0)) tabulated-list-entries)))
          (dolist (file '("article.txt" "other.txt"))
            (lib-equal (seq-count (lambda (name) (equal name file)) files) count file)))
        (kill-buffer)
        (delete-file (expand-file-name "other.txt" lib-dir))
        (switch-to-buffer "article.txt"))))

 `("compare: with the repaired text, and with what is only likely"
   ,(lambda ()
      (pcase-dolist (`(,unsafe . ,flag) '((nil) (t "--unsafe")))
        (let (compared)
          (cl-letf (((symbol-function 'ediff-buffers)
                     (lambda (&rest buffers)
                       (setq compared (mapcar (lambda (buffer) (with-current-buffer buffer (buffer-string))) buffers)))))
            (zhengwen-compare unsafe))
          (lib-equal compared (list damaged (apply #'lib-command-line "fix" "--stdout" "article.txt" flag)) "texts")))
      (lib-equal (buffer-string) damaged "the buffer")))

 `("article: in Markdown"
   ,(lambda ()
      (save-window-excursion
        (zhengwen-article)
        (lib-equal (string-trim (buffer-string))
                   (string-trim (lib-command-line "article" "--format" "markdown" "article.txt"))
                   "article"))))

 `("a quick fix takes out one gloss, and undo brings it back"
   ,(lambda ()
      (let ((all (length (lib-diagnostics))))
        (goto-char (point-min))
        (search-forward "(huì)實")
        (lib-choose "Remove `(huì)`")
        (eglot-code-actions (- (point) 4) (- (point) 3) "quickfix" t)
        (lib-equal (buffer-string) (replace-regexp-in-string "\\`\\(\\(?:.\\|\n\\)*?\\)(huì)實" "\\1實" damaged) "text")
        (eglot--signal-textDocument/didChange)
        (wait-for-diagnostics (1- all))
        (undo-once)
        (lib-equal (buffer-string) damaged "text after undo")
        (eglot--signal-textDocument/didChange)
        (wait-for-diagnostics all))))

 `("the damage alone, or the page alone, is repaired, and undone in one step"
   ,(lambda ()
      (pcase-dolist (`(,command . ,family) '((zhengwen-fix-damage . "M") (zhengwen-remove-page . "B")))
        (funcall command)
        (lib-equal (buffer-string) (lib-command-line "fix" "--stdout" "--select" family "article.txt")
                   (symbol-name command))
        (undo-once)
        (lib-equal (buffer-string) damaged "text after undo"))))

 `("leave this alone: the server writes it down"
   ,(lambda ()
      (goto-char (point-min))
      (search-forward "(huì)實")
      (lib-choose "Leave this alone: 會(huì)")
      (eglot-code-actions (- (point) 4) (- (point) 3) "quickfix" t)
      (let ((toml (expand-file-name "zhengwen.toml" lib-dir)))
        (lib-wait "zhengwen.toml" (lambda () (file-exists-p toml)))
        (lib-wait "one kind of finding to be gone"
                  (lambda () (not (seq-find (lambda (diagnostic) (string-match-p "(huì)" (nth 5 diagnostic)))
                                            (lib-diagnostics)))))
        (lib-equal (length (seq-remove (lambda (d) (string-match-p "places in this file" (nth 5 d))) (lib-diagnostics)))
                   (length (lib-json "check" "article.txt"))
                   "findings with the new zhengwen.toml")
        (setq repaired (lib-command-line "fix" "--stdout" "article.txt"))
        (unless (string-match-p "會(huì)" repaired)
          (lib-fail "it is not left alone")))))

 `("fix all: the repaired text, and one undo takes all of it back"
   ,(lambda ()
      (zhengwen-fix-all)
      (lib-equal (buffer-string) repaired "text")
      (undo-once)
      (lib-equal (buffer-string) damaged "text after undo")
      (zhengwen-fix-all)
      (lib-equal (buffer-string) repaired "text again")
      (let ((inhibit-message t)) (zhengwen-fix-all))
      (lib-equal (buffer-string) repaired "text after one more")))

 `("save: the file is what `zhengwen fix' makes of it"
   ,(lambda ()
      (copy-file (expand-file-name "article.txt" lib-dir) (expand-file-name "fixed.txt" lib-dir))
      (lib-command-line "fix" "fixed.txt")
      (save-buffer)
      (lib-equal (lib-bytes "article.txt") (lib-bytes "fixed.txt") "bytes")))

 `("stop the server" lib-stop))

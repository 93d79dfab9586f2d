;;; zhengwen.el --- Repair and read scraped Chinese news  -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: Apache-2.0 OR MIT
;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1") (eglot "1.9"))
;; Keywords: text, languages, tools

;;; Commentary:

;; `zhengwen-mode' is `text-mode' with the language server zhengwen: it marks
;; what is damaged and what is leaked from the web page, and says what the
;; article says.  The README beside this file tells how to set it up.
;;
;; It is a mode of its own because eglot chooses a server by the major mode: an
;; entry for `text-mode' would be taken by every mode that is derived from it.

;;; Code:

(require 'cl-lib)
(require 'easymenu)
(require 'eglot)
(require 'jsonrpc)
(require 'pulse)
(require 'subr-x)
(require 'tabulated-list)

(declare-function eglot-execute "eglot" (server action))
(declare-function eglot-uri-to-path "eglot" (uri))
(declare-function eglot--uri-to-path "eglot" (uri))

(defgroup zhengwen nil
  "Repair and read scraped Chinese news."
  :group 'text
  :prefix "zhengwen-")

(defcustom zhengwen-command '("zhengwen" "lsp")
  "The program of the language server, and its arguments."
  :type '(repeat string))

(defcustom zhengwen-settings nil
  "What the server is told when it starts, as a property list.
For instance (:language \"zh-hant\" :ignore [\"B205\"]).  The keys are
`:select', `:ignore', `:language', `:maxHints' and `:maxProblems'.
A zhengwen.toml beside the file goes before them."
  :type 'plist)

(defface zhengwen-figure '((t :inherit font-lock-constant-face))
  "Figures, in the list of facts.")
(defface zhengwen-date '((t :inherit font-lock-string-face))
  "Dates, in the list of facts.")
(defface zhengwen-person '((t :inherit font-lock-function-name-face))
  "People, in the list of facts.")
(defface zhengwen-place '((t :inherit font-lock-type-face))
  "Places, in the list of facts.")
(defface zhengwen-organisation '((t :inherit font-lock-keyword-face))
  "Organisations, in the list of facts.")
(defface zhengwen-document '((t :inherit font-lock-doc-face))
  "Documents that are cited, in the list of facts.")

;;;; The server

(defclass zhengwen-server (eglot-lsp-server) ()
  :documentation "The language server zhengwen.")

(cl-defmethod eglot-initialization-options ((_server zhengwen-server))
  "Ask for the counts of the mode line, and hand over the settings."
  (append '(:status t) zhengwen-settings))

(cl-defmethod eglot-handle-notification
  ((_server zhengwen-server) (_method (eql zhengwen/status))
   &key uri damaged page contradictions &allow-other-keys)
  "Show in the mode line of URI how many places are DAMAGED and so on.
PAGE counts the lines that are not article, CONTRADICTIONS the
figures that cannot all be right."
  (when-let ((buffer (find-buffer-visiting (zhengwen--file uri))))
    (with-current-buffer buffer
      (setq mode-line-process
            (cl-loop for (count . what) in `((,damaged . "damaged")
                                             (,page . "page")
                                             (,contradictions . "contradictions"))
                     unless (member count '(nil 0))
                     collect (format "%d %s" count what) into counts
                     finally return (and counts
                                         (format " [%s]" (string-join counts ", ")))))
      (force-mode-line-update))))

(defun zhengwen--file (uri)
  "The file name of URI."
  (if (fboundp 'eglot-uri-to-path)
      (eglot-uri-to-path uri)
    (with-suppressed-warnings ((obsolete eglot--uri-to-path))
      (eglot--uri-to-path uri))))

(defun zhengwen--contact (&rest _)
  "What eglot has to start."
  (cons 'zhengwen-server zhengwen-command))

(add-to-list 'eglot-server-programs '(zhengwen-mode . zhengwen--contact))
(put 'zhengwen-mode 'eglot-language-id "plaintext")

(defun zhengwen--server ()
  "The server of this buffer, which knows what has been typed."
  (let ((server (eglot-current-server)))
    (unless server
      (user-error "The server does not run in this buffer: M-x eglot starts it"))
    (eglot--signal-textDocument/didChange)
    server))

(defun zhengwen--request (method &rest params)
  "Ask the server for METHOD of this buffer, with PARAMS besides."
  (or (jsonrpc-request (zhengwen--server) method
                       `(:textDocument ,(eglot--TextDocumentIdentifier) ,@params))
      (user-error "The server does not have this buffer open")))

(defun zhengwen--buffer (what text mode)
  "A buffer with TEXT, named for WHAT of the current buffer, in MODE."
  (let ((name (format "*zhengwen %s: %s*" what (buffer-name))))
    (with-current-buffer (get-buffer-create name)
      (let ((inhibit-read-only t))
        (erase-buffer)
        (insert text))
      (goto-char (point-min))
      (funcall mode)
      (set-buffer-modified-p nil)
      (setq buffer-read-only t)
      (current-buffer))))

;;;; Repairs

(defun zhengwen--fix (kind)
  "Carry out the action of KIND, for the whole buffer."
  (let* ((server (zhengwen--server))
         ;; `:only' takes in the kinds below it, so look for this very one.
         (action (seq-find (lambda (action) (equal (plist-get action :kind) kind))
                           (eglot-code-actions (point) (point) kind))))
    (cond
     ((not action) (message "Nothing that is certain to be fixed"))
     ((fboundp 'eglot-execute) (eglot-execute server action))
     (t (eglot--apply-workspace-edit (plist-get action :edit) nil)))))

(defun zhengwen-fix-all ()
  "Make every repair that is certain, in one step."
  (interactive)
  (zhengwen--fix "source.fixAll.zhengwen"))

(defun zhengwen-fix-damage ()
  "Make every repair of damaged text that is certain, in one step."
  (interactive)
  (zhengwen--fix "source.fixAll.zhengwen.damage"))

(defun zhengwen-remove-page ()
  "Remove every line that certainly is not the article, in one step."
  (interactive)
  (zhengwen--fix "source.fixAll.zhengwen.page"))

(defun zhengwen-compare (&optional unsafe)
  "Compare this buffer with its repaired text, in Ediff.
With a prefix argument, or UNSAFE, with what is only likely too."
  (interactive "P")
  (let ((answer (zhengwen--request :zhengwen/repaired
                                   :unsafe (if unsafe t :json-false))))
    (if (eql (plist-get answer :changes) 0)
        (message "Nothing to be repaired")
      (ediff-buffers (current-buffer)
                     (zhengwen--buffer "repaired" (plist-get answer :text)
                                       #'text-mode)))))

;;;; What the article says

(defun zhengwen-article ()
  "Show the article without the page around it, as Markdown."
  (interactive)
  (pop-to-buffer
   (zhengwen--buffer "article"
                     (plist-get (zhengwen--request :zhengwen/article
                                                   :format "markdown")
                                :text)
                     (if (fboundp 'markdown-mode) 'markdown-mode #'text-mode))))

(defvar-local zhengwen--source nil
  "The buffer whose facts are listed, and whether the whole workspace's are.")

(defvar zhengwen-facts-mode-map
  (let ((map (make-sparse-keymap)))
    (define-key map (kbd "RET") #'zhengwen-facts-visit)
    (define-key map [mouse-1] #'zhengwen-facts-visit)
    map)
  "Keys in the list of facts.")

(define-derived-mode zhengwen-facts-mode tabulated-list-mode "Facts"
  "A list of what an article says.
\\<zhengwen-facts-mode-map>\\[zhengwen-facts-visit] goes to where it stands, \
\\[tabulated-list-sort] sorts by the column, \\[revert-buffer] asks again."
  (add-hook 'tabulated-list-revert-hook #'zhengwen--list-facts nil t))

(defun zhengwen--columns (workspace)
  "The columns of the list, with the file where it is of the whole WORKSPACE."
  (let ((first (if workspace 1 0)))
    (vconcat
     (and workspace '(("File" 16 t)))
     `(("Line" 5 ,(zhengwen--by-number first) :right-align t)
       ("Kind" 12 t)
       ("Text" 20 t)
       ("Value" 14 ,(zhengwen--by-number (+ first 3)) :right-align t)
       ("Unit" 5 t)
       ("What" 20 t)
       ("When" 21 t)
       ("Where" 8 t)
       ("Who" 0 t)))))

(defun zhengwen--by-number (column)
  "An order by the number in COLUMN."
  (lambda (one other)
    (cl-flet ((number (entry) (string-to-number (aref (cadr entry) column))))
      (< (number one) (number other)))))

(defun zhengwen-facts (&optional workspace)
  "List the figures, dates, people, places and so on of this article.
With a prefix argument, or WORKSPACE, those of every .txt file of
the project."
  (interactive "P")
  (let ((source (current-buffer))
        (name (format "*zhengwen facts: %s*" (if workspace "project" (buffer-name)))))
    (zhengwen--server)
    (with-current-buffer (get-buffer-create name)
      (zhengwen-facts-mode)
      (setq zhengwen--source (cons source workspace)
            tabulated-list-format (zhengwen--columns workspace))
      (tabulated-list-init-header)
      (zhengwen--list-facts)
      (tabulated-list-print))
    (pop-to-buffer name)))

(defun zhengwen--list-facts ()
  "Ask for the facts of this list again."
  (pcase-let ((`(,source . ,workspace) zhengwen--source))
    (unless (buffer-live-p source)
      (user-error "The article of this list has been closed"))
    (let ((answer (with-current-buffer source
                    (if workspace
                        (jsonrpc-request (zhengwen--server) :zhengwen/facts
                                         '(:workspace t))
                      (zhengwen--request :zhengwen/facts)))))
      (setq tabulated-list-entries
            (mapcar (lambda (fact)
                      (let ((file (zhengwen--file (plist-get fact :uri)))
                            (row (zhengwen--row fact)))
                        (list fact
                              (if workspace
                                  (vconcat (list (file-name-nondirectory file)) row)
                                row))))
                    (plist-get answer :facts))))))

(defun zhengwen--row (fact)
  "The cells for FACT, without the one for its file."
  (cl-labels ((value (&rest path)
                (cl-reduce #'plist-get path :initial-value fact))
              (field (&rest path)
                (format "%s" (or (apply #'value path) "")))
              (joined (separator &rest texts)
                (string-join (seq-remove #'string-empty-p texts) separator)))
    (let ((kind (field :kind)))
      (vector (number-to-string (1+ (value :range :start :line)))
              kind
              (propertize (field :text) 'face (intern (concat "zhengwen-" kind)))
              (joined "–" (field :value) (field :value_to))
              (field :unit)
              (joined " " (field :metric) (field :organisation)
                      (string-join (value :titles) " ")
                      (if (member kind '("organisation" "document"))
                          (field :name)
                        ""))
              (joined " " (field :iso) (field :period :iso))
              (joined " " (field :place) (if (equal kind "place") (field :name) ""))
              (joined " " (field :speaker)
                      (if (equal kind "person") (field :name) ""))))))

(defun zhengwen-facts-visit (&optional event)
  "Go to where the fact on this line stands, or the one EVENT clicked on."
  (interactive (list last-nonmenu-event))
  (when (mouse-event-p event)
    (mouse-set-point event))
  (let* ((fact (or (tabulated-list-get-id) (user-error "No fact on this line")))
         (range (plist-get fact :range)))
    (pop-to-buffer (find-file-noselect (zhengwen--file (plist-get fact :uri))))
    ;; In another mode eglot does not know in which unit the server counts columns.
    (unless (derived-mode-p 'zhengwen-mode)
      (zhengwen-mode))
    (push-mark nil t)
    (goto-char (eglot--lsp-position-to-point (plist-get range :start)))
    (pulse-momentary-highlight-region
     (point) (eglot--lsp-position-to-point (plist-get range :end)))))

;;;; The mode

(defvar zhengwen-mode-map
  (let ((map (make-sparse-keymap)))
    (define-key map (kbd "C-c C-f") #'zhengwen-fix-all)
    (define-key map (kbd "C-c C-d") #'zhengwen-fix-damage)
    (define-key map (kbd "C-c C-p") #'zhengwen-remove-page)
    (define-key map (kbd "C-c C-q") #'eglot-code-actions)
    (define-key map (kbd "C-c C-c") #'zhengwen-compare)
    (define-key map (kbd "C-c C-l") #'zhengwen-facts)
    (define-key map (kbd "C-c C-a") #'zhengwen-article)
    map)
  "Keys in `zhengwen-mode'.")

(easy-menu-define zhengwen-menu zhengwen-mode-map
  "The menu of `zhengwen-mode'."
  '("Zhengwen"
    ["Fix all that is certain" zhengwen-fix-all]
    ["Fix damage" zhengwen-fix-damage]
    ["Remove what is not article" zhengwen-remove-page]
    ["Repairs for this place" eglot-code-actions]
    "--"
    ["Compare with the repaired text" zhengwen-compare]
    ["Article" zhengwen-article]
    ["Facts" zhengwen-facts]
    ["Facts of the project" (zhengwen-facts t)]))

;;;###autoload
(define-derived-mode zhengwen-mode text-mode "正文"
  "Text mode for scraped Chinese news, with the server zhengwen.
To have the server started, put `eglot-ensure' on the hook.

\\{zhengwen-mode-map}")

(provide 'zhengwen)
;;; zhengwen.el ends here

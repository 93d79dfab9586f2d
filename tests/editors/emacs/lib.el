;;; lib.el --- What the sessions share  -*- lexical-binding: t; -*-

(require 'cl-lib)
(require 'json)
(require 'subr-x)

;; No server outlives its session by a slow start, no prompt, no file beside the article.
(setq make-backup-files nil
      create-lockfiles nil
      auto-save-default nil
      ring-bell-function #'ignore
      native-comp-deferred-compilation nil
      native-comp-jit-compilation nil)

(defvar lib-dir (file-name-as-directory (getenv "E2E_DIR")))

(defun lib-fail (message &rest arguments)
  (signal 'error (list (apply #'format message arguments))))

(defun lib-equal (actual expected what)
  (unless (equal actual expected)
    (lib-fail "%s\n  expected %S\n  found    %S" what expected actual)))

(defun lib-wait (what ready &optional state)
  "Let the processes talk until READY gives something, and hand that back.
STATE says how things stood, if it never does."
  (let ((end (+ (float-time) 15)) result)
    (while (and (not (setq result (funcall ready))) (< (float-time) end))
      ;; In batch no timer asks Flymake to show what came.
      (accept-process-output nil 0.02))
    (or result
        (lib-fail "waited in vain for %s%s" what
                  (if state (format "\n  found %S" (funcall state)) "")))))

(defun lib-session (&rest steps)
  "Run STEPS, each a name and a function, in order.
One that fails does not hide the others, unless it is the first:
then there is no server."
  (let (failed)
    (cl-loop
     for (name step) in steps
     for first = t then nil
     for problem = (condition-case problem (progn (funcall step) nil)
                     ((error quit) (error-message-string problem)))
     do (princ (format "  %s %s\n" (if problem "FAIL" "ok  ") name))
     when problem do (setq failed t) (princ (concat problem "\n"))
     until (and first problem))
    (kill-emacs (if failed 1 0))))

(defun lib-command-line (&rest arguments)
  "What zhengwen prints, called with ARGUMENTS in the session's folder."
  (with-temp-buffer
    (let ((default-directory lib-dir) (coding-system-for-read 'utf-8))
      (unless (memq (apply #'call-process "zhengwen" nil '(t nil) nil arguments) '(0 1))
        (lib-fail "zhengwen %s failed" arguments)))
    (buffer-string)))

(defun lib-json (&rest arguments)
  "The objects that zhengwen prints, as property lists."
  (json-parse-string (apply #'lib-command-line (append arguments '("--format" "json")))
                     :object-type 'plist :array-type 'list :null-object nil))

(defun lib-get (object &rest path)
  (cl-reduce #'plist-get path :initial-value object))

(defun lib-bytes (file)
  (with-temp-buffer
    (set-buffer-multibyte nil)
    (insert-file-contents-literally (expand-file-name file lib-dir))
    (buffer-string)))

(defun lib-open (file)
  "Visit FILE, and have the server attached as it is at the keyboard."
  (find-file (expand-file-name file lib-dir))
  (run-hooks 'post-command-hook)
  (lib-wait "the server to attach" #'eglot-managed-p)
  (lib-equal (eieio-object-class (eglot-current-server)) 'zhengwen-server "server"))

(defun lib-stop ()
  (eglot-shutdown (eglot-current-server) nil 10)
  (lib-wait "the server to be gone"
            (lambda () (file-exists-p (expand-file-name "ended" lib-dir)))))

(defun lib-place (position)
  "Row and column of POSITION, from 1."
  (save-excursion
    (goto-char position)
    (list (line-number-at-pos) (1+ (- (point) (line-beginning-position))))))

(defun lib-diagnostics ()
  "What Flymake shows: code, first row and column, last row and column, text."
  (flymake-start)
  (sort
   (mapcar (lambda (diagnostic)
             (append (list (plist-get (alist-get 'eglot-lsp-diag (flymake-diagnostic-data diagnostic))
                                      :code))
                     (lib-place (flymake-diagnostic-beg diagnostic))
                     (lib-place (flymake-diagnostic-end diagnostic))
                     (list (flymake-diagnostic-text diagnostic))))
           (flymake-diagnostics))
   (lambda (one other) (string< (format "%S" one) (format "%S" other)))))

(defun lib-choose (wanted)
  "From now on menus are answered by the first entry that contains WANTED."
  ;; Otherwise eglot takes it that the mouse was used, and puts up a menu of its own.
  (setq last-nonmenu-event ?\r)
  (setq completing-read-function
        (lambda (_prompt entries &rest _)
          (let ((titles (all-completions "" entries)))
            (or (cl-find-if (lambda (title) (string-match-p (regexp-quote wanted) title)) titles)
                (lib-fail "%s is not offered, but %S" wanted titles))))))

(provide 'lib)
;;; lib.el ends here

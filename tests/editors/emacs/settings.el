;;; settings.el --- Settings, and a file that is not UTF-8  -*- lexical-binding: t; -*-

(require 'lib)

(defun codes ()
  (delete-dups (mapcar (lambda (diagnostic) (substring (car diagnostic) 0 1)) (lib-diagnostics))))

(lib-session
 `("open, in GB 18030 with CR LF, with settings of the user"
   ,(lambda ()
      (setq zhengwen-settings '(:language "zh-hant" :select ["B"]))
      (lib-open "gb18030.txt")
      (lib-equal (coding-system-base buffer-file-coding-system) 'chinese-gb18030 "encoding")
      (lib-equal (coding-system-eol-type buffer-file-coding-system) 1 "line ends")
      (lib-wait "findings of B alone" (lambda () (equal (codes) '("B"))) #'codes)))

 `("they are in the language that was asked for"
   ,(lambda ()
      (let ((message (nth 5 (car (lib-diagnostics)))))
        (unless (string-match-p "麵包屑" message)
          (lib-fail "not in Traditional Chinese: %s" message)))))

 `("settings of the project go before them, at once"
   ,(lambda ()
      (setq-default eglot-workspace-configuration '(:zhengwen (:select ["M"] :language "en")))
      (eglot-signal-didChangeConfiguration (eglot-current-server))
      (lib-wait "findings of M alone" (lambda () (equal (codes) '("M"))) #'codes)
      (let ((message (nth 5 (car (lib-diagnostics)))))
        (unless (string-match-p "reading" message)
          (lib-fail "not in English: %s" message)))))

 `("repair and save: the bytes are what `zhengwen fix' makes of them"
   ,(lambda ()
      (copy-file (expand-file-name "gb18030.txt" lib-dir) (expand-file-name "fixed.txt" lib-dir))
      (lib-command-line "fix" "--select" "M" "fixed.txt")
      (zhengwen-fix-all)
      (save-buffer)
      (lib-equal (lib-bytes "gb18030.txt") (lib-bytes "fixed.txt") "bytes")))

 ;; The editor is left without stopping the server first.
 )

;;; package.el --- The package is sound  -*- lexical-binding: t; -*-

(require 'lib)
(require 'bytecomp)
(require 'checkdoc)

(defvar package-source (expand-file-name "editors/emacs/zhengwen.el" (getenv "ROOT")))

(lib-session
 `("it compiles without a warning"
   ,(lambda ()
      (let ((byte-compile-error-on-warn t)
            (byte-compile-dest-file-function (lambda (_) (expand-file-name "zhengwen.elc" lib-dir))))
        (unless (eq (byte-compile-file package-source) t)
          (lib-fail "%s" (with-current-buffer byte-compile-log-buffer (buffer-string)))))))

 `("its documentation is in order"
   ,(lambda ()
      (let (problems)
        (with-current-buffer (find-file-noselect package-source)
          (let ((checkdoc-create-error-function
                 (lambda (text start &rest _)
                   (push (format "%s: %s" (and start (line-number-at-pos start)) text) problems)
                   nil)))
            (checkdoc-current-buffer t)))
        (lib-equal problems nil "problems"))))

 `("it loads nothing that the user did not ask for"
   ,(lambda ()
      (lib-equal (featurep 'ediff) nil "Ediff is loaded"))))

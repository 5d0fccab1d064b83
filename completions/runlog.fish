# fish completion for runlog. runlog itself knows the words; this only asks it.

function __runlog_complete
    set -l words (commandline -opc)
    set -e words[1]
    runlog _complete -- $words (commandline -ct) 2>/dev/null
end

complete -c runlog -f -a '(__runlog_complete)'
complete -c runlog -n 'string match -qr -- "^(import|restore|backup)\$" (commandline -opc)[2]' -F

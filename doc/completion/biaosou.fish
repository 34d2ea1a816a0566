# fish completion for biaosou(1): the program itself says what may follow.
function __biaosou_complete
    set -l words (commandline -opc) (commandline -ct)
    biaosou complete -- $words[2..-1] 2>/dev/null
end
complete -c biaosou -f -n 'test (count (__biaosou_complete)) -gt 0' -a '(__biaosou_complete)'

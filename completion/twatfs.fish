# twatfs.fish: completion for fish; `twatfs complete` knows what may come next.
#
# SPDX-License-Identifier: MIT
function __twatfs_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    set -l program twatfs
    test (basename -- $words[1]) != twatfs; or set program $words[1]
    set -l kept (string match -r -- '^--[^=]*=' $typed)
    for line in ($program complete -- $words "$typed" 2>/dev/null)
        switch $line
            case \tfiles
                printf "$kept%s\n" (__fish_complete_path (string replace -- "$kept" '' "$typed"))
            case \tfolders
                printf "$kept%s\n" (__fish_complete_directories (string replace -- "$kept" '' "$typed"))
            case '*'
                echo $line
        end
    end
end

for name in twatfs 2url file2url
    complete -c $name -f -k -a '(__twatfs_complete)'
end

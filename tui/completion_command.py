"""`ratings-panel completion`: what a shell needs to complete the program's words."""

from collections.abc import Sequence

from tui.arguments import Arguments
from tui.calls import WrongCall
from tui.command_line import COMMANDS, DONE, LATE_COMMANDS, say

HELP = """\
ratings-panel completion bash|zsh|fish

Prints the lines that let a shell complete commands and session files.

  bash   eval "$(ratings-panel completion bash)"   in ~/.bashrc
  zsh    eval "$(ratings-panel completion zsh)"    in ~/.zshrc
  fish   ratings-panel completion fish > ~/.config/fish/completions/ratings-panel.fish"""

OPTIONS = "--help --version --json --decisions --plain --width --scheme --simulate --seed -o"

BASH = """\
_ratings_panel() {{
  local word=${{COMP_WORDS[COMP_CWORD]}}
  if [[ $COMP_CWORD -eq 1 ]]; then
    COMPREPLY=($(compgen -W "{commands}" -- "$word") $(compgen -f -X '!*.toml' -- "$word"))
  elif [[ ${{COMP_WORDS[1]}} == demo ]]; then
    COMPREPLY=($(compgen -W "{inspections}" -- "$word"))
  elif [[ $word == -* ]]; then
    COMPREPLY=($(compgen -W "{options}" -- "$word"))
  else
    COMPREPLY=($(compgen -f -- "$word"))
  fi
}}
complete -o filenames -F _ratings_panel ratings-panel"""

ZSH = """\
autoload -Uz compinit bashcompinit
whence compdef > /dev/null || compinit
bashcompinit
{bash}"""

FISH = """\
complete -c ratings-panel -n __fish_use_subcommand -a "{commands}"
complete -c ratings-panel -n "__fish_seen_subcommand_from demo" -f -a "{inspections}"
complete -c ratings-panel -l help -l version -l json -l plain"""


def run(arguments: Sequence[str]) -> int:
    """Do the command; give the exit status."""
    from sessions.shipped import shipped_inspections

    parser = Arguments("completion")
    parser.add_argument("shell", nargs="?")
    call = parser.understood(arguments)
    if call.help:
        say(HELP)
        return DONE
    words = {
        "commands": " ".join(sorted([*COMMANDS, *LATE_COMMANDS])),
        "inspections": " ".join(shipped_inspections()),
        "options": OPTIONS,
    }
    bash = BASH.format(**words)
    scripts = {"bash": bash, "zsh": ZSH.format(bash=bash), "fish": FISH.format(**words)}
    if call.shell not in scripts:
        raise WrongCall("name a shell: ratings-panel completion bash, zsh or fish.")
    say(scripts[call.shell])
    return DONE

"""`ratings-panel completion`: what a shell needs to complete the program's words."""

from collections.abc import Iterator, Sequence

from tui.cli.arguments import Arguments
from tui.cli.calls import WrongCall
from tui.cli.main import COMMANDS, LATE_COMMANDS
from tui.cli.output import DONE, say

HELP = """\
ratings-panel completion bash|zsh|fish

Prints the lines that let a shell complete commands, options, schemes and files.

  bash   eval "$(ratings-panel completion bash)"   in ~/.bashrc
  zsh    eval "$(ratings-panel completion zsh)"    in ~/.zshrc
  fish   ratings-panel completion fish > ~/.config/fish/completions/ratings-panel.fish"""

# The options of each command; the shell offers them once a "-" is typed.
OPTIONS = {
    "demo": "--help",
    "show": "--plain --width --help",
    "score": "--decisions --json --help",
    "check": "--help",
    "import": "--scheme -o --map --dry-run --id --service --force --help",
    "new": "--scheme -o --id --service --force --help",
    "schemes": "--help",
    "portfolio": "--scheme --simulate --seed -o --help",
    "join": "--prefer --help",
    "completion": "--help",
}

BASH = """\
_ratings_panel() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} words= files=yes
  if [[ $COMP_CWORD -eq 1 ]]; then
    COMPREPLY=($(compgen -W "{commands} --help --version" -- "$word"))
    # Names may hold blanks.
    local IFS=$'\\n'
    COMPREPLY+=($(compgen -f -X '!*.toml' -- "$word") $(compgen -d -- "$word"))
    return
  fi
  if [[ $word == -* ]]; then
    files=
    case ${{COMP_WORDS[1]}} in
{options}
    esac
  elif [[ $before == --scheme ]]; then words="{schemes}"
  elif [[ $before == schemes ]]; then words="show check" files=
  elif [[ ${{COMP_WORDS[1]}} == schemes && $before == show ]]; then words="{schemes}"
  elif [[ ${{COMP_WORDS[1]}} == demo ]]; then words="{inspections}" files=
  elif [[ ${{COMP_WORDS[1]}} == completion ]]; then words="bash zsh fish" files=
  fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
  [[ -n $files ]] || return
  local IFS=$'\\n'
  COMPREPLY+=($(compgen -f -- "$word"))
}}
complete -o filenames -F _ratings_panel ratings-panel"""

ZSH = """\
autoload -Uz compinit bashcompinit
whence compdef > /dev/null || compinit
bashcompinit
{bash}"""

FISH = """\
complete -c ratings-panel -n __fish_use_subcommand -a "{commands}"
complete -c ratings-panel -n __fish_use_subcommand -l help -l version
complete -c ratings-panel -n "__fish_seen_subcommand_from demo" -f -a "{inspections}"
complete -c ratings-panel -n "__fish_seen_subcommand_from schemes" -a "show check {schemes}"
complete -c ratings-panel -n "__fish_seen_subcommand_from completion" -f -a "bash zsh fish"
complete -c ratings-panel -n "__fish_seen_subcommand_from import new portfolio" \\
    -l scheme -x -a "{schemes}"
{fish_options}"""


def run(arguments: Sequence[str]) -> int:
    """Do the command; give the exit status."""
    from sessions.files.scheme_file import shipped_schemes
    from sessions.files.shipped import shipped_inspections

    parser = Arguments("completion")
    parser.add_argument("shell", nargs="?")
    call = parser.understood(arguments)
    if call.help:
        say(HELP)
        return DONE
    words = {
        "commands": " ".join(sorted([*COMMANDS, *LATE_COMMANDS])),
        "inspections": " ".join(shipped_inspections()),
        "schemes": " ".join(shipped_schemes()),
        "options": "\n".join(
            f'      {command}) words="{options}" ;;' for command, options in OPTIONS.items()
        ),
        "fish_options": "\n".join(_fish_options()),
    }
    bash = BASH.format(**words)
    scripts = {"bash": bash, "zsh": ZSH.format(bash=bash), "fish": FISH.format(**words)}
    if call.shell not in scripts:
        raise WrongCall("name a shell: ratings-panel completion bash, zsh or fish.")
    say(scripts[call.shell])
    return DONE


def _fish_options() -> Iterator[str]:
    """One line an option; the one with values of its own has a line above."""
    for command, options in OPTIONS.items():
        seen = f'complete -c ratings-panel -n "__fish_seen_subcommand_from {command}"'
        for option in options.split():
            if option != "--scheme":
                yield f"{seen} {'-l' if option.startswith('--') else '-s'} {option.lstrip('-')}"

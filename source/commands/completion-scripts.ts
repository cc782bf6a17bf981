/** What each shell is given once. It asks `parley` itself at every Tab, so it fits every version and knows nothing of the commands. */
export const completionScripts = {
	// "$1" is what was typed for "parley": an alias or a path works too.
	bash: `_parley() {
  local IFS=$'\\n'
  COMPREPLY=($("$1" completion bash -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _parley parley`,
	zsh: `#compdef parley
_parley() {
  local -a found
  found=("\${(@f)$("\${words[1]}" completion zsh -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "$found" ]]; then compadd -a found; else _files; fi
}
compdef _parley parley`,
	fish: `function __parley_words
  set -l words (commandline -opc)
  set -l current (commandline -ct)
  set -e words[1]
  parley completion fish -- $words "$current" 2>/dev/null
end
complete -c parley -a '(__parley_words)'`,
} as const;

export type Shell = keyof typeof completionScripts;

export const shells: readonly Shell[] = ['bash', 'zsh', 'fish'];

#!/bin/sh
# Cuts off a tenant or a user in every place that the next deployment may come from, and deploys. Earlier blocked tenants and users stay blocked.
#
#   cut-off.sh tenant <tenant id>
#   cut-off.sh user <tenant id>:<object id>
#
# Works on the selected azd environment. Where GitHub deploys it, also sets the repository's variables (needs `gh auth login`).
# Exit code 3: the id is blocked, but a later deployment could let it in again; what is left to do was printed.
# Exit code 4: this machine does not know who is blocked already. Nothing was changed.
set -eu

guid='[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}'
case ${1:-} in
  tenant) name=CALENDAR_BLOCKED_TENANTS shape="^$guid\$" ;;
  user) name=CALENDAR_BLOCKED_USERS shape="^$guid:$guid\$" ;;
  *) sed -n '2,9p' "$0"; exit 2 ;;
esac
# In another format the API would block nobody.
printf '%s\n' "${2:-}" | grep -Eq "$shape" || { echo "cut-off: '${2:-}' is no $1"; exit 2; }

say() { printf 'cut-off: %s\n' "$*"; }

# A variable that was never set is an error for both tools, and an empty text here; azd reports the error on standard output.
here() { value=$(azd env get-value "$1" 2>/dev/null) || value=; printf '%s\n' "$value"; }
there() { value=$(gh variable get "$1" 2>/dev/null) || value=; printf '%s\n' "$value"; }

asked=no deploys=no
if command -v gh >/dev/null && gh variable list >/dev/null; then
  asked=yes
  # The repository's variables belong to one environment.
  [ -z "$(there AZURE_CLIENT_ID)" ] || [ "$(there AZURE_ENV_NAME)" != "$(here AZURE_ENV_NAME)" ] || deploys=yes
fi

# Another machine may have blocked somebody since: the last provisioning knows it. What was set here and not deployed yet counts too.
before=$(here "$name")
azd env refresh >/dev/null || say "the last deployment could not be read: only the list of this machine is known"
known=$({ printf '%s\n' "$before"; here "$name"; [ $deploys = no ] || there "$name"; } | tr ',' '\n' | awk 'NF')
if [ -z "$known" ]; then
  say "$name is not set on this machine, so a deployment from here would unblock everybody else."
  say "Get the environment ('azd env refresh', docs/runbook.md), or say that nobody was blocked: azd env set $name none"
  exit 4
fi

all=$({ printf '%s\n' "$known" | sed '/^none$/d'; printf '%s\n' "$2"; } | awk '!seen[$0]++' | paste -sd, -)
azd env set "$name" "$all"
say "$name is $all"

left=no
if [ $deploys = yes ]; then
  gh variable set "$name" --body "$all"
  # Not from here: the checked-out sources may differ from what runs.
  gh workflow run azure-dev.yml
  say "GitHub deploys it, once a person has approved it if the environment asks for that: 'gh run watch' shows how far it is"
else
  azd deploy calendar-api
  # Records the list, for `azd env refresh` on other machines. It is second, because it can take minutes.
  if ! azd provision; then
    say "The id is blocked, but other machines do not learn of it: run 'azd provision' until it succeeds"
    left=yes
  fi
fi

if [ $asked = no ]; then
  say "GitHub could not be asked. If it deploys this environment: gh variable set $name --body $all"
  left=yes
fi
[ $left = no ] || exit 3

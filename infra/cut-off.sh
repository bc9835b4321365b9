#!/bin/sh
# Cuts off a tenant or a user in every place that the next deployment may come from, and deploys. Earlier blocked tenants and users stay blocked.
#
#   cut-off.sh tenant <tenant id>
#   cut-off.sh user <tenant id>:<object id>
#
# Works on the selected azd environment. Where GitHub deploys it, also sets the repository's variables (needs `gh auth login`).
# Exit code 3: GitHub could not be reached; until its variables are set, a deployment from there would let them in again.
set -eu

guid='[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}'
case ${1:-} in
  tenant) name=CALENDAR_BLOCKED_TENANTS shape="^$guid\$" ;;
  user) name=CALENDAR_BLOCKED_USERS shape="^$guid:$guid\$" ;;
  *) sed -n '2,8p' "$0"; exit 2 ;;
esac
# In another format the API would block nobody.
printf '%s\n' "${2:-}" | grep -Eq "$shape" || { echo "cut-off: '${2:-}' is no $1"; exit 2; }

say() { printf 'cut-off: %s\n' "$*"; }

# A variable that was never set is an error for both tools, and an empty list here; azd reports the error on standard output.
here() { value=$(azd env get-value "$1" 2>/dev/null) || value=; printf '%s\n' "$value"; }
there() { value=$(gh variable get "$1" 2>/dev/null) || value=; printf '%s\n' "$value"; }

asked=no deploys=no
if command -v gh >/dev/null && gh variable list >/dev/null; then
  asked=yes
  # The repository's variables belong to one environment.
  [ -z "$(there AZURE_CLIENT_ID)" ] || [ "$(there AZURE_ENV_NAME)" != "$(here AZURE_ENV_NAME)" ] || deploys=yes
fi

all=$({ here "$name"; [ $deploys = no ] || there "$name"; printf '%s\n' "$2"; } | tr ',' '\n' | awk 'NF && !seen[$0]++' | paste -sd, -)
azd env set "$name" "$all"
say "$name is $all"

if [ $deploys = yes ]; then
  gh variable set "$name" --body "$all"
  # Not from here: the checked-out sources may differ from what runs.
  gh workflow run azure-dev.yml
  say "GitHub deploys it: 'gh run watch' shows how far it is"
else
  azd deploy calendar-api
fi

if [ $asked = no ]; then
  say "GitHub could not be asked. If it deploys this environment: gh variable set $name --body $all"
  exit 3
fi

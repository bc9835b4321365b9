#!/bin/sh
# Stops a deployment that would unblock somebody by mistake (azd: before provisioning and before deploying): the lists of this machine may be older than what runs.
# To unblock on purpose, name who: CALENDAR_UNBLOCK=ID azd up (several ids: separated by commas).
#
# Needs `az login` by a person who may read the deployment. In a GitHub workflow nothing is compared: the repository's variables are the only lists there.
set -eu

if [ -n "${GITHUB_ACTIONS:-}" ] || [ -z "${AZURE_SUBSCRIPTION_ID:-}" ]; then exit 0; fi

lines() { printf '%s\n' "$@" | tr ',' '\n' | tr '[:upper:]' '[:lower:]' | tr -d ' \t\r' | sed '/^$/d'; }

# If Azure cannot be asked, the script ends with an error, and azd does not deploy.
running=$(az containerapp list --subscription "$AZURE_SUBSCRIPTION_ID" --output tsv \
  --query "[?name=='calendar-api' && resourceGroup=='rg-${AZURE_ENV_NAME:?the azd environment}'].properties.template.containers[0].env[] | [?starts_with(name, 'Blocked__')].value")

lost=$(lines "$running" | while IFS= read -r id; do
  lines "${CALENDAR_BLOCKED_TENANTS:-}" "${CALENDAR_BLOCKED_USERS:-}" "${CALENDAR_UNBLOCK:-}" | grep -qxF "$id" || printf '%s ' "$id"
done)
if [ -n "$lost" ]; then
  printf 'still-blocked: the running system blocks %sand the lists of this machine do not.\n' "$lost"
  printf 'still-blocked: get the lists that were deployed (azd env refresh), or unblock on purpose: CALENDAR_UNBLOCK=ID azd up\n'
  exit 1
fi

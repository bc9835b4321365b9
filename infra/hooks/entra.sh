#!/bin/sh
# Creates and maintains the application in Microsoft Entra ID. docs/entra.md describes the same steps by hand.
#
#   entra.sh create     creates it if there is none (azd: before provisioning) and stores its id as ENTRA_CLIENT_ID
#   entra.sh bind       registers the address of the API (azd: after provisioning)
#   entra.sh manifest   prints what belongs in the Teams app's manifest
#
# Needs `az login` by a person who may register applications (Application Developer), in the tenant of the application. Running it again changes nothing.
set -eu

name="Team calendars (${AZURE_ENV_NAME:?the azd environment})"

# Fixed ids for the permissions, so that consents stay valid.
read_write=5e0c7a11-0a5c-4f53-9c7c-0b3c8f0f6d01
read_only=5e0c7a11-0a5c-4f53-9c7c-0b3c8f0f6d02
admin=5e0c7a11-0a5c-4f53-9c7c-0b3c8f0f6d03
# The name that Microsoft's instructions for Teams use for a single scope; CalendarApi accepts it as Calendars.ReadWrite.
as_user=5e0c7a11-0a5c-4f53-9c7c-0b3c8f0f6d04

# Microsoft's clients that show Teams apps and may get tokens without asking for consent
# (learn.microsoft.com, "Configure your tab app in Microsoft Entra ID").
teams_desktop_mobile=1fec8e78-bce4-4aaf-ab1b-5451cc387264
teams_web=5e3ce6c0-2b1f-4285-8d4b-75ee78787346
m365_web=4765445b-32c6-49b0-83e6-1d93765276ca
m365_desktop=0ec893e0-5785-4de6-99da-4ed124e5296c
# Also Outlook for the desktop.
m365_mobile=d3590ed6-52b3-4102-aeff-aad2292ab01c
outlook_web=bc59ab01-8403-45c6-8796-ac3ef710b3e3
outlook_mobile=27922004-5251-4030-b22d-91ecd9a37ea4

say() { printf 'entra: %s\n' "$*"; }

# An application that somebody else maintains: its id was set by hand, not by `create`.
is_given() { [ -n "${ENTRA_CLIENT_ID:-}" ] && [ "${ENTRA_APPLICATION_BY_SCRIPT:-}" != "$ENTRA_CLIENT_ID" ]; }

scope() {
  printf '{"id":"%s","value":"%s","type":"User","isEnabled":true,"adminConsentDisplayName":"%s","adminConsentDescription":"%s","userConsentDisplayName":"%s","userConsentDescription":"%s"}' \
    "$1" "$2" "$3" "$4" "$3" "$4"
}

client() { printf '{"appId":"%s","delegatedPermissionIds":["%s","%s","%s"]}' "$1" "$read_write" "$read_only" "$as_user"; }

# Tokens of version 2: their audience is the client id and their issuer names the tenant, which is what CalendarApi checks.
permissions() {
  printf '{"api":{"requestedAccessTokenVersion":2,"oauth2PermissionScopes":[%s,%s,%s]%s},"appRoles":[%s]}' \
    "$(scope "$read_write" Calendars.ReadWrite "Read and change team calendars" "Lets the app read and change the calendars of your organization's teams, as you.")" \
    "$(scope "$read_only" Calendars.Read "Read team calendars" "Lets the app read the calendars of your organization's teams, as you.")" \
    "$(scope "$as_user" access_as_user "Use team calendars in Teams" "Lets Teams read and change the calendars of your organization's teams, as you.")" \
    "${1:-}" \
    "{\"id\":\"$admin\",\"value\":\"Calendar.Admin\",\"displayName\":\"Calendar administrator\",\"description\":\"Manages all calendars of the organization.\",\"isEnabled\":true,\"allowedMemberTypes\":[\"User\"]}"
}

pre_authorized() {
  printf ',"preAuthorizedApplications":[%s,%s,%s,%s,%s,%s,%s]' \
    "$(client $teams_desktop_mobile)" "$(client $teams_web)" "$(client $m365_web)" "$(client $m365_desktop)" "$(client $m365_mobile)" \
    "$(client $outlook_web)" "$(client $outlook_mobile)"
}

patch() {
  az rest --method PATCH --url "https://graph.microsoft.com/v1.0/applications(appId='$1')" --headers Content-Type=application/json --body "$2" --output none
}

create() {
  if is_given; then
    say "the application $ENTRA_CLIENT_ID was given: left as it is"
    return
  fi

  id=${ENTRA_CLIENT_ID:-}
  if [ -z "$id" ]; then
    id=$(az ad app list --display-name "$name" --query "[?displayName=='$name'] | [0].appId" --output tsv)
  fi
  if [ -z "$id" ]; then
    id=$(az ad app create --display-name "$name" --sign-in-audience AzureADMultipleOrgs --query appId --output tsv)
    # The service principal in its own tenant; other tenants get theirs when their administrator consents.
    az ad sp create --id "$id" --output none
    say "registered '$name' as $id"
  fi

  # First the scopes, then the clients that are authorized for them: Entra must know a scope before it is named.
  patch "$id" "$(permissions)"
  patch "$id" "$(permissions "$(pre_authorized)")"
  azd env set ENTRA_CLIENT_ID "$id"
  azd env set ENTRA_APPLICATION_BY_SCRIPT "$id"
  say "$id has its scopes, its role and Microsoft's clients"
}

# All host names of the API, the main one first.
hosts() { printf '%s\n' "${CALENDAR_CUSTOM_DOMAINS:-}" "${CALENDAR_API_HOST:?run azd provision first}" | tr ',' '\n' | sed '/^$/d'; }

# All origins of the web app: those host names, and further sites that serve a copy of it.
origins() {
  hosts | sed 's|^|https://|'
  printf '%s\n' "${CALENDAR_ORIGINS:-}" | tr ',' '\n' | sed '/^$/d'
}

# "a","b",…: one per line, with %s in the pattern replaced by the line.
list() {
  while IFS= read -r line; do
    # shellcheck disable=SC2059 # The pattern is the format.
    printf "\"$1\"," "$line"
  done | sed 's/,$//'
}

bind() {
  if is_given; then
    say "the application $ENTRA_CLIENT_ID was given: see docs/entra.md for the addresses that it has to know ($(hosts | tr '\n' ' '))"
    return
  fi

  id=${ENTRA_CLIENT_ID:?run entra.sh create first}
  # Two kinds of name: the web app uses api://{id}; Teams requires the host that serves the tab.
  patch "$id" "{\"identifierUris\":[\"api://$id\",$(hosts | list "api://%s/$id")],\"spa\":{\"redirectUris\":[$(origins | list "%s/signin")]},\"web\":{\"redirectUris\":[],\"homePageUrl\":\"https://$(hosts | head -n 1)\"}}"
  say "$id is reached at $(hosts | tr '\n' ' ')"
}

manifest() {
  id=${ENTRA_CLIENT_ID:?}
  host=$(hosts | head -n 1)
  cat <<JSON
{
  "validDomains": ["$host"],
  "webApplicationInfo": { "id": "$id", "resource": "api://$host/$id" }
}
JSON
}

case ${1:-} in
  create) create ;;
  bind) bind ;;
  manifest) manifest ;;
  *) sed -n '2,10p' "$0"; exit 2 ;;
esac

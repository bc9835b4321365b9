#!/bin/sh
# If a program's parameter file has not changed since the last deployment, azd skips the template and only replaces the image. A change in
# the template itself, in a size or in a setting would then be lost. azd compares a hash that it stores in its environment; without the hash it deploys the template.
set -eu

for service in CALENDAR_API NOTIFICATION_SERVICE; do
  azd env set "SERVICE_${service}_TEMPLATE_HASH" ""
done

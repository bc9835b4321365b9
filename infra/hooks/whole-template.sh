#!/bin/sh
# azd skips a program's template when its parameter file has not changed since the last deployment, and then only exchanges the image: a change in
# the template itself, in a size or in a setting would not get through. It goes by a hash that it keeps in its environment; without it the template is deployed.
set -eu

for service in CALENDAR_API NOTIFICATION_SERVICE; do
  azd env set "SERVICE_${service}_TEMPLATE_HASH" ""
done

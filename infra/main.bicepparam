using 'main.bicep'

import { dev } from 'sizes/dev.bicep'
import { prod } from 'sizes/prod.bicep'

// azd asks for the first two and keeps them; the others: `azd env set NAME value`. docs/deployment.md lists them.
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
param location = readEnvironmentVariable('AZURE_LOCATION')

// A misspelt size is an error, not the small one.
var chosen = { dev: dev, prod: prod }[readEnvironmentVariable('CALENDAR_SIZE', 'dev')]
param size = chosen

// true or false; the size's own unless said.
var zones = readEnvironmentVariable('CALENDAR_ZONE_REDUNDANT', '')
param zoneRedundant = empty(zones) ? chosen.zoneRedundant : bool(zones)

// Lists are separated by commas.
param otherRegions = filter(split(readEnvironmentVariable('CALENDAR_OTHER_REGIONS', ''), ','), item => !empty(item))
param customDomains = filter(split(readEnvironmentVariable('CALENDAR_CUSTOM_DOMAINS', ''), ','), item => !empty(item))
param pushAddresses = filter(split(readEnvironmentVariable('CALENDAR_PUSH_ADDRESSES', ''), ','), item => !empty(item))
param origins = filter(split(readEnvironmentVariable('CALENDAR_ORIGINS', ''), ','), item => !empty(item))
param otlpEndpoint = readEnvironmentVariable('CALENDAR_OTLP_ENDPOINT', '')
param alertEmail = readEnvironmentVariable('CALENDAR_ALERT_EMAIL', '')

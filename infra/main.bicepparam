using 'main.bicep'

import { dev } from 'sizes/dev.bicep'
import { prod } from 'sizes/prod.bicep'

// azd asks for the first two and keeps them; the others: `azd env set NAME value`. docs/deployment.md lists them.
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
param location = readEnvironmentVariable('AZURE_LOCATION')

// `azd env refresh` compiles this file before it knows any setting, so each may be missing here. main.bicep refuses to deploy then; `dev` only stands in until it does.
// A misspelt size is an error.
param sizeName = readEnvironmentVariable('CALENDAR_SIZE', '')
var chosen = { dev: dev, prod: prod }[empty(sizeName) ? 'dev' : sizeName]
param size = chosen

// Their words for "any" and "none" are in settings.bicep.
param tenants = readEnvironmentVariable('CALENDAR_TENANTS', '')
param blockedTenants = readEnvironmentVariable('CALENDAR_BLOCKED_TENANTS', '')
param blockedUsers = readEnvironmentVariable('CALENDAR_BLOCKED_USERS', '')
param pushAddresses = readEnvironmentVariable('CALENDAR_PUSH_ADDRESSES', '')
param entraClientId = readEnvironmentVariable('ENTRA_CLIENT_ID', '')

// true or false; the size's own unless said.
var zones = readEnvironmentVariable('CALENDAR_ZONE_REDUNDANT', '')
param zoneRedundant = empty(zones) ? chosen.zoneRedundant : bool(zones)

// Lists are separated by commas.
param otherRegions = filter(split(readEnvironmentVariable('CALENDAR_OTHER_REGIONS', ''), ','), item => !empty(item))
param customDomains = filter(split(readEnvironmentVariable('CALENDAR_CUSTOM_DOMAINS', ''), ','), item => !empty(item))
param origins = filter(split(readEnvironmentVariable('CALENDAR_ORIGINS', ''), ','), item => !empty(item))
param frameAncestors = filter(split(readEnvironmentVariable('CALENDAR_FRAME_ANCESTORS', ''), ','), item => !empty(item))
param otlpEndpoint = readEnvironmentVariable('CALENDAR_OTLP_ENDPOINT', '')
param alertEmail = readEnvironmentVariable('CALENDAR_ALERT_EMAIL', '')

using 'main.bicep'

import { dev } from 'sizes/dev.bicep'
import { prod } from 'sizes/prod.bicep'

// azd asks for the first two and keeps them; the others: `azd env set NAME value`. docs/deployment.md lists them.
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
param location = readEnvironmentVariable('AZURE_LOCATION')

// A misspelt size is an error, not the small one.
param size = { dev: dev, prod: prod }[readEnvironmentVariable('CALENDAR_SIZE', 'dev')]

// Lists are separated by commas.
param otherRegions = filter(split(readEnvironmentVariable('CALENDAR_OTHER_REGIONS', ''), ','), item => !empty(item))
param customDomains = filter(split(readEnvironmentVariable('CALENDAR_CUSTOM_DOMAINS', ''), ','), item => !empty(item))
param otlpEndpoint = readEnvironmentVariable('CALENDAR_OTLP_ENDPOINT', '')
param alertEmail = readEnvironmentVariable('CALENDAR_ALERT_EMAIL', '')

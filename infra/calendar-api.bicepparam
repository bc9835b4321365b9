using 'calendar-api.bicep'

import { dev } from 'sizes/dev.bicep'
import { prod } from 'sizes/prod.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
param image = readEnvironmentVariable('SERVICE_CALENDAR_API_IMAGE_NAME')
param api = { dev: dev.api, prod: prod.api }[readEnvironmentVariable('CALENDAR_SIZE')]
param traceRatio = { dev: dev.traceRatio, prod: prod.traceRatio }[readEnvironmentVariable('CALENDAR_SIZE')]

// Outputs of main.bicep.
param environmentId = readEnvironmentVariable('CALENDAR_ENVIRONMENT_ID')
param registry = readEnvironmentVariable('AZURE_CONTAINER_REGISTRY_ENDPOINT')
param identityId = readEnvironmentVariable('CALENDAR_API_IDENTITY_ID')
param identityClientId = readEnvironmentVariable('CALENDAR_API_IDENTITY_CLIENT_ID')
param signalREndpoint = readEnvironmentVariable('CALENDAR_SIGNALR_ENDPOINT')
param cosmosEndpoint = readEnvironmentVariable('CALENDAR_COSMOS_ENDPOINT')
param cosmosDatabase = readEnvironmentVariable('CALENDAR_COSMOS_DATABASE')
param workerHost = readEnvironmentVariable('CALENDAR_WORKER_HOST')
param actionGroupId = readEnvironmentVariable('CALENDAR_ACTION_GROUP_ID', '')

// Made by infra/hooks/entra.sh, or given.
param entraClientId = readEnvironmentVariable('ENTRA_CLIENT_ID')

// Without these there is no deployment: a default would open the system, or unblock somebody.
param tenants = readEnvironmentVariable('CALENDAR_TENANTS')
param blockedTenants = readEnvironmentVariable('CALENDAR_BLOCKED_TENANTS')
param blockedUsers = readEnvironmentVariable('CALENDAR_BLOCKED_USERS')
param customDomains = filter(split(readEnvironmentVariable('CALENDAR_CUSTOM_DOMAINS', ''), ','), item => !empty(item))
param origins = filter(split(readEnvironmentVariable('CALENDAR_ORIGINS', ''), ','), item => !empty(item))
param frameAncestors = filter(split(readEnvironmentVariable('CALENDAR_FRAME_ANCESTORS', ''), ','), item => !empty(item))

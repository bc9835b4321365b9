using 'notification-service.bicep'

import { dev } from 'sizes/dev.bicep'
import { prod } from 'sizes/prod.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
param image = readEnvironmentVariable('SERVICE_NOTIFICATION_SERVICE_IMAGE_NAME')
param worker = { dev: dev.worker, prod: prod.worker }[readEnvironmentVariable('CALENDAR_SIZE')]
param traceRatio = { dev: dev.traceRatio, prod: prod.traceRatio }[readEnvironmentVariable('CALENDAR_SIZE')]

// Outputs of main.bicep.
param environmentId = readEnvironmentVariable('CALENDAR_ENVIRONMENT_ID')
param registry = readEnvironmentVariable('AZURE_CONTAINER_REGISTRY_ENDPOINT')
param identityId = readEnvironmentVariable('CALENDAR_WORKER_IDENTITY_ID')
param identityClientId = readEnvironmentVariable('CALENDAR_WORKER_IDENTITY_CLIENT_ID')
param signalREndpoint = readEnvironmentVariable('CALENDAR_SIGNALR_ENDPOINT')
param cosmosEndpoint = readEnvironmentVariable('CALENDAR_COSMOS_ENDPOINT')
param cosmosDatabase = readEnvironmentVariable('CALENDAR_COSMOS_DATABASE')
param apiPrincipalId = readEnvironmentVariable('CALENDAR_API_IDENTITY_PRINCIPAL_ID')
param actionGroupId = readEnvironmentVariable('CALENDAR_ACTION_GROUP_ID', '')

// Made by infra/hooks/entra.sh, or given.
param entraClientId = readEnvironmentVariable('ENTRA_CLIENT_ID')

import { accessSettings, itemsOf, refusalOf } from 'settings.bicep'
import { systemSize } from 'sizes/size.bicep'

// Everything except the two programs: `azd provision`. The programs come with their images: calendar-api.bicep and notification-service.bicep, `azd deploy`.
targetScope = 'subscription'

@minLength(1)
@maxLength(40)
@description('The azd environment: one deployment of the system, with its own resource group.')
param environmentName string

@minLength(1)
param location string

@description('`dev` or `prod`: the name of `size`.')
param sizeName string
param size systemSize

@description('Tenants that may use the system; `*` for any.')
param tenants string

@description('Blocked tenants; `none` for none.')
param blockedTenants string

@description('Blocked users, each `{tenant id}:{object id}`; `none` for none.')
param blockedUsers string

@description('Spreads the Container Apps environment and the database over the zones of the region. Cannot be changed afterwards.')
param zoneRedundant bool = size.zoneRedundant

@description('Further regions, in addition to `location`, that keep a copy of the data.')
param otherRegions string[]

@description('Further host names of the API, in addition to the one from Container Apps.')
param customDomains string[]

@description('Addresses or CIDR blocks from which images may be pushed, where the size restricts that; `*` for any.')
param pushAddresses string

@description('Origins of front ends that are served from other sites, `https://host`.')
param origins string[]

@description('Sites that may show the web app in a frame; empty for those of Microsoft Teams and Microsoft 365.')
param frameAncestors string[]

@description('The application in Entra ID.')
param entraClientId string

@description('An OTLP endpoint (gRPC over TLS) that also receives traces, logs and metrics; empty for none.')
param otlpEndpoint string

@description('E-mail address that receives alerts; empty for none.')
param alertEmail string

// A value that is missing here is missing in the azd environment of this machine, not in what runs. All resources have the tags, so nothing is deployed without them.
var refusal = refusalOf(concat(
  [{ name: 'CALENDAR_SIZE', value: sizeName, meaning: 'dev or prod' }],
  accessSettings(tenants, blockedTenants, blockedUsers),
  size.privateEndpoints
    ? [{ name: 'CALENDAR_PUSH_ADDRESSES', value: pushAddresses, word: '*', meaning: 'the addresses from which images may be pushed, or * for any address' }]
    : []
))
var tags = empty(refusal) ? { 'azd-env-name': environmentName, application: 'calendar-realtime' } : fail(refusal)
var suffix = uniqueString(subscription().id, environmentName, location)
var resourceName = 'calendar-${suffix}'
var insightsName = 'insights-${suffix}'

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identities 'platform/identities.bicep' = {
  scope: group
  params: { location: location, tags: tags }
}

module registry 'platform/registry.bicep' = {
  scope: group
  params: {
    name: 'calendar${suffix}'
    location: location
    tags: tags
    sku: size.registrySku
    workspaceId: telemetry.outputs.workspaceId
    isRestricted: size.privateEndpoints && pushAddresses != '*'
    pushAddresses: itemsOf(pushAddresses, '*')
    apiPrincipalId: identities.outputs.api.principalId
    workerPrincipalId: identities.outputs.worker.principalId
  }
}

module telemetry 'platform/telemetry.bicep' = {
  scope: group
  params: {
    insightsName: insightsName
    location: location
    tags: tags
    retentionInDays: size.logs.retentionInDays
    dailyQuotaGb: size.logs.dailyQuotaGb
  }
}

module network 'platform/network.bicep' = {
  scope: group
  params: { location: location, tags: tags }
}

module environment 'platform/environment.bicep' = {
  scope: group
  params: {
    name: resourceName
    location: location
    tags: tags
    subnetId: network.outputs.containerAppsSubnetId
    workspaceId: telemetry.outputs.workspaceId
    insightsName: insightsName
    zoneRedundant: zoneRedundant
    otlpEndpoint: otlpEndpoint
  }
}

var apiHost = 'calendar-api.${environment.outputs.defaultDomain}'

module signalR 'platform/signalr.bicep' = {
  scope: group
  params: {
    name: resourceName
    location: location
    tags: tags
    signalR: size.signalR
    workspaceId: telemetry.outputs.workspaceId
    allowedOrigins: concat(map(concat([apiHost], customDomains), host => 'https://${host}'), origins)
  }
}

module signalRRoles 'platform/signalr-roles.bicep' = {
  scope: group
  params: {
    location: location
    serviceName: resourceName
    apiPrincipalId: identities.outputs.api.principalId
    workerPrincipalId: identities.outputs.worker.principalId
  }
  dependsOn: [signalR]
}

module cosmos 'platform/cosmos.bicep' = {
  scope: group
  params: {
    name: resourceName
    location: location
    tags: tags
    cosmos: size.cosmos
    zoneRedundant: zoneRedundant
    otherRegions: otherRegions
    workspaceId: telemetry.outputs.workspaceId
    isPrivate: size.privateEndpoints
  }
}

module cosmosData 'platform/cosmos-data.bicep' = {
  scope: group
  params: {
    location: location
    accountName: resourceName
    maxThroughput: string(size.cosmos.maxThroughput)
    apiPrincipalId: identities.outputs.api.principalId
    workerPrincipalId: identities.outputs.worker.principalId
  }
  dependsOn: [cosmos]
}

module registryEndpoint 'platform/private-endpoint.bicep' = if (size.privateEndpoints) {
  scope: group
  params: {
    name: 'registry'
    location: location
    tags: tags
    networkId: network.outputs.id
    subnetId: network.outputs.privateEndpointsSubnetId
    serviceId: registry.outputs.id
    groupId: 'registry'
    zoneName: 'privatelink.azurecr.io'
  }
}

module cosmosEndpoint 'platform/private-endpoint.bicep' = if (size.privateEndpoints) {
  scope: group
  params: {
    name: 'cosmos'
    location: location
    tags: tags
    networkId: network.outputs.id
    subnetId: network.outputs.privateEndpointsSubnetId
    serviceId: cosmos.outputs.id
    groupId: 'Sql'
    zoneName: 'privatelink.documents.azure.com'
  }
  // An endpoint changes the account too, which accepts one change at a time.
  dependsOn: [cosmosData]
}

module alerts 'platform/alerts.bicep' = {
  scope: group
  params: { location: location, tags: tags, signalRId: signalR.outputs.id, cosmosId: cosmos.outputs.id, email: alertEmail }
}

module pushAlert 'platform/push-alert.bicep' = {
  scope: group
  params: { location: location, tags: tags, workspaceId: telemetry.outputs.workspaceId, actionGroupId: alerts.outputs.actionGroupId }
}

// azd stores the outputs as environment variables of the same names; the programs' .bicepparam files and the hooks read them.
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_CONTAINER_REGISTRY_ENDPOINT string = registry.outputs.endpoint
output CALENDAR_ENVIRONMENT_ID string = environment.outputs.id
output CALENDAR_API_HOST string = apiHost
output CALENDAR_WORKER_HOST string = 'notification-service.internal.${environment.outputs.defaultDomain}'
output CALENDAR_API_IDENTITY_ID string = identities.outputs.api.id
output CALENDAR_API_IDENTITY_CLIENT_ID string = identities.outputs.api.clientId
output CALENDAR_API_IDENTITY_PRINCIPAL_ID string = identities.outputs.api.principalId
output CALENDAR_WORKER_IDENTITY_ID string = identities.outputs.worker.id
output CALENDAR_WORKER_IDENTITY_CLIENT_ID string = identities.outputs.worker.clientId
output CALENDAR_SIGNALR_ENDPOINT string = signalR.outputs.endpoint
output CALENDAR_COSMOS_ENDPOINT string = cosmosData.outputs.endpoint
output CALENDAR_COSMOS_DATABASE string = cosmosData.outputs.database
output CALENDAR_ACTION_GROUP_ID string = alerts.outputs.actionGroupId

// The settings, as they were given: `azd env refresh` brings them to another machine.
output CALENDAR_SIZE string = sizeName
output CALENDAR_ZONE_REDUNDANT string = toLower(string(zoneRedundant))
output CALENDAR_TENANTS string = tenants
output CALENDAR_BLOCKED_TENANTS string = blockedTenants
output CALENDAR_BLOCKED_USERS string = blockedUsers
output CALENDAR_OTHER_REGIONS string = join(otherRegions, ',')
output CALENDAR_PUSH_ADDRESSES string = pushAddresses
output CALENDAR_CUSTOM_DOMAINS string = join(customDomains, ',')
output CALENDAR_ORIGINS string = join(origins, ',')
output CALENDAR_FRAME_ANCESTORS string = join(frameAncestors, ',')
output CALENDAR_OTLP_ENDPOINT string = otlpEndpoint
output CALENDAR_ALERT_EMAIL string = alertEmail
output ENTRA_CLIENT_ID string = entraClientId

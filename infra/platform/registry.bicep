param name string
param location string
param tags object
param sku 'Basic' | 'Standard' | 'Premium'
param workspaceId string

@description('Whether only the named addresses, and the private endpoint, reach it.')
param isRestricted bool

@description('Addresses or CIDR blocks from which images may be pushed.')
param pushAddresses string[]

param apiPrincipalId string
param workerPrincipalId string

resource registry 'Microsoft.ContainerRegistry/registries@2025-04-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: sku }
  properties: {
    // Managed identities pull the images, and the deployer's identity pushes them.
    adminUserEnabled: false
    // Pulls come through the private endpoint. Pushes come from outside, so the public address stays, for the named addresses.
    publicNetworkAccess: 'Enabled'
    networkRuleSet: sku == 'Premium'
      ? {
          defaultAction: isRestricted ? 'Deny' : 'Allow'
          ipRules: isRestricted ? map(pushAddresses, address => { action: 'Allow', value: address }) : []
        }
      : null
    networkRuleBypassOptions: sku == 'Premium' ? 'None' : null
  }
}

// Who signed in, and which images were pushed, pulled and deleted.
resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: registry
  name: 'logs'
  properties: { workspaceId: workspaceId, logs: [{ categoryGroup: 'allLogs', enabled: true }] }
}

var acrPull = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7f951dda-4ed3-4680-a7ca-43fe172d538d')

resource apiPulls 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: registry
  name: guid(registry.id, 'calendar-api', acrPull)
  properties: { roleDefinitionId: acrPull, principalId: apiPrincipalId, principalType: 'ServicePrincipal' }
}

resource workerPulls 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: registry
  name: guid(registry.id, 'notification-service', acrPull)
  properties: { roleDefinitionId: acrPull, principalId: workerPrincipalId, principalType: 'ServicePrincipal' }
}

output id string = registry.id
output endpoint string = registry.properties.loginServer

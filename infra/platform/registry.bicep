param name string
param location string
param tags object
param sku 'Basic' | 'Standard' | 'Premium'

param apiPrincipalId string
param workerPrincipalId string

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: sku }
  properties: {
    // Managed identities pull the images, and the deployer's identity pushes them.
    adminUserEnabled: false
  }
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

output endpoint string = registry.properties.loginServer

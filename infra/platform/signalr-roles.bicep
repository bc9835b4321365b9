// The role assignments of Azure SignalR Service. Both deployments use this file: infra/main.bicep and the published AppHost, which copies only this file.
// It must therefore import nothing, and the AppHost can pass only texts.

#disable-next-line no-unused-params // The AppHost passes it to every template.
param location string
param serviceName string
param apiPrincipalId string
param workerPrincipalId string

resource service 'Microsoft.SignalRService/signalR@2024-03-01' existing = {
  name: serviceName
}

// For negotiating: the App Server role signs client tokens with the temporary key, the REST role manages the groups.
var appServer = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '420fcaa2-552c-430f-98ca-3264be4806c7')
var restApiOwner = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'fd53cd77-2268-407a-8f46-7e7863d0f521')

// The worker's only action. The narrowest built-in role for it, REST API Owner, may also make a client token for any user of any tenant.
resource pushSender 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(service.id, 'calendar push sender')
  properties: {
    // A custom role's name must be unique in the whole tenant.
    roleName: 'Calendar push sender (${serviceName})'
    description: 'Sends messages to groups of Azure SignalR Service, and nothing else.'
    type: 'CustomRole'
    assignableScopes: [resourceGroup().id]
    permissions: [{ actions: [], notActions: [], dataActions: ['Microsoft.SignalRService/SignalR/group/send/action'], notDataActions: [] }]
  }
}

resource apiNegotiates 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: service
  name: guid(service.id, 'calendar-api', appServer)
  properties: { roleDefinitionId: appServer, principalId: apiPrincipalId, principalType: 'ServicePrincipal' }
}

resource apiKeepsGroups 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: service
  name: guid(service.id, 'calendar-api', restApiOwner)
  properties: { roleDefinitionId: restApiOwner, principalId: apiPrincipalId, principalType: 'ServicePrincipal' }
}

resource workerSends 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: service
  name: guid(service.id, 'notification-service', 'calendar push sender')
  properties: {
    // Custom roles are also identified from the subscription, whatever their scope.
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', pushSender.name)
    principalId: workerPrincipalId
    principalType: 'ServicePrincipal'
  }
}

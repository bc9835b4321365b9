// Who may do what with Azure SignalR Service. Both deployments use this file, infra/main.bicep and the published AppHost, which copies it by itself:
// it may therefore import nothing, and what the AppHost passes are texts.

#disable-next-line no-unused-params // The AppHost passes it to every template.
param location string
param serviceName string
param apiPrincipalId string
param workerPrincipalId string

resource service 'Microsoft.SignalRService/signalR@2024-03-01' existing = {
  name: serviceName
}

// Negotiating: the App Server role signs clients' tokens with the temporary key, the REST role keeps the groups.
var appServer = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '420fcaa2-552c-430f-98ca-3264be4806c7')
var restApiOwner = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'fd53cd77-2268-407a-8f46-7e7863d0f521')

// All that the worker does. The narrowest role that Azure has for it, REST API Owner, may also make a client's token for any user, of any tenant.
resource pushSender 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(service.id, 'calendar push sender')
  properties: {
    // A custom role's name is unique in the whole tenant.
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
    // Custom roles, too, are named from the subscription, whatever they may be assigned to.
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', pushSender.name)
    principalId: workerPrincipalId
    principalType: 'ServicePrincipal'
  }
}

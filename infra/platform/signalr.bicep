import { systemSize } from '../sizes/size.bicep'

param name string
param location string
param tags object
param signalR systemSize.signalR
param workspaceId string

@description('Origins whose pages may connect: the API\'s own, for it serves the web app, and those of other front ends.')
param allowedOrigins string[]
param apiPrincipalId string
param workerPrincipalId string

resource service 'Microsoft.SignalRService/signalR@2024-03-01' = {
  name: name
  location: location
  tags: tags
  kind: 'SignalR'
  sku: { name: signalR.sku, capacity: signalR.units }
  properties: {
    features: [{ flag: 'ServiceMode', value: 'Serverless' }]
    // No access keys exist: the API and the worker prove who they are with their identities.
    disableLocalAuth: true
    cors: { allowedOrigins: allowedOrigins }
    // Nobody traces, so that is not reachable. Server connections are, though serverless has none: the temporary key, without which nobody can negotiate, was counted
    // among REST calls in 2021, when Microsoft meant to change that (github.com/Azure/azure-signalr/issues/1361), and no document says what holds now.
    // The Free tier has no such rules.
    networkACLs: signalR.sku == 'Free_F1'
      ? null
      : { defaultAction: 'Deny', publicNetwork: { allow: ['ClientConnection', 'RESTAPI', 'ServerConnection'] }, privateEndpoints: [] }
  }
}

// Negotiating: the App Server role signs clients' tokens with the temporary key, the REST role keeps the groups.
var appServer = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '420fcaa2-552c-430f-98ca-3264be4806c7')
var restApiOwner = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'fd53cd77-2268-407a-8f46-7e7863d0f521')

// All that the worker does. The narrowest role that Azure has for it, REST API Owner, may also make a client's token for any user, of any tenant.
resource pushSender 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(service.id, 'calendar push sender')
  properties: {
    // A custom role's name is unique in the whole tenant.
    roleName: 'Calendar push sender (${name})'
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

var isPremium = startsWith(signalR.sku, 'Premium')

// Only Premium scales by itself. Each step is the next number of units that the service is sold in; shrinking closes the connections of the units that go, so it is slow.
resource autoscale 'Microsoft.Insights/autoscaleSettings@2022-10-01' = if (isPremium && signalR.maxUnits > signalR.units) {
  name: 'signalr-units'
  location: location
  tags: tags
  properties: {
    enabled: true
    targetResourceUri: service.id
    profiles: [
      {
        name: 'by connections'
        capacity: { minimum: string(signalR.units), maximum: string(signalR.maxUnits), default: string(signalR.units) }
        rules: [
          {
            metricTrigger: {
              metricName: 'ConnectionQuotaUtilization'
              metricResourceUri: service.id
              statistic: 'Max'
              timeAggregation: 'Maximum'
              timeGrain: 'PT1M'
              timeWindow: 'PT5M'
              operator: 'GreaterThan'
              threshold: 70
            }
            scaleAction: { direction: 'Increase', type: 'ServiceAllowedNextValue', value: '1', cooldown: 'PT5M' }
          }
          {
            metricTrigger: {
              metricName: 'ConnectionQuotaUtilization'
              metricResourceUri: service.id
              statistic: 'Max'
              timeAggregation: 'Maximum'
              timeGrain: 'PT1M'
              timeWindow: 'PT1H'
              operator: 'LessThan'
              threshold: 30
            }
            scaleAction: { direction: 'Decrease', type: 'ServiceAllowedNextValue', value: '1', cooldown: 'PT1H' }
          }
        ]
      }
    ]
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: service
  name: 'logs'
  properties: { workspaceId: workspaceId, logs: [{ categoryGroup: 'allLogs', enabled: true }] }
}

output id string = service.id
output endpoint string = 'https://${service.properties.hostName}'

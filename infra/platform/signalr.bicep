import { systemSize } from '../sizes/size.bicep'

param name string
param location string
param tags object
param signalR systemSize.signalR
param workspaceId string

@description('Origins whose pages may connect: the API\'s own, because it serves the web app, and those of other front ends.')
param allowedOrigins string[]

resource service 'Microsoft.SignalRService/signalR@2024-03-01' = {
  name: name
  location: location
  tags: tags
  kind: 'SignalR'
  sku: { name: signalR.sku, capacity: signalR.units }
  properties: {
    features: [{ flag: 'ServiceMode', value: 'Serverless' }]
    // No access keys exist: the API and the worker authenticate with their identities.
    disableLocalAuth: true
    cors: { allowedOrigins: allowedOrigins }
    // Live trace is denied to everyone. Server connections stay allowed, although serverless has none: the temporary key, without which nobody can negotiate, counted
    // as a REST call in 2021, and Microsoft wanted to change that (github.com/Azure/azure-signalr/issues/1361). No document says what applies now.
    // The Free tier has no such rules.
    networkACLs: signalR.sku == 'Free_F1'
      ? null
      : { defaultAction: 'Deny', publicNetwork: { allow: ['ClientConnection', 'RESTAPI', 'ServerConnection'] }, privateEndpoints: [] }
  }
}

var isPremium = startsWith(signalR.sku, 'Premium')

// Only Premium scales automatically. Each step is the next number of units that the service offers. Shrinking closes the connections of the removed units, so it is slow.
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

// Both deployments use this file: infra/main.bicep and the published AppHost, which copies only this file. It must therefore import nothing, and the AppHost
// can pass only texts.

#disable-next-line no-unused-params // The AppHost passes it to every template.
param location string
param tags object = {}
param signalRId string
param cosmosId string

@description('E-mail address that receives alerts; if empty, alerts are visible only in the portal.')
param email string

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: 'operators'
  location: 'global'
  tags: tags
  properties: { groupShortName: 'operators', enabled: true, emailReceivers: [{ name: 'operators', emailAddress: email, useCommonAlertSchema: true }] }
}

var actions = empty(email) ? [] : [{ actionGroupId: people.id }]

// docs/runbook.md describes what to do for each.
var rules = [
  {
    name: 'signalr-connections'
    description: 'Connections near the limit: new clients will be refused (429) and poll instead.'
    scope: signalRId
    metric: 'ConnectionQuotaUtilization'
    namespace: 'Microsoft.SignalRService/SignalR'
    aggregation: 'Maximum'
    threshold: 80
    window: 'PT5M'
    severity: 2
  }
  {
    name: 'signalr-load'
    description: 'Above 70 % pushes become slow.'
    scope: signalRId
    metric: 'ServerLoad'
    namespace: 'Microsoft.SignalRService/SignalR'
    aggregation: 'Maximum'
    threshold: 70
    window: 'PT5M'
    severity: 2
  }
  {
    name: 'cosmos-throughput'
    description: 'Some partition uses nearly all it may: writes will be throttled (429), the API answers 503 with Retry-After.'
    scope: cosmosId
    metric: 'NormalizedRUConsumption'
    namespace: 'Microsoft.DocumentDB/DatabaseAccounts'
    aggregation: 'Maximum'
    threshold: 90
    window: 'PT15M'
    severity: 2
  }
]

resource alerts 'Microsoft.Insights/metricAlerts@2018-03-01' = [
  for rule in rules: {
    name: rule.name
    location: 'global'
    tags: tags
    properties: {
      description: rule.description
      severity: rule.severity
      enabled: true
      scopes: [rule.scope]
      evaluationFrequency: 'PT1M'
      windowSize: rule.window
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            criterionType: 'StaticThresholdCriterion'
            name: rule.metric
            metricName: rule.metric
            metricNamespace: rule.namespace
            timeAggregation: rule.aggregation
            operator: 'GreaterThan'
            threshold: rule.threshold
          }
        ]
      }
      actions: actions
    }
  }
]

resource throttled 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'cosmos-throttled'
  location: 'global'
  tags: tags
  properties: {
    description: 'Requests are refused for want of RU.'
    severity: 2
    enabled: true
    scopes: [cosmosId]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'throttled'
          metricName: 'TotalRequests'
          metricNamespace: 'Microsoft.DocumentDB/DatabaseAccounts'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 100
          dimensions: [{ name: 'StatusCode', operator: 'Include', values: ['429'] }]
        }
      ]
    }
    actions: actions
  }
}

output actionGroupId string = people.?id ?? ''

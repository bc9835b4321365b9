param location string
param tags object
param workspaceId string

@description('Receives the alert; empty for nobody.')
param actionGroupId string

// A worker that lives and does not push: its role is missing, the service refuses or throttles it, its feed is unavailable, or its loop hangs. No metric of Azure shows that.
// A push continues the trace of the first change that it announces, so both are kept or neither: pushes can be missed in the traces only if changes are missed too.
// The last five minutes' changes do not count, because their pushes may not have arrived here yet.
var query = '''
AppRequests
| where TimeGenerated between (ago(15m) .. ago(5m))
| where AppRoleName == 'calendar-api' and Success and (Name startswith 'PUT ' or Name startswith 'DELETE ')
| summarize Changes = count()
| extend Pushes = toscalar(AppDependencies
    | where TimeGenerated > ago(15m)
    | where AppRoleName == 'notification-service' and Name == 'push reload' and Success
    | count)
| where Changes >= 5 and Pushes == 0
'''

resource alert 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: 'pushes-stopped'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'pushes-stopped'
    description: 'Calendars change, and no push was accepted: clients fall back to their own slow check.'
    severity: 1
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      allOf: [
        {
          query: query
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    autoMitigate: true
    actions: { actionGroups: empty(actionGroupId) ? [] : [actionGroupId] }
  }
}

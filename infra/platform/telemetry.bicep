param insightsName string
param location string
param tags object
param retentionInDays int
param dailyQuotaGb int

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: 'calendar-logs'
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: retentionInDays
    workspaceCapping: { dailyQuotaGb: dailyQuotaGb }
    features: { disableLocalAuth: true, enableLogAccessUsingOnlyResourcePermissions: true }
  }
}

// The Container Apps agent writes to it with its connection string and cannot use an identity, so local authentication stays on here, for ingestion only.
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: insightsName
  location: location
  tags: tags
  kind: 'web'
  properties: { Application_Type: 'web', WorkspaceResourceId: logs.id, IngestionMode: 'LogAnalytics' }
}

output workspaceId string = logs.id

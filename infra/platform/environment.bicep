param name string
param location string
param tags object
param subnetId string
param workspaceId string
param insightsName string
param zoneRedundant bool

@description('A further receiver of traces, logs and metrics, by OTLP over gRPC and TLS: `https://host:4317`. Application Insights takes no metrics from the agent. Empty for none.')
param otlpEndpoint string

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

var otlp = empty(otlpEndpoint) ? [] : ['otlp']

// The stable versions of the API do not support the OpenTelemetry agent yet. It sets OTEL_EXPORTER_OTLP_ENDPOINT in every container, which is all that the services need.
resource environment 'Microsoft.App/managedEnvironments@2024-10-02-preview' = {
  name: name
  location: location
  tags: tags
  properties: {
    vnetConfiguration: { infrastructureSubnetId: subnetId, internal: false }
    workloadProfiles: [{ name: 'Consumption', workloadProfileType: 'Consumption' }]
    zoneRedundant: zoneRedundant
    // Encrypts the API's nudges to the worker.
    peerTrafficConfiguration: { encryption: { enabled: true } }
    // Not 'log-analytics', which needs the workspace's key.
    appLogsConfiguration: { destination: 'azure-monitor' }
    appInsightsConfiguration: { connectionString: insights.properties.ConnectionString }
    openTelemetryConfiguration: {
      tracesConfiguration: { destinations: concat(['appInsights'], otlp) }
      logsConfiguration: { destinations: concat(['appInsights'], otlp) }
      metricsConfiguration: { destinations: otlp }
      destinationsConfiguration: {
        otlpConfigurations: empty(otlpEndpoint) ? [] : [{ name: 'otlp', endpoint: otlpEndpoint, insecure: false }]
      }
    }
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: environment
  name: 'logs'
  properties: { workspaceId: workspaceId, logs: [{ categoryGroup: 'allLogs', enabled: true }] }
}

output id string = environment.id
output defaultDomain string = environment.properties.defaultDomain

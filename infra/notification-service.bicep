import { systemSize } from 'sizes/size.bicep'

// The worker with its image: `azd deploy notification-service` deploys it.
param location string = resourceGroup().location
param environmentName string
param environmentId string
param image string
param registry string
param identityId string
param identityClientId string
param worker systemSize.worker
param traceRatio string

param signalREndpoint string
param cosmosEndpoint string
param cosmosDatabase string

@description('The application that is the audience of the API\'s tokens for the worker.')
param entraClientId string

@description('Object id of the API\'s identity: the only one that may nudge the worker.')
param apiPrincipalId string
param actionGroupId string

resource app 'Microsoft.App/containerApps@2025-01-01' = {
  name: 'notification-service'
  location: location
  tags: { 'azd-env-name': environmentName, 'azd-service-name': 'notification-service', application: 'calendar-realtime' }
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    environmentId: environmentId
    workloadProfileName: 'Consumption'
    configuration: {
      // Old and new revisions run side by side while a revision starts: they share the leases, and a doubled push is harmless.
      activeRevisionsMode: 'Single'
      maxInactiveRevisions: 5
      // Only the API in the same environment can reach it.
      ingress: { external: false, targetPort: 8080, transport: 'auto', allowInsecure: false }
      registries: [{ server: registry, identity: identityId }]
    }
    template: {
      // Time for pushes in flight to end, and for leases to be released.
      terminationGracePeriodSeconds: 30
      containers: [
        {
          name: 'notification-service'
          image: image
          resources: { cpu: json(worker.cpu), memory: worker.memory }
          env: [
            { name: 'ConnectionStrings__calendar', value: 'AccountEndpoint=${cosmosEndpoint};Database=${cosmosDatabase}' }
            { name: 'ConnectionStrings__signalr', value: 'Endpoint=${signalREndpoint};AuthType=azure.msi;ClientId=${identityClientId};Version=1.0;' }
            { name: 'AZURE_CLIENT_ID', value: identityClientId }
            { name: 'Nudges__Audience', value: 'api://${entraClientId}' }
            { name: 'Nudges__TenantId', value: tenant().tenantId }
            { name: 'Nudges__Callers__0', value: apiPrincipalId }
            { name: 'OTEL_SERVICE_NAME', value: 'notification-service' }
            { name: 'OTEL_TRACES_SAMPLER', value: 'parentbased_traceidratio' }
            { name: 'OTEL_TRACES_SAMPLER_ARG', value: traceRatio }
          ]
          probes: [
            // Startup uses /alive: /health is unhealthy while the store is unavailable, and a restart would not help.
            { type: 'Startup', httpGet: { path: '/alive', port: 8080 }, periodSeconds: 5, failureThreshold: 10 }
            { type: 'Liveness', httpGet: { path: '/alive', port: 8080 }, periodSeconds: 10, failureThreshold: 3 }
          ]
        }
      ]
      // A fixed number. The scaler for the change feed's lag needs the account's key, which does not exist; CPU does not show lag;
      // and each change of the number moves leases, which costs more than the second replica.
      scale: { minReplicas: worker.replicas, maxReplicas: worker.replicas }
    }
  }
}

resource restarting 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'notification-service-restarting'
  location: 'global'
  properties: {
    description: 'The worker dies again and again: clients fall back to their own slow check.'
    severity: 1
    enabled: true
    scopes: [app.id]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'restarts'
          metricName: 'RestartCount'
          metricNamespace: 'Microsoft.App/containerapps'
          timeAggregation: 'Maximum'
          operator: 'GreaterThan'
          threshold: 3
        }
      ]
    }
    actions: empty(actionGroupId) ? [] : [{ actionGroupId: actionGroupId }]
  }
}

import { systemSize } from 'sizes/size.bicep'

// The API with its image: what `azd deploy calendar-api` rolls out, as a new revision.
param location string = resourceGroup().location
param environmentName string
param environmentId string
param image string
param registry string
param identityId string
param identityClientId string
param api systemSize.api
param traceRatio string

param signalREndpoint string
param cosmosEndpoint string
param cosmosDatabase string

@description('Where the worker is reached within the environment.')
param workerHost string

@description('Application (client) id in Entra ID: the audience of tokens.')
param entraClientId string

@description('Tenants that may use the system; empty for any.')
param tenants string[]

@description('Tenants that may no longer use it.')
param blockedTenants string[]

@description('Users that may no longer use it, each `{tenant id}:{object id}`.')
param blockedUsers string[]
param customDomains string[]

@description('Origins of front ends that are served from elsewhere, `https://host`: their pages may call the API.')
param origins string[]

@description('Sites that may show the web app in a frame; empty for those of Microsoft Teams and Microsoft 365.')
param frameAncestors string[]
param actionGroupId string

resource app 'Microsoft.App/containerApps@2025-01-01' = {
  name: 'calendar-api'
  location: location
  tags: { 'azd-env-name': environmentName, 'azd-service-name': 'calendar-api', application: 'calendar-realtime' }
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    environmentId: environmentId
    workloadProfileName: 'Consumption'
    configuration: {
      // The new revision gets the traffic once it is ready; the old one goes. For trying a revision on a part of the traffic: Multiple, see docs/runbook.md.
      activeRevisionsMode: 'Single'
      maxInactiveRevisions: 5
      ingress: {
        external: true
        targetPort: 8080
        transport: 'auto'
        allowInsecure: false
        // The certificate is made and renewed by the environment; the domain's CNAME and asuid TXT records must be there first.
        customDomains: map(customDomains, domain => { name: domain, bindingType: 'Auto' })
        traffic: [{ latestRevision: true, weight: 100 }]
      }
      registries: [{ server: registry, identity: identityId }]
    }
    template: {
      terminationGracePeriodSeconds: 30
      containers: [
        {
          name: 'calendar-api'
          image: image
          resources: { cpu: json(api.cpu), memory: api.memory }
          env: concat(
            [
              { name: 'ConnectionStrings__calendar', value: 'AccountEndpoint=${cosmosEndpoint};Database=${cosmosDatabase}' }
              { name: 'ConnectionStrings__signalr', value: 'Endpoint=${signalREndpoint};AuthType=azure.msi;ClientId=${identityClientId};Version=1.0;' }
              // Which of the identities Azure.Identity takes, for Cosmos DB.
              { name: 'AZURE_CLIENT_ID', value: identityClientId }
              { name: 'AzureAd__ClientId', value: entraClientId }
              // After a commit the worker is told to look now: Cosmos DB's change feed is polled. The token is one for this application; nobody but this identity may.
              { name: 'Nudges__Address', value: 'https://${workerHost}' }
              { name: 'Nudges__Audience', value: 'api://${entraClientId}' }
              // The ingress ends TLS: what it says of scheme and caller is believed. Nothing else can reach the port.
              { name: 'ASPNETCORE_FORWARDEDHEADERS_ENABLED', value: 'true' }
              // The name that traces know it by everywhere. Where they go is set by the environment's agent.
              { name: 'OTEL_SERVICE_NAME', value: 'calendar-api' }
              // One that was begun is kept as a whole, through the change feed to the push.
              { name: 'OTEL_TRACES_SAMPLER', value: 'parentbased_traceidratio' }
              { name: 'OTEL_TRACES_SAMPLER_ARG', value: traceRatio }
            ],
            map(range(0, length(tenants)), index => { name: 'Tenants__Allowed__${index}', value: tenants[index] }),
            map(range(0, length(blockedTenants)), index => { name: 'Blocked__Tenants__${index}', value: blockedTenants[index] }),
            map(range(0, length(blockedUsers)), index => { name: 'Blocked__Users__${index}', value: blockedUsers[index] }),
            map(range(0, length(origins)), index => { name: 'Cors__Origins__${index}', value: origins[index] }),
            // None named, none set: the API's own list holds then.
            map(range(0, length(frameAncestors)), index => { name: 'WebApp__FrameAncestors__${index}', value: frameAncestors[index] })
          )
          probes: [
            // A revision that cannot reach its store, or has not got its roles yet, gets no traffic.
            {
              type: 'Startup'
              httpGet: { path: '/health', port: 8080 }
              periodSeconds: 10
              timeoutSeconds: 5
              failureThreshold: 10
            }
            // From then on not /health: the store is the same for all replicas, and an API that says 503 with Retry-After is worth more than none.
            { type: 'Readiness', httpGet: { path: '/alive', port: 8080 }, periodSeconds: 5, failureThreshold: 3 }
            { type: 'Liveness', httpGet: { path: '/alive', port: 8080 }, periodSeconds: 10, failureThreshold: 3 }
          ]
        }
      ]
      scale: {
        minReplicas: api.minReplicas
        maxReplicas: api.maxReplicas
        rules: [{ name: 'requests', http: { metadata: { concurrentRequests: string(api.concurrentRequests) } } }]
      }
    }
  }
}

resource failing 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'calendar-api-failing'
  location: 'global'
  properties: {
    description: 'The API answers 5xx.'
    severity: 1
    enabled: true
    scopes: [app.id]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'failures'
          metricName: 'Requests'
          metricNamespace: 'Microsoft.App/containerapps'
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 10
          dimensions: [{ name: 'statusCodeCategory', operator: 'Include', values: ['5xx'] }]
        }
      ]
    }
    actions: empty(actionGroupId) ? [] : [{ actionGroupId: actionGroupId }]
  }
}

output CALENDAR_API_URL string = 'https://${empty(customDomains) ? app.properties.configuration.ingress.fqdn : customDomains[0]}'

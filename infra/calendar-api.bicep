import { accessSettings, itemsOf, refusalOf } from 'settings.bicep'
import { systemSize } from 'sizes/size.bicep'

// The API with its image: `azd deploy calendar-api` deploys it as a new revision.
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

@description('The worker\'s address within the environment.')
param workerHost string

@description('Application (client) id in Entra ID: the audience of tokens.')
param entraClientId string

@description('Tenants that may use the system, separated by commas; `*` for any.')
param tenants string

@description('Blocked tenants; `none` for none.')
param blockedTenants string

@description('Blocked users, each `{tenant id}:{object id}`; `none` for none.')
param blockedUsers string
param customDomains string[]

@description('Origins of front ends that are served from other sites, `https://host`: their pages may call the API.')
param origins string[]

@description('Sites that may show the web app in a frame; empty for those of Microsoft Teams and Microsoft 365.')
param frameAncestors string[]
param actionGroupId string

// main.bicep has refused already. This holds for a deployment of this file alone.
var refusal = refusalOf(accessSettings(tenants, blockedTenants, blockedUsers))
// The API too admits any tenant only if `*` is its list.
var tenantIds = !empty(refusal) ? fail(refusal) : empty(itemsOf(tenants, '*')) ? ['*'] : itemsOf(tenants, '*')
var blockedTenantIds = itemsOf(blockedTenants, 'none')
var blockedUserIds = itemsOf(blockedUsers, 'none')

resource app 'Microsoft.App/containerApps@2025-01-01' = {
  name: 'calendar-api'
  location: location
  tags: { 'azd-env-name': environmentName, 'azd-service-name': 'calendar-api', application: 'calendar-realtime' }
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    environmentId: environmentId
    workloadProfileName: 'Consumption'
    configuration: {
      // The new revision gets all traffic once it is ready, and the old one stops. To try a revision with a part of the traffic, use Multiple; see docs/runbook.md.
      activeRevisionsMode: 'Single'
      maxInactiveRevisions: 5
      ingress: {
        external: true
        targetPort: 8080
        transport: 'auto'
        allowInsecure: false
        // The environment creates and renews the certificate; the domain's CNAME and asuid TXT records must exist before.
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
              // Selects the identity that Azure.Identity uses, for Cosmos DB.
              { name: 'AZURE_CLIENT_ID', value: identityClientId }
              { name: 'AzureAd__ClientId', value: entraClientId }
              // Cosmos DB's change feed is polled, so the API nudges the worker after a commit. The token is for this application; only this identity may nudge.
              { name: 'Nudges__Address', value: 'https://${workerHost}' }
              { name: 'Nudges__Audience', value: 'api://${entraClientId}' }
              // The ingress terminates TLS, so its headers for scheme and client are trusted. Nothing else can reach the port.
              { name: 'ASPNETCORE_FORWARDEDHEADERS_ENABLED', value: 'true' }
              // The service's name in all traces. The environment's agent decides where traces go.
              { name: 'OTEL_SERVICE_NAME', value: 'calendar-api' }
              // A trace that has begun is kept as a whole, through the change feed to the push.
              { name: 'OTEL_TRACES_SAMPLER', value: 'parentbased_traceidratio' }
              { name: 'OTEL_TRACES_SAMPLER_ARG', value: traceRatio }
            ],
            map(range(0, length(tenantIds)), index => { name: 'Tenants__Allowed__${index}', value: tenantIds[index] }),
            map(range(0, length(blockedTenantIds)), index => { name: 'Blocked__Tenants__${index}', value: blockedTenantIds[index] }),
            map(range(0, length(blockedUserIds)), index => { name: 'Blocked__Users__${index}', value: blockedUserIds[index] }),
            map(range(0, length(origins)), index => { name: 'Cors__Origins__${index}', value: origins[index] }),
            // An empty list is not set, so that the API's own default applies.
            map(range(0, length(frameAncestors)), index => { name: 'WebApp__FrameAncestors__${index}', value: frameAncestors[index] })
          )
          probes: [
            // A revision that cannot reach its store, or does not have its roles yet, must get no traffic.
            {
              type: 'Startup'
              httpGet: { path: '/health', port: 8080 }
              periodSeconds: 10
              timeoutSeconds: 5
              failureThreshold: 10
            }
            // After the start, /alive instead of /health: all replicas share the store, and an API that answers 503 with Retry-After is better than none.
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

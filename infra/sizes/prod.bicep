import { systemSize } from 'size.bicep'

// For about 5,000 people online at once, safe against the loss of a zone. docs/cost.md says what to change for more.
@export()
var prod systemSize = {
  zoneRedundant: true
  // Premium_P1: about 60 USD a month and unit. Zones, autoscale, 99.95 %. More than 100 units: Premium_P2.
  signalR: { sku: 'Premium_P1', units: 5, maxUnits: 10 }
  // Two endpoints and their names: about 16 USD a month.
  privateEndpoints: true
  // 1,000 to 10,000 RU/s: about 90 to 880 USD a month, by use.
  cosmos: { maxThroughput: 10000, backup: 'Continuous30Days', deleteLock: true }
  // Two, so that the loss of one is not an outage.
  api: { cpu: '1.0', memory: '2Gi', minReplicas: 2, maxReplicas: 20, concurrentRequests: 100 }
  // One follows the feed: up to 10,000 RU/s the container is one physical partition, which is one lease. The other pushes when it is nudged, and takes over within seconds when the first dies.
  worker: { cpu: '0.5', memory: '1Gi', replicas: 2 }
  traceRatio: '0.05'
  // About 50 USD a month. Only Premium has private endpoints and rules for addresses.
  registrySku: 'Premium'
  logs: { retentionInDays: 90, dailyQuotaGb: 10 }
}

import { systemSize } from 'size.bicep'

// For trying it out: one of everything, no zones. What a thing costs a month is an order of magnitude, in USD, to be checked against the price list; docs/cost.md has the formulas.
@export()
var dev systemSize = {
  zoneRedundant: false
  // Standard_S1: about 50 USD a month and unit, 1,000 connections, a million messages a day. Free_F1 costs nothing and holds 20 connections.
  signalR: { sku: 'Standard_S1', units: 1, maxUnits: 1 }
  privateEndpoints: false
  // 100 to 1,000 RU/s: about 9 to 90 USD a month, by use.
  cosmos: { maxThroughput: 1000, backup: 'Continuous7Days', deleteLock: false }
  // A replica that is idle costs about a tenth of a busy one; half a core and 1 GiB: about 10 to 40 USD a month.
  api: { cpu: '0.5', memory: '1Gi', minReplicas: 1, maxReplicas: 2, concurrentRequests: 50 }
  worker: { cpu: '0.25', memory: '0.5Gi', replicas: 1 }
  traceRatio: '1'
  // About 5 USD a month.
  registrySku: 'Basic'
  // About 2.8 USD per GB; the first 5 GB of a month are free.
  logs: { retentionInDays: 30, dailyQuotaGb: 1 }
}

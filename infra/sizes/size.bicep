@export()
@description('How large, and how safe against the loss of a zone, each part is. Prices are in the comments of the sizes themselves.')
type systemSize = {
  @description('Unless the deployment says otherwise: spreads the Container Apps environment and the database over the zones of the region. SignalR does so by itself in its Premium tier.')
  zoneRedundant: bool

  signalR: {
    sku: 'Free_F1' | 'Standard_S1' | 'Premium_P1' | 'Premium_P2'

    @description('1,000 connections each.')
    @minValue(1)
    units: int

    @description('Premium only: units are added up to this while connections near what the units hold. The same as units: no autoscale.')
    @minValue(1)
    maxUnits: int
  }

  @description('The database and the registry take part in the deployment\'s own network by private endpoints. The database is closed to the internet, and images are pushed only from the addresses that the deployment names. Needs a Premium registry.')
  privateEndpoints: bool

  cosmos: {
    @description('RU/s that the calendars\' container may use; it scales between a tenth of it and all of it.')
    @minValue(1000)
    maxThroughput: int

    @description('How far back a point-in-time restore may go.')
    backup: 'Continuous7Days' | 'Continuous30Days'

    @description('Whether Azure refuses to delete the account and what is in it, until a person removes the lock. Its data cannot be made again.')
    deleteLock: bool
  }

  api: {
    cpu: string
    memory: string

    @description('At least 1: the first request after a scale to zero would wait for a start, and a push is worth nothing if the reload after it waits.')
    @minValue(1)
    minReplicas: int
    maxReplicas: int

    @description('Requests at once and replica beyond which another replica is added.')
    @minValue(1)
    concurrentRequests: int
  }

  worker: {
    cpu: string
    memory: string

    @description('Fixed; see notification-service.bicep.')
    @minValue(1)
    replicas: int
  }

  @description('Share of traces that are kept, 0 to 1. All of them cost more than the database, with many people.')
  traceRatio: string

  registrySku: 'Basic' | 'Standard' | 'Premium'

  logs: {
    @minValue(30)
    retentionInDays: int

    @description('GB that are taken in per day before the rest is dropped; -1 for no limit.')
    dailyQuotaGb: int
  }
}

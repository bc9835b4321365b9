// The contents of the database account: database, containers and role assignments. Both deployments use this file: infra/main.bicep and the published
// AppHost, which copies only this file. It must therefore import nothing, and the AppHost can pass only texts.

#disable-next-line no-unused-params // The AppHost passes it to every template.
param location string
param accountName string

@description('RU/s that the calendars\' container may use; it scales between a tenth of this value and the whole.')
param maxThroughput string
param apiPrincipalId string
param workerPrincipalId string

// What CalendarStore expects: names, partition keys, time to live, indexes. A test compares the two.
var databaseName = 'calendar'
var calendarsName = 'calendar'
var leasesName = 'calendar-leases'
var definitions = [
  {
    name: calendarsName
    partitionKeyPath: '/tenant'
    // TTL is on, but only items with their own TTL expire: the tombstones.
    defaultTimeToLive: -1
    maxThroughput: int(maxThroughput)
    // Each indexed path makes every write more expensive.
    indexingPolicy: {
      automatic: true
      indexingMode: 'consistent'
      includedPaths: [
        { path: '/tenant/?' }
        { path: '/parent/?' }
        { path: '/calendar/?' }
        { path: '/version/?' }
        { path: '/spanStart/?' }
        { path: '/spanEnd/?' }
        { path: '/sweeping/?' }
      ]
      excludedPaths: [{ path: '/*' }]
      compositeIndexes: [
        [{ path: '/parent', order: 'ascending' }, { path: '/spanEnd', order: 'ascending' }]
        [{ path: '/parent', order: 'ascending' }, { path: '/spanStart', order: 'ascending' }]
      ]
    }
  }
  {
    name: leasesName
    partitionKeyPath: '/id'
    defaultTimeToLive: null
    // Its own throughput: writers must not be able to starve the leases by which the worker's instances share the feed.
    maxThroughput: 1000
    indexingPolicy: { automatic: true, indexingMode: 'consistent', includedPaths: [{ path: '/*' }], excludedPaths: [] }
  }
]

resource account 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' existing = {
  name: accountName
}

// One after the other: the account accepts one change at a time and refuses others with 412, and a role cannot be assigned on a container that does not exist yet.
resource database 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2024-11-15' = {
  parent: account
  name: databaseName
  properties: { resource: { id: databaseName } }
}

@batchSize(1)
resource containers 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2024-11-15' = [
  for definition in definitions: {
    parent: database
    name: definition.name
    properties: {
      resource: {
        id: definition.name
        partitionKey: { paths: [definition.partitionKeyPath], kind: 'Hash', version: 2 }
        defaultTtl: definition.defaultTimeToLive
        indexingPolicy: definition.indexingPolicy
      }
      options: { autoscaleSettings: { maxThroughput: definition.maxThroughput } }
    }
  }
]

var scope = '${account.id}/dbs/${databaseName}'
var calendars = '${scope}/colls/${calendarsName}'
var leases = '${scope}/colls/${leasesName}'
var contributor = '${account.id}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000002'

resource reader 'Microsoft.DocumentDB/databaseAccounts/sqlRoleDefinitions@2024-11-15' = {
  parent: account
  name: guid(account.id, 'calendar change reader')
  properties: {
    roleName: 'Calendar change reader'
    type: 'CustomRole'
    assignableScopes: [account.id]
    permissions: [
      {
        dataActions: [
          'Microsoft.DocumentDB/databaseAccounts/readMetadata'
          'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/executeQuery'
          'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/items/read'
          'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/readChangeFeed'
        ]
      }
    ]
  }
  dependsOn: [containers]
}

resource apiReadsAndWrites 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2024-11-15' = {
  parent: account
  name: guid(account.id, 'calendar-api', contributor)
  properties: { roleDefinitionId: contributor, principalId: apiPrincipalId, scope: calendars }
  dependsOn: [reader]
}

resource workerReads 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2024-11-15' = {
  parent: account
  name: guid(account.id, 'notification-service', 'reads')
  properties: { roleDefinitionId: reader.id, principalId: workerPrincipalId, scope: calendars }
  dependsOn: [apiReadsAndWrites]
}

resource workerKeepsLeases 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2024-11-15' = {
  parent: account
  name: guid(account.id, 'notification-service', 'leases')
  properties: { roleDefinitionId: contributor, principalId: workerPrincipalId, scope: leases }
  dependsOn: [workerReads]
}

// A deployment that uses these outputs waits for everything above.
output endpoint string = account.properties.documentEndpoint
output database string = databaseName

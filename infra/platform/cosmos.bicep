import { systemSize } from '../sizes/size.bicep'

param name string
param location string
param tags object
param cosmos systemSize.cosmos
param zoneRedundant bool

@description('Further regions that keep a copy. Writes go to the first region only: a tenant\'s changes have one order.')
param otherRegions string[]
param apiPrincipalId string
param workerPrincipalId string

// What CalendarStore expects to find: names, partition keys, time to live, indexes. A test holds the two together.
var definition = loadJsonContent('containers.json')

resource account 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: name
  location: location
  tags: tags
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    // No keys: data is reached with the roles below, containers are made here and nowhere else.
    disableLocalAuth: true
    disableKeyBasedMetadataWriteAccess: true
    minimalTlsVersion: 'Tls12'
    // The services' reads ask a quorum themselves, whatever holds here. With other regions every write waits for them too:
    // after a failover no acknowledged change is missing and no version is given twice, so positions stay true and nobody has to read afresh.
    consistencyPolicy: { defaultConsistencyLevel: empty(otherRegions) ? 'Session' : 'Strong' }
    enableMultipleWriteLocations: false
    // A busy tenant is one partition: only the partitions that are busy scale, not all of them.
    enablePerRegionPerPartitionAutoscale: true
    enableAutomaticFailover: !empty(otherRegions)
    locations: [
      for (region, index) in concat([location], otherRegions): {
        locationName: region
        failoverPriority: index
        isZoneRedundant: zoneRedundant
      }
    ]
    backupPolicy: { type: 'Continuous', continuousModeProperties: { tier: cosmos.backup } }
  }
}

// From here on one after the other: the account takes one change at a time and refuses others with 412, and a role cannot be assigned on a container that is not there yet.
resource database 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2024-11-15' = {
  parent: account
  name: definition.database
  properties: { resource: { id: definition.database } }
}

@batchSize(1)
resource containers 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2024-11-15' = [
  for container in definition.containers: {
    parent: database
    name: container.name
    properties: {
      resource: {
        id: container.name
        partitionKey: { paths: container.partitionKeyPaths, kind: length(container.partitionKeyPaths) > 1 ? 'MultiHash' : 'Hash', version: 2 }
        defaultTtl: container.?defaultTimeToLive
        indexingPolicy: container.indexingPolicy
      }
      // A throughput of its own: writers must not be able to starve the leases by which the worker's instances share the feed.
      options: { autoscaleSettings: { maxThroughput: container.name == definition.leases ? 1000 : cosmos.maxThroughput } }
    }
  }
]

var scope = '${account.id}/dbs/${definition.database}'
var calendars = '${scope}/colls/${definition.calendars}'
var leases = '${scope}/colls/${definition.leases}'
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

output id string = account.id
output endpoint string = account.properties.documentEndpoint
output database string = definition.database

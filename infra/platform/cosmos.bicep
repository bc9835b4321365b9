import { systemSize } from '../sizes/size.bicep'

param name string
param location string
param tags object
param cosmos systemSize.cosmos
param zoneRedundant bool
param workspaceId string

@description('Whether only the private endpoint reaches it.')
param isPrivate bool

@description('Further regions that keep a copy. Writes go to the first region only: a tenant\'s changes have one order.')
param otherRegions string[]

resource account 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: name
  location: location
  tags: tags
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    // No keys: access needs roles, and only cosmos-data.bicep creates containers.
    disableLocalAuth: true
    disableKeyBasedMetadataWriteAccess: true
    minimalTlsVersion: 'Tls12'
    // Not even Azure's portal and other services of Azure: they would come from outside the network. docs/runbook.md says how an operator gets in.
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAclBypass: 'None'
    // The services' reads use a quorum themselves, whatever the default is. With other regions, every write also waits for them:
    // after a failover no acknowledged change is missing and no version is used twice, so positions stay valid and no client needs a full read.
    consistencyPolicy: { defaultConsistencyLevel: empty(otherRegions) ? 'Session' : 'Strong' }
    enableMultipleWriteLocations: false
    // A busy tenant is one partition: only busy partitions should scale, not all.
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

// Who changed the account, its keys, roles and network, and which tenants fill a partition. The categories of single requests and queries are left out: with one
// line for each request they would use up the workspace's daily cap, and then nobody would see anything.
resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: account
  name: 'logs'
  properties: {
    workspaceId: workspaceId
    logAnalyticsDestinationType: 'Dedicated'
    logs: [{ category: 'ControlPlaneRequests', enabled: true }, { category: 'PartitionKeyStatistics', enabled: true }]
  }
}

// The account has the tenants' data; everything else of a deployment can be made again. The lock also covers containers and role assignments.
resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (cosmos.deleteLock) {
  scope: account
  name: 'tenants-data'
  properties: { level: 'CanNotDelete', notes: 'The calendars of all tenants. docs/runbook.md says how to remove this lock.' }
}

output id string = account.id

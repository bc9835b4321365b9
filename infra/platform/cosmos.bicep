import { systemSize } from '../sizes/size.bicep'

param name string
param location string
param tags object
param cosmos systemSize.cosmos
param zoneRedundant bool

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

output id string = account.id

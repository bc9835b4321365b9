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
    // No keys: data is reached with roles, containers are made by cosmos-data.bicep and nowhere else.
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

output id string = account.id

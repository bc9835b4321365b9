// Gives one service an address in the network, and makes its public name lead there for everything in the network.
param name string
param location string
param tags object
param networkId string
param subnetId string
param serviceId string

@description('What Azure calls the part of the service that gets the address.')
param groupId string

@description('The zone that the service\'s public name leads to.')
param zoneName string

resource endpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: { id: subnetId }
    privateLinkServiceConnections: [{ name: name, properties: { privateLinkServiceId: serviceId, groupIds: [groupId] } }]
  }
}

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: zoneName
  location: 'global'
  tags: tags
}

resource link 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zone
  name: 'calendar'
  location: 'global'
  tags: tags
  properties: { registrationEnabled: false, virtualNetwork: { id: networkId } }
}

// Azure keeps the records itself, also those of regions that are added to the database later.
resource records 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = {
  parent: endpoint
  name: 'default'
  properties: { privateDnsZoneConfigs: [{ name: name, properties: { privateDnsZoneId: zone.id } }] }
}

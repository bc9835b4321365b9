param location string
param tags object

// A zone-redundant Container Apps environment needs a network of its own, and so do private endpoints. The network itself is free, so every size has it.
resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'calendar'
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: ['10.0.0.0/16'] }
    subnets: [
      {
        name: 'container-apps'
        properties: {
          addressPrefix: '10.0.0.0/23'
          delegations: [{ name: 'container-apps', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
      { name: 'private-endpoints', properties: { addressPrefix: '10.0.2.0/27' } }
    ]
  }
}

output id string = network.id
output containerAppsSubnetId string = network.properties.subnets[0].id
output privateEndpointsSubnetId string = network.properties.subnets[1].id

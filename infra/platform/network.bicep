param location string
param tags object

// Zone redundancy of a Container Apps environment needs its own network. The network is free, so every size has it.
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
    ]
  }
}

output containerAppsSubnetId string = network.properties.subnets[0].id

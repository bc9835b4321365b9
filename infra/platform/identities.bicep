param location string
param tags object

// One identity per program, so that each gets only the permissions that it needs.
resource api 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'calendar-api'
  location: location
  tags: tags
}

resource worker 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'notification-service'
  location: location
  tags: tags
}

@export()
type identity = {
  id: string
  clientId: string
  principalId: string
}

output api identity = { id: api.id, clientId: api.properties.clientId, principalId: api.properties.principalId }
output worker identity = { id: worker.id, clientId: worker.properties.clientId, principalId: worker.properties.principalId }

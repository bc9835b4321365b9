namespace TeamCalendars.Tenants;

/// <summary>How far a tenant's data has come: <see cref="Version"/> only grows, in the order of commit, within one <see cref="Epoch"/>.</summary>
/// <param name="Epoch">The id of one life of the store; a restored or re-created store has another one, so old positions are noticed.</param>
/// <param name="Version">The number of changes ever committed for the tenant in this epoch; 0 when there are none.</param>
public readonly record struct Position(string Epoch, long Version);

namespace CalendarApi.Configuration;

/// <summary>What a client needs to sign a user in.</summary>
/// <param name="Authority">The OpenID Connect authority.</param>
/// <param name="ClientId">The application's id there.</param>
/// <param name="Scopes">The scopes to request.</param>
internal sealed record ClientConfigurationJson(string Authority, string ClientId, IReadOnlyList<string> Scopes);

namespace CalendarApi.Configuration;

/// <summary>What a client must know to sign a person in.</summary>
/// <param name="Authority">The OpenID Connect authority.</param>
/// <param name="ClientId">The application's id there.</param>
/// <param name="Scopes">What to ask for.</param>
internal sealed record ClientConfigurationJson(string Authority, string ClientId, IReadOnlyList<string> Scopes);

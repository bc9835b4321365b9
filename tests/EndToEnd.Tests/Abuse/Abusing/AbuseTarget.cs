namespace EndToEnd.Tests.Abuse.Abusing;

/// <summary>Whom the abusers send to, and as whom.</summary>
/// <param name="Tokens">The access token of each abuse that has one. Each has a user of its own, so that one user's limit does not end the others.</param>
internal sealed record AbuseTarget(Uri Api, IReadOnlyDictionary<string, string> Tokens);

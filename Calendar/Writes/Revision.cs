using NodaTime;

namespace TeamCalendars.Writes;

/// <summary>Which write made a calendar or event what it is.</summary>
/// <param name="ETag">Opaque, changes with every write (RFC 9110 §8.8.3, without the quotes); never the same for two writes, epochs included.</param>
/// <param name="Version">The tenant's version after that write.</param>
/// <param name="At">When it was committed.</param>
/// <param name="By">The Entra object id (<c>oid</c>) of the user that wrote it.</param>
public sealed record Revision(string ETag, long Version, Instant At, string By);

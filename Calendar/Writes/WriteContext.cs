namespace TeamCalendars.Writes;

/// <summary>Who writes, and within which trace.</summary>
/// <param name="By">The Entra object id (<c>oid</c>) of the writer.</param>
/// <param name="TraceParent">W3C trace context of the request, kept in the tenant's head so that one trace runs from the write to the push.</param>
public sealed record WriteContext(string By, string? TraceParent = null);

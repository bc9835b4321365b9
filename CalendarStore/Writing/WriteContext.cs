namespace CalendarStore;

/// <summary>Who writes, from where, and within which trace; kept in the change record.</summary>
/// <param name="By">The Entra object id (<c>oid</c>) of the writer.</param>
/// <param name="Origin">The client instance that asked, so that it can be spared its own echo; null when unknown.</param>
/// <param name="TraceParent">W3C trace context of the request, so that one trace runs from the write to the push.</param>
public sealed record WriteContext(string By, string? Origin = null, string? TraceParent = null);

using System.Diagnostics;
using TeamCalendars.Rights;

namespace TeamCalendars.Writes;

/// <summary>Who writes, and within which trace.</summary>
/// <param name="By">The Entra object id (<c>oid</c>) of the writer.</param>
/// <param name="TraceParent">W3C trace context that the tenant's head keeps, so that one trace runs from the write to the push. Null for that of the write's own span.</param>
public sealed record WriteContext(string By, string? TraceParent = null)
{
    /// <summary>The one decision about the trace of a change. It is asked for while the span of the write is the current one.</summary>
    internal string? TraceOfChange => TraceParent ?? Activity.Current?.Id;

    /// <summary>Whether the writer has the app role <c>Calendar.Admin</c>, or is an operator's program: the rights of an owner in each calendar.</summary>
    public bool IsAdministrator { get; init; }

    internal Member Member => new(By, IsAdministrator);
}

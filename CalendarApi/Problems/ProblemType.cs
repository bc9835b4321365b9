namespace CalendarApi.Problems;

/// <summary>One type of problem, with a stable name.</summary>
/// <param name="Name">The last part of the problem's <c>type</c>.</param>
/// <param name="Status">Its HTTP status.</param>
/// <param name="Title">One short sentence, the same each time (RFC 9457 §3.1.3).</param>
/// <param name="Meaning">What the problem means to a client.</param>
internal sealed record ProblemType(string Name, int Status, string Title, string Meaning)
{
    /// <summary>The problem's <c>type</c>: a relative reference that <c>GET /problems</c> explains.</summary>
    public string Uri => "/problems/" + Name;
}

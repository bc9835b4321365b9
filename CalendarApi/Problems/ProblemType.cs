namespace CalendarApi.Problems;

/// <summary>One kind of refusal, by a name that stays.</summary>
/// <param name="Name">The last part of the problem's <c>type</c>.</param>
/// <param name="Status">The HTTP status it always comes with.</param>
/// <param name="Title">One short sentence, the same for every occurrence (RFC 9457 §3.1.3).</param>
/// <param name="Meaning">What a client should make of it.</param>
internal sealed record ProblemType(string Name, int Status, string Title, string Meaning)
{
    /// <summary>The problem's <c>type</c>: a relative reference that <c>GET /problems</c> explains.</summary>
    public string Uri => "/problems/" + Name;
}

using Microsoft.AspNetCore.Mvc;

namespace ServiceDefaults.Problems;

/// <summary>One type of problem, with a stable name.</summary>
/// <param name="Name">The last part of the problem's <c>type</c>.</param>
/// <param name="Status">Its HTTP status.</param>
/// <param name="Title">One short sentence, the same each time (RFC 9457 §3.1.3).</param>
/// <param name="Meaning">What the problem means to a client.</param>
public sealed record ProblemType(string Name, int Status, string Title, string Meaning)
{
    /// <summary>What each <see cref="Uri"/> begins with.</summary>
    internal const string Base = "/problems/";

    /// <summary>The problem's <c>type</c>: a relative reference. CalendarApi's <c>GET /problems</c> explains each.</summary>
    public string Uri => Base + Name;

    /// <summary>One occurrence. What is null among the extensions is left out.</summary>
    public ProblemDetails Details(params ReadOnlySpan<(string Name, object? Value)> extensions)
    {
        var details = new ProblemDetails { Type = Uri, Title = Title, Status = Status, Detail = Meaning };
        foreach (var (name, value) in extensions)
        {
            if (value is not null)
            {
                details.Extensions[name] = value;
            }
        }

        return details;
    }
}

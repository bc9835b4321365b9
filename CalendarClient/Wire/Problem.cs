using System.Text.Json;

namespace CalendarClient;

/// <summary>Why the service refused (RFC 9457).</summary>
public sealed record Problem
{
    /// <summary>A relative reference, <c>/problems/precondition-failed</c>; see <see cref="Name"/>.</summary>
    public string? Type { get; init; }

    public string? Title { get; init; }
    public int Status { get; init; }
    public string? Detail { get; init; }

    /// <summary>For <c>invalid-content</c>: each field that breaks a rule, with the reasons.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>For <c>malformed-…</c>: where reading stopped, where that is known.</summary>
    public long? Line { get; init; }

    public string? Reason { get; init; }

    /// <summary>For <c>precondition-failed</c> and <c>already-exists</c>: what is there now; see <see cref="CurrentEvent"/>.</summary>
    public JsonElement? Current { get; init; }

    /// <summary>Finds the request in the service's traces.</summary>
    public string? TraceId { get; init; }

    /// <summary>The last part of <see cref="Type"/>; one of <see cref="ProblemNames"/>, or empty when the answer did not come from the calendar.</summary>
    public string Name => Type?[(Type.LastIndexOf('/') + 1)..] ?? "";

    public Calendar? CurrentCalendar() => Current?.Deserialize(WireJson.Default.Calendar);

    public CalendarEvent? CurrentEvent() => Current?.Deserialize(WireJson.Default.CalendarEvent);
}

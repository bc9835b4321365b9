using System.Text.Json;

namespace CalendarClient;

/// <summary>Why the service refused (RFC 9457).</summary>
public sealed record Problem
{
    /// <summary>A relative reference, <c>/problems/precondition-failed</c>; see <see cref="Name"/>.</summary>
    public string? Type { get; init; }

    /// <summary>The type of the problem in a few English words.</summary>
    public string? Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public int Status { get; init; }

    /// <summary>What went wrong this time, in English.</summary>
    public string? Detail { get; init; }

    /// <summary>For <c>invalid-content</c>: each invalid field, with the reasons.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>For <c>malformed-body</c> and <c>malformed-calendar-file</c>: the line where reading stopped; null if unknown.</summary>
    public long? Line { get; init; }

    /// <summary>For <c>malformed-calendar-file</c>: why reading stopped, in English.</summary>
    public string? Reason { get; init; }

    /// <summary>For <c>precondition-failed</c> and <c>already-exists</c>: what is stored now, as JSON; see <see cref="CurrentCalendar"/>, <see cref="CurrentEvent"/> and <see cref="CurrentPerson"/>.</summary>
    public JsonElement? Current { get; init; }

    /// <summary>The id of the request in the service's traces, for a report to its operator.</summary>
    public string? TraceId { get; init; }

    /// <summary>The last part of <see cref="Type"/>; one of <see cref="ProblemNames"/>, or empty when the answer did not come from the calendar.</summary>
    public string Name => Type?[(Type.LastIndexOf('/') + 1)..] ?? "";

    /// <summary>What is stored now, when the request was about a calendar; null when <see cref="Current"/> is.</summary>
    /// <exception cref="JsonException"><see cref="Current"/> is not a calendar.</exception>
    public Calendar? CurrentCalendar() => Current?.Deserialize(WireJson.Default.Calendar);

    /// <summary>What is stored now, when the request was about an event; null when <see cref="Current"/> is.</summary>
    /// <exception cref="JsonException"><see cref="Current"/> is not an event.</exception>
    public CalendarEvent? CurrentEvent() => Current?.Deserialize(WireJson.Default.CalendarEvent);

    /// <summary>What is stored now, when the request was about a person or resource; null when <see cref="Current"/> is.</summary>
    /// <exception cref="JsonException"><see cref="Current"/> is not a person or resource.</exception>
    public Person? CurrentPerson() => Current?.Deserialize(WireJson.Default.Person);
}

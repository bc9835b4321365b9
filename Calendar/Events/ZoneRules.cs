using NodaTime;
using TeamCalendars.ICalendar.Reading;

namespace TeamCalendars.Events;

/// <summary>The rules of a time zone that an event brings with it, as a VTIMEZONE component (RFC 5545 §3.6.5). Compared by text.</summary>
/// <param name="text">The component, its lines separated by line feeds.</param>
public sealed class ZoneRules(string text) : IEquatable<ZoneRules>
{
    /// <summary>Twenty observances have room; a zone that has more lists a century of changes one by one.</summary>
    public const int MaxLength = 4_000;

    private readonly Lazy<OwnZone?> zone = new(() => OwnZone.Read(text));

    /// <summary>Ends the name of the zone in a calendar file, so that no reader takes it for a zone that it knows.</summary>
    internal const string OwnName = " (own rules)";

    public string Text => text;

    internal string Name => zone.Value?.Id.Replace("\"", "", StringComparison.Ordinal) ?? "";

    /// <summary>Rules that cannot be read, which an older program may have stored, are UTC: an event must not become unreadable by them.</summary>
    internal DateTimeZone Zone => zone.Value ?? DateTimeZone.Utc;

    /// <returns>What is wrong with them; null when nothing is.</returns>
    internal string? Check() => text.Length > MaxLength ? $"Must have at most {MaxLength} characters."
        : zone.Value is null ? "Must be one VTIMEZONE with TZID and at least one STANDARD or DAYLIGHT that has DTSTART, TZOFFSETFROM and TZOFFSETTO."
        : null;

    public bool Equals(ZoneRules? other) => other?.Text == text;

    public override bool Equals(object? obj) => Equals(obj as ZoneRules);

    public override int GetHashCode() => text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => text;

    public static bool operator ==(ZoneRules? left, ZoneRules? right) => left?.Text == right?.Text;

    public static bool operator !=(ZoneRules? left, ZoneRules? right) => !(left == right);
}

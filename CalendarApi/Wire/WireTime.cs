using NodaTime;
using NodaTime.Text;

namespace CalendarApi.Wire;

/// <summary>The formats of times on the wire.</summary>
internal static class WireTime
{
    /// <summary><c>2026-11-23T09:00:00</c>, with a fraction only if there is one.</summary>
    public static readonly LocalDateTimePattern WallTime = LocalDateTimePattern.ExtendedIso;

    /// <summary><c>2026-11-23</c>.</summary>
    public static readonly LocalDatePattern Date = LocalDatePattern.Iso;

    /// <summary><c>2026-11-23T08:00:00Z</c>, with a fraction only if there is one.</summary>
    public static readonly InstantPattern Instant = InstantPattern.ExtendedIso;

    /// <summary>Reads an RFC 3339 date-time, with any offset.</summary>
    public static bool TryParseInstant(string text, out Instant instant)
    {
        var parsed = OffsetDateTimePattern.Rfc3339.Parse(text);
        // An offset can move the first and the last day of all years out of them.
        var computable = parsed.Success && (parsed.Value.Offset == Offset.Zero || parsed.Value.Year is > 0 and < 9999);
        instant = computable ? parsed.Value.ToInstant() : default;
        return computable;
    }
}

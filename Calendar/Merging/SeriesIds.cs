using System.Security.Cryptography;
using System.Text;
using NodaTime;
using NodaTime.Text;
using TeamCalendars.Events;

namespace TeamCalendars.Merging;

/// <summary>
/// The ids of imported events. They follow from UID and RECURRENCE-ID alone, so that a later file finds what an earlier one stored.
/// The overrides of one series have a common beginning: a list in the order of ids has them together, also when the series itself is not stored yet.
/// </summary>
internal static class SeriesIds
{
    /// <summary>Ends the UID of an event that was made here; what stands before it is the event's id.</summary>
    public const string OwnUid = "@calendar-realtime";

    private static readonly LocalDatePattern Date = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");
    private static readonly LocalDateTimePattern Utc = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'");

    public static EventId OfMaster(string uid) => OfOwnUid(uid) ?? OfText($"{uid}\n");

    /// <summary>Of a UID that this program wrote: the event that it was, so that a file can go out, be edited and come back.</summary>
    public static EventId? OfOwnUid(string? uid) =>
        uid?.EndsWith(OwnUid, StringComparison.Ordinal) is true && EventId.TryParse(uid[..^OwnUid.Length], out var id) ? id : null;

    /// <summary>What the ids of the overrides of a series begin with.</summary>
    public static string OverridesOf(string uid) => $"o-{Hash(uid)}-";

    public static EventId OfOverride(string uid, SeriesDate date) =>
        EventId.Parse(OverridesOf(uid) + (date.IsDate ? Date.Format(date.Value.Date) : Utc.Format(date.Value)));

    /// <summary>The occurrence that an override replaces; null for an id that was not made from one.</summary>
    public static SeriesDate? DateOf(EventId id)
    {
        if (!id.Value.StartsWith("o-", StringComparison.Ordinal))
        {
            return null;
        }

        var text = id.Value[(id.Value.LastIndexOf('-') + 1)..];
        return Utc.Parse(text) is { Success: true } time ? new SeriesDate(time.Value, IsDate: false)
            : Date.Parse(text) is { Success: true } date ? new SeriesDate(date.Value.AtMidnight(), IsDate: true)
            : null;
    }

    public static EventId OfText(string text) => EventId.Parse(Hash(text));

    /// <summary>40 hexadecimal digits of a SHA-256: enough that two different texts never share an id.</summary>
    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 20));
}

/// <summary>A RECURRENCE-ID without regard to its spelling.</summary>
/// <param name="Value">A time in UTC, or the midnight of a date.</param>
internal readonly record struct SeriesDate(LocalDateTime Value, bool IsDate);

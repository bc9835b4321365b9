using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.Rules;

namespace CalendarStore.Transfer;

/// <summary>Reads a tenant's file line by line and refuses what is not as <see cref="TransferLine"/> says: shape, order, rules, completeness, digest.</summary>
internal static class TransferReader
{
    /// <exception cref="InvalidDataException">Says the line and what is wrong with it. What came before may have been yielded already.</exception>
    public static async IAsyncEnumerable<TransferLine> ReadAsync(Stream source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(source, Encoding.UTF8, leaveOpen: true);
        using var digest = new ContentDigest();
        TransferLine? before = null;
        for (var number = 1; await reader.ReadLineAsync(cancellationToken) is { } text; number++)
        {
            var line = Parse(text, number);
            var reason = Check(line, before, digest);
            if (reason is not null)
            {
                throw new InvalidDataException($"Line {number}: {reason}");
            }

            digest.Add(line);
            before = line;
            yield return line;
        }

        if (before is not TransferLine.End)
        {
            throw new InvalidDataException("The file has no end: it is only part of one.");
        }
    }

    private static TransferLine Parse(string text, int number)
    {
        try
        {
            return JsonSerializer.Deserialize(text, TransferJson.Default.TransferLine) ?? throw new InvalidDataException($"Line {number}: Must be an object.");
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            throw new InvalidDataException($"Line {number}: {exception.Message}", exception);
        }
    }

    /// <returns>What is wrong; null when nothing is.</returns>
    private static string? Check(TransferLine line, TransferLine? before, ContentDigest digest) => (line, before) switch
    {
        (TransferLine.Tenant { Format: not TransferLine.CurrentFormat } tenant, null) =>
            $"The format is {tenant.Format}, this program knows {TransferLine.CurrentFormat}: it was written by a newer version. Update this one.",
        (TransferLine.Tenant, null) => null,
        (TransferLine.Tenant, _) or (_, null) => "The tenant comes first, and once.",
        (_, TransferLine.End) => "Nothing comes after the end.",
        (TransferLine.Calendar calendar, _) => !CalendarId.TryParse(calendar.Id, out _) ? "calendar: Is not a calendar's id."
            : string.CompareOrdinal(CalendarOf(before), calendar.Id) >= 0 ? "Calendars come in the order of id, each once."
            : Told(CalendarRules.Check(calendar.Content)),
        (TransferLine.Event item, _) => !EventId.TryParse(item.Id, out _) ? "event: Is not an event's id."
            : CalendarOf(before) != item.CalendarId ? "An event comes after its calendar."
            : before is TransferLine.Event last && string.CompareOrdinal(last.Id, item.Id) >= 0 ? "Events come in the order of id, each once."
            : Content(item) is { } content ? Told(EventRules.Check(content)) : "content: The times are not times.",
        (TransferLine.End end, _) => digest.Report() is var found && new TransferReport(end.Calendars, end.Events, end.Digest) != found
            ? $"The end says {end.Calendars} calendars and {end.Events} events with {end.Digest}; the file has {found.Calendars} and {found.Events} with {found.Digest}."
            : null,
        _ => "Is none of this format.",
    };

    private static string? CalendarOf(TransferLine? line) => line switch
    {
        TransferLine.Calendar calendar => calendar.Id,
        TransferLine.Event item => item.CalendarId,
        _ => null,
    };

    private static EventContent? Content(TransferLine.Event item)
    {
        try
        {
            return item.Content.ToContent();
        }
        catch (NodaTime.Text.UnparsableValueException)
        {
            return null;
        }
    }

    private static string? Told(IReadOnlyList<RuleViolation> violations) => violations is [var first, ..] ? $"{first.Field}: {first.Reason}" : null;
}

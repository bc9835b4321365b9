using System.Text.Json;
using TeamCalendars.Calendars;
using TeamCalendars.Entities;

namespace CalendarStore;

/// <summary>
/// A calendar or event is stored in a way that cannot be read: its row or document is damaged. With its <see cref="ETag"/> it can be replaced or deleted.
/// The message has its key and no content.
/// </summary>
public sealed class UnreadableEntityException : Exception
{
    /// <summary>The ETag of what has none that a client could send back.</summary>
    private const string NoETag = "unreadable";

    internal UnreadableEntityException(EntityKey key, string? etag, Exception reason)
        : base($"The stored {key.Kind.Name} '{key}' cannot be read.", reason)
    {
        Key = key;
        ETag = IdSyntax.IsValid(etag) ? etag! : NoETag;
    }

    public string ETag { get; }

    internal EntityKey Key { get; }

    /// <returns>The ETag, if it can be sent to a client and come back.</returns>
    internal static string CheckETag(string etag) => IdSyntax.IsValid(etag) ? etag : throw new FormatException("The stored ETag is none.");

    /// <summary>What a damaged value can make of the reading of it.</summary>
    internal static bool IsReason(Exception exception) =>
        exception is JsonException or FormatException or ArgumentException or ArithmeticException or InvalidOperationException or InvalidCastException or NotSupportedException or NullReferenceException;
}

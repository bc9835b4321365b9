using System.Text.Json;
using TeamCalendars.Entities;

namespace CalendarStore.Entities;

/// <summary>An entity is stored in a way that cannot be read: its row or document is damaged. The message has its key and no content.</summary>
internal sealed class UnreadableEntityException(EntityKey key, Exception reason) : Exception($"The stored {key.Kind.Name} '{key}' cannot be read.", reason)
{
    public EntityKey Key => key;

    public static bool IsReason(Exception exception) => exception is JsonException or FormatException or ArgumentException or InvalidOperationException;
}

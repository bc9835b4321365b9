using System.Text.Json;
using TeamCalendars.Events;

namespace TeamCalendars.StoredFormat;

/// <summary>An event's content as its row holds it, worked out before the writer's turn: all others wait for the writer.</summary>
internal sealed record PreparedEvent(EventContent Content, string Json, EventSpan Span)
{
    public static PreparedEvent Of(EventContent content) =>
        new(content, JsonSerializer.Serialize(StoredEvent.From(content), StoredJson.Default.StoredEvent), EventSpan.Of(content));
}
